//! Ringing up an order: vouchers, points, tier, and the friend's first order of a referral.

use super::draft::{Cause, Draft, Grant};
use crate::{
    command::RingUp,
    earning,
    explain::{LeftOut, Step},
    ledger::{Account, TransferKind},
    money::Minor,
    order::Order,
    plan::{Event, NewOrder, Plan, Receipt, RungUp, SpendChange},
    programme::{Programme, Published},
    referral::Stage,
    rejection::Rejection,
    reward::{RewardKind, Voucher, VoucherCode, VoucherState},
    state::World,
    tier::Progress,
    time::{Day, Now},
};

/// What the vouchers do to an order.
#[derive(Debug, Default)]
struct Redeemed {
    used: Vec<(Voucher, Minor)>,
    steps: Vec<Step>,
}

impl Redeemed {
    fn total(&self) -> Minor {
        self.used.iter().map(|(_, discount)| *discount).sum()
    }
}

pub(super) fn decide(world: &World, ring_up: &RingUp, now: Now) -> Result<Plan, Rejection> {
    let order = &ring_up.order;
    order.validate()?;
    if ring_up.occurred_on < Day::MIN || ring_up.occurred_on > now.today.plus_days(1) {
        return Err(Rejection::BadDate);
    }
    let published = world.programme.clone().ok_or(Rejection::NoProgramme)?;
    let programme = &published.programme;
    let mut draft = Draft::new(world, now, Receipt::Qualified { moved: false });
    let member = draft.member(ring_up.member)?;
    let redeemed = redeem(world, ring_up)?;
    let taken_off = redeemed.total();
    let total = order
        .subtotal()
        .minus_down_to_zero(order.discount)
        .minus_down_to_zero(taken_off)
        .plus(order.shipping);

    let scheme = programme.tiers.as_ref();
    let change = (ring_up.occurred_on, total);
    let before = scheme.and_then(|scheme| scheme.progress(&member.spend, ring_up.occurred_on));
    let after =
        scheme.and_then(|scheme| scheme.progress_with(&member.spend, change, ring_up.occurred_on));
    let standing = scheme.and_then(|scheme| scheme.progress_with(&member.spend, change, now.today));

    let mut earned = earning::evaluate(
        programme,
        order,
        taken_off,
        before.as_ref(),
        member.head.carry,
    );
    earned.trace.steps.splice(0..0, redeemed.steps);
    let head = draft.head(ring_up.member)?;
    head.carry = earned.carry;
    head.orders += 1;
    head.lifetime_spend = head.lifetime_spend.plus(total);
    head.tier = standing.map(|progress| progress.key);
    let given = give_points(
        &mut draft,
        programme,
        ring_up,
        earned.points,
        &mut earned.trace.steps,
    )?;

    draft.plan.spend.push(SpendChange {
        member: ring_up.member,
        day: ring_up.occurred_on,
        amount: total,
        orders: 1,
    });
    for (voucher, _) in &redeemed.used {
        draft.plan.changed_vouchers.push(Voucher {
            state: VoucherState::Used,
            used_by: Some(ring_up.id),
            ..voucher.clone()
        });
    }
    draft.plan.order = Some(NewOrder {
        ring_up: ring_up.clone(),
        version: published.version,
        redeemed: taken_off,
        total,
        earned: earned.points,
        lot: given.lot,
        vouchers: redeemed
            .used
            .iter()
            .map(|(v, off)| (v.code.clone(), *off))
            .collect(),
    });
    draft.plan.events.push(Event::OrderRungUp {
        member: ring_up.member,
        order: ring_up.id,
        total,
        points: earned.points,
    });
    let new_tier = tier_change(&mut draft, ring_up, before, after);
    close_referral(&mut draft, &published, ring_up, total)?;

    let balances = draft.head(ring_up.member)?.balances;
    let receipt = Receipt::RungUp(RungUp {
        order: ring_up.id,
        member: ring_up.member,
        subtotal: order.subtotal(),
        redeemed: taken_off,
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

struct Given {
    lot: Option<i64>,
    available_on: Option<Day>,
}

fn give_points(
    draft: &mut Draft<'_>,
    programme: &Programme,
    ring_up: &RingUp,
    points: i64,
    steps: &mut Vec<Step>,
) -> Result<Given, Rejection> {
    if points == 0 {
        return Ok(Given {
            lot: None,
            available_on: None,
        });
    }
    let held_until = ring_up
        .occurred_on
        .plus_days(i32::from(programme.hold_days));
    let available_on =
        (programme.hold_days > 0 && held_until > draft.now.today).then_some(held_until);
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
    steps.extend((debt > 0).then_some(Step::PaidDebt { points: debt }));
    steps.extend(available_on.map(|until| Step::Waits { until }));
    steps.extend(expires_on.map(|on| Step::Expires { on }));
    Ok(Given {
        lot: Some(lot),
        available_on,
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

/// Applies the vouchers: items first, then of the whole-order discounts only the best.
/// The order in which they were handed over does not matter.
fn redeem(world: &World, ring_up: &RingUp) -> Result<Redeemed, Rejection> {
    let mut vouchers = check_vouchers(world, ring_up)?;
    vouchers.sort_by(|a, b| a.code.cmp(&b.code));
    let (whole, items): (Vec<_>, Vec<_>) = vouchers
        .into_iter()
        .partition(|voucher| voucher.reward.kind.is_whole_order());
    let mut redeemed = Redeemed::default();
    let mut basket = ring_up.order.clone();
    let mut left = basket.subtotal().minus_down_to_zero(basket.discount);
    for voucher in items {
        let name = voucher.reward.name.clone();
        let discount = voucher
            .reward
            .kind
            .discount_on(&name, &basket, left)
            .ok_or_else(|| Rejection::VoucherDoesNotApply { name: name.clone() })?;
        take_one_unit(&mut basket, &voucher);
        left = left.minus_down_to_zero(discount);
        redeemed.steps.push(Step::VoucherUsed { name, discount });
        redeemed.used.push((voucher, discount));
    }
    apply_best(&basket, left, whole, &mut redeemed);
    Ok(redeemed)
}

fn apply_best(basket: &Order, left: Minor, whole: Vec<Voucher>, redeemed: &mut Redeemed) {
    let discount = |voucher: &Voucher| {
        voucher
            .reward
            .kind
            .discount_on(&voucher.reward.name, basket, left)
            .unwrap_or_default()
    };
    let best = whole
        .iter()
        .enumerate()
        .max_by_key(|(index, voucher)| (discount(voucher), std::cmp::Reverse(*index)))
        .map(|(index, _)| index);
    for (index, voucher) in whole.into_iter().enumerate() {
        let name = voucher.reward.name.clone();
        let off = discount(&voucher);
        if off.0 == 0 {
            redeemed.steps.push(Step::VoucherLeftOut {
                name,
                because: LeftOut::NothingLeft,
            });
        } else if Some(index) == best {
            redeemed.steps.push(Step::VoucherUsed {
                name,
                discount: off,
            });
            redeemed.used.push((voucher, off));
        } else {
            redeemed.steps.push(Step::VoucherLeftOut {
                name,
                because: LeftOut::BetterOneApplies,
            });
        }
    }
}

fn check_vouchers(world: &World, ring_up: &RingUp) -> Result<Vec<Voucher>, Rejection> {
    let codes: &[VoucherCode] = &ring_up.order.vouchers;
    let mut found = Vec::with_capacity(codes.len());
    for (index, code) in codes.iter().enumerate() {
        let voucher = world
            .vouchers
            .get(code)
            .filter(|voucher| voucher.member == ring_up.member)
            .filter(|voucher| voucher.state == VoucherState::Open)
            .filter(|voucher| voucher.expires_on >= ring_up.occurred_on)
            .filter(|_| !codes[..index].contains(code))
            .ok_or(Rejection::VoucherNotValid)?;
        found.push(voucher.clone());
    }
    Ok(found)
}

/// Removes the unit that an item voucher paid for, so that a second voucher takes another one.
fn take_one_unit(basket: &mut Order, voucher: &Voucher) {
    let RewardKind::FreeItem { skus, .. } = &voucher.reward.kind else {
        return;
    };
    let name = &voucher.reward.name;
    let line = basket
        .lines
        .iter_mut()
        .filter(|line| RewardKind::counts_for_free_item(line, name, skus))
        .min_by_key(|line| line.unit_price());
    if let Some(line) = line {
        line.total = line.total.minus_down_to_zero(line.unit_price());
        line.quantity -= 1;
    }
}
