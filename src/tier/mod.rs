//! Tiers by spend: where a member stands, and the way to the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{money::Minor, rate::Rate, time::Day};

/// Levels, and the window in which spend counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierScheme {
    /// In which time spend counts.
    pub window: Window,
    /// From the first, which starts at zero, upwards.
    pub levels: Vec<Level>,
}

/// In which time spend counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Window {
    /// All of it.
    Lifetime,
    /// From 1 January; a tier reached is kept to the end of the following year.
    CalendarYear,
    /// The last so many days, today included.
    Rolling {
        /// How many days.
        days: u16,
    },
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Unique within the programme.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// Spend at which it begins; exactly this much is enough.
    pub from: Minor,
    /// What it multiplies earned points by.
    pub multiplier: Rate,
}

/// What a member has spent, as far as it matters for tiers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spend {
    /// In all.
    pub lifetime: Minor,
    /// By day, at least as far back as [`TierScheme::days_needed_from`].
    pub by_day: BTreeMap<Day, Minor>,
}

impl Spend {
    /// Sum over days `from` to `to`, both included.
    pub fn between(&self, from: Day, to: Day) -> Minor {
        if from > to {
            return Minor::ZERO;
        }
        self.by_day
            .range(from..=to)
            .map(|(_, amount)| *amount)
            .sum()
    }

    /// Adds to a day (negative: a refund takes from the day of its order).
    pub fn add(&mut self, day: Day, amount: Minor) {
        self.lifetime = self.lifetime.plus(amount);
        let sum = self.by_day.entry(day).or_default();
        *sum = sum.plus(amount);
    }
}

/// Where a member stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Index of the level held.
    pub level: u32,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its multiplier.
    pub multiplier: Rate,
    /// Spend that counts now.
    pub spend: Minor,
    /// The next level, unless the highest is held.
    pub next: Option<NextLevel>,
}

/// The way to the next level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextLevel {
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub from: Minor,
    /// How much is missing.
    pub missing: Minor,
    /// The last day on which spend still counts together with what is there; `None`: no limit.
    pub by: Option<Day>,
    /// The way done, in whole per cent rounded down, 0 to 99.
    pub percent: u8,
}

impl TierScheme {
    /// The first day whose spend matters on `day`; `None`: only the lifetime total does.
    pub fn days_needed_from(&self, day: Day) -> Option<Day> {
        match self.window {
            Window::Lifetime => None,
            Window::CalendarYear => Some(day.year_start().plus_days(-1).year_start()),
            Window::Rolling { days } => Some(first_of_window(day, days)),
        }
    }

    fn level_of(&self, spend: Minor) -> usize {
        self.levels
            .iter()
            .rposition(|level| spend >= level.from)
            .unwrap_or(0)
    }

    /// Where a member with `spend` stands on `day`. `None` for a scheme without levels.
    pub fn progress(&self, spend: &Spend, day: Day) -> Option<Progress> {
        self.progress_with(spend, (day, Minor::ZERO), day)
    }

    /// Where a member would stand on `day` after a `change` of spend on a day (negative: a refund).
    pub fn progress_with(&self, spend: &Spend, change: (Day, Minor), day: Day) -> Option<Progress> {
        let between = |from: Day, to: Day| {
            let changed = (from..=to).contains(&change.0).then_some(change.1);
            spend.between(from, to).plus(changed.unwrap_or_default())
        };
        let (counted, kept, by) = match self.window {
            Window::Lifetime => (spend.lifetime.plus(change.1), Minor::ZERO, None),
            Window::CalendarYear => {
                let start = day.year_start();
                let last_year = start.plus_days(-1);
                (
                    between(start, day),
                    between(last_year.year_start(), last_year),
                    Some(day.year_end()),
                )
            }
            Window::Rolling { days } => {
                let start = first_of_window(day, days);
                let changed = Some(change.0).filter(|day| between(*day, *day).0 > 0);
                let oldest = spend
                    .by_day
                    .iter()
                    .filter(|(day, _)| **day != change.0)
                    .filter_map(|(day, amount)| (amount.0 > 0).then_some(*day))
                    .chain(changed)
                    .filter(|oldest| (start..=day).contains(oldest))
                    .min();
                let by = oldest.map(|first| first.plus_days(i32::from(days.max(1)) - 1));
                (between(start, day), Minor::ZERO, by)
            }
        };
        let index = self.level_of(counted).max(self.level_of(kept));
        let level = self.levels.get(index)?;
        let next = self.levels.get(index + 1).map(|next| NextLevel {
            name: next.name.clone(),
            from: next.from,
            missing: next.from.minus_down_to_zero(counted),
            by,
            percent: percent_of(counted, next.from),
        });
        Some(Progress {
            level: u32::try_from(index).unwrap_or(0),
            key: level.key.clone(),
            name: level.name.clone(),
            multiplier: level.multiplier,
            spend: counted,
            next,
        })
    }
}

fn first_of_window(day: Day, days: u16) -> Day {
    day.plus_days(1 - i32::from(days.max(1)))
}

fn percent_of(part: Minor, whole: Minor) -> u8 {
    let share = Rate::new(part.0.max(0), whole.0.max(1)).unwrap_or(Rate::ZERO);
    u8::try_from(share.of(100).min(99)).unwrap_or(99)
}

#[cfg(test)]
mod tests;
