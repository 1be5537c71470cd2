//! What somebody does, as a command.

use regulars::{
    command::{
        Actor, Adjust, ClaimAct, Command, Invite, Join, Qualify, Redeem, Refund, RingUp,
        SpareVoucher,
    },
    ids::{ClaimId, MemberId, OrderId, ReferralId, RefundId, StaffId, VoucherId},
    mail_address::MailAddress,
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    programme::Programme,
    purse::PayWith,
    reward::{RewardKind, VoucherCode},
    time::Now,
    views::Role,
};

use super::{Act, Diary, Entry, What, crowd};
use crate::{
    env::{Environment as _, local_time},
    services::{join::referral_code, sample::menu},
};

impl Diary<'_> {
    /// The command of an entry and who gives it; `None` when there is nothing to do after all.
    pub(super) fn command(
        &mut self,
        entry: &Entry,
        now: Now,
        rules: &Programme,
    ) -> Option<(Actor, Command)> {
        let who = entry.who;
        match entry.what.clone() {
            What::Join { friend_of } | What::Deed(Act::Join(friend_of)) => {
                self.join(who, friend_of, now)
            }
            What::Confirm | What::Deed(Act::Confirm) => {
                let member = self.member(who)?;
                Some((Actor::Member(member), Command::Qualify(Qualify { member })))
            }
            What::Invite { whom } => {
                let mail = self.people.get(whom)?.mail.clone();
                self.invite(who, &mail)
            }
            What::Deed(Act::Invite(mail)) => self.invite(who, mail),
            What::Visit => self.visit(who, now, rules),
            What::Deed(Act::Buy(name, pence)) => self.buy(who, now, name, pence),
            What::TakeSomething => {
                let available = self.people.get(who)?.available;
                let affordable = rules.rewards.iter().filter(|it| it.points <= available);
                let keys: Vec<&str> = affordable.map(|reward| reward.key.as_str()).collect();
                let key = (*self.random.one_of(&keys)?).to_owned();
                self.take(who, &key)
            }
            What::Deed(Act::Take) => self.take(who, "flat-white"),
            What::BringBack => {
                let amount = self.random.happens(700).then_some(Minor(250));
                self.refund(who, amount, now)
            }
            What::Deed(Act::Refund(pence)) => self.refund(who, pence.map(Minor), now),
            What::Deed(Act::ThankYou(balance)) => self.thank(who, balance),
            What::Deed(Act::Claim(rule, proof)) => self.claim(who, rule, proof),
        }
    }

    fn claim(&self, who: usize, rule: &str, proof: &str) -> Option<(Actor, Command)> {
        let member = self.member(who)?;
        let claim = ClaimAct {
            id: ClaimId(self.clock.new_id()),
            member,
            rule: rule.to_owned(),
            proof: Some(proof.to_owned()),
        };
        Some((Actor::Member(member), Command::ClaimAct(claim)))
    }

    fn member(&self, who: usize) -> Option<MemberId> {
        self.people.get(who)?.member
    }

    fn cashier(&self) -> Option<StaffId> {
        self.staff.last().copied()
    }

    fn join(&mut self, who: usize, friend_of: Option<usize>, now: Now) -> Option<(Actor, Command)> {
        let referred_by = match friend_of {
            Some(advocate) => Some(self.people.get(advocate)?.own_code.clone()),
            None => None,
        };
        let person = self.people.get_mut(who)?;
        person.own_code = referral_code(&person.name, self.clock.random());
        let join = Join {
            member: MemberId(self.clock.new_id()),
            mail: person.mail.parse::<MailAddress>().ok(),
            name: person.name.clone(),
            reference: None,
            own_code: person.own_code.clone(),
            card_code: VoucherCode::from_random(self.clock.random())
                .as_str()
                .to_owned(),
            referred_by,
            referral: ReferralId(self.clock.new_id()),
            occurred_at: now.at,
            occurred_on: now.today,
        };
        Some((Actor::System, Command::Join(join)))
    }

    fn invite(&mut self, who: usize, mail: &str) -> Option<(Actor, Command)> {
        let advocate = self.member(who)?;
        let (referral, mail) = (ReferralId(self.clock.new_id()), mail.parse().ok()?);
        let invite = Invite {
            referral,
            advocate,
            mail,
        };
        Some((Actor::Member(advocate), Command::Invite(invite)))
    }

    /// A visit of somebody of the crowd, who hands over a voucher when there is one.
    fn visit(&mut self, who: usize, now: Now, rules: &Programme) -> Option<(Actor, Command)> {
        let uses = self.random.happens(600);
        let voucher = self
            .people
            .get(who)?
            .wallet
            .last()
            .filter(|_| uses)
            .cloned();
        let reward = voucher.as_ref().and_then(|(_, key)| rules.reward(key));
        let sku = reward.and_then(|reward| match &reward.kind {
            RewardKind::FreeItem { skus, .. } => skus.first().cloned(),
            _ => None,
        });
        let lines = crowd::basket(&mut self.random, sku.as_deref());
        self.ring_up(who, now, lines, voucher.map(|(code, _)| code))
    }

    /// A purchase of the cast; a voucher at hand is for a flat white on top.
    fn buy(&mut self, who: usize, now: Now, name: &str, pence: i64) -> Option<(Actor, Command)> {
        let mut lines = vec![OrderLine {
            category: menu::category_of(name).map(str::to_owned),
            ..OrderLine::amount(name, Minor(pence))
        }];
        // The last voucher taken stays open, to be seen.
        let kept = now.today.plus_days(30) > self.shop.today;
        let voucher = self
            .people
            .get(who)?
            .wallet
            .last()
            .filter(|_| !kept)
            .cloned();
        if voucher.is_some() {
            lines.extend(menu::by_sku("flat-white").map(|item| item.line(1)));
        }
        self.ring_up(who, now, lines, voucher.map(|(code, _)| code))
    }

    fn ring_up(
        &mut self,
        who: usize,
        now: Now,
        lines: Vec<OrderLine>,
        voucher: Option<VoucherCode>,
    ) -> Option<(Actor, Command)> {
        let member = self.member(who)?;
        // Only beans bring a voucher for later.
        let beans = |line: &OrderLine| line.category.as_deref() == Some(menu::BEANS.category);
        let spare = lines.iter().any(beans).then(|| SpareVoucher {
            id: VoucherId(self.clock.new_id()),
            code: VoucherCode::from_random(self.clock.random()),
        });
        let order = Order {
            lines,
            vouchers: voucher.into_iter().collect(),
            ..Order::of_amount(OrderSource::Till, Minor::ZERO)
        };
        let ring_up = RingUp {
            id: OrderId(self.clock.new_id()),
            member,
            order,
            occurred_at: now.at,
            occurred_on: now.today,
            hour: Some(local_time(&self.shop.time_zone, now.at).hour),
            location: None,
            spare: spare.into_iter().collect(),
            pay_points: 0,
            pay_with: PayWith::default(),
            reservation: None,
        };
        Some((Actor::Staff(self.cashier()?), Command::RingUp(ring_up)))
    }

    /// One voucher at a time is enough; a refused one is no worse than a lost one.
    fn take(&mut self, who: usize, reward: &str) -> Option<(Actor, Command)> {
        let member = self.member(who)?;
        let code = VoucherCode::from_random(self.clock.random());
        let voucher = VoucherId(self.clock.new_id());
        let person = self.people.get_mut(who)?;
        person.wallet = vec![(code.clone(), reward.to_owned())];
        let redeem = Redeem {
            member,
            reward: reward.to_owned(),
            voucher,
            code,
        };
        Some((Actor::Member(member), Command::Redeem(redeem)))
    }

    fn refund(&mut self, who: usize, amount: Option<Minor>, now: Now) -> Option<(Actor, Command)> {
        let order = self.people.get(who)?.last_order?;
        let refund = Refund {
            id: RefundId(self.clock.new_id()),
            order,
            amount,
            undo: false,
            to_credit: false,
            reason: "Brought back".to_owned(),
            occurred_at: now.at,
            occurred_on: now.today,
        };
        Some((Actor::Staff(self.cashier()?), Command::Refund(refund)))
    }

    /// The manager's thanks, up to a balance.
    fn thank(&mut self, who: usize, balance: i64) -> Option<(Actor, Command)> {
        let manager = self.staff.get(1).copied()?;
        let person = self.people.get(who)?;
        let adjust = Adjust {
            member: person.member?,
            points: balance - person.available,
            reason: "Thank you for waiting on Saturday".to_owned(),
            limit: Role::Manager.adjustment_limit(),
        };
        Some((Actor::Staff(manager), Command::Adjust(adjust)))
    }
}
