//! Instants and days. An instant is UTC; a day is the merchant's own calendar day.
//!
//! Turning one into the other needs a time zone, which is data the browser should not download:
//! the caller does it and hands the engine both.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// The UTC date and time, or `None` outside the calendar's range.
    pub fn to_utc(self) -> Option<DateTime<chrono::Utc>> {
        DateTime::from_timestamp_micros(self.0)
    }

    /// This instant moved by whole seconds (negative: earlier), saturating.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

/// A calendar day in the merchant's time zone, as days since 1970-01-01. Serialised as `2026-11-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Day(pub i32);

impl Day {
    /// The first day the product accepts: orders before it are refused as a wrong date.
    pub const MIN: Self = Self(-25_567); // 1900-01-01
    /// The last day the product accepts.
    pub const MAX: Self = Self(84_005); // 2199-12-31

    /// The day of a calendar date.
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// The calendar date of this day.
    pub fn to_date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0.clamp(Self::MIN.0 - 400, Self::MAX.0 + 400_000))
            .unwrap_or(NaiveDate::MAX)
    }

    /// This day moved by `days` (negative: earlier), saturating.
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same day of the month `months` later; the month's last day where it is shorter.
    pub fn plus_months(self, months: u32) -> Self {
        self.to_date()
            .checked_add_months(chrono::Months::new(months))
            .map_or(Self::MAX, Self::from_date)
    }

    /// The number of this day's month, 0 to 11.
    pub fn month0(self) -> u32 {
        self.to_date().month0()
    }

    /// The first day of this day's month.
    pub fn month_start(self) -> Self {
        self.to_date().with_day(1).map_or(self, Self::from_date)
    }

    /// The last day of this day's month.
    pub fn month_end(self) -> Self {
        self.month_start().plus_months(1).plus_days(-1)
    }

    /// 1 January of this day's year.
    pub fn year_start(self) -> Self {
        NaiveDate::from_ymd_opt(self.to_date().year(), 1, 1).map_or(self, Self::from_date)
    }

    /// 31 December of this day's year.
    pub fn year_end(self) -> Self {
        NaiveDate::from_ymd_opt(self.to_date().year(), 12, 31).map_or(self, Self::from_date)
    }

    /// The instant at which this day begins in UTC: exact for a merchant on UTC only.
    pub fn utc_start(self) -> Micros {
        Micros(i64::from(self.0) * TimeDelta::days(1).num_microseconds().unwrap_or(0))
    }

    /// `21 November`, with the year when it differs from `today`'s.
    pub fn words(self, today: Self) -> String {
        let date = self.to_date();
        if date.year() == today.to_date().year() {
            date.format("%-d %B").to_string()
        } else {
            date.format("%-d %B %Y").to_string()
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_date().format("%Y-%m-%d"))
    }
}

impl FromStr for Day {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self::from_date)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// When something is recorded: the instant, and the merchant's calendar day at that instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// The instant.
    pub at: Micros,
    /// The merchant's day at that instant.
    pub today: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_survives_text_and_back() {
        let day: Day = "2024-02-29".parse().unwrap();
        assert_eq!(day.to_string(), "2024-02-29");
        assert_eq!(day.plus_months(12).to_string(), "2025-02-28");
        assert_eq!(day.year_end().to_string(), "2024-12-31");
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2024-02-29\"");
        assert_eq!(Day::MIN.to_string(), "1900-01-01");
        assert_eq!(Day::MAX.to_string(), "2199-12-31");
    }
}
