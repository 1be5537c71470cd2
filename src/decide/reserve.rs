//! Reserving what an order at a checkout will use, and releasing it again. The order itself is
//! rung up with the reservation's id, which captures it.

use super::{
    draft::Draft,
    judge::{judge, pay},
    ring_up,
};
use crate::{
    command::{Release, Reserve, RingUp},
    evaluate::Evaluation,
    plan::{Plan, Receipt},
    programme::Programme,
    rejection::Rejection,
    reservation::{Held, Reservation},
    state::World,
    time::Now,
};

pub(super) fn reserve(world: &World, reserve: &Reserve, now: Now) -> Result<Plan, Rejection> {
    if !(1..=Reserve::MINUTES_MAX).contains(&reserve.minutes) {
        return Err(Rejection::BadOrder {
            reason: "an order is reserved for 1 to 1,440 minutes".to_owned(),
        });
    }
    if world.reservations.contains_key(&reserve.id) {
        return Err(Rejection::ReservationOver);
    }
    let ring_up = &reserve.order;
    ring_up::check(ring_up, now)?;
    let published = world.for_member(ring_up.member);
    let published = published.ok_or(Rejection::NoProgramme)?;
    let programme = &published.programme;
    let mut draft = Draft::new(world, now);
    let member = draft.member(ring_up.member)?;
    let scheme = programme.tiers.as_ref();
    let tier = scheme.and_then(|it| member.standing(it, ring_up.occurred_on));
    let judged = judge(world, programme, ring_up, tier.as_ref(), now)?;
    draft.own = ring_up.reservation;
    // Tries whether the points are there; only the answer is kept.
    pay(&mut draft, ring_up, judged.points_paid)?;
    let until = now.at.plus_seconds(i64::from(reserve.minutes) * 60);
    let mut draft = Draft::new(world, now);
    capture(&mut draft, ring_up)?;
    draft.plan.reservations.push(Reservation {
        id: reserve.id,
        member: ring_up.member,
        until,
        open: true,
        holds: holds(programme, ring_up, &judged),
    });
    Ok(draft.finish(Receipt::Reserved {
        reservation: reserve.id,
        until,
        total: judged.total,
        points_paid: judged.points_paid,
        cards: judged.cards,
    }))
}

/// What the order would use of what there is not as much as one likes of.
fn holds(programme: &Programme, ring_up: &RingUp, judged: &Evaluation) -> Vec<(Held, i64)> {
    let vouchers = judged.vouchers.iter();
    let vouchers = vouchers.map(|(voucher, _)| (Held::Voucher(voucher.code.clone()), 1));
    let codes = judged.one_time.iter();
    let codes = codes.map(|code| (Held::Code(code.code.clone()), 1));
    let cards = judged.cards.iter().filter(|card| card.amount.0 > 0);
    let cards = cards.map(|card| (Held::Purse(card.purse), card.amount.0));
    let limited = |key: &str| {
        let mut limited = programme
            .promotions
            .iter()
            .filter(|it| !it.limits.is_none());
        limited.any(|it| it.key == key)
    };
    let promotions = judged.promotions.iter().filter(|(key, _)| limited(key));
    let promotions = promotions.map(|(key, off)| (Held::Promotion(key.clone()), off.0));
    let points =
        (judged.points_paid > 0).then_some((Held::Points(ring_up.member), judged.points_paid));
    let all = vouchers.chain(codes).chain(cards).chain(promotions);
    all.chain(points).collect()
}

pub(super) fn release(world: &World, release: &Release, now: Now) -> Result<Plan, Rejection> {
    let reservation = world.reservations.get(&release.reservation);
    let reservation = reservation.ok_or(Rejection::ReservationOver)?;
    let mut draft = Draft::new(world, now);
    let released = reservation.counts(now.at);
    if released {
        close(&mut draft, reservation);
    }
    Ok(draft.finish(Receipt::Released { released }))
}

/// The order of a reservation is rung up: what it kept is free for it, and for nobody else before.
///
/// # Errors
/// [`Rejection::ReservationOver`] for one that is another's, was used, released, or ran out.
pub(super) fn capture(draft: &mut Draft<'_>, ring_up: &RingUp) -> Result<(), Rejection> {
    let Some(id) = ring_up.reservation else {
        return Ok(());
    };
    let reservation = draft.world.reservations.get(&id);
    let reservation = reservation
        .filter(|it| it.member == ring_up.member && it.counts(draft.now.at))
        .ok_or(Rejection::ReservationOver)?;
    close(draft, reservation);
    Ok(())
}

fn close(draft: &mut Draft<'_>, reservation: &Reservation) {
    draft.plan.reservations.push(Reservation {
        open: false,
        ..reservation.clone()
    });
}
