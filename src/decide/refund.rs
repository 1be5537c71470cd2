//! Refunding an order: points clawed back pro rata, vouchers reusable after an undo, and the
//! referral that the order had closed.

use super::{
    draft::{Cause, Draft, Take},
    one_time, reason_of,
    unwind::{give_points_back, put_money_back, reopen_vouchers, take_back_offers, take_stamps},
};
use crate::{
    command::Refund,
    ledger::{Account, LotState, TransferKind},
    money::Minor,
    plan::{Event, NewRefund, Plan, Receipt, SpendChange},
    programme::{Programme, RefundPolicy},
    rate::Rate,
    referral::{Referral, Stage},
    rejection::Rejection,
    state::{OrderState, World},
    time::Now,
};

pub(super) fn decide(world: &World, refund: &Refund, now: Now) -> Result<Plan, Rejection> {
    if world.programme.is_none() {
        return Err(Rejection::NoProgramme);
    }
    let order = world
        .orders
        .get(&refund.order)
        .ok_or(Rejection::UnknownOrder)?;
    let published = world.for_member(order.member);
    let programme = &published.ok_or(Rejection::NoProgramme)?.programme;
    if refund.occurred_on > now.today.plus_days(1) {
        return Err(Rejection::BadDate);
    }
    let amount = amount_of(refund, order)?;
    let refunded = order.refunded.plus(amount);
    let closes = refunded == order.total;
    let undo = refund.undo && closes;
    let due = points_due(order, refunded, closes);

    let mut draft = Draft::new(world, now);
    draft.settle(order.member)?;
    give_points_back(&mut draft, refund, order, refunded, closes)?;
    let put_back = put_money_back(&mut draft, refund, order, (amount, refunded), closes)?;
    let taken = claw_back(&mut draft, programme.refund_policy, refund, order, due)?;
    take_from_spend(&mut draft, programme, order, (amount, due), closes)?;
    take_stamps(&mut draft, order, refunded, closes);
    if closes {
        take_back_offers(&mut draft, order)?;
    }
    if undo {
        reopen_vouchers(&mut draft, order);
        one_time::reopen(&mut draft, order);
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
        undo,
        reason: reason_of(&refund.reason).unwrap_or_default(),
        occurred_at: refund.occurred_at,
    });
    draft.plan.events.push(Event::OrderRefunded {
        member: order.member,
        order: order.id,
        amount,
    });
    let available = draft.head(order.member)?.balances.available;
    Ok(draft.finish(Receipt::Refunded {
        refund: refund.id,
        member: order.member,
        amount,
        points_taken: taken,
        available,
        put_back,
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

/// Takes back what the order earned: first from its own lot, whether it waits or not, then from
/// the lot that expires first. Once its own lot has expired nothing is taken: the points are gone
/// already, and the member would lose them twice.
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
        reason: reason_of(&refund.reason),
        ..Cause::new(TransferKind::Reverse, refund.occurred_at)
    };
    let mut lots = draft.lots(order.member)?.into_iter();
    let own = lots.find(|lot| Some(lot.no) == order.lot);
    let from_pending = match own {
        Some(lot) if lot.state == LotState::Expired => return Ok(0),
        Some(lot) if lot.state == LotState::Pending => {
            draft.void_pending(order.member, &cause, lot, due)?
        }
        _ => 0,
    };
    let options = Take::by_policy(policy, order.lot);
    let rest = due - from_pending;
    let from_open = draft.take(order.member, &cause, Account::Reversed, rest, options)?;
    Ok(from_pending + from_open)
}

/// The day of the order loses what is given back, and with it, perhaps, a tier.
fn take_from_spend(
    draft: &mut Draft<'_>,
    programme: &Programme,
    order: &OrderState,
    (amount, points): (Minor, i64),
    closes: bool,
) -> Result<(), Rejection> {
    let change = SpendChange {
        member: order.member,
        day: order.occurred_on,
        amount: Minor(-amount.0),
        orders: -i64::from(closes),
        points: -points,
        referrals: 0,
    };
    let today = draft.now.today;
    let member = draft.member(order.member)?;
    let scheme = programme.tiers.as_ref();
    let standing = scheme.and_then(|scheme| member.standing_with(scheme, &change, today));
    let head = draft.head(order.member)?;
    head.lifetime_spend = head.lifetime_spend.minus(amount);
    head.orders -= i64::from(closes);
    head.tier = standing.map(|progress| progress.key);
    draft.plan.spend.push(change);
    Ok(())
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
    let offer = programme.referral.as_ref();
    let minimum = offer.map_or(Minor::ZERO, |offer| offer.minimum_order);
    if !closes && order.total.minus(refunded) >= minimum {
        return Ok(());
    }
    let moved = match referral.stage {
        Stage::Held | Stage::Closed if closes => Referral {
            friend: referral.friend,
            stage: Stage::Lead,
            ..Referral::new(referral.id, referral.advocate)
        },
        Stage::Held | Stage::Closed => Referral {
            stage: Stage::Rejected,
            reason: Some("what is left of the first order is below the minimum".to_owned()),
            ..referral.clone()
        },
        Stage::Rewarded => take_back_both(draft, programme.refund_policy, referral)?,
        _ => return Ok(()),
    };
    draft.plan.events.push(Event::ReferralMoved {
        member: moved.advocate,
        referral: moved.id,
    });
    draft.plan.changed_referrals.push(moved);
    Ok(())
}

fn take_back_both(
    draft: &mut Draft<'_>,
    policy: RefundPolicy,
    referral: &Referral,
) -> Result<Referral, Rejection> {
    let cause = Cause {
        referral: Some(referral.id),
        ..Cause::new(TransferKind::ReferralReverse, draft.now.at)
    };
    let options = Take::by_policy(policy, None);
    let sides = [
        (Some(referral.advocate), referral.advocate_points),
        (referral.friend, referral.friend_points),
    ];
    for (member, points) in sides {
        if let Some(member) = member {
            draft.settle(member)?;
            draft.take(member, &cause, Account::Reversed, points, options)?;
        }
    }
    draft.count_referral(referral, -1);
    Ok(Referral {
        stage: Stage::Reversed,
        reason: Some("the first order was refunded".to_owned()),
        ..referral.clone()
    })
}
