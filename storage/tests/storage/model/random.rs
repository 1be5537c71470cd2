//! Random commands, from a seed: mostly sensible, often not.

use regulars::{
    command::{
        Adjust, Command, Invite, Join, PayReferral, Qualify, Redeem, Refund, ReturnVoucher, RingUp,
        Settle,
    },
    ids::{MemberId, OrderId, ReferralId, RefundId, VoucherId},
    money::Minor,
    order::{Order, OrderSource},
    purse::PayWith,
    reward::VoucherCode,
    time::Day,
};
use uuid::Uuid;

use super::oracle::Oracle;
use crate::shop::{noon, own_code};

/// Most mail addresses: few enough that they meet.
const MAILS: usize = 150;

/// A source of chance (xorshift64*), the same for the same seed on every machine.
#[derive(Debug)]
pub struct Random {
    state: u64,
    ids: u64,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            ids: 0,
        }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number from 0 to `bound` - 1.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.next() >> 33) as usize) % bound.max(1)
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    /// How many days pass.
    pub fn days(&mut self) -> i32 {
        if self.one_in(3) {
            self.below(4) as i32
        } else {
            0
        }
    }

    fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128((1 << 96) + u128::from(self.ids))
    }

    fn any<'a, T>(&mut self, among: impl ExactSizeIterator<Item = &'a T>) -> Option<&'a T> {
        let mut among = among;
        let place = self.below(among.len());
        among.nth(place)
    }

    fn member(&mut self, oracle: &Oracle) -> MemberId {
        let unknown = self.one_in(60);
        match self.any(oracle.cards.keys()).copied() {
            Some(member) if !unknown => member,
            _ => MemberId(self.id()),
        }
    }

    /// The command after what `oracle` knows.
    pub fn command(&mut self, oracle: &Oracle, today: Day) -> Command {
        match self.below(100) {
            0..=4 => Command::Join(self.join(oracle, today)),
            5..=44 => Command::RingUp(self.ring_up(oracle, today)),
            45..=56 => Command::Refund(self.refund(oracle, today)),
            57..=62 => Command::Adjust(self.adjust(oracle)),
            63..=74 => Command::Redeem(self.redeem(oracle)),
            75..=80 => Command::ReturnVoucher(self.give_back(oracle)),
            81..=87 => Command::Settle(Settle {
                member: self.member(oracle),
            }),
            88..=91 => Command::Invite(self.invite(oracle)),
            92..=94 => Command::Qualify(Qualify {
                member: self.member(oracle),
            }),
            _ => Command::PayReferral(PayReferral {
                referral: self.referral(oracle),
            }),
        }
    }

    fn join(&mut self, oracle: &Oracle, today: Day) -> Join {
        let id = self.id();
        let referred_by = match self.below(6) {
            0..=2 => self
                .any(oracle.cards.keys())
                .map(|member| own_code(*member)),
            3 => Some("nobody's".to_owned()),
            _ => None,
        };
        let mail = format!("m{}@example.com", self.below(MAILS));
        Join {
            member: MemberId(id),
            mail: mail.parse().ok().filter(|_| !self.one_in(5)),
            name: "Ada".to_owned(),
            reference: None,
            own_code: own_code(MemberId(id)),
            card_code: format!("card-{id}"),
            referred_by,
            referral: ReferralId(self.id()),
            occurred_at: noon(today).at,
            occurred_on: today,
        }
    }

    fn ring_up(&mut self, oracle: &Oracle, today: Day) -> RingUp {
        let pence = match self.below(25) {
            0 => 0,
            1 => -1,
            2 => 1 + self.below(99) as i64,
            _ => 1 + self.below(20_000) as i64,
        };
        let day = match self.below(20) {
            0 => today.plus_days(2 + self.below(5) as i32),
            1..=4 => today.plus_days(-(self.below(50) as i32)),
            _ => today,
        };
        let member = self.member(oracle);
        let mut order = Order::of_amount(OrderSource::Till, Minor(pence));
        if self.one_in(3) {
            let own = oracle
                .tickets
                .iter()
                .filter(|(_, it)| it.member == member && it.used_by.is_none() && !it.returned);
            let own: Vec<&VoucherCode> = own.map(|(code, _)| code).take(2).collect();
            order.vouchers = own.into_iter().cloned().collect();
            if self.one_in(4) {
                let any = self.any(oracle.tickets.keys()).cloned();
                order
                    .vouchers
                    .extend(any.filter(|code| !order.vouchers.contains(code)));
            }
        }
        let id = OrderId(self.id());
        RingUp {
            id,
            member,
            order,
            occurred_at: noon(day).at,
            occurred_on: day,
            hour: None,
            location: None,
            spare: Vec::new(),
            pay_points: 0,
            pay_with: PayWith::default(),
            reservation: None,
        }
    }

    fn refund(&mut self, oracle: &Oracle, today: Day) -> Refund {
        // Mostly a late one, so that most can still be refunded.
        let recent = self.one_in(2);
        let late = oracle.sales.len().saturating_sub(40);
        let sale = match recent {
            true => {
                let place = late + self.below(oracle.sales.len() - late);
                oracle.sales.iter().nth(place)
            }
            false => {
                let place = self.below(oracle.sales.len());
                oracle.sales.iter().nth(place)
            }
        };
        let unknown = self.one_in(40);
        let order = sale.map(|(id, _)| *id).filter(|_| !unknown);
        let left = sale.map_or(0, |(_, sale)| sale.total - sale.refunded);
        let amount = match self.below(12) {
            0 => Some(Minor(0)),
            1 => Some(Minor(left + 1)),
            2..=7 => Some(Minor(1 + self.below(left.max(1) as usize) as i64)),
            _ => None,
        };
        Refund {
            id: RefundId(self.id()),
            order: order.unwrap_or_else(|| OrderId(self.id())),
            amount,
            undo: self.one_in(2),
            to_credit: false,
            reason: "Brought back".to_owned(),
            occurred_at: noon(today).at,
            occurred_on: today,
        }
    }

    fn adjust(&mut self, oracle: &Oracle) -> Adjust {
        let points = match self.below(20) {
            0 => 0,
            1 => 501,
            _ => self.below(300) as i64 - 120,
        };
        let reason = if self.one_in(15) {
            " "
        } else {
            "Counted again"
        };
        Adjust {
            member: self.member(oracle),
            points,
            reason: reason.to_owned(),
            limit: 500,
        }
    }

    fn redeem(&mut self, oracle: &Oracle) -> Redeem {
        let id = self.id();
        let reward = if self.one_in(25) { "yacht" } else { "five-off" };
        Redeem {
            member: self.member(oracle),
            reward: reward.to_owned(),
            voucher: VoucherId(id),
            code: VoucherCode::from_random(id.as_u128()),
        }
    }

    fn give_back(&mut self, oracle: &Oracle) -> ReturnVoucher {
        let open = oracle
            .tickets
            .iter()
            .filter(|(_, it)| it.used_by.is_none() && !it.returned);
        let open: Vec<&VoucherCode> = open.map(|(code, _)| code).collect();
        let code = match self.below(4) {
            0 => self.any(oracle.tickets.keys()).cloned(),
            _ => self.any(open.iter()).map(|code| (*code).clone()),
        };
        let code = code.unwrap_or_else(|| VoucherCode::from_random(self.id().as_u128()));
        let owner = oracle.tickets.get(&code).map(|ticket| ticket.member);
        let stranger = self.one_in(8);
        let member = owner
            .filter(|_| !stranger)
            .unwrap_or_else(|| self.member(oracle));
        ReturnVoucher { member, code }
    }

    fn invite(&mut self, oracle: &Oracle) -> Invite {
        let advocate = self.member(oracle);
        let own = oracle
            .cards
            .get(&advocate)
            .and_then(|card| card.mail.clone());
        let any = format!("m{}@example.com", self.below(MAILS));
        let mail = own.filter(|_| self.one_in(6)).unwrap_or(any);
        Invite {
            referral: ReferralId(self.id()),
            advocate,
            mail: mail.parse().unwrap(),
        }
    }

    fn referral(&mut self, oracle: &Oracle) -> ReferralId {
        match self.any(oracle.friendships.iter()) {
            Some((id, _)) => *id,
            None => ReferralId(self.id()),
        }
    }
}
