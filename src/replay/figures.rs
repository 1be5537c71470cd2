//! Sums of what a programme gave.

use serde::{Deserialize, Serialize};

use crate::{
    ledger::TransferKind,
    money::Minor,
    order::Order,
    plan::{NewOrder, Plan},
    rate::Rate,
};

/// What a programme gave in the days that count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Points that orders earned, those that refunds took back taken off.
    pub issued: i64,
    /// Points that expired.
    pub expired: i64,
    /// Points spent on rewards and at the till.
    pub spent: i64,
    /// Rewards taken, and gifts on reaching a tier.
    pub rewards: i64,
    /// The money.
    pub money: Money,
}

/// What a programme cost, and what was sold with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// What was paid, without tax and shipping.
    pub sales: Minor,
    /// What promotions and their vouchers took off.
    pub discounts: Minor,
    /// What points paid at the till.
    pub paid_with_points: Minor,
    /// What rewards and gifts cost the merchant.
    pub rewards: Minor,
}

impl Money {
    /// All that the programme gave, at what it cost the merchant.
    pub fn cost(&self) -> Minor {
        self.discounts
            .plus(self.paid_with_points)
            .plus(self.rewards)
    }

    pub(super) fn add(&mut self, more: Self) {
        self.sales = self.sales.plus(more.sales);
        self.discounts = self.discounts.plus(more.discounts);
        self.paid_with_points = self.paid_with_points.plus(more.paid_with_points);
        self.rewards = self.rewards.plus(more.rewards);
    }

    /// An order's, of which `kept` was not refunded.
    pub(super) fn of_order(order: &NewOrder, kept: Kept) -> Self {
        let bought = &order.ring_up.order;
        let paid = order.total.minus_down_to_zero(bought.shipping);
        Self {
            sales: kept.of(paid.minus(tax_in(bought, paid))),
            discounts: kept.of(order.promoted.plus(order.redeemed)),
            paid_with_points: kept.of(order.paid_with_points),
            rewards: Minor::ZERO,
        }
    }
}

/// The tax in what was paid, in proportion; rounded down.
fn tax_in(order: &Order, paid: Minor) -> Minor {
    Rate::new(order.tax.0, order.subtotal().0).map_or(Minor::ZERO, |share| Minor(share.of(paid.0)))
}

/// The share of an order that was not refunded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// The share that was.
    refunded: Rate,
}

impl Kept {
    /// What is left after a refund of a share.
    pub fn after(refunded: Rate) -> Self {
        Self { refunded }
    }

    /// The amount less its refunded share.
    pub fn of(self, amount: Minor) -> Minor {
        amount.minus(self.refund_of(amount))
    }

    /// The refunded share of an amount, rounded down.
    pub fn refund_of(self, amount: Minor) -> Minor {
        Minor(self.refunded.of(amount.0))
    }
}

impl Figures {
    /// Adds the points that a plan moves.
    pub(super) fn move_points(&mut self, plan: &Plan) {
        for transfer in &plan.transfers {
            match transfer.kind {
                TransferKind::Earn => self.issued += transfer.points,
                TransferKind::Reverse => self.issued -= transfer.points,
                TransferKind::Expire => self.expired += transfer.points,
                TransferKind::Redeem | TransferKind::Pay => self.spent += transfer.points,
                TransferKind::Reinstate => self.spent -= transfer.points,
                TransferKind::Post
                | TransferKind::Adjust
                | TransferKind::ReferralAdvocate
                | TransferKind::ReferralFriend
                | TransferKind::ReferralReverse
                | TransferKind::PassOn
                | TransferKind::PassIn
                | TransferKind::Act => {}
            }
        }
    }
}
