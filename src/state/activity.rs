//! What a member did of late: orders and points by day, stamps, uses of what is limited.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    limit::UsedByMember,
    money::Minor,
    programme::Period,
    tier::{Basis, Spend},
    time::Day,
};

/// What a member did of late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activity {
    /// By day, at least as far back as
    /// [`Programme::activity_needed_from`](crate::programme::Programme::activity_needed_from).
    pub by_day: BTreeMap<Day, DayActivity>,
    /// In all, since joining.
    pub lifetime: Lifetime,
    /// The day of the last purchase or reward.
    pub last: Option<Day>,
    /// The day of the last notice that points expire by inactivity.
    pub noticed: Option<Day>,
    /// Stamps in all, by card: by the key of its promotion.
    pub stamps: BTreeMap<String, i64>,
    /// The day of the last claim to each act, by the key of its rule; those refused not counted.
    pub acts: BTreeMap<String, Day>,
    /// Points passed on to others, by day, at least today's; those undone not counted.
    pub passed_on: BTreeMap<Day, i64>,
    /// Uses of promotions that have a limit, by key.
    pub promotions: BTreeMap<String, UsedByMember>,
    /// Rewards taken that have a limit, by key.
    pub rewards: BTreeMap<String, UsedByMember>,
}

/// What a member did on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayActivity {
    /// Orders rung up, whole refunds taken off.
    pub orders: i64,
    /// Points that they earned, those called back taken off.
    pub points: i64,
    /// Friends whose referral was paid, by the day on which it was due; those taken back taken
    /// off.
    pub referrals: i64,
}

/// What a member did in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lifetime {
    /// Points earned by orders, those called back taken off.
    pub points: i64,
    /// Days with an order.
    pub visits: i64,
    /// Friends whose referral was paid.
    pub referrals: i64,
    /// Keys of the tiers whose welcome gift was given.
    pub welcomed: BTreeSet<String>,
}

impl Activity {
    /// Whether there was an order on a day.
    pub fn visited(&self, day: Day) -> bool {
        self.by_day.get(&day).is_some_and(|it| it.orders > 0)
    }

    /// Points earned on a day.
    pub fn points_on(&self, day: Day) -> i64 {
        self.by_day.get(&day).map_or(0, |it| it.points)
    }

    /// Points earned in the calendar month of a day.
    pub fn points_in_month(&self, day: Day) -> i64 {
        let month = day.month_start()..=Period::Month.end(day);
        self.by_day.range(month).map(|(_, it)| it.points).sum()
    }

    /// Stamps in all on a card.
    pub fn stamps_on(&self, card: &str) -> i64 {
        self.stamps.get(card).copied().unwrap_or(0)
    }

    /// Adds to a day (negative: a refund takes from the day of its order).
    pub(crate) fn add(&mut self, day: Day, more: DayActivity) {
        let visited = i64::from(self.visited(day));
        let entry = self.by_day.entry(day).or_default();
        entry.orders += more.orders;
        entry.points += more.points;
        entry.referrals += more.referrals;
        self.lifetime.points += more.points;
        self.lifetime.referrals += more.referrals;
        self.lifetime.visits += i64::from(self.visited(day)) - visited;
        if more.orders > 0 {
            self.last = self.last.max(Some(day));
        }
    }

    /// What counts for tiers by `basis`; `None` for spend, which is kept by itself.
    pub(super) fn counted(&self, basis: Basis) -> Option<Spend> {
        let (lifetime, of_day): (i64, fn(&DayActivity) -> i64) = match basis {
            Basis::Spend => return None,
            Basis::Points => (self.lifetime.points, |day| day.points),
            Basis::Visits => (self.lifetime.visits, |day| i64::from(day.orders > 0)),
            Basis::Referrals => (self.lifetime.referrals, |day| day.referrals),
        };
        let days = self.by_day.iter();
        Some(Spend {
            lifetime: Minor(lifetime),
            by_day: days.map(|(day, it)| (*day, Minor(of_day(it)))).collect(),
        })
    }

    /// Adds stamps to a card (negative: a refund takes them back).
    pub(crate) fn stamp(&mut self, card: &str, stamps: i64) {
        let count = self.stamps.entry(card.to_owned()).or_default();
        *count = (*count + stamps).max(0);
    }
}
