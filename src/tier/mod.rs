//! Tiers by what members spend, earn or do: where one stands, and the way to the next.

mod downgrade;
mod grace;
mod risk;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    money::{Currency, Minor, format_count},
    rate::Rate,
    time::Day,
};

pub use downgrade::Downgrade;
pub use risk::AtRisk;

/// Levels, and the window in which spend counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierScheme {
    /// What counts. Everything that says spend below means this.
    #[serde(default, skip_serializing_if = "Basis::is_spend")]
    pub basis: Basis,
    /// In which time spend counts.
    pub window: Window,
    /// Days for which a tier is kept after the window no longer holds enough for it.
    #[serde(default, skip_serializing_if = "is_none")]
    pub grace_days: u16,
    /// What becomes of a level that is lost.
    #[serde(default, skip_serializing_if = "Downgrade::is_by_balance")]
    pub downgrade: Downgrade,
    /// From the first, which starts at zero, upwards.
    pub levels: Vec<Level>,
}

/// What counts for a tier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Money spent, in minor units.
    #[default]
    Spend,
    /// Points earned by orders; what becomes of them does not matter.
    Points,
    /// Days with an order.
    Visits,
    /// Friends whose referral was paid.
    Referrals,
}

impl Basis {
    fn is_spend(&self) -> bool {
        *self == Self::Spend
    }

    /// So much of it: `£500`, `500 points`, `10 visits`, `3 friends`.
    pub fn words(self, number: Minor, currency: Currency) -> String {
        let counted = |one: &str, many: &str| {
            let word = if number.0 == 1 { one } else { many };
            format!("{} {word}", format_count(number.0))
        };
        match self {
            Self::Spend => currency.format_short(number),
            Self::Points => counted("point", "points"),
            Self::Visits => counted("visit", "visits"),
            Self::Referrals => counted("friend", "friends"),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // The signature that serde asks for.
fn is_none(days: &u16) -> bool {
    *days == 0
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
    /// The key of the reward that a member gets once, on reaching it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub welcome: Option<String>,
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
    /// What `spend` and the way to the next level are counted in.
    #[serde(default, skip_serializing_if = "Basis::is_spend")]
    pub basis: Basis,
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
            Window::CalendarYear => {
                let first = day.plus_days(-i32::from(self.grace_days)).year_start();
                let years = 1 + self.steps_back();
                Some((0..years).fold(first, |year, _| year.plus_days(-1).year_start()))
            }
            Window::Rolling { days } => {
                let steps = i32::try_from(self.steps_back()).unwrap_or(i32::MAX);
                let back = i32::from(days).saturating_mul(steps);
                let first = day.plus_days(-i32::from(self.grace_days).saturating_add(back));
                Some(first_of_window(first, days))
            }
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
        let (counted, by) = match self.window {
            Window::Lifetime => (spend.lifetime.plus(change.1), None),
            Window::CalendarYear => (between(day.year_start(), day), Some(day.year_end())),
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
                (between(start, day), by)
            }
        };
        let index = self.level_held(spend, change, day);
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
            basis: self.basis,
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
