//! The books of gift cards and store credit kept a second time, from the plans alone.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::books::Agrees;
use crate::{
    ids::{OrderId, PurseId},
    plan::Plan,
    purse::{Movement, MovementKind},
    state::World,
};

/// What the plans so far add up to.
#[derive(Debug, Default)]
pub(super) struct Purses {
    movements: Vec<Movement>,
    orders: BTreeMap<OrderId, Paid>,
}

/// An order as its payments see it.
#[derive(Debug, Default)]
struct Paid {
    total: i64,
    refunded: i64,
    closed: bool,
}

impl Purses {
    pub fn enter(&mut self, plan: &Plan) {
        self.movements.extend(plan.money.movements.iter().cloned());
        if let Some(order) = &plan.order {
            self.orders.entry(order.ring_up.id).or_default().total = order.total.0;
        }
        if let Some(refund) = &plan.refund {
            let order = self.orders.entry(refund.order).or_default();
            order.refunded += refund.amount.0;
            order.closed |= refund.closes;
        }
    }

    /// Every law of money that can be seen in what is written.
    pub fn agree_with(&self, world: &World) -> Agrees {
        for purse in world.purses.values() {
            self.balance_agrees(world, purse.id)?;
        }
        let mut movements = self.movements.iter();
        prop_assert!(movements.all(|it| world.purses.contains_key(&it.purse)));
        for (id, order) in &self.orders {
            self.order_agrees(*id, order)?;
        }
        Ok(())
    }

    fn balance_agrees(&self, world: &World, id: PurseId) -> Agrees {
        let (mut balance, mut seq) = (0, 0);
        for movement in self.movements.iter().filter(|it| it.purse == id) {
            seq += 1;
            prop_assert_eq!(movement.seq, seq, "numbers without a gap");
            prop_assert!(movement.amount.0 > 0);
            balance += match movement.kind.is_in() {
                true => movement.amount.0,
                false => -movement.amount.0,
            };
            prop_assert_eq!(movement.balance_after.0, balance);
            prop_assert!(balance >= 0, "never below zero");
        }
        let purse = &world.purses[&id];
        prop_assert_eq!((purse.balance.0, purse.last_seq), (balance, seq));
        prop_assert!(
            purse.fresh <= purse.balance,
            "what can be taken back is there"
        );
        Ok(())
    }

    /// What a purse paid comes back pro rata, however often, and never more than it paid.
    fn order_agrees(&self, id: OrderId, order: &Paid) -> Agrees {
        let sum = |kind| {
            let own = self.movements.iter();
            let own = own.filter(|it| it.order == Some(id) && it.kind == kind);
            own.map(|it| it.amount.0).sum::<i64>()
        };
        let (paid, back) = (sum(MovementKind::Pay), sum(MovementKind::PutBack));
        prop_assert!(paid <= order.total, "never more than was to pay");
        let share = match order.closed {
            true => paid,
            false => paid * order.refunded / order.total.max(1),
        };
        prop_assert_eq!(back, share, "pro rata, however often");
        prop_assert!(back + sum(MovementKind::Refund) <= order.refunded);
        Ok(())
    }
}
