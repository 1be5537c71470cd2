//! What becomes of a level that is lost: the level that the balance gives, or the next lower one
//! for a while.
//!
//! One step down, exactly: a level whose last day by balance, grace included, was `d` counts one
//! level less for the period after `d`, two less for the period after that, and so on. The period
//! is the window's length; a year for a calendar year. The level held is the highest of all these
//! and of the balance's. So it follows from what was done alone, and nothing about it is stored.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Spend, TierScheme, Window};
use crate::{money::Minor, time::Day};

/// What becomes of a level that is lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Downgrade {
    /// The level that the balance gives follows.
    #[default]
    ByBalance,
    /// The next lower level follows, for another period.
    OneStep,
}

impl Downgrade {
    pub(super) fn is_by_balance(&self) -> bool {
        *self == Self::ByBalance
    }
}

impl TierScheme {
    /// The level held on `day`, by balance or a step below one that was.
    pub(super) fn level_held(&self, spend: &Spend, change: (Day, Minor), day: Day) -> usize {
        let by_balance = self.level_by_balance(spend, change, day);
        if self.downgrade.is_by_balance() {
            return by_balance;
        }
        let last_days = self.last_days(spend, change, day).into_iter();
        let stepped = last_days.filter(|last| *last < day).map(|last| {
            let steps = (1..=self.levels.len()).find(|steps| day <= self.after(last, *steps));
            let level = self.level_by_balance(spend, change, last);
            steps.map_or(0, |steps| level.saturating_sub(steps))
        });
        stepped.max().unwrap_or(0).max(by_balance)
    }

    /// Every day after which the balance, with grace, may give less, as far as it can matter for
    /// `day`; also days that are still to come.
    pub(super) fn last_days(&self, spend: &Spend, change: (Day, Minor), day: Day) -> BTreeSet<Day> {
        let grace = i32::from(self.grace_days);
        match self.window {
            Window::Lifetime => BTreeSet::new(),
            Window::CalendarYear => {
                let years = u32::try_from(self.levels.len()).unwrap_or(u32::MAX);
                let mut ends = BTreeSet::new();
                let mut start = day.year_start();
                for ahead in [0, 12, 24] {
                    ends.insert(start.plus_months(ahead).plus_days(grace - 1));
                }
                for _ in 0..years {
                    start = start.plus_days(-1).year_start();
                    ends.insert(start.plus_days(grace - 1));
                }
                ends
            }
            Window::Rolling { days } => {
                let spent = spend.by_day.keys().copied().chain([change.0]);
                spent
                    .map(|spent| spent.plus_days(i32::from(days.max(1)) - 1 + grace))
                    .collect()
            }
        }
    }

    /// The last day of so many periods after `last`.
    pub(super) fn after(&self, last: Day, periods: usize) -> Day {
        let periods = i32::try_from(periods).unwrap_or(i32::MAX);
        match self.window {
            Window::Lifetime => last,
            Window::CalendarYear => {
                last.plus_months(u32::try_from(periods).unwrap_or(0).saturating_mul(12))
            }
            Window::Rolling { days } => {
                last.plus_days(i32::from(days.max(1)).saturating_mul(periods))
            }
        }
    }

    /// How many periods before the one that counts still matter.
    pub(super) fn steps_back(&self) -> usize {
        match self.downgrade {
            Downgrade::ByBalance => 0,
            Downgrade::OneStep => self.levels.len().saturating_sub(2),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        rate::Rate,
        tier::{Basis, Level},
    };

    pub(in crate::tier) fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    pub(in crate::tier) fn scheme(
        window: Window,
        grace_days: u16,
        downgrade: Downgrade,
    ) -> TierScheme {
        let level = |key: &str, from| Level {
            key: key.to_owned(),
            name: key.to_owned(),
            from: Minor(from),
            multiplier: Rate::ONE,
            welcome: None,
        };
        TierScheme {
            basis: Basis::Spend,
            window,
            grace_days,
            downgrade,
            levels: vec![
                level("member", 0),
                level("silver", 100),
                level("gold", 200),
                level("black", 300),
            ],
        }
    }

    pub(in crate::tier) fn spent(days: &[(&str, i64)]) -> Spend {
        let mut spend = Spend::default();
        for (on, amount) in days {
            spend.add(day(on), Minor(*amount));
        }
        spend
    }

    fn held(scheme: &TierScheme, spend: &Spend, on: &str) -> String {
        scheme.progress(spend, day(on)).unwrap().key
    }

    #[test]
    fn one_step_at_a_time_each_for_a_window() {
        let scheme = scheme(Window::Rolling { days: 30 }, 0, Downgrade::OneStep);
        let spend = spent(&[("2026-03-01", 350)]);
        // In the window to 30 March, then a window of gold and one of silver.
        for (on, level) in [
            ("2026-03-30", "black"),
            ("2026-03-31", "gold"),
            ("2026-04-29", "gold"),
            ("2026-04-30", "silver"),
            ("2026-05-29", "silver"),
            ("2026-05-30", "member"),
        ] {
            assert_eq!(held(&scheme, &spend, on), level, "{on}");
        }
        assert_eq!(
            scheme.lost_on(&spend, day("2026-03-31")),
            Some(day("2026-04-30"))
        );
    }

    #[test]
    fn what_is_done_meanwhile_counts_when_it_gives_more() {
        let scheme = scheme(Window::Rolling { days: 30 }, 0, Downgrade::OneStep);
        let spend = spent(&[("2026-03-01", 200), ("2026-04-10", 250)]);
        assert_eq!(held(&scheme, &spend, "2026-04-09"), "silver");
        assert_eq!(held(&scheme, &spend, "2026-04-10"), "gold");
        assert_eq!(held(&scheme, &spend, "2026-05-10"), "silver");
    }

    #[test]
    fn a_calendar_year_steps_down_by_the_year() {
        let scheme = scheme(Window::CalendarYear, 31, Downgrade::OneStep);
        let spend = spent(&[("2025-06-01", 200)]);
        for (on, level) in [
            ("2027-01-31", "gold"),
            ("2027-02-01", "silver"),
            ("2028-01-31", "silver"),
            ("2028-02-01", "member"),
        ] {
            assert_eq!(held(&scheme, &spend, on), level, "{on}");
        }
        assert_eq!(
            scheme.lost_on(&spend, day("2027-06-01")),
            Some(day("2028-02-01"))
        );
    }

    /// The definition, word by word: every day that has been is looked at.
    fn by_hand(scheme: &TierScheme, spend: &Spend, on: Day, from: Day) -> usize {
        let unchanged = (on, Minor::ZERO);
        let days = (from.0..=on.0).map(Day);
        let level = days.map(|last| {
            let steps = (0..=10).find(|steps| on <= scheme.after(last, *steps));
            let level = scheme.level_by_balance(spend, unchanged, last);
            level.saturating_sub(steps.unwrap_or(10))
        });
        level.max().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn the_short_way_is_the_definition(
            spent in prop::collection::vec((0_i32..900, 0_i64..350), 1..6),
            rolling in prop::option::of(1_u16..60),
            grace in 0_u16..20,
            on in 0_i32..1_400,
        ) {
            let start = day("2025-01-01");
            let window = rolling.map_or(Window::CalendarYear, |days| Window::Rolling { days });
            let scheme = scheme(window, grace, Downgrade::OneStep);
            let mut spend = Spend::default();
            for (after, amount) in spent {
                spend.add(start.plus_days(after), Minor(amount));
            }
            let on = start.plus_days(on);
            let held = scheme.level_held(&spend, (on, Minor::ZERO), on);
            prop_assert_eq!(held, by_hand(&scheme, &spend, on, start));
            // What is read of the past is enough.
            let from = scheme.days_needed_from(on).unwrap();
            let read = Spend {
                by_day: spend.by_day.range(from..).map(|(day, it)| (*day, *it)).collect(),
                ..spend.clone()
            };
            prop_assert_eq!(scheme.level_held(&read, (on, Minor::ZERO), on), held);
            // The day of the loss is the first on which less is held.
            if held > 0 {
                let so_far = Spend {
                    by_day: spend.by_day.range(..=on).map(|(day, it)| (*day, *it)).collect(),
                    ..spend.clone()
                };
                let first = (on.0 + 1..on.0 + 1_600)
                    .map(Day)
                    .find(|day| scheme.level_held(&so_far, (on, Minor::ZERO), *day) < held);
                prop_assert_eq!(scheme.lost_on(&so_far, on), first);
            }
        }
    }
}
