//! A member's birthday: a day and a month, and the year where the member likes to tell it.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::time::Day;

/// A leap year, in which every birthday has its day.
const LEAP_YEAR: i32 = 2_000;
/// The first year in which somebody may be born.
const YEAR_MIN: i16 = 1_900;
/// Months for which a birthday stays as it is once it was told, so that nobody has two a year.
const KEPT_MONTHS: u32 = 12;

/// A member's birthday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birthday {
    month: u8,
    day: u8,
    year: Option<i16>,
}

/// What is wrong with a birthday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotABirthday {
    /// There is no such day.
    #[error("There is no such day. Check the day and the month.")]
    NoSuchDay,
    /// Nobody who is here was born then.
    #[error("Type a year of birth from 1900 to today, or leave it empty.")]
    NoSuchYear,
}

impl Birthday {
    /// A birthday from its parts: month 1 to 12, day 1 to 31, told on `today`.
    ///
    /// # Errors
    /// [`NotABirthday`].
    pub fn new(month: u8, day: u8, year: Option<i16>, today: Day) -> Result<Self, NotABirthday> {
        let in_year = |year: i32| NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
        if in_year(LEAP_YEAR).is_none() {
            return Err(NotABirthday::NoSuchDay);
        }
        if let Some(year) = year {
            let born = in_year(i32::from(year)).ok_or(NotABirthday::NoSuchDay)?;
            if year < YEAR_MIN || born > today.to_date() {
                return Err(NotABirthday::NoSuchYear);
            }
        }
        Ok(Self { month, day, year })
    }

    /// One that was checked when it was stored; `None` for parts that are no day.
    pub fn stored(month: i16, day: i16, year: Option<i16>) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Self::new(month, day, year, Day::MAX).ok()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The year, where it is known.
    pub fn year(self) -> Option<i16> {
        self.year
    }

    /// The days of the year, as month and day, that are celebrated on `today`: its own, and
    /// 29 February on the 28th of a year that has no other.
    pub fn celebrated_on(today: Day) -> Vec<(u8, u8)> {
        let date = today.to_date();
        let part = |number: u32| u8::try_from(number).unwrap_or(0);
        let mut days = vec![(part(date.month()), part(date.day()))];
        if days == [(2, 28)] && !date.leap_year() {
            days.push((2, 29));
        }
        days
    }

    /// The first day on which another one can be told, when this one was on `told_on`.
    pub fn kept_until(told_on: Day) -> Day {
        told_on.plus_months(KEPT_MONTHS)
    }

    /// `14 March`, `14 March 1990`.
    pub fn words(self) -> String {
        let year = self.year.map_or(LEAP_YEAR, i32::from);
        let date = NaiveDate::from_ymd_opt(year, u32::from(self.month), u32::from(self.day));
        let pattern = match self.year {
            Some(_) => "%-d %B %Y",
            None => "%-d %B",
        };
        date.map(|date| date.format(pattern).to_string())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_is_a_day_of_some_year_that_has_been() {
        let today = day("2026-11-22");
        let told = |month, day, year| Birthday::new(month, day, year, today);
        assert_eq!(told(2, 29, None).unwrap().words(), "29 February");
        assert_eq!(told(3, 14, Some(1990)).unwrap().words(), "14 March 1990");
        for (month, day, year) in [
            (2, 30, None),
            (13, 1, None),
            (1, 0, None),
            (2, 29, Some(2001)),
        ] {
            assert_eq!(told(month, day, year), Err(NotABirthday::NoSuchDay));
        }
        assert_eq!(told(1, 1, Some(1899)), Err(NotABirthday::NoSuchYear));
        assert_eq!(told(11, 23, Some(2026)), Err(NotABirthday::NoSuchYear));
        assert!(told(11, 22, Some(2026)).is_ok());
    }

    #[test]
    fn the_29th_of_february_is_celebrated_on_the_28th_of_other_years() {
        assert_eq!(
            Birthday::celebrated_on(day("2027-02-28")),
            [(2, 28), (2, 29)]
        );
        assert_eq!(Birthday::celebrated_on(day("2028-02-28")), [(2, 28)]);
        assert_eq!(Birthday::celebrated_on(day("2028-02-29")), [(2, 29)]);
        assert_eq!(Birthday::celebrated_on(day("2027-03-01")), [(3, 1)]);
    }

    #[test]
    fn a_birthday_is_kept_for_a_year() {
        assert_eq!(Birthday::kept_until(day("2026-11-22")), day("2027-11-22"));
    }
}
