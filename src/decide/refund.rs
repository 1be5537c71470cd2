//! Refunding an order: points clawed back pro rata, vouchers reusable after an undo, and the
//! referral that the order had closed.

use super::draft::{Cause, Draft, Take};
use crate::{
    command::Refund,
    ids::MemberId,
    ledger::{Account, LotState, TransferKind},
    money::Minor,
    plan::{Event, NewRefund, Plan, Receipt, SpendChange},
    programme::{Programme, RefundPolicy},
    rate::Rate,
    referral::Stage,
    rejection::Rejection,
    reward::{Voucher, VoucherState},
    state::{OrderState, World},
    time::Now,
};

/// Longest reason, in characters.
pub(super) const REASON_MAX: usize = 500;

pub(super) fn decide(world: &World, refund: &Refund, now: Now) -> Result<Plan, Rejection> {
    let programme = &world
        .programme
        .as_ref()
        .ok_or(Rejection::NoProgramme)?
        .programme;
    let order = world
        .orders
        .get(&refund.order)
        .ok_or(Rejection::UnknownOrder)?;
    let amount = amount_of(refund, order)?;
    let refunded = order.refunded.plus(amount);
    let closes = refunded == order.total;
    let due = points_due(order, refunded, closes);

    let mut draft = Draft::new(world, now, Receipt::Qualified { moved: false });
    let taken = claw_back(&mut draft, programme.refund_policy, refund, order, due)?;
    let member = draft.member(order.member)?;
    let change = (order.occurred_on, Minor(-amount.0));
    let standing = programme
        .tiers
        .as_ref()
        .and_then(|scheme| scheme.progress_with(&member.spend, change, now.today));
    let head = draft.head(order.member)?;
    head.lifetime_spend = head.lifetime_spend.minus(amount);
    head.orders -= i64::from(closes);
    head.tier = standing.map(|progress| progress.key);
    let available = head.balances.available;
    draft.plan.spend.push(SpendChange {
        member: order.member,
        day: order.occurred_on,
        amount: change.1,
        orders: -i64::from(closes),
    });
    if refund.undo && closes {
        reopen_vouchers(&mut draft, order);
    }
    unwind_referral(&mut draft, programme, order, refunded, closes)?;
    draft.plan.refund = Some(NewRefund {
        id: refund.id,
        order: order.id,
        member: order.member,
        amount,
        points_due: due,
        points_taken: taken,
        closes,
        undo: refund.undo,
        reason: refund.reason.chars().take(REASON_MAX).collect(),
        occurred_at: refund.occurred_at,
    });
    draft.plan.events.push(Event::OrderRefunded {
        member: order.member,
        order: order.id,
        amount,
    });
    let available = draft
        .head(order.member)
        .map_or(available, |head| head.balances.available);
    Ok(draft.finish(Receipt::Refunded {
        refund: refund.id,
        member: order.member,
        amount,
        points_taken: taken,
        available,
    }))
}

fn amount_of(refund: &Refund, order: &OrderState) -> Result<Minor, Rejection> {
    if order.closed {
        return Err(Rejection::AlreadyRefunded);
    }
    let left = order.total.minus(order.refunded);
    match refund.amount {
        None => Ok(left),
        Some(amount) if amount.0 <= 0 => Err(Rejection::EmptyRefund),
        Some(amount) if amount > left => Err(Rejection::RefundTooLarge { left_minor: left.0 }),
        Some(amount) => Ok(amount),
    }
}

/// The share of the earned points that all refunds so far call for, less what earlier ones did;
/// rounded down, so that only a whole refund takes the last point.
fn points_due(order: &OrderState, refunded: Minor, closes: bool) -> i64 {
    let share = Rate::new(refunded.0, order.total.0.max(1)).unwrap_or(Rate::ONE);
    let target = if closes {
        order.earned
    } else {
        share.of(order.earned)
    };
    target - order.reversed
}

fn claw_back(
    draft: &mut Draft<'_>,
    policy: RefundPolicy,
    refund: &Refund,
    order: &OrderState,
    due: i64,
) -> Result<i64, Rejection> {
    let cause = Cause {
        order: Some(order.id),
        refund: Some(refund.id),
        reason: Some(refund.reason.chars().take(REASON_MAX).collect()),
        ..Cause::new(TransferKind::Reverse, refund.occurred_at)
    };
    let lot = draft
        .lots(order.member)?
        .into_iter()
        .find(|lot| Some(lot.no) == order.lot);
    let from_pending = match lot {
        Some(lot) if lot.state == LotState::Pending => {
            draft.void_pending(order.member, &cause, lot, due)?
        }
        _ => 0,
    };
    let rest = due - from_pending;
    let options = Take::by_policy(policy, order.lot);
    let from_open = draft.take(order.member, &cause, Account::Reversed, rest, options)?;
    Ok(from_pending + from_open)
}

fn reopen_vouchers(draft: &mut Draft<'_>, order: &OrderState) {
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

/// A referral follows the order that closed it: unpaid, it waits for another order (or is
/// rejected, when only a part too small is left); paid, both sides are taken back.
fn unwind_referral(
    draft: &mut Draft<'_>,
    programme: &Programme,
    order: &OrderState,
    refunded: Minor,
    closes: bool,
) -> Result<(), Rejection> {
    let referred = draft.member(order.member)?.referred;
    let referral = referred
        .and_then(|id| draft.world.referrals.get(&id))
        .filter(|referral| referral.order == Some(order.id));
    let Some(referral) = referral else {
        return Ok(());
    };
    let minimum = programme
        .referral
        .as_ref()
        .map_or(Minor::ZERO, |offer| offer.minimum_order);
    if !closes && order.total.minus(refunded) >= minimum {
        return Ok(());
    }
    let mut referral = referral.clone();
    match referral.stage {
        Stage::Held | Stage::Closed if closes => {
            referral.stage = Stage::Lead;
            referral.order = None;
            referral.order_total = Minor::ZERO;
            referral.due_on = None;
        }
        Stage::Held | Stage::Closed => {
            referral.stage = Stage::Rejected;
            referral.reason =
                Some("what is left of the first order is below the minimum".to_owned());
        }
        Stage::Rewarded => {
            let friend = referral.friend.unwrap_or(order.member);
            let cause = Cause {
                referral: Some(referral.id),
                order: Some(order.id),
                ..Cause::new(TransferKind::ReferralReverse, draft.now.at)
            };
            let sides: [(MemberId, i64); 2] = [
                (referral.advocate, referral.advocate_points),
                (friend, referral.friend_points),
            ];
            for (member, points) in sides {
                let options = Take::by_policy(programme.refund_policy, None);
                draft.take(member, &cause, Account::Reversed, points, options)?;
            }
            referral.stage = Stage::Reversed;
            referral.reason = Some("the first order was refunded".to_owned());
        }
        _ => return Ok(()),
    }
    draft.plan.events.push(Event::ReferralMoved {
        member: referral.advocate,
        referral: referral.id,
    });
    draft.plan.changed_referrals.push(referral);
    Ok(())
}
