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
        .and_then(|id| world.referrals.get(id))
        .filter(|referral| referral.advocate == invite.advocate);
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
    let expiry = draft.world.programme.as_ref().map(|it| it.programme.expiry);
    let grant = Grant {
        points,
        from: Account::Issued,
        available_on: None,
        expires_on: expiry.and_then(|expiry| expiry.last_day(draft.now.today)),
    };
    draft.grant(member, &cause, grant)?;
    Ok(())
}
