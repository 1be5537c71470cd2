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
        .into_iter()
        .flatten()
        .filter_map(|id| world.referrals.get(id))
        .filter(|referral| referral.stage == Stage::Invite)
        .find(|referral| by_code.is_none_or(|advocate| advocate == referral.advocate));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Command,
        decide::tests::{rules::programme, shop::Shop},
    };

    fn join(shop: &mut Shop, mail: &str, code: Option<&str>) -> Result<Receipt, Rejection> {
        let join = shop.join_command(Some(mail), code);
        shop.ask(Command::Join(join))
    }

    #[test]
    fn a_mail_address_joins_once_whatever_its_capitals() {
        let mut shop = Shop::new(programme());
        join(&mut shop, "ada@example.com", None).unwrap();
        let again = join(&mut shop, "ADA@Example.com", None);
        assert_eq!(again, Err(Rejection::AlreadyMember));
    }

    #[test]
    fn an_id_joins_once() {
        let mut shop = Shop::new(programme());
        let command = shop.join_command(None, None);
        shop.ask(Command::Join(command.clone())).unwrap();
        let again = shop.ask(Command::Join(command));
        assert_eq!(again, Err(Rejection::AlreadyMember));
    }

    #[test]
    fn an_unknown_code_is_said_and_nobodys_own_code_works() {
        let mut shop = Shop::new(programme());
        let unknown = Err(Rejection::UnknownReferralCode);
        assert_eq!(join(&mut shop, "ada@example.com", Some("NOBODY")), unknown);
        let mut own = shop.join_command(None, None);
        own.referred_by = Some(own.own_code.clone());
        assert_eq!(shop.ask(Command::Join(own)), unknown);
    }

    #[test]
    fn a_code_makes_a_lead() {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let (friend, id) = shop.friend_of(advocate);
        let referral = shop.referral(id);
        assert_eq!(
            (referral.advocate, referral.friend),
            (advocate, Some(friend))
        );
        assert_eq!(referral.stage, Stage::Lead);
        assert_eq!(shop.world.members[&friend].referred, Some(id));
    }

    #[test]
    fn an_invitation_is_found_by_the_address() {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let id = shop.invite(advocate, "mia@example.com").unwrap();
        join(&mut shop, "Mia@example.com", None).unwrap();
        assert_eq!(
            (shop.world.referrals.len(), shop.referral(id).stage),
            (1, Stage::Lead)
        );
        let friend = shop.referral(id).friend.unwrap();
        assert_eq!(shop.world.members[&friend].referred, Some(id));
        assert!(shop.world.invitations.is_empty());
    }

    #[test]
    fn a_code_goes_before_another_members_invitation() {
        let mut shop = Shop::new(programme());
        let (first, second) = (shop.join(), shop.join());
        let invited = shop.invite(first, "mia@example.com").unwrap();
        let code = shop.code_of(second);
        join(&mut shop, "mia@example.com", Some(&code)).unwrap();
        assert_eq!(shop.referral(invited).stage, Stage::Invite);
        let mut referrals = shop.world.referrals.values();
        assert!(referrals.any(|it| it.advocate == second && it.stage == Stage::Lead));
    }

    #[test]
    fn the_code_of_whoever_invited_makes_no_second_referral() {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let id = shop.invite(advocate, "mia@example.com").unwrap();
        let code = shop.code_of(advocate);
        join(&mut shop, "mia@example.com", Some(&code)).unwrap();
        assert_eq!(
            (shop.world.referrals.len(), shop.referral(id).stage),
            (1, Stage::Lead)
        );
    }
}
