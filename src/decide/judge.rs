//! What applies to an order that is rung up, and the points that pay a part of it.

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
    programme::Programme,
    rejection::Rejection,
    state::World,
    tier::Progress,
};

/// Everything that applies to the order, by what is known of the member.
pub(super) fn judge(
    world: &World,
    programme: &Programme,
    ring_up: &RingUp,
    tier: Option<&Progress>,
) -> Result<Evaluation, Rejection> {
    let member = world.members.get(&ring_up.member);
    let member = member.ok_or(Rejection::UnknownMember)?;
    evaluate(&Case {
        programme,
        order: &ring_up.order,
        moment: Moment {
            day: ring_up.occurred_on,
            hour: ring_up.hour,
            location: ring_up.location,
            tier: tier.map(|progress| progress.key.as_str()),
        },
        vouchers: &vouchers::find(world, ring_up)?,
        tier,
        carry: member.head.carry,
        activity: &member.activity,
        used: &world.promotions_used,
        pay_points: ring_up.pay_points,
        payers: &cards::payers(world, ring_up)?,
        one_time: &one_time::find(world, ring_up)?,
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
