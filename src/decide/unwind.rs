//! What a refund gives back and takes back besides the points that the order earned: points paid,
//! stamps, uses, vouchers.

use super::{
    cards::{credit_of, unmake_of_voucher},
    draft::{Cause, Draft, Moved},
    reason_of,
};
use crate::{
    command::Refund,
    ledger::{Account, TransferKind},
    money::Minor,
    plan::{Offer, StampChange, UseChange},
    purse::{MovementKind, Payment, Purse},
    rate::Rate,
    rejection::Rejection,
    reward::{Voucher, VoucherState},
    state::OrderState,
};

/// The share of `number` that belongs to what is refunded of an order, rounded down.
fn share(order: &OrderState, refunded: Minor, number: i64) -> i64 {
    Rate::new(refunded.0, order.total.0.max(1)).map_or(0, |share| share.of(number))
}

/// Gives back the refunded share of the points that paid a part of the order, rounded down, less
/// what earlier refunds gave back; the refund that closes the order gives back the rest. They go
/// where they came from, as far as these lots have not expired.
pub(super) fn give_points_back(
    draft: &mut Draft<'_>,
    refund: &Refund,
    order: &OrderState,
    refunded: Minor,
    closes: bool,
) -> Result<(), Rejection> {
    let paid: i64 = order.paid_lots.iter().map(|(_, points)| points).sum();
    if paid == 0 {
        return Ok(());
    }
    let before = share(order, order.refunded, paid);
    let after = if closes {
        paid
    } else {
        share(order, refunded, paid)
    };
    let cause = Cause {
        order: Some(order.id),
        refund: Some(refund.id),
        reason: reason_of(&refund.reason),
        ..Cause::new(TransferKind::Reinstate, refund.occurred_at)
    };
    let uses = part_of(order.paid_lots.iter().copied(), before, after);
    draft.reinstate(order.member, &cause, Account::Redeemed, &uses)?;
    Ok(())
}

/// What came from each place of the units from number `before` to number `after`, of what was
/// taken from places in this order.
fn part_of<P>(uses: impl Iterator<Item = (P, i64)>, before: i64, after: i64) -> Vec<(P, i64)> {
    let mut passed = 0;
    let mut part = Vec::new();
    for (place, units) in uses {
        let first = before.max(passed);
        passed += units;
        let count = after.min(passed) - first;
        if count > 0 {
            part.push((place, count));
        }
    }
    part
}

/// Puts the refunded share of what gift cards and store credit paid back where it came from,
/// rounded down, less what earlier refunds put back; the refund that closes the order puts back the
/// rest. With `to_credit` the member has the whole `amount` of this refund as store credit.
pub(super) fn put_money_back(
    draft: &mut Draft<'_>,
    refund: &Refund,
    order: &OrderState,
    (amount, refunded): (Minor, Minor),
    closes: bool,
) -> Result<Vec<Payment>, Rejection> {
    let paid: i64 = order.paid_purses.iter().map(|(_, amount)| amount.0).sum();
    let before = share(order, order.refunded, paid);
    let after = if closes {
        paid
    } else {
        share(order, refunded, paid)
    };
    let cause = |kind| Moved {
        order: Some(order.id),
        refund: Some(refund.id),
        reason: reason_of(&refund.reason),
        ..Moved::new(kind, refund.occurred_at)
    };
    if refund.to_credit {
        let back = Minor(after - before);
        let credit = credit_of(draft, order.member);
        let credit = draft.move_money(&credit, &cause(MovementKind::PutBack), back)?;
        let rest = cause(MovementKind::Refund);
        let credit = draft.move_money(&credit, &rest, amount.minus(back))?;
        return Ok(vec![put_back(&credit, amount)]);
    }
    let uses = order.paid_purses.iter();
    let parts = part_of(uses.map(|(purse, paid)| (*purse, paid.0)), before, after);
    let mut payments = Vec::with_capacity(parts.len());
    for (id, back) in parts {
        let purse = draft.purse(id).cloned();
        let purse = purse.ok_or(Rejection::UnknownOrder)?;
        let purse = draft.move_money(&purse, &cause(MovementKind::PutBack), Minor(back))?;
        payments.push(put_back(&purse, Minor(back)));
    }
    Ok(payments)
}

fn put_back(purse: &Purse, amount: Minor) -> Payment {
    Payment {
        purse: purse.id,
        ending: purse.ending(),
        amount,
        left: purse.balance,
    }
}

/// The refunded share of the order's stamps, rounded down, less what earlier refunds took; the
/// refund that closes the order takes the rest.
pub(super) fn take_stamps(
    draft: &mut Draft<'_>,
    order: &OrderState,
    refunded: Minor,
    closes: bool,
) {
    for (card, given) in &order.stamps {
        let before = share(order, order.refunded, *given);
        let after = if closes {
            *given
        } else {
            share(order, refunded, *given)
        };
        if after > before {
            draft.plan.stamps.push(StampChange {
                member: order.member,
                card: card.clone(),
                stamps: before - after,
            });
        }
    }
}

/// An order that is refunded whole has used no promotion, and the vouchers that it made for later
/// orders go, unless they were used already.
pub(super) fn take_back_offers(draft: &mut Draft<'_>, order: &OrderState) -> Result<(), Rejection> {
    for (promotion, amount) in &order.promotions {
        draft.plan.uses.push(UseChange {
            member: order.member,
            of: Offer::Promotion(promotion.clone()),
            day: order.occurred_on,
            times: -1,
            amount: Minor(-amount.0),
        });
    }
    let made = order
        .made
        .iter()
        .filter_map(|code| draft.world.vouchers.get(code));
    for voucher in made.filter(|voucher| voucher.state == VoucherState::Open) {
        unmake_of_voucher(draft, voucher, false)?;
        draft.plan.changed_vouchers.push(Voucher {
            state: VoucherState::Revoked,
            ..voucher.clone()
        });
    }
    Ok(())
}

pub(super) fn reopen_vouchers(draft: &mut Draft<'_>, order: &OrderState) {
    for voucher in order
        .vouchers
        .iter()
        .filter_map(|code| draft.world.vouchers.get(code))
    {
        if voucher.used_by == Some(order.id) {
            draft.plan.changed_vouchers.push(Voucher {
                state: VoucherState::Open,
                used_by: None,
                ..voucher.clone()
            });
        }
    }
}
