//! A loyalty programme as one would keep it in a notebook: no transfers, no versions, no batches.
//! It shares types with the engine, and not a line of its rules.

mod card;
mod friends;
mod orders;

use std::collections::{BTreeMap, HashMap};

use regulars::{
    command::{Adjust, Command, Redeem, ReturnVoucher},
    ids::{MemberId, OrderId, ReferralId},
    rejection::Rejection,
    reward::VoucherCode,
    time::Day,
};
use uuid::Uuid;

pub use card::Card;
use card::spend;

use super::Outcomes;

pub const REWARD_POINTS: i64 = 100;
pub const REWARD_PENCE: i64 = 500;
const REWARD_DAYS: i32 = 90;
const ADVOCATE_POINTS: i64 = 100;
const FRIEND_POINTS: i64 = 50;
const MINIMUM_PENCE: i64 = 1_000;
const REFERRAL_DAYS: i32 = 14;
/// How often the tenth may be had by all together, and by a member.
pub const TENTH_TOTAL: i64 = 120;
pub const TENTH_PER_MEMBER: i64 = 3;
/// Orders on a stamp card.
pub const CARD_EVERY: u16 = 4;

#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub hold_days: u16,
    pub expiry_days: u16,
    pub owe: bool,
}

#[derive(Debug, Clone)]
pub struct Sale {
    pub member: MemberId,
    pub total: i64,
    earned: i64,
    pot: Option<usize>,
    pub refunded: i64,
    taken_back: i64,
    closed: bool,
    vouchers: Vec<VoucherCode>,
    tenth: bool,
    card: bool,
}

#[derive(Debug, Clone)]
pub struct Ticket {
    pub member: MemberId,
    ends: Day,
    pub used_by: Option<OrderId>,
    pub returned: bool,
    paid: Vec<(usize, i64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Invited,
    Joined,
    Waiting { order: OrderId, due: Day },
    Paid { order: OrderId },
    Over,
    Reversed,
}

#[derive(Debug, Clone)]
pub struct Friendship {
    advocate: MemberId,
    friend: Option<MemberId>,
    mail: Option<String>,
    stage: Stage,
}

#[derive(Debug)]
pub struct Oracle {
    rules: Rules,
    pub cards: BTreeMap<MemberId, Card>,
    pub codes: HashMap<String, MemberId>,
    pub sales: BTreeMap<OrderId, Sale>,
    pub tickets: BTreeMap<VoucherCode, Ticket>,
    /// In the order in which they came about.
    pub friendships: Vec<(ReferralId, Friendship)>,
    /// Times the tenth was had and not given back.
    tenths: i64,
}

type Predicted = Result<(), Rejection>;

impl Oracle {
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            cards: BTreeMap::new(),
            codes: HashMap::new(),
            sales: BTreeMap::new(),
            tickets: BTreeMap::new(),
            friendships: Vec::new(),
            tenths: 0,
        }
    }

    /// What a command will be answered; carries it out in the notebook.
    pub fn predict(&mut self, command: &Command, today: Day) -> Predicted {
        match command {
            Command::Join(join) => self.join(join),
            Command::RingUp(ring_up) => self.ring_up(ring_up, today),
            Command::Refund(refund) => self.refund(refund, today),
            Command::Adjust(adjust) => self.adjust(adjust, today),
            Command::Redeem(redeem) => self.redeem(redeem, today),
            Command::ReturnVoucher(back) => self.give_back(back, today),
            Command::Settle(settle) => self.card(settle.member).map(|card| card.settle(today)),
            Command::Invite(invite) => self.invite(invite),
            Command::Qualify(qualify) => self.card(qualify.member).map(|_| ()),
            Command::PayReferral(pay) => self.pay(pay.referral, today),
            // The model has no acts: neither is ever asked.
            Command::ClaimAct(_) => Err(Rejection::UnknownAct),
            Command::SellCard(_)
            | Command::LoadCard(_)
            | Command::VoidCard(_)
            | Command::GiveCredit(_)
            | Command::Reserve(_)
            | Command::Release(_) => Err(Rejection::VoucherNotValid),
            Command::JudgeClaim(_) => Err(Rejection::ClaimNotWaiting),
            // Nor does it let points be passed on.
            Command::PassOn(_) => Err(Rejection::NoPassingOn),
            Command::UndoPass(_) => Err(Rejection::NothingToUndo),
        }
    }

    pub fn balances(&self) -> BTreeMap<Uuid, (i64, i64)> {
        let cards = self.cards.iter();
        cards
            .map(|(id, card)| (id.0, (card.available(), card.pending())))
            .collect()
    }

    /// States that a run must have seen.
    pub fn count(&self, outcomes: &mut Outcomes) {
        let pots = || self.cards.values().flat_map(|card| &card.pots);
        let used = self
            .tickets
            .values()
            .filter(|ticket| ticket.used_by.is_some());
        let reversed = self
            .friendships
            .iter()
            .filter(|(_, it)| it.stage == Stage::Reversed);
        for (name, times) in [
            ("lots expired", pots().filter(|pot| pot.expired).count()),
            (
                "lots voided",
                pots()
                    .filter(|pot| pot.opens.is_some() && pot.left == 0)
                    .count(),
            ),
            (
                "members who owed",
                self.cards.values().filter(|card| card.owed_once).count(),
            ),
            ("vouchers on orders", used.count()),
            ("referrals reversed", reversed.count()),
            (
                "orders a tenth cheaper",
                self.sales.values().filter(|sale| sale.tenth).count(),
            ),
            (
                "orders cheaper by a card",
                self.sales.values().filter(|sale| sale.card).count(),
            ),
        ] {
            outcomes.insert(("state".to_owned(), name.to_owned()), times);
        }
    }

    fn card(&mut self, member: MemberId) -> Result<&mut Card, Rejection> {
        self.cards.get_mut(&member).ok_or(Rejection::UnknownMember)
    }

    fn ends(&self, from: Day) -> Day {
        from.plus_days(i32::from(self.rules.expiry_days))
    }

    fn owner_of(&self, mail: &str) -> Option<MemberId> {
        self.cards
            .iter()
            .find(|(_, card)| card.mail.as_deref() == Some(mail))
            .map(|(id, _)| *id)
    }

    fn first_invitation(&mut self, mail: &str) -> Option<&mut (ReferralId, Friendship)> {
        self.friendships
            .iter_mut()
            .find(|(_, it)| it.stage == Stage::Invited && it.mail.as_deref() == Some(mail))
    }

    fn adjust(&mut self, adjust: &Adjust, today: Day) -> Predicted {
        if adjust.points == 0 || adjust.points.abs() > adjust.limit {
            return Err(Rejection::BadAdjustment {
                limit: adjust.limit,
            });
        }
        if adjust.reason.trim().is_empty() {
            return Err(Rejection::ReasonMissing);
        }
        let ends = self.ends(today);
        let card = self.card(adjust.member)?;
        if adjust.points > 0 {
            card.give(adjust.points, None, ends);
            return Ok(());
        }
        spend(card, -adjust.points, today).map(|_| ())
    }

    fn redeem(&mut self, redeem: &Redeem, today: Day) -> Predicted {
        if redeem.reward != "five-off" {
            return Err(Rejection::UnknownReward);
        }
        let paid = spend(self.card(redeem.member)?, REWARD_POINTS, today)?;
        let (member, ends) = (redeem.member, today.plus_days(REWARD_DAYS));
        let ticket = Ticket {
            member,
            ends,
            used_by: None,
            returned: false,
            paid,
        };
        self.tickets.insert(redeem.code.clone(), ticket);
        Ok(())
    }

    fn give_back(&mut self, back: &ReturnVoucher, today: Day) -> Predicted {
        let ticket = self
            .tickets
            .get_mut(&back.code)
            .filter(|ticket| ticket.member == back.member)
            .ok_or(Rejection::VoucherNotValid)?;
        if ticket.used_by.is_some() || ticket.returned || ticket.ends < today {
            return Err(Rejection::VoucherNotOpen);
        }
        let paid = ticket.paid.clone();
        let kept = self.card(back.member)?;
        let mut card = kept.clone();
        card.settle(today);
        let mut back_again = 0;
        for (place, points) in paid {
            let pot = &mut card.pots[place];
            if pot.opens.is_none() && !pot.expired && pot.ends >= today {
                let to_debt = card.debt.min(points);
                card.debt -= to_debt;
                pot.left += points - to_debt;
                back_again += points;
            }
        }
        if back_again == 0 {
            return Err(Rejection::PointsExpired);
        }
        *kept = card;
        if let Some(ticket) = self.tickets.get_mut(&back.code) {
            ticket.returned = true;
        }
        Ok(())
    }
}
