//! Joining, inviting, and paying for friends.

use regulars::{
    command::{Invite, Join},
    ids::ReferralId,
    rejection::Rejection,
    time::Day,
};

use super::{ADVOCATE_POINTS, Card, FRIEND_POINTS, Friendship, Oracle, Predicted, Stage};

impl Oracle {
    pub(super) fn join(&mut self, join: &Join) -> Predicted {
        let mail = join.mail.as_ref().map(|mail| mail.as_str().to_owned());
        if mail
            .as_deref()
            .is_some_and(|mail| self.owner_of(mail).is_some())
        {
            return Err(Rejection::AlreadyMember);
        }
        let advocate = match &join.referred_by {
            Some(code) => Some(*self.codes.get(code).ok_or(Rejection::UnknownReferralCode)?),
            None => None,
        };
        let member = join.member;
        let invited = mail
            .as_deref()
            .and_then(|mail| self.first_invitation(mail))
            .filter(|(_, it)| advocate.is_none_or(|advocate| advocate == it.advocate));
        let referral = match (invited, advocate) {
            (Some((id, invitation)), _) => {
                (invitation.friend, invitation.stage) = (Some(member), Stage::Joined);
                Some(*id)
            }
            (None, Some(advocate)) => {
                let (friend, stage) = (Some(member), Stage::Joined);
                let friendship = Friendship {
                    advocate,
                    friend,
                    mail: None,
                    stage,
                };
                self.friendships.push((join.referral, friendship));
                Some(join.referral)
            }
            (None, None) => None,
        };
        self.codes.insert(join.own_code.clone(), member);
        self.cards.insert(
            member,
            Card {
                mail,
                referral,
                ..Card::default()
            },
        );
        Ok(())
    }

    pub(super) fn invite(&mut self, invite: &Invite) -> Predicted {
        self.card(invite.advocate)?;
        let mail = invite.mail.as_str().to_owned();
        match self.owner_of(&mail) {
            Some(member) if member == invite.advocate => return Err(Rejection::OwnReferral),
            Some(_) => return Err(Rejection::AlreadyMember),
            None => {}
        }
        let advocate = invite.advocate;
        if self
            .first_invitation(&mail)
            .is_some_and(|(_, it)| it.advocate == advocate)
        {
            return Ok(());
        }
        let (friend, stage) = (None, Stage::Invited);
        let friendship = Friendship {
            advocate,
            friend,
            mail: Some(mail),
            stage,
        };
        self.friendships.push((invite.referral, friendship));
        Ok(())
    }

    pub(super) fn pay(&mut self, referral: ReferralId, today: Day) -> Predicted {
        let ends = self.ends(today);
        let it = self.friendships.iter_mut().find(|(id, _)| *id == referral);
        let (_, it) = it.ok_or(Rejection::ReferralNotDue)?;
        let Stage::Waiting { order, due } = it.stage else {
            return Err(Rejection::ReferralNotDue);
        };
        if due > today {
            return Err(Rejection::ReferralNotDue);
        }
        it.stage = Stage::Paid { order };
        for (member, points) in [
            (Some(it.advocate), ADVOCATE_POINTS),
            (it.friend, FRIEND_POINTS),
        ] {
            if let Some(card) = member.and_then(|member| self.cards.get_mut(&member)) {
                card.give(points, None, ends);
            }
        }
        Ok(())
    }
}
