//! Inviting a friend, confirming one, and paying both sides once the hold is over.

use super::draft::{Cause, Draft, Grant};
use crate::{
    command::{Invite, PayReferral, Qualify},
    ledger::{Account, TransferKind},
    money::Minor,
    plan::{Event, Plan, Receipt},
    referral::{Referral, Stage},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn invite(world: &World, invite: &Invite, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(
        world,
        now,
        Receipt::Invited {
            referral: invite.referral,
        },
    );
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
    let referral = Referral {
        id: invite.referral,
        advocate: invite.advocate,
        friend: None,
        stage: Stage::Invite,
        order: None,
        order_total: Minor::ZERO,
        due_on: None,
        advocate_points: 0,
        friend_points: 0,
        reason: None,
    };
    draft.plan.new_referral = Some((referral, Some(invite.mail.clone())));
    draft.plan.events.push(Event::Invited {
        referral: invite.referral,
        member: invite.advocate,
        mail: invite.mail.clone(),
    });
    Ok(draft.finish(Receipt::Invited {
        referral: invite.referral,
    }))
}

pub(super) fn qualify(world: &World, qualify: &Qualify, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(world, now, Receipt::Qualified { moved: false });
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

pub(super) fn pay(world: &World, pay: &PayReferral, now: Now) -> Result<Plan, Rejection> {
    let referral = world
        .referrals
        .get(&pay.referral)
        .filter(|referral| matches!(referral.stage, Stage::Held | Stage::Closed))
        .filter(|referral| referral.due_on.is_some_and(|day| day <= now.today))
        .ok_or(Rejection::ReferralNotDue)?;
    let friend = referral.friend.ok_or(Rejection::ReferralNotDue)?;
    let expiry = world
        .programme
        .as_ref()
        .map(|published| published.programme.expiry);
    let mut draft = Draft::new(world, now, Receipt::Adjusted { available: 0 });
    let sides = [
        (
            referral.advocate,
            referral.advocate_points,
            TransferKind::ReferralAdvocate,
        ),
        (friend, referral.friend_points, TransferKind::ReferralFriend),
    ];
    for (member, points, kind) in sides {
        draft.member(member)?;
        if points > 0 {
            let cause = Cause {
                referral: Some(referral.id),
                order: referral.order,
                ..Cause::new(kind, now.at)
            };
            draft.grant(
                member,
                &cause,
                Grant {
                    points,
                    from: Account::Issued,
                    available_on: None,
                    expires_on: expiry.and_then(|expiry| expiry.last_day(now.today)),
                },
            )?;
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
        advocate_points: referral.advocate_points,
        friend_points: referral.friend_points,
    }))
}
