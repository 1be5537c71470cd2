//! A shop in memory: decides, applies, and lets time pass.

use std::sync::Arc;

use uuid::Uuid;

use super::rules::{day, sale};
use crate::{
    command::{
        Adjust, Command, Invite, Join, PayReferral, Qualify, Redeem, Refund, ReturnVoucher, RingUp,
        Settle, SpareVoucher,
    },
    decide::decide,
    ids::{MemberId, OrderId, ReferralId, RefundId, VoucherId},
    ledger::Lot,
    money::Minor,
    order::Order,
    plan::{Plan, Receipt, RungUp},
    programme::{Programme, Published},
    purse::PayWith,
    referral::Referral,
    rejection::Rejection,
    reward::VoucherCode,
    state::World,
    time::{Day, Now},
};

/// The world, the time, and every plan made so far.
pub(crate) struct Shop {
    pub world: World,
    pub now: Now,
    pub plans: Vec<Plan>,
    ids: u128,
}

impl Shop {
    /// Opens on 1 March 2026 with these rules.
    pub fn new(programme: Programme) -> Self {
        let mut shop = Self {
            world: World::default(),
            now: Now {
                at: Default::default(),
                today: Day::MIN,
            },
            plans: Vec::new(),
            ids: 0,
        };
        shop.publish(programme);
        shop.on("2026-03-01");
        shop
    }

    pub fn publish(&mut self, programme: Programme) {
        let version = self.world.programme.as_ref().map_or(1, |it| it.version + 1);
        self.world.programme = Some(Arc::new(Published { version, programme }));
    }

    pub fn on(&mut self, text: &str) {
        let today = day(text);
        let at = today.utc_start();
        self.now = Now { at, today };
    }

    pub fn wait(&mut self, days: i32) {
        let later = self.now.today.plus_days(days);
        self.on(&later.to_string());
    }

    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    /// Decides a command and applies its plan.
    pub fn ask(&mut self, command: Command) -> Result<Receipt, Rejection> {
        let plan = decide(&self.world, &command, self.now)?;
        self.world.apply(&plan);
        let receipt = plan.receipt.clone();
        self.plans.push(plan);
        Ok(receipt)
    }

    pub fn join_command(&mut self, mail: Option<&str>, code: Option<&str>) -> Join {
        let member = self.id();
        Join {
            member: MemberId(member),
            mail: mail.map(|text| text.parse().unwrap()),
            name: String::new(),
            reference: None,
            own_code: format!("CODE{}", member.as_u128()),
            card_code: format!("CARD{}", member.as_u128()),
            referred_by: code.map(str::to_owned),
            referral: ReferralId(self.id()),
            occurred_at: self.now.at,
            occurred_on: self.now.today,
        }
    }

    pub fn join(&mut self) -> MemberId {
        let join = self.join_command(None, None);
        let member = join.member;
        self.ask(Command::Join(join)).unwrap();
        member
    }

    pub fn code_of(&self, member: MemberId) -> String {
        format!("CODE{}", member.0.as_u128())
    }

    /// A new member brought by `advocate`, and the referral that came of it.
    pub fn friend_of(&mut self, advocate: MemberId) -> (MemberId, ReferralId) {
        let code = self.code_of(advocate);
        let join = self.join_command(None, Some(&code));
        let member = join.member;
        match self.ask(Command::Join(join)).unwrap() {
            Receipt::Joined {
                referral: Some(id), ..
            } => (member, id),
            other => panic!("{other:?}"),
        }
    }

    pub fn ring_up_command(&mut self, member: MemberId, order: Order) -> RingUp {
        RingUp {
            id: OrderId(self.id()),
            member,
            order,
            occurred_at: self.now.at,
            occurred_on: self.now.today,
            hour: None,
            location: None,
            spare: self.spare(),
            pay_points: 0,
            pay_with: PayWith::default(),
            reservation: None,
        }
    }

    fn spare(&mut self) -> Vec<SpareVoucher> {
        let id = self.id();
        vec![SpareVoucher {
            id: VoucherId(id),
            code: VoucherCode::from_random(id.as_u128()),
        }]
    }

    pub fn try_ring_up(&mut self, member: MemberId, order: Order) -> Result<RungUp, Rejection> {
        let command = self.ring_up_command(member, order);
        match self.ask(Command::RingUp(command))? {
            Receipt::RungUp(rung_up) => Ok(rung_up),
            other => panic!("{other:?}"),
        }
    }

    pub fn ring_up(&mut self, member: MemberId, total: i64) -> RungUp {
        self.try_ring_up(member, sale(total)).unwrap()
    }

    pub fn refund_command(&mut self, order: OrderId, amount: Option<i64>, undo: bool) -> Refund {
        Refund {
            id: RefundId(self.id()),
            order,
            amount: amount.map(Minor),
            undo,
            to_credit: false,
            reason: "wrong size".to_owned(),
            occurred_at: self.now.at,
            occurred_on: self.now.today,
        }
    }

    fn refund_with(
        &mut self,
        order: OrderId,
        amount: Option<i64>,
        undo: bool,
    ) -> Result<i64, Rejection> {
        let command = self.refund_command(order, amount, undo);
        match self.ask(Command::Refund(command))? {
            Receipt::Refunded { points_taken, .. } => Ok(points_taken),
            other => panic!("{other:?}"),
        }
    }

    /// Refunds all that is left, or a part, and says how many points that took.
    pub fn refund(&mut self, order: OrderId, amount: Option<i64>) -> Result<i64, Rejection> {
        self.refund_with(order, amount, false)
    }

    pub fn undo(&mut self, order: OrderId) -> Result<i64, Rejection> {
        self.refund_with(order, None, true)
    }

    pub fn redeem_command(&mut self, member: MemberId, reward: &str) -> Redeem {
        let voucher = self.id();
        Redeem {
            member,
            reward: reward.to_owned(),
            voucher: VoucherId(voucher),
            code: VoucherCode::from_random(voucher.as_u128()),
        }
    }

    pub fn redeem(&mut self, member: MemberId, reward: &str) -> Result<VoucherCode, Rejection> {
        let command = self.redeem_command(member, reward);
        let code = command.code.clone();
        self.ask(Command::Redeem(command)).map(|_| code)
    }

    /// A voucher that the member paid for with points given for the purpose.
    pub fn voucher(&mut self, member: MemberId, reward: &str) -> VoucherCode {
        let points = self
            .world
            .programme
            .as_ref()
            .unwrap()
            .programme
            .reward(reward);
        let points = points.unwrap().points;
        self.adjust(member, points).unwrap();
        self.redeem(member, reward).unwrap()
    }

    pub fn give_back(&mut self, member: MemberId, code: &VoucherCode) -> Result<i64, Rejection> {
        let code = code.clone();
        match self.ask(Command::ReturnVoucher(ReturnVoucher { member, code }))? {
            Receipt::Returned { points, .. } => Ok(points),
            other => panic!("{other:?}"),
        }
    }

    pub fn adjust(&mut self, member: MemberId, points: i64) -> Result<Receipt, Rejection> {
        self.ask(Command::Adjust(Adjust {
            member,
            points,
            reason: "goodwill".to_owned(),
            limit: 1_000_000,
        }))
    }

    /// Points posted and expired.
    pub fn settle(&mut self, member: MemberId) -> (i64, i64) {
        match self.ask(Command::Settle(Settle { member })).unwrap() {
            Receipt::Settled { posted, expired } => (posted, expired),
            other => panic!("{other:?}"),
        }
    }

    pub fn invite_command(&mut self, advocate: MemberId, mail: &str) -> Invite {
        Invite {
            referral: ReferralId(self.id()),
            advocate,
            mail: mail.parse().unwrap(),
        }
    }

    pub fn invite(&mut self, advocate: MemberId, mail: &str) -> Result<ReferralId, Rejection> {
        let command = self.invite_command(advocate, mail);
        match self.ask(Command::Invite(command))? {
            Receipt::Invited { referral } => Ok(referral),
            other => panic!("{other:?}"),
        }
    }

    pub fn qualify(&mut self, member: MemberId) -> bool {
        let receipt = self.ask(Command::Qualify(Qualify { member })).unwrap();
        receipt == Receipt::Qualified { moved: true }
    }

    pub fn pay(&mut self, referral: ReferralId) -> Result<Receipt, Rejection> {
        self.ask(Command::PayReferral(PayReferral { referral }))
    }

    /// Points free to spend, and points that wait.
    pub fn points(&self, member: MemberId) -> (i64, i64) {
        let balances = self.world.members[&member].head.balances;
        (balances.available, balances.pending)
    }

    pub fn referral(&self, id: ReferralId) -> &Referral {
        &self.world.referrals[&id]
    }

    pub fn lots(&self, member: MemberId) -> &[Lot] {
        &self.world.members[&member].lots
    }
}
