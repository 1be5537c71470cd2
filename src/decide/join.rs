//! Enrolling a member, and the referral that may come of it.

use super::draft::Draft;
use crate::{
    command::Join,
    ids::{MemberId, ReferralId},
    plan::{Event, Plan, Receipt},
    referral::{Referral, Stage},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn decide(world: &World, join: &Join, now: Now) -> Result<Plan, Rejection> {
    let known = join
        .mail
        .as_ref()
        .is_some_and(|mail| world.mails.contains_key(mail));
    if known || world.members.contains_key(&join.member) {
        return Err(Rejection::AlreadyMember);
    }
    let by_code = match &join.referred_by {
        None => None,
        Some(code) => Some(
            *world
                .referral_codes
                .get(code)
                .ok_or(Rejection::UnknownReferralCode)?,
        ),
    };
    let mut draft = Draft::new(world, now);
    let referral = refer(&mut draft, join, by_code);
    draft.plan.joined = Some(join.clone());
    draft.plan.events.push(Event::Joined {
        member: join.member,
    });
    Ok(draft.finish(Receipt::Joined {
        member: join.member,
        referral,
    }))
}

/// A code names the referrer; without one, the oldest open invitation to this address does.
fn refer(draft: &mut Draft<'_>, join: &Join, by_code: Option<MemberId>) -> Option<ReferralId> {
    let world = draft.world;
    let invitation = join
        .mail
        .as_ref()
        .and_then(|mail| world.invitations.get(mail))
        .and_then(|id| world.referrals.get(id))
        .filter(|referral| referral.stage == Stage::Invite)
        .filter(|referral| by_code.is_none_or(|advocate| advocate == referral.advocate));
    let mut referral = match (invitation, by_code) {
        (Some(invitation), _) => invitation.clone(),
        (None, Some(advocate)) => Referral::new(join.referral, advocate),
        (None, None) => return None,
    };
    referral.friend = Some(join.member);
    referral.stage = Stage::Lead;
    let id = referral.id;
    draft.plan.events.push(Event::ReferralMoved {
        member: referral.advocate,
        referral: id,
    });
    if invitation.is_some() {
        draft.plan.changed_referrals.push(referral);
    } else {
        draft.plan.new_referral = Some((referral, None));
    }
    Some(id)
}
