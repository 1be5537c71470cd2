//! Movements of gift cards and store credit in a plan under construction.

use super::Draft;
use crate::{
    ids::{OrderId, PurseId, RefundId},
    money::Minor,
    plan::Event,
    purse::{Movement, MovementKind, Purse},
    rejection::Rejection,
    reservation::Held,
    time::Micros,
};

/// What a movement comes from.
#[derive(Debug, Clone)]
pub(in crate::decide) struct Moved {
    pub kind: MovementKind,
    pub occurred_at: Micros,
    pub order: Option<OrderId>,
    pub refund: Option<RefundId>,
    pub reason: Option<String>,
}

impl Moved {
    pub fn new(kind: MovementKind, occurred_at: Micros) -> Self {
        Self {
            kind,
            occurred_at,
            order: None,
            refund: None,
            reason: None,
        }
    }
}

impl Draft<'_> {
    /// A purse as it stands in this draft.
    pub fn purse(&self, id: PurseId) -> Option<&Purse> {
        let mut changed = self.plan.money.purses.iter();
        let changed = changed.find(|purse| purse.id == id);
        changed.or_else(|| self.world.purses.get(&id))
    }

    /// What is in a purse and not kept for another order.
    pub fn free_in(&self, purse: &Purse) -> Minor {
        let kept = self
            .world
            .holds
            .amount(&Held::Purse(purse.id), self.asked());
        purse.balance.minus_down_to_zero(Minor(kept))
    }

    /// Moves money into or out of a purse as it stands, and answers how it stands afterwards.
    /// Moving nothing leaves no movement.
    pub fn move_money(
        &mut self,
        purse: &Purse,
        cause: &Moved,
        amount: Minor,
    ) -> Result<Purse, Rejection> {
        if amount.0 <= 0 {
            return Ok(purse.clone());
        }
        let into = cause.kind.is_in();
        let balance = if into {
            purse.balance.plus(amount)
        } else {
            purse.balance.minus(amount)
        };
        let free = self.free_in(purse);
        if !into && amount > free {
            return Err(Rejection::NotEnoughCredit { left_minor: free.0 });
        }
        if balance > Minor::MAX {
            return Err(Rejection::BalanceTooLarge);
        }
        let moved = Purse {
            balance,
            last_seq: purse.last_seq + 1,
            fresh: match cause.kind {
                MovementKind::Load => amount,
                _ => Minor::ZERO,
            },
            ..purse.clone()
        };
        self.plan.money.movements.push(Movement {
            purse: moved.id,
            seq: moved.last_seq,
            kind: cause.kind,
            amount,
            balance_after: balance,
            occurred_at: cause.occurred_at,
            order: cause.order,
            refund: cause.refund,
            reason: cause.reason.clone(),
        });
        let purses = &mut self.plan.money.purses;
        match purses.iter_mut().find(|other| other.id == moved.id) {
            Some(place) => *place = moved.clone(),
            None => purses.push(moved.clone()),
        }
        Ok(moved)
    }

    /// The owners hear of what moved.
    pub(super) fn tell_purses(&mut self) {
        for purse in &self.plan.money.purses {
            if let Some(member) = purse.owner {
                self.plan.events.push(Event::PurseChanged {
                    member,
                    purse: purse.id,
                    balance: purse.balance,
                });
            }
        }
    }
}
