//! When points expire: which day is the last.

use serde::{Deserialize, Serialize};

use crate::time::Day;

/// When points expire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "after")]
pub enum Expiry {
    /// Never.
    #[default]
    Never,
    /// A fixed time after the day they were earned; the last day counts.
    Days {
        /// How many days.
        days: u16,
    },
    /// So many calendar months after the day they were earned; the last day counts.
    Months {
        /// How many months.
        months: u16,
    },
    /// With the period in which they were earned, and some days of grace after it.
    EndOf {
        /// The period.
        period: Period,
        /// Days after its last day.
        grace_days: u16,
    },
    /// All at once, so many months after the member's last purchase or reward, and never without
    /// notice. The law of Quebec asks for a notice 30 to 60 days before.
    Inactivity {
        /// How many months.
        months: u16,
        /// Days before the last day on which the notice is sent, 30 to 60.
        notice_days: u16,
    },
}

/// A period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A month.
    Month,
    /// A quarter: to the end of March, June, September, December.
    Quarter,
    /// A year.
    Year,
}

impl Period {
    /// The period's last day.
    pub fn end(self, day: Day) -> Day {
        match self {
            Self::Month => day.month_end(),
            Self::Quarter => {
                let passed = day.month0() % 3;
                day.month_start().plus_months(2 - passed).month_end()
            }
            Self::Year => day.year_end(),
        }
    }

    /// `the month`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Month => "the month",
            Self::Quarter => "the quarter",
            Self::Year => "the year",
        }
    }
}

impl Expiry {
    /// The fewest days between a notice and the day on which points expire by inactivity.
    pub const NOTICE_DAYS_MIN: u16 = 30;
    /// The most days between them.
    pub const NOTICE_DAYS_MAX: u16 = 60;

    /// The last day on which points earned on `day` can be spent; `None` also where it depends
    /// on what the member does, see [`Expiry::last_day_of_inactivity`].
    pub fn last_day(self, day: Day) -> Option<Day> {
        match self {
            Self::Never | Self::Inactivity { .. } => None,
            Self::Days { days } => Some(day.plus_days(i32::from(days))),
            Self::Months { months } => Some(day.plus_months(u32::from(months))),
            Self::EndOf { period, grace_days } => {
                Some(period.end(day).plus_days(i32::from(grace_days)))
            }
        }
    }

    /// The day on which a member who was last active on `active` is to be told that the points
    /// expire; `None` unless they expire by inactivity.
    pub fn notice_on(self, active: Day) -> Option<Day> {
        match self {
            Self::Inactivity {
                months,
                notice_days,
            } => {
                let last = active.plus_months(u32::from(months));
                Some(last.plus_days(-i32::from(notice_days)))
            }
            _ => None,
        }
    }

    /// The last day of activity for which a notice is due by `today`; `None` unless points expire
    /// by inactivity.
    pub fn notice_due_for(self, today: Day) -> Option<Day> {
        let Self::Inactivity {
            months,
            notice_days,
        } = self
        else {
            return None;
        };
        // No month is shorter, so that no later day is due.
        let shortest = i32::from(months).saturating_mul(28);
        let latest = today.plus_days(i32::from(notice_days)).plus_days(-shortest);
        (0..=shortest / 7)
            .map(|days| latest.plus_days(-days))
            .find(|active| self.notice_on(*active).is_some_and(|on| on <= today))
    }

    /// The last day on which the points of a member who was last active on `active`, and was
    /// told on `noticed`, can be spent. `None` unless they expire by inactivity and the notice
    /// came after the activity: without notice nothing expires. A notice that went out late
    /// still leaves 30 days.
    pub fn last_day_of_inactivity(self, active: Day, noticed: Option<Day>) -> Option<Day> {
        let Self::Inactivity { months, .. } = self else {
            return None;
        };
        let noticed = noticed.filter(|day| *day > active)?;
        let by_law = noticed.plus_days(i32::from(Self::NOTICE_DAYS_MIN));
        Some(active.plus_months(u32::from(months)).max(by_law))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_ends_on_its_last_day_and_grace_comes_after() {
        let last = |period, grace_days, on: &str| {
            let expiry = Expiry::EndOf { period, grace_days };
            expiry.last_day(day(on)).unwrap().to_string()
        };
        assert_eq!(last(Period::Month, 30, "2028-02-10"), "2028-03-30");
        assert_eq!(last(Period::Quarter, 0, "2026-01-01"), "2026-03-31");
        assert_eq!(last(Period::Quarter, 0, "2026-06-30"), "2026-06-30");
        assert_eq!(last(Period::Quarter, 31, "2026-11-22"), "2027-01-31");
        assert_eq!(last(Period::Year, 90, "2026-12-31"), "2027-03-31");
    }

    #[test]
    fn inactivity_takes_nothing_without_notice_and_leaves_thirty_days() {
        let expiry = Expiry::Inactivity {
            months: 12,
            notice_days: 45,
        };
        let active = day("2026-01-31");
        assert_eq!(expiry.last_day(active), None);
        assert_eq!(expiry.notice_on(active), Some(day("2026-12-17")));
        let last = |noticed: &str| expiry.last_day_of_inactivity(active, Some(day(noticed)));
        assert_eq!(last("2026-12-17"), Some(day("2027-01-31")));
        assert_eq!(last("2027-01-20"), Some(day("2027-02-19")));
        assert_eq!(
            last("2026-01-31"),
            None,
            "a notice from before the last purchase"
        );
        assert_eq!(expiry.last_day_of_inactivity(active, None), None);
        let fixed = Expiry::Months { months: 12 };
        assert_eq!(fixed.notice_due_for(active), None);
        assert_eq!(fixed.notice_on(active), None);
        assert_eq!(fixed.last_day_of_inactivity(active, Some(active)), None);
    }

    #[test]
    fn a_notice_is_due_for_everybody_up_to_a_day() {
        for (months, notice_days) in [(1, 30), (12, 45), (13, 60), (120, 30)] {
            let expiry = Expiry::Inactivity {
                months,
                notice_days,
            };
            for today in ["2026-03-01", "2028-02-29", "2027-12-31"].map(day) {
                let last = expiry.notice_due_for(today).unwrap();
                assert!(expiry.notice_on(last).unwrap() <= today);
                assert!(expiry.notice_on(last.plus_days(1)).unwrap() > today);
            }
        }
    }
}
