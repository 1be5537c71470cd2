//! Ringing up an order: vouchers, points, tier, and the friend's first order of a referral.

use super::{
    cards, coupons,
    draft::{Cause, Draft, Grant},
    judge::{judge, pay},
    one_time, reserve,
};
use crate::{
    command::RingUp,
    evaluate::Evaluation,
    explain::Step,
    ledger::{Account, TransferKind},
    money::Minor,
    plan::{Event, NewOrder, Offer, Plan, Receipt, RungUp, SpendChange, StampChange, UseChange},
    programme::{Programme, Published},
    referral::Stage,
    rejection::Rejection,
    reward::{Voucher, VoucherCode, VoucherState},
    state::World,
    tier::Progress,
    time::{Day, Now},
};

pub(super) fn decide(world: &World, ring_up: &RingUp, now: Now) -> Result<Plan, Rejection> {
    check(ring_up, now)?;
    let published = world.for_member(ring_up.member);
    let published = published.ok_or(Rejection::NoProgramme)?;
    let programme = &published.programme;
    let mut draft = Draft::new(world, now);
    let member = draft.member(ring_up.member)?;
    let scheme = programme.tiers.as_ref();
    let before = scheme.and_then(|it| member.standing(it, ring_up.occurred_on));
    let mut judged = judge(world, programme, ring_up, before.as_ref(), now)?;

    reserve::capture(&mut draft, ring_up)?;
    draft.own = ring_up.reservation;
    pay(&mut draft, ring_up, judged.points_paid)?;
    cards::pay(&mut draft, ring_up, &judged.cards)?;
    one_time::use_up(&mut draft, ring_up, &judged);
    let mut coupons = coupons::make(&mut draft, ring_up, &mut judged)?;
    let after = add_to_spend(&mut draft, programme, ring_up, &judged)?;
    let gifts = coupons::welcome(
        &mut draft,
        programme,
        ring_up,
        after.as_ref(),
        coupons.len(),
    )?;
    coupons.extend(gifts);
    draft.head(ring_up.member)?.carry = judged.carry;
    let given = give_points(&mut draft, programme, ring_up, judged.points)?;
    judged.trace.steps.extend(given.steps);
    write_order(
        &mut draft,
        published.version,
        ring_up,
        &judged,
        given.lot,
        &coupons,
    );
    let new_tier = tier_change(&mut draft, ring_up, before, after);
    close_referral(&mut draft, published, ring_up, judged.total)?;

    let balances = draft.head(ring_up.member)?.balances;
    let receipt = Receipt::RungUp(RungUp {
        order: ring_up.id,
        member: ring_up.member,
        subtotal: judged.subtotal,
        promoted: judged.promoted,
        redeemed: judged.redeemed,
        line_discounts: line_discounts(&judged),
        total: judged.total,
        points_paid: judged.points_paid,
        paid_with_points: judged.paid_with_points,
        cards: judged.cards,
        points: judged.points,
        available_on: given.available_on,
        available: balances.available,
        pending: balances.pending,
        new_tier,
        coupons,
        trace: judged.trace,
    });
    Ok(draft.finish(receipt))
}

/// Whether the order is one, and not of another time.
pub(super) fn check(ring_up: &RingUp, now: Now) -> Result<(), Rejection> {
    ring_up.order.validate()?;
    if ring_up.occurred_on < Day::MIN || ring_up.occurred_on > now.today.plus_days(1) {
        return Err(Rejection::BadDate);
    }
    Ok(())
}

/// By line, unless nothing was taken off any.
fn line_discounts(judged: &Evaluation) -> Vec<Minor> {
    match judged.promoted.plus(judged.redeemed) {
        Minor::ZERO => Vec::new(),
        _ => judged.line_discounts.clone(),
    }
}

/// Adds the order to what the member has spent and done. Returns where the member stands with it
/// on the day of the order.
fn add_to_spend(
    draft: &mut Draft<'_>,
    programme: &Programme,
    ring_up: &RingUp,
    judged: &Evaluation,
) -> Result<Option<Progress>, Rejection> {
    let (day, today) = (ring_up.occurred_on, draft.now.today);
    let change = SpendChange {
        member: ring_up.member,
        day,
        amount: judged.total,
        orders: 1,
        points: judged.points,
        referrals: 0,
    };
    let member = draft.member(ring_up.member)?;
    let scheme = programme.tiers.as_ref();
    let with = |on: Day| scheme.and_then(|it| member.standing_with(it, &change, on));
    let head = draft.head(ring_up.member)?;
    head.orders += 1;
    head.lifetime_spend = head.lifetime_spend.plus(judged.total);
    head.tier = with(today).map(|progress| progress.key);
    draft.plan.spend.push(change);
    for (card, stamps) in &judged.stamps {
        draft.plan.stamps.push(StampChange {
            member: ring_up.member,
            card: card.clone(),
            stamps: *stamps,
        });
    }
    for (promotion, amount) in &judged.promotions {
        draft.plan.uses.push(UseChange {
            member: ring_up.member,
            of: Offer::Promotion(promotion.clone()),
            day,
            times: 1,
            amount: *amount,
        });
    }
    Ok(with(day))
}

fn write_order(
    draft: &mut Draft<'_>,
    version: i64,
    ring_up: &RingUp,
    judged: &Evaluation,
    lot: Option<i64>,
    coupons: &[VoucherCode],
) {
    for (voucher, _) in &judged.vouchers {
        draft.plan.changed_vouchers.push(Voucher {
            state: VoucherState::Used,
            used_by: Some(ring_up.id),
            ..voucher.clone()
        });
    }
    let used = judged.vouchers.iter();
    draft.plan.order = Some(NewOrder {
        ring_up: ring_up.clone(),
        version,
        promoted: judged.promoted,
        redeemed: judged.redeemed,
        line_discounts: judged.line_discounts.clone(),
        points_paid: judged.points_paid,
        paid_with_points: judged.paid_with_points,
        cards: judged.cards.clone(),
        total: judged.total,
        earned: judged.points,
        lot,
        vouchers: used
            .map(|(voucher, off)| (voucher.code.clone(), *off))
            .collect(),
        promotions: judged.promotions.clone(),
        stamps: judged.stamps.clone(),
        made: coupons.to_vec(),
    });
    draft.plan.events.push(Event::OrderRungUp {
        member: ring_up.member,
        order: ring_up.id,
        total: judged.total,
        points: judged.points,
    });
}

/// What became of the points of an order.
#[derive(Debug, Default)]
struct Given {
    lot: Option<i64>,
    available_on: Option<Day>,
    steps: Vec<Step>,
}

fn give_points(
    draft: &mut Draft<'_>,
    programme: &Programme,
    ring_up: &RingUp,
    points: i64,
) -> Result<Given, Rejection> {
    if points == 0 {
        return Ok(Given::default());
    }
    let held_until = ring_up
        .occurred_on
        .plus_days(i32::from(programme.hold_days));
    let waits = programme.hold_days > 0 && held_until > draft.now.today;
    let available_on = waits.then_some(held_until);
    let expires_on = programme.expiry.last_day(ring_up.occurred_on);
    let cause = Cause {
        order: Some(ring_up.id),
        ..Cause::new(TransferKind::Earn, ring_up.occurred_at)
    };
    let grant = Grant {
        points,
        from: Account::Issued,
        available_on,
        expires_on,
    };
    let (lot, debt) = draft.grant(ring_up.member, &cause, grant)?;
    let steps = [
        (debt > 0).then_some(Step::PaidDebt { points: debt }),
        available_on.map(|until| Step::Waits { until }),
        expires_on.map(|on| Step::Expires { on }),
    ];
    Ok(Given {
        lot: Some(lot),
        available_on,
        steps: steps.into_iter().flatten().collect(),
    })
}

fn tier_change(
    draft: &mut Draft<'_>,
    ring_up: &RingUp,
    before: Option<Progress>,
    after: Option<Progress>,
) -> Option<String> {
    let (before, after) = (before?, after?);
    if before.key == after.key {
        return None;
    }
    draft.plan.events.push(Event::TierChanged {
        member: ring_up.member,
        tier: after.name.clone(),
    });
    Some(after.name)
}

/// The friend's first order that reaches the minimum closes the referral and starts its hold.
fn close_referral(
    draft: &mut Draft<'_>,
    published: &Published,
    ring_up: &RingUp,
    total: Minor,
) -> Result<(), Rejection> {
    let Some(offer) = &published.programme.referral else {
        return Ok(());
    };
    let referred = draft.member(ring_up.member)?.referred;
    let Some(referral) = referred.and_then(|id| draft.world.referrals.get(&id)) else {
        return Ok(());
    };
    let waiting = matches!(referral.stage, Stage::Lead | Stage::Qualified);
    if !waiting || total.0 == 0 || total < offer.minimum_order {
        return Ok(());
    }
    let mut referral = referral.clone();
    referral.stage = if offer.hold_days > 0 {
        Stage::Held
    } else {
        Stage::Closed
    };
    referral.order = Some(ring_up.id);
    referral.order_total = total;
    referral.due_on = Some(ring_up.occurred_on.plus_days(i32::from(offer.hold_days)));
    referral.advocate_points = offer.advocate_points;
    referral.friend_points = offer.friend_points;
    draft.plan.events.push(Event::ReferralMoved {
        member: referral.advocate,
        referral: referral.id,
    });
    draft.plan.changed_referrals.push(referral);
    Ok(())
}
