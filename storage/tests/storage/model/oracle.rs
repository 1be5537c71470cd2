//! A loyalty programme as one would keep it in a notebook: no transfers, no versions, no batches.
//! It shares types with the engine, and not a line of its rules.

use std::collections::{BTreeMap, HashMap};

use regulars::{
    command::{Adjust, Command, Invite, Join, Redeem, Refund, ReturnVoucher, RingUp},
    ids::{MemberId, OrderId, ReferralId},
    rejection::Rejection,
    reward::VoucherCode,
    time::Day,
};
use uuid::Uuid;

use super::Outcomes;

pub const REWARD_POINTS: i64 = 100;
pub const REWARD_PENCE: i64 = 500;
const REWARD_DAYS: i32 = 90;
const ADVOCATE_POINTS: i64 = 100;
const FRIEND_POINTS: i64 = 50;
const MINIMUM_PENCE: i64 = 1_000;
const REFERRAL_DAYS: i32 = 14;

#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub hold_days: u16,
    pub expiry_days: u16,
    pub owe: bool,
}

#[derive(Debug, Clone)]
struct Pot {
    left: i64,
    /// While it waits.
    opens: Option<Day>,
    ends: Day,
    expired: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Card {
    pots: Vec<Pot>,
    debt: i64,
    owed_once: bool,
    referral: Option<ReferralId>,
    pub mail: Option<String>,
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
}

impl Card {
    fn open(&self) -> i64 {
        self.pots
            .iter()
            .filter(|pot| pot.opens.is_none())
            .map(|pot| pot.left)
            .sum()
    }

    pub fn available(&self) -> i64 {
        self.open() - self.debt
    }

    pub fn pending(&self) -> i64 {
        self.pots
            .iter()
            .filter(|pot| pot.opens.is_some())
            .map(|pot| pot.left)
            .sum()
    }

    fn by_expiry(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.pots.len()).collect();
        order.sort_by_key(|place| (self.pots[*place].ends, *place));
        order
    }

    fn pay_debt_from(&mut self, place: usize) {
        let paid = self.debt.min(self.pots[place].left);
        self.debt -= paid;
        self.pots[place].left -= paid;
    }

    fn settle(&mut self, today: Day) {
        for place in self.by_expiry() {
            let pot = &mut self.pots[place];
            if pot.left > 0 && pot.opens.is_some_and(|day| day <= today) {
                pot.opens = None;
                self.pay_debt_from(place);
            }
        }
        for pot in &mut self.pots {
            if pot.opens.is_none() && pot.left > 0 && pot.ends < today {
                (pot.left, pot.expired) = (0, true);
            }
        }
    }

    fn give(&mut self, points: i64, opens: Option<Day>, ends: Day) -> usize {
        self.pots.push(Pot {
            left: points,
            opens,
            ends,
            expired: false,
        });
        let place = self.pots.len() - 1;
        if opens.is_none() {
            self.pay_debt_from(place);
        }
        place
    }

    /// Takes points, from `first` before all others; answers where from, and how many.
    fn take(&mut self, points: i64, first: Option<usize>, owe: bool) -> (Vec<(usize, i64)>, i64) {
        let wanted = if owe { points } else { points.min(self.open()) };
        let (mut left, mut parts) = (wanted, Vec::new());
        let order = first
            .into_iter()
            .chain(self.by_expiry().into_iter().filter(|p| Some(*p) != first));
        for place in order {
            let pot = &mut self.pots[place];
            if pot.opens.is_none() && pot.left > 0 && left > 0 {
                let part = left.min(pot.left);
                pot.left -= part;
                left -= part;
                parts.push((place, part));
            }
        }
        self.debt += left;
        self.owed_once |= self.debt > 0;
        (parts, wanted)
    }
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

    fn join(&mut self, join: &Join) -> Predicted {
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

    fn ring_up(&mut self, ring_up: &RingUp, today: Day) -> Predicted {
        let pence = ring_up.order.lines[0].total.0;
        if pence <= 0 {
            let reason = match pence {
                0 => "the amount must be more than zero",
                _ => "an amount cannot be negative; to give money back, refund the order",
            };
            return Err(Rejection::BadOrder {
                reason: reason.to_owned(),
            });
        }
        let day = ring_up.occurred_on;
        if day > today.plus_days(1) {
            return Err(Rejection::BadDate);
        }
        self.card(ring_up.member)?;
        let mut best: Option<(Day, VoucherCode)> = None;
        for code in &ring_up.order.vouchers {
            let good = self.tickets.get(code).filter(|ticket| {
                let unused = ticket.used_by.is_none() && !ticket.returned;
                ticket.member == ring_up.member && unused && ticket.ends >= day
            });
            let rank = (good.ok_or(Rejection::VoucherNotValid)?.ends, code.clone());
            best = Some(best.map_or(rank.clone(), |best| best.min(rank)));
        }
        let off = if best.is_some() {
            REWARD_PENCE.min(pence)
        } else {
            0
        };
        let used = best.map(|(_, code)| code);
        if let Some(ticket) = used.as_ref().and_then(|code| self.tickets.get_mut(code)) {
            ticket.used_by = Some(ring_up.id);
        }
        let (total, earned, ends) = (pence - off, (pence - off) / 100, self.ends(day));
        let opens = Some(day.plus_days(i32::from(self.rules.hold_days))).filter(|day| *day > today);
        let card = self.card(ring_up.member)?;
        let pot = (earned > 0).then(|| card.give(earned, opens, ends));
        let referral = card.referral;
        let sale = Sale {
            member: ring_up.member,
            total,
            earned,
            pot,
            refunded: 0,
            taken_back: 0,
            closed: false,
            vouchers: used.into_iter().collect(),
        };
        self.sales.insert(ring_up.id, sale);
        if let Some((_, it)) = self
            .friendships
            .iter_mut()
            .find(|(id, _)| Some(*id) == referral)
            && it.stage == Stage::Joined
            && total >= MINIMUM_PENCE
        {
            it.stage = Stage::Waiting {
                order: ring_up.id,
                due: day.plus_days(REFERRAL_DAYS),
            };
        }
        Ok(())
    }

    fn refund(&mut self, refund: &Refund, today: Day) -> Predicted {
        let sale = self
            .sales
            .get_mut(&refund.order)
            .ok_or(Rejection::UnknownOrder)?;
        if sale.closed {
            return Err(Rejection::AlreadyRefunded);
        }
        let left = sale.total - sale.refunded;
        let amount = refund.amount.map_or(left, |amount| amount.0);
        if refund.amount.is_some() && amount <= 0 {
            return Err(Rejection::EmptyRefund);
        }
        if amount > left {
            return Err(Rejection::RefundTooLarge { left_minor: left });
        }
        sale.refunded += amount;
        sale.closed = sale.refunded == sale.total;
        let goal = match sale.closed {
            true => sale.earned,
            false => sale.earned * sale.refunded / sale.total,
        };
        let due = goal - sale.taken_back;
        sale.taken_back = goal;
        let sale = sale.clone();
        self.claw_back(&sale, due, today)?;
        if sale.closed && refund.undo {
            for code in &sale.vouchers {
                if let Some(ticket) = self.tickets.get_mut(code) {
                    ticket.used_by = None;
                }
            }
        }
        self.unwind(refund.order, &sale, today);
        Ok(())
    }

    fn claw_back(&mut self, sale: &Sale, due: i64, today: Day) -> Predicted {
        let owe = self.rules.owe;
        let card = self.card(sale.member)?;
        card.settle(today);
        let mut due = due;
        if let Some(place) = sale.pot {
            let pot = &mut card.pots[place];
            if pot.expired {
                return Ok(());
            }
            if pot.opens.is_some() {
                let part = due.min(pot.left);
                pot.left -= part;
                due -= part;
            }
        }
        card.take(due, sale.pot, owe);
        Ok(())
    }

    fn unwind(&mut self, order: OrderId, sale: &Sale, today: Day) {
        let owe = self.rules.owe;
        let referral = self.cards.get(&sale.member).and_then(|card| card.referral);
        let enough = !sale.closed && sale.total - sale.refunded >= MINIMUM_PENCE;
        let Some((_, it)) = self
            .friendships
            .iter_mut()
            .find(|(id, _)| Some(*id) == referral)
        else {
            return;
        };
        match it.stage {
            Stage::Waiting { order: closing, .. } if closing == order && !enough => {
                it.stage = if sale.closed {
                    Stage::Joined
                } else {
                    Stage::Over
                };
            }
            Stage::Paid { order: closing } if closing == order && !enough => {
                it.stage = Stage::Reversed;
                let sides = [
                    (Some(it.advocate), ADVOCATE_POINTS),
                    (it.friend, FRIEND_POINTS),
                ];
                for (member, points) in sides {
                    if let Some(card) = member.and_then(|member| self.cards.get_mut(&member)) {
                        card.settle(today);
                        card.take(points, None, owe);
                    }
                }
            }
            _ => {}
        }
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
        ticket.returned = true;
        let paid = ticket.paid.clone();
        let card = self.card(back.member)?;
        card.settle(today);
        for (place, points) in paid {
            let pot = &mut card.pots[place];
            if pot.opens.is_none() && !pot.expired && pot.ends >= today {
                let to_debt = card.debt.min(points);
                card.debt -= to_debt;
                pot.left += points - to_debt;
            }
        }
        Ok(())
    }

    fn invite(&mut self, invite: &Invite) -> Predicted {
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

    fn pay(&mut self, referral: ReferralId, today: Day) -> Predicted {
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

/// Takes all of `points` or nothing; a refusal leaves the card as it was.
fn spend(card: &mut Card, points: i64, today: Day) -> Result<Vec<(usize, i64)>, Rejection> {
    let mut after = card.clone();
    after.settle(today);
    if after.available() < points {
        return Err(Rejection::NotEnoughPoints {
            missing: points - after.available(),
        });
    }
    let (paid, _) = after.take(points, None, false);
    *card = after;
    Ok(paid)
}
