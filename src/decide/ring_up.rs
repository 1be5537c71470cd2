//! Ringing up an order: vouchers, points, tier, and the friend's first order of a referral.

use super::{
    draft::{Cause, Draft, Grant},
    vouchers::{self, Redeemed},
};
use crate::{
    command::RingUp,
    earning::{self, Earned},
    explain::Step,
    ledger::{Account, TransferKind},
    money::Minor,
    plan::{Event, NewOrder, Plan, Receipt, RungUp, SpendChange},
    programme::{Programme, Published},
    referral::Stage,
    rejection::Rejection,
    reward::{Voucher, VoucherState},
    state::World,
    tier::Progress,
    time::{Day, Now},
};

pub(super) fn decide(world: &World, ring_up: &RingUp, now: Now) -> Result<Plan, Rejection> {
    let order = &ring_up.order;
    order.validate()?;
    if ring_up.occurred_on < Day::MIN || ring_up.occurred_on > now.today.plus_days(1) {
        return Err(Rejection::BadDate);
    }
    let published = world.programme.as_ref().ok_or(Rejection::NoProgramme)?;
    let programme = &published.programme;
    let mut draft = Draft::new(world, now);
    let member = draft.member(ring_up.member)?;
    let redeemed = vouchers::redeem(world, ring_up)?;
    let total = order.total(redeemed.total());

    let (before, after) = add_to_spend(&mut draft, programme, ring_up, total)?;
    let carry = member.head.carry;
    let mut earned = earning::evaluate(programme, order, redeemed.total(), before.as_ref(), carry);
    draft.head(ring_up.member)?.carry = earned.carry;
    let given = give_points(&mut draft, programme, ring_up, earned.points)?;
    earned
        .trace
        .steps
        .splice(0..0, redeemed.steps.iter().cloned());
    earned.trace.steps.extend(given.steps);

    write_order(
        &mut draft,
        published.version,
        ring_up,
        &redeemed,
        &earned,
        given.lot,
    );
    let new_tier = tier_change(&mut draft, ring_up, before, after);
    close_referral(&mut draft, published, ring_up, total)?;

    let balances = draft.head(ring_up.member)?.balances;
    let receipt = Receipt::RungUp(RungUp {
        order: ring_up.id,
        member: ring_up.member,
        subtotal: order.subtotal(),
        redeemed: redeemed.total(),
        total,
        points: earned.points,
        available_on: given.available_on,
        available: balances.available,
        pending: balances.pending,
        new_tier,
        trace: earned.trace,
    });
    Ok(draft.finish(receipt))
}

/// Adds the order to what the member has spent. Returns where the member stood on the day of the
/// order without it, and with it.
fn add_to_spend(
    draft: &mut Draft<'_>,
    programme: &Programme,
    ring_up: &RingUp,
    total: Minor,
) -> Result<(Option<Progress>, Option<Progress>), Rejection> {
    let (day, today) = (ring_up.occurred_on, draft.now.today);
    let spend = &draft.member(ring_up.member)?.spend;
    let scheme = programme.tiers.as_ref();
    let with = |on: Day| scheme.and_then(|it| it.progress_with(spend, (day, total), on));
    let head = draft.head(ring_up.member)?;
    head.orders += 1;
    head.lifetime_spend = head.lifetime_spend.plus(total);
    head.tier = with(today).map(|progress| progress.key);
    draft.plan.spend.push(SpendChange {
        member: ring_up.member,
        day,
        amount: total,
        orders: 1,
    });
    Ok((scheme.and_then(|it| it.progress(spend, day)), with(day)))
}

fn write_order(
    draft: &mut Draft<'_>,
    version: i64,
    ring_up: &RingUp,
    redeemed: &Redeemed,
    earned: &Earned,
    lot: Option<i64>,
) {
    let total = ring_up.order.total(redeemed.total());
    for (voucher, _) in &redeemed.used {
        draft.plan.changed_vouchers.push(Voucher {
            state: VoucherState::Used,
            used_by: Some(ring_up.id),
            ..voucher.clone()
        });
    }
    let used = redeemed.used.iter();
    draft.plan.order = Some(NewOrder {
        ring_up: ring_up.clone(),
        version,
        redeemed: redeemed.total(),
        total,
        earned: earned.points,
        lot,
        vouchers: used
            .map(|(voucher, off)| (voucher.code.clone(), *off))
            .collect(),
    });
    draft.plan.events.push(Event::OrderRungUp {
        member: ring_up.member,
        order: ring_up.id,
        total,
        points: earned.points,
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
