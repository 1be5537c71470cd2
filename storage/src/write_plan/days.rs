//! What a plan adds to the merchant's numbers of a day.

use std::collections::BTreeMap;

use regulars::{
    command::Command,
    ledger::{Account, Transfer, TransferKind},
    plan::Plan,
    time::{Day, Now},
};

/// What to add to one day of one merchant.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Totals {
    pub orders: i64,
    pub sales: i64,
    pub refunds: i64,
    pub new_members: i64,
    pub issued: i64,
    pub redeemed: i64,
    pub expired: i64,
    pub reversed: i64,
    pub adjusted: i64,
}

/// The merchant's day on which a command happened for the business.
pub(super) fn business_day(command: &Command, now: Now) -> Day {
    match command {
        Command::Join(join) => join.occurred_on,
        Command::RingUp(ring_up) => ring_up.occurred_on,
        Command::Refund(refund) => refund.occurred_on,
        _ => now.today,
    }
}

/// The merchant's day of a transfer: that of its command, unless it happened on recording.
pub(super) fn transfer_day(transfer: &Transfer, command: &Command, now: Now) -> Day {
    if transfer.occurred_at == now.at {
        now.today
    } else {
        business_day(command, now)
    }
}

impl Totals {
    fn add_transfer(&mut self, transfer: &Transfer) {
        let points = transfer.points;
        match transfer.kind {
            TransferKind::Earn
            | TransferKind::ReferralAdvocate
            | TransferKind::ReferralFriend
            | TransferKind::Act => {
                self.issued += points;
            }
            TransferKind::Post | TransferKind::PassOn | TransferKind::PassIn => {}
            TransferKind::Reverse | TransferKind::ReferralReverse => self.reversed += points,
            TransferKind::Redeem | TransferKind::Pay => self.redeemed += points,
            TransferKind::Reinstate => self.redeemed -= points,
            TransferKind::Expire => self.expired += points,
            TransferKind::Adjust if transfer.from == Account::Adjusted => self.adjusted += points,
            TransferKind::Adjust => self.adjusted -= points,
        }
    }
}

/// Adds what `plan` means for the merchant `merchant` to `days`.
pub(super) fn add(
    days: &mut BTreeMap<(i64, Day), Totals>,
    merchant: i64,
    plan: &Plan,
    (command, now): (&Command, Now),
) {
    let day = business_day(command, now);
    for transfer in &plan.transfers {
        let day = transfer_day(transfer, command, now);
        days.entry((merchant, day))
            .or_default()
            .add_transfer(transfer);
    }
    if let Some(order) = &plan.order {
        let sums = days.entry((merchant, day)).or_default();
        sums.orders += 1;
        sums.sales += order.total.0;
    }
    if let Some(refund) = &plan.refund {
        days.entry((merchant, day)).or_default().refunds += refund.amount.0;
    }
    if plan.joined.is_some() {
        days.entry((merchant, day)).or_default().new_members += 1;
    }
}
