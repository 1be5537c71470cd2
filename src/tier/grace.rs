//! Which level the balance gives on a day, with grace.

use std::collections::BTreeSet;

use super::{Spend, TierScheme, Window, first_of_window};
use crate::{money::Minor, time::Day};

impl TierScheme {
    /// The level that the windows of `day` and of the days of grace before it give.
    pub(super) fn level_by_balance(&self, spend: &Spend, change: (Day, Minor), day: Day) -> usize {
        let earliest = day.plus_days(-i32::from(self.grace_days));
        let mut days = BTreeSet::from([day, earliest]);
        if self.grace_days > 0 {
            // A window holds most on a day of spend, or on the first day looked at.
            let of_spend = spend.by_day.range(earliest..=day).map(|(day, _)| *day);
            days.extend(of_spend);
            days.extend((earliest..=day).contains(&change.0).then_some(change.0));
        }
        let levels = days
            .into_iter()
            .map(|day| self.level_on(spend, change, day));
        levels.max().unwrap_or(0)
    }

    /// The level that the window of one day gives.
    fn level_on(&self, spend: &Spend, change: (Day, Minor), day: Day) -> usize {
        let between = |from: Day, to: Day| {
            let changed = (from..=to).contains(&change.0).then_some(change.1);
            spend.between(from, to).plus(changed.unwrap_or_default())
        };
        match self.window {
            Window::Lifetime => self.level_of(spend.lifetime.plus(change.1)),
            Window::CalendarYear => {
                let start = day.year_start();
                let last_year = start.plus_days(-1);
                let kept = self.level_of(between(last_year.year_start(), last_year));
                self.level_of(between(start, day)).max(kept)
            }
            Window::Rolling { days } => self.level_of(between(first_of_window(day, days), day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rate::Rate,
        tier::{Basis, Downgrade, Level},
    };

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn scheme(window: Window, grace_days: u16) -> TierScheme {
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
            downgrade: Downgrade::default(),
            levels: vec![level("member", 0), level("silver", 100)],
        }
    }

    fn spent(days: &[(&str, i64)]) -> Spend {
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
    fn a_tier_is_kept_for_the_days_of_grace_and_no_longer() {
        let rolling = scheme(Window::Rolling { days: 30 }, 10);
        let spend = spent(&[("2026-03-01", 60), ("2026-03-05", 40)]);
        assert_eq!(held(&rolling, &spend, "2026-03-04"), "member");
        // Both are in the window to 30 March; ten days of grace follow.
        assert_eq!(held(&rolling, &spend, "2026-04-09"), "silver");
        assert_eq!(held(&rolling, &spend, "2026-04-10"), "member");
        assert_eq!(
            rolling.lost_on(&spend, day("2026-03-20")),
            Some(day("2026-04-10"))
        );
        let at_once = scheme(Window::Rolling { days: 30 }, 0);
        assert_eq!(held(&at_once, &spend, "2026-03-30"), "silver");
        assert_eq!(held(&at_once, &spend, "2026-03-31"), "member");
        assert_eq!(at_once.lost_on(&spend, day("2026-03-31")), None);
    }

    #[test]
    fn a_calendar_tier_is_lost_after_the_next_year_and_its_grace() {
        let yearly = scheme(Window::CalendarYear, 31);
        let spend = spent(&[("2025-06-01", 100)]);
        assert_eq!(held(&yearly, &spend, "2027-01-31"), "silver");
        assert_eq!(held(&yearly, &spend, "2027-02-01"), "member");
        assert_eq!(
            yearly.lost_on(&spend, day("2025-12-01")),
            Some(day("2027-02-01"))
        );
        assert_eq!(
            yearly.lost_on(&spend, day("2027-01-15")),
            Some(day("2027-02-01"))
        );
        assert_eq!(
            scheme(Window::Lifetime, 0).lost_on(&spend, day("2025-12-01")),
            None
        );
    }

    #[test]
    fn a_refund_within_the_grace_takes_the_tier_that_it_had_brought() {
        let rolling = scheme(Window::Rolling { days: 30 }, 10);
        let mut spend = spent(&[("2026-03-01", 100)]);
        spend.add(day("2026-03-01"), Minor(-1));
        assert_eq!(held(&rolling, &spend, "2026-03-02"), "member");
    }
}
