//! What applies to an order that is rung up, and the points that pay a part of it.

use std::borrow::Cow;

use super::{
    cards,
    draft::{Cause, Draft},
    one_time, vouchers,
};
use crate::{
    command::RingUp,
    condition::Moment,
    evaluate::{Case, Evaluation, evaluate},
    ledger::{Account, TransferKind},
    money::Minor,
    programme::Programme,
    rejection::Rejection,
    reservation::Asked,
    state::World,
    tier::Progress,
    time::Now,
};

/// Everything that applies to the order, by what is known of the member. What is kept for other
/// orders counts as used.
pub(super) fn judge(
    world: &World,
    programme: &Programme,
    ring_up: &RingUp,
    tier: Option<&Progress>,
    now: Now,
) -> Result<Evaluation, Rejection> {
    let member = world.members.get(&ring_up.member);
    let member = member.ok_or(Rejection::UnknownMember)?;
    let asked = Asked {
        at: now.at,
        own: ring_up.reservation,
    };
    let mut used = Cow::Borrowed(&world.promotions_used);
    let mut activity = Cow::Borrowed(&member.activity);
    for (key, hold) in world.holds.promotions(asked) {
        let all = used.to_mut().entry(key.clone()).or_default();
        all.times += 1;
        all.amount = all.amount.plus(Minor(hold.amount));
        if hold.member == ring_up.member {
            let own = activity.to_mut().promotions.entry(key.clone());
            let own = own.or_default();
            own.times += 1;
            own.this_month += 1;
        }
    }
    evaluate(&Case {
        programme,
        order: &ring_up.order,
        moment: Moment {
            day: ring_up.occurred_on,
            hour: ring_up.hour,
            location: ring_up.location,
            tier: tier.map(|progress| progress.key.as_str()),
        },
        vouchers: &vouchers::find(world, ring_up, asked)?,
        tier,
        carry: member.head.carry,
        activity: &activity,
        used: &used,
        pay_points: ring_up.pay_points,
        payers: &cards::payers(world, ring_up, asked)?,
        one_time: &one_time::find(world, ring_up, asked)?,
    })
}

/// Takes the points that pay a part, after what is due by today.
pub(super) fn pay(draft: &mut Draft<'_>, ring_up: &RingUp, points: i64) -> Result<(), Rejection> {
    if points == 0 {
        return Ok(());
    }
    draft.settle(ring_up.member)?;
    let cause = Cause {
        order: Some(ring_up.id),
        ..Cause::new(TransferKind::Pay, ring_up.occurred_at)
    };
    draft.spend(ring_up.member, &cause, Account::Redeemed, points)
}
