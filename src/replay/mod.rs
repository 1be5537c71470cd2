//! Past orders judged again: what a draft would have given, beside what today's programme would.
//!
//! Both programmes meet the same orders, and every answer comes from [`decide`](crate::decide): an
//! order is rung up, holds end, points expire, rewards are taken as they are in the ledger. Nothing
//! is estimated but these, which the merchant is told:
//! - of the points earned a share is spent, as soon as the rules allow it ([`spending`]);
//! - a voucher for a later order is used on the next order that it fits;
//! - rewards are not laid over past baskets, which did not hold them: they are counted at what they
//!   cost the merchant, on the day on which they are taken;
//! - orders from files are read as if rung up at a till, without an hour;
//! - acts, referrals and changes by hand bring nothing here: they do not come from orders.
//!
//! Prices are those of the receipts before our own promotions and vouchers, so that no discount
//! counts twice. Members are independent of each other: what is limited for everybody together
//! (a stock, a budget) is counted and told, and not held, since who came first would depend on the
//! order in which members are read. So members may come in any order; one at a time is in memory.

mod figures;
mod moved;
mod offers;
mod outcome;
mod past;
mod side;
mod spending;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeMap;

use crate::{
    command::RingUp, ids::MemberId, margin::MarginGuard, money::Minor, order::OrderSource,
    programme::Programme, rate::Rate, time::Day,
};

pub use figures::{Figures, Money};
pub use moved::{Change, Moved};
pub use outcome::{MonthOutcome, Outcome, OverLimit, RewardTaken, SideOutcome};
pub use past::PastOrder;

use figures::Kept;
use moved::Moves;
use side::Side;

/// What is counted, and on which assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The first day that counts. Orders before it are judged too, for points, stamps and tiers.
    pub from: Option<Day>,
    /// The last day; orders after it are passed over.
    pub until: Day,
    /// Of a hundred points earned, how many are spent, 0 to 100.
    pub spent_percent: u8,
}

/// A replay under way.
#[derive(Debug)]
pub struct Replay {
    options: Options,
    guard: Option<MarginGuard>,
    today: Side,
    draft: Side,
    member: Option<Fed>,
    moves: Moves,
    months: BTreeMap<Day, MonthOutcome>,
    sum: Sum,
}

/// The member whose orders come in.
#[derive(Debug)]
struct Fed {
    id: MemberId,
    /// All that the orders came to so far, and how many.
    usual: (Minor, i64),
    /// Whether an order counts.
    counts: bool,
}

/// Counts of what was fed.
#[derive(Debug, Default)]
struct Sum {
    orders: i64,
    members: i64,
    refunded: i64,
    goods: Minor,
}

impl Replay {
    /// Compares `draft` with what is published; `None`: nothing is.
    pub fn new(today: Option<&Programme>, draft: &Programme, options: Options) -> Self {
        let nothing = Programme::default();
        let today = today.unwrap_or(&nothing);
        // One guard for both, or the same goods would cost differently.
        let guard = draft.margin.as_ref().or(today.margin.as_ref()).cloned();
        Self {
            options,
            today: Side::new(today, &options, guard.clone()),
            draft: Side::new(draft, &options, guard.clone()),
            guard,
            member: None,
            moves: Moves::default(),
            months: BTreeMap::new(),
            sum: Sum::default(),
        }
    }

    /// Judges the next order of `member`. All orders of a member come one after the other, in the
    /// order of time; members come in any order.
    pub fn feed(&mut self, member: MemberId, past: PastOrder) {
        let day = past.occurred_on;
        if day > self.options.until {
            return;
        }
        if self.member.as_ref().is_none_or(|fed| fed.id != member) {
            self.end_member();
            self.today.begin(member);
            self.draft.begin(member);
            self.member = Some(Fed {
                id: member,
                usual: (Minor::ZERO, 0),
                counts: false,
            });
        }
        let counts = self.options.from.is_none_or(|from| day >= from);
        if past.refunded == Rate::ONE {
            self.sum.refunded += i64::from(counts);
            return;
        }
        let Some(fed) = &mut self.member else {
            return;
        };
        fed.counts |= counts;
        let (all, orders) = fed.usual;
        fed.usual = (all.plus(past.order.total(Minor::ZERO)), orders + 1);
        let usual = mean(fed.usual);
        self.judge(member, past, usual, counts);
    }

    fn judge(&mut self, member: MemberId, past: PastOrder, usual: Minor, counts: bool) {
        let kept = Kept::after(past.refunded);
        let day = past.occurred_on;
        let goods = self.guard.as_ref().map(|it| it.cost_of(&past.order));
        let (used, mut ring_up) = past.ring_up(member);
        let before = self.today.ring_up(&mut ring_up, &used, kept, usual);
        let after = self.draft.ring_up(&mut ring_up, &used, kept, usual);
        if !counts {
            return;
        }
        self.sum.orders += 1;
        self.sum.goods = self.sum.goods.plus(kept.of(goods.unwrap_or_default()));
        let month = day.month_start();
        let entry = self.months.entry(month).or_insert(MonthOutcome {
            month,
            orders: 0,
            today: Money::default(),
            draft: Money::default(),
        });
        entry.orders += 1;
        entry.today.add(before);
        entry.draft.add(after);
    }

    /// Settles the member whose orders are all there, and compares what the two programmes gave.
    fn end_member(&mut self) {
        let Some(fed) = self.member.take() else {
            return;
        };
        let usual = mean(fed.usual);
        let until = self.options.until;
        let before = self.today.end(until, usual);
        let after = self.draft.end(until, usual);
        if fed.counts {
            self.sum.members += 1;
            self.moves.note(fed.id, before, after);
        }
    }

    /// The comparison.
    pub fn finish(mut self) -> Outcome {
        self.end_member();
        let (winners, losers) = self.moves.finish();
        Outcome {
            from: self.options.from,
            until: self.options.until,
            spent_percent: self.options.spent_percent,
            orders: self.sum.orders,
            members: self.sum.members,
            refunded: self.sum.refunded,
            goods: self.guard.is_some().then_some(self.sum.goods),
            today: self.today.finish(),
            draft: self.draft.finish(),
            months: self.months.into_values().collect(),
            winners,
            losers,
        }
    }
}

/// What an order of the member's usually comes to.
fn mean((all, orders): (Minor, i64)) -> Minor {
    Minor(all.0 / orders.max(1))
}

/// As a till would have read it, unless only a file may hold it.
fn as_at_a_till(ring_up: &mut RingUp) {
    ring_up.order.source = OrderSource::Till;
    if ring_up.order.validate().is_err() {
        ring_up.order.source = OrderSource::Import;
    }
}
