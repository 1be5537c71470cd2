//! Inviting a friend, confirming one, and paying both sides once the hold is over.

use super::draft::{Cause, Draft, Grant};
use crate::{
    command::{Invite, PayReferral, Qualify},
    ids::MemberId,
    ledger::{Account, TransferKind},
    plan::{Event, Plan, Receipt},
    referral::{Referral, Stage},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn invite(world: &World, invite: &Invite, now: Now) -> Result<Plan, Rejection> {
    let draft = Draft::new(world, now);
    draft.member(invite.advocate)?;
    match world.mails.get(&invite.mail) {
        Some(member) if *member == invite.advocate => return Err(Rejection::OwnReferral),
        Some(_) => return Err(Rejection::AlreadyMember),
        None => {}
    }
    let again = world
        .invitations
        .get(&invite.mail)
        .into_iter()
        .flatten()
        .filter_map(|id| world.referrals.get(id))
        .find(|referral| referral.advocate == invite.advocate);
    if let Some(referral) = again {
        return Ok(draft.finish(Receipt::Invited {
            referral: referral.id,
        }));
    }
    Ok(send_invitation(draft, invite))
}

fn send_invitation(mut draft: Draft<'_>, invite: &Invite) -> Plan {
    let referral = Referral::new(invite.referral, invite.advocate);
    draft.plan.new_referral = Some((referral, Some(invite.mail.clone())));
    draft.plan.events.push(Event::Invited {
        referral: invite.referral,
        member: invite.advocate,
        mail: invite.mail.clone(),
    });
    draft.finish(Receipt::Invited {
        referral: invite.referral,
    })
}

pub(super) fn qualify(world: &World, qualify: &Qualify, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(world, now);
    let referred = draft.member(qualify.member)?.referred;
    let referral = referred
        .and_then(|id| world.referrals.get(&id))
        .filter(|referral| referral.stage == Stage::Lead);
    let Some(referral) = referral else {
        return Ok(draft.finish(Receipt::Qualified { moved: false }));
    };
    draft.plan.events.push(Event::ReferralMoved {
        member: referral.advocate,
        referral: referral.id,
    });
    draft.plan.changed_referrals.push(Referral {
        stage: Stage::Qualified,
        ..referral.clone()
    });
    Ok(draft.finish(Receipt::Qualified { moved: true }))
}

/// Pays both sides. The transfers name the referral and not the order: the referrer's history
/// would otherwise lead to the friend's order.
pub(super) fn pay(world: &World, pay: &PayReferral, now: Now) -> Result<Plan, Rejection> {
    let referral = world
        .referrals
        .get(&pay.referral)
        .filter(|referral| matches!(referral.stage, Stage::Held | Stage::Closed))
        .filter(|referral| referral.due_on.is_some_and(|day| day <= now.today))
        .ok_or(Rejection::ReferralNotDue)?;
    let friend = referral.friend.ok_or(Rejection::ReferralNotDue)?;
    if friend == referral.advocate {
        return Err(Rejection::OwnReferral);
    }
    let (advocate_points, friend_points) = (referral.advocate_points, referral.friend_points);
    let mut draft = Draft::new(world, now);
    for (member, points, kind) in [
        (
            referral.advocate,
            advocate_points,
            TransferKind::ReferralAdvocate,
        ),
        (friend, friend_points, TransferKind::ReferralFriend),
    ] {
        draft.member(member)?;
        if points > 0 {
            pay_side(&mut draft, referral, member, points, kind)?;
        }
    }
    draft.count_referral(referral, 1);
    draft.plan.changed_referrals.push(Referral {
        stage: Stage::Rewarded,
        ..referral.clone()
    });
    draft.plan.events.push(Event::ReferralMoved {
        member: referral.advocate,
        referral: referral.id,
    });
    Ok(draft.finish(Receipt::ReferralPaid {
        advocate_points,
        friend_points,
    }))
}

fn pay_side(
    draft: &mut Draft<'_>,
    referral: &Referral,
    member: MemberId,
    points: i64,
    kind: TransferKind,
) -> Result<(), Rejection> {
    let cause = Cause {
        referral: Some(referral.id),
        ..Cause::new(kind, draft.now.at)
    };
    let published = draft.world.for_member(member);
    let expiry = published.map(|it| it.programme.expiry);
    let grant = Grant {
        points,
        from: Account::Issued,
        available_on: None,
        expires_on: expiry.and_then(|expiry| expiry.last_day(draft.now.today)),
    };
    draft.grant(member, &cause, grant)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Command,
        decide::tests::{rules::programme, shop::Shop},
        ids::ReferralId,
        money::Minor,
    };

    /// An advocate with 100 points to come, the friend, and the referral, held on 1 March.
    fn held() -> (Shop, MemberId, MemberId, ReferralId) {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let (friend, id) = shop.friend_of(advocate);
        shop.ring_up(friend, 2_000);
        (shop, advocate, friend, id)
    }

    #[test]
    fn nobody_invites_themselves_or_a_member() {
        let mut shop = Shop::new(programme());
        let command = shop.join_command(Some("ada@example.com"), None);
        let advocate = command.member;
        shop.ask(Command::Join(command)).unwrap();
        let own = shop.invite(advocate, "Ada@example.com");
        assert_eq!(own, Err(Rejection::OwnReferral));
        let other = shop.join();
        let known = shop.invite(other, "ada@example.com");
        assert_eq!(known, Err(Rejection::AlreadyMember));
    }

    #[test]
    fn inviting_twice_sends_one_mail() {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let first = shop.invite(advocate, "mia@example.com").unwrap();
        assert_eq!(shop.plans.last().unwrap().events.len(), 1);
        let second = shop.invite(advocate, "mia@example.com").unwrap();
        assert_eq!(first, second);
        assert!(shop.plans.last().unwrap().events.is_empty());
        assert_eq!(shop.world.referrals.len(), 1);
    }

    #[test]
    fn each_of_two_inviters_sends_one_mail() {
        let mut shop = Shop::new(programme());
        let (first, second) = (shop.join(), shop.join());
        let of_first = shop.invite(first, "mia@example.com").unwrap();
        let of_second = shop.invite(second, "mia@example.com").unwrap();
        assert_ne!(of_first, of_second);
        assert_eq!(shop.invite(second, "mia@example.com"), Ok(of_second));
        assert!(shop.plans.last().unwrap().events.is_empty());
    }

    #[test]
    fn a_friend_qualifies_once() {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let (friend, id) = shop.friend_of(advocate);
        assert!(shop.qualify(friend));
        assert_eq!(shop.referral(id).stage, Stage::Qualified);
        assert!(!shop.qualify(friend));
        assert!(!shop.qualify(advocate));
    }

    #[test]
    fn the_first_order_that_reaches_the_minimum_closes_and_its_terms_stay() {
        let mut shop = Shop::new(programme());
        let advocate = shop.join();
        let (friend, id) = shop.friend_of(advocate);
        shop.ring_up(friend, 999);
        assert_eq!(shop.referral(id).stage, Stage::Lead);
        let order = shop.ring_up(friend, 1_000).order;
        shop.ring_up(friend, 9_000);
        let mut changed = programme();
        changed.referral = None;
        shop.publish(changed);
        let referral = shop.referral(id);
        assert_eq!((referral.stage, referral.order), (Stage::Held, Some(order)));
        assert_eq!(referral.order_total, Minor(1_000));
        assert_eq!(referral.due_on.unwrap().to_string(), "2026-03-16");
        assert_eq!(
            (referral.advocate_points, referral.friend_points),
            (100, 40)
        );
        shop.on("2026-03-16");
        assert!(shop.pay(id).is_ok());
    }

    #[test]
    fn it_pays_each_side_once_and_only_after_the_hold() {
        let (mut shop, advocate, friend, id) = held();
        let early = Err(Rejection::ReferralNotDue);
        shop.on("2026-03-15");
        assert_eq!(shop.pay(id), early);
        shop.on("2026-03-16");
        let paid = Receipt::ReferralPaid {
            advocate_points: 100,
            friend_points: 40,
        };
        assert_eq!(shop.pay(id), Ok(paid));
        assert_eq!(
            (shop.points(advocate), shop.points(friend)),
            ((100, 0), (60, 0))
        );
        assert_eq!(shop.referral(id).stage, Stage::Rewarded);
        assert_eq!(shop.pay(id), early);
        let unknown = ReferralId(shop.id());
        assert_eq!(shop.pay(unknown), early);
    }

    #[test]
    fn the_referrers_history_does_not_lead_to_the_friends_order() {
        let (mut shop, _, _, id) = held();
        shop.on("2026-03-16");
        shop.pay(id).unwrap();
        let plan = shop.plans.last().unwrap();
        assert_eq!(plan.transfers.len(), 2);
        assert!(plan.transfers.iter().all(|it| it.order.is_none()));
        assert!(plan.transfers.iter().all(|it| it.referral == Some(id)));
        assert!(plan.new_lots.iter().all(|(_, lot)| lot.order.is_none()));
    }

    #[test]
    fn one_side_may_get_nothing() {
        let mut rules = programme();
        rules.referral.as_mut().unwrap().friend_points = 0;
        let mut shop = Shop::new(rules);
        let advocate = shop.join();
        let (friend, id) = shop.friend_of(advocate);
        shop.ring_up(friend, 1_000);
        shop.wait(15);
        shop.pay(id).unwrap();
        assert_eq!(
            (shop.points(advocate), shop.points(friend)),
            ((100, 0), (10, 0))
        );
    }

    #[test]
    fn without_a_hold_it_is_due_at_once() {
        let mut rules = programme();
        rules.referral.as_mut().unwrap().hold_days = 0;
        let mut shop = Shop::new(rules);
        let advocate = shop.join();
        let (friend, id) = shop.friend_of(advocate);
        shop.ring_up(friend, 1_000);
        assert_eq!(shop.referral(id).stage, Stage::Closed);
        shop.pay(id).unwrap();
        assert_eq!(shop.points(advocate), (100, 0));
    }

    #[test]
    fn a_row_that_names_one_person_twice_is_not_paid() {
        let (mut shop, advocate, _, id) = held();
        shop.world.referrals.get_mut(&id).unwrap().friend = Some(advocate);
        shop.wait(30);
        assert_eq!(shop.pay(id), Err(Rejection::OwnReferral));
    }
}
