//! What the commands of a batch name: whose state must be there before they are judged.

use std::collections::BTreeSet;

use regulars::{
    command::{Command, RingUp},
    decide::needs_lots,
    ids::{MemberId, PurseId},
    promotion::public_code,
    reward::VoucherCode,
    time::Day,
};
use uuid::Uuid;

/// What the commands of a batch name.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub members: BTreeSet<Uuid>,
    /// Members whose lots are needed.
    pub takers: BTreeSet<Uuid>,
    pub refunded: Vec<Uuid>,
    pub paid: Vec<Uuid>,
    /// Vouchers used or given back.
    pub codes: BTreeSet<String>,
    pub returned: Vec<String>,
    pub mails: BTreeSet<String>,
    pub referral_codes: BTreeSet<String>,
    /// Members who buy.
    pub buyers: BTreeSet<Uuid>,
    /// Of these, those whose order may make vouchers for later ones.
    pub coupon_takers: BTreeSet<Uuid>,
    /// Those who join, with their names.
    pub joining: Vec<(Uuid, String)>,
    /// Public codes quoted, as they are compared.
    pub public_codes: BTreeSet<String>,
    /// Rewards taken, by key.
    pub rewards: BTreeSet<String>,
    /// Members who claim points for an act.
    pub claimers: BTreeSet<Uuid>,
    /// Claims to be judged.
    pub claims: Vec<Uuid>,
    /// Codes quoted that may be one-time codes.
    pub one_time: BTreeSet<String>,
    /// Gift cards by code, and vouchers given back, which may have made one.
    pub cards: BTreeSet<String>,
    /// Reservations captured or released.
    pub reservations: BTreeSet<Uuid>,
    /// Store credit by id.
    pub purses: BTreeSet<Uuid>,
    /// Members who pass points on.
    pub givers: BTreeSet<Uuid>,
    /// Points passed on that are to come back.
    pub passes: Vec<Uuid>,
    /// The first day on which an order of the batch, or one that it refunds, happened.
    pub first_day: Option<Day>,
}

impl Named {
    pub fn of<'a>(commands: impl IntoIterator<Item = &'a Command>) -> Self {
        let mut named = Self::default();
        for command in commands {
            named.add(command);
        }
        named
    }

    fn member(&mut self, id: MemberId, command: &Command) {
        self.members.insert(id.0);
        if needs_lots(command) {
            self.takers.insert(id.0);
        }
    }

    /// An order of the batch, or one that it refunds, happened on `day`.
    pub fn happened(&mut self, day: Day) {
        self.first_day = Some(self.first_day.map_or(day, |first| first.min(day)));
    }

    /// What an order uses, whether it is rung up or only reserved.
    fn ring_up(&mut self, ring_up: &RingUp, command: &Command) {
        self.member(ring_up.member, command);
        let codes = ring_up.order.vouchers.iter();
        self.codes
            .extend(codes.map(|code| code.as_str().to_owned()));
        let quoted = ring_up.order.codes.iter();
        let one_time = quoted
            .clone()
            .filter_map(|it| it.parse::<VoucherCode>().ok());
        self.one_time
            .extend(one_time.map(|code| code.as_str().to_owned()));
        self.public_codes.extend(quoted.map(|it| public_code(it)));
        self.buyers.insert(ring_up.member.0);
        if !ring_up.spare.is_empty() {
            self.coupon_takers.insert(ring_up.member.0);
        }
        self.happened(ring_up.occurred_on);
        for code in &ring_up.pay_with.cards {
            self.cards.insert(code.as_str().to_owned());
        }
        if ring_up.pay_with.credit {
            self.purses.insert(PurseId::credit_of(ring_up.member).0);
        }
        self.reservations.extend(ring_up.reservation.map(|id| id.0));
    }

    fn add(&mut self, command: &Command) {
        match command {
            Command::Join(join) => {
                // Not there, unless the id is used a second time.
                self.members.insert(join.member.0);
                self.joining.push((join.member.0, join.name.clone()));
                self.mails
                    .extend(join.mail.iter().map(|mail| mail.as_str().to_owned()));
                self.referral_codes.extend(join.referred_by.clone());
            }
            Command::RingUp(ring_up) => self.ring_up(ring_up, command),
            Command::Reserve(reserve) => {
                // Not there, unless the id is used a second time.
                self.reservations.insert(reserve.id.0);
                self.ring_up(&reserve.order, command);
            }
            Command::Release(release) => {
                self.reservations.insert(release.reservation.0);
            }
            Command::Refund(refund) => self.refunded.push(refund.order.0),
            Command::Adjust(adjust) => self.member(adjust.member, command),
            Command::Redeem(redeem) => {
                self.member(redeem.member, command);
                self.rewards.insert(redeem.reward.clone());
            }
            Command::ReturnVoucher(back) => {
                self.member(back.member, command);
                self.codes.insert(back.code.as_str().to_owned());
                self.returned.push(back.code.as_str().to_owned());
                self.cards.insert(back.code.as_str().to_owned());
            }
            Command::Settle(settle) => self.member(settle.member, command),
            Command::Invite(invite) => {
                self.member(invite.advocate, command);
                self.mails.insert(invite.mail.as_str().to_owned());
            }
            Command::Qualify(qualify) => self.member(qualify.member, command),
            Command::PayReferral(pay) => self.paid.push(pay.referral.0),
            Command::ClaimAct(claim) => {
                self.member(claim.member, command);
                self.claimers.insert(claim.member.0);
            }
            Command::JudgeClaim(judge) => self.claims.push(judge.claim.0),
            Command::SellCard(sell) => self.members.extend(sell.owner.map(|owner| owner.0)),
            Command::LoadCard(load) => {
                self.cards.insert(load.code.as_str().to_owned());
            }
            Command::VoidCard(void) => {
                self.cards.insert(void.code.as_str().to_owned());
            }
            Command::GiveCredit(give) => {
                self.member(give.member, command);
                self.purses.insert(PurseId::credit_of(give.member).0);
            }
            Command::PassOn(pass) => {
                self.member(pass.from, command);
                self.members.insert(pass.to.0);
                self.givers.insert(pass.from.0);
            }
            Command::UndoPass(undo) => self.passes.push(undo.pass.0),
        }
    }
}
