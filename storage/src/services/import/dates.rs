//! Dates and times as files write them.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use regulars::time::{Day, Micros};

/// How an instant is written in a file that says so itself: RFC 3339, with its own offset.
const RFC_3339: &str = "RFC 3339";

/// Formats tried; of two that read as many of the first rows the earlier one wins.
const FORMATS: [&str; 17] = [
    RFC_3339,
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y%m%d%H%M%S",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d %b %Y",
];

/// When an order happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Micros,
    /// The merchant's day of it.
    pub day: Day,
}

/// Reads `text` in a format and, where it has no offset of its own, on the clock of `zone`.
/// A date without a time is the start of its day.
pub fn read(text: &str, format: &str, zone: &str) -> Option<Moment> {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    if format == RFC_3339 {
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        let day = Day::from_date(at.with_timezone(&zone).date_naive());
        return Some(Moment {
            at: Micros(at.timestamp_micros()),
            day,
        });
    }
    let local = match NaiveDateTime::parse_from_str(text, format) {
        Ok(local) => local,
        Err(_) => NaiveDate::parse_from_str(text, format)
            .ok()?
            .and_time(NaiveTime::MIN),
    };
    let at = instant(&zone, local)?;
    Some(Moment {
        at,
        day: Day::from_date(local.date()),
    })
}

/// A local time that the clocks skip in spring counts as the hour after; one that they repeat in
/// autumn as its first time.
fn instant(zone: &chrono_tz::Tz, local: NaiveDateTime) -> Option<Micros> {
    let found = zone.from_local_datetime(&local).earliest();
    let found = found.or_else(|| {
        let later = local.checked_add_signed(chrono::TimeDelta::hours(1))?;
        zone.from_local_datetime(&later).earliest()
    });
    found.map(|at| Micros(at.timestamp_micros()))
}

/// The format that reads most of `samples`, and at least half of them: a few bad rows shall not
/// keep the good ones out. Of equally good ones the first; `None` without samples.
pub fn guess<'a>(samples: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let samples: Vec<&str> = samples.filter(|text| !text.is_empty()).collect();
    let reads = |text: &&str, format: &str| {
        read(text, format, "UTC").is_some_and(|moment| plausible(moment.day))
    };
    let read = |format: &&str| samples.iter().filter(|text| reads(text, format)).count();
    let best = FORMATS.into_iter().rev().max_by_key(read)?;
    let enough = !samples.is_empty() && read(&best) * 2 >= samples.len();
    enough.then_some(best)
}

fn plausible(day: Day) -> bool {
    let first = NaiveDate::from_ymd_opt(1970, 1, 1).map(Day::from_date);
    first.is_some_and(|first| day >= first) && day < Day::MAX
}

/// The instant at which a day begins in `zone`.
pub fn day_start(zone: &str, day: Day) -> Micros {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    let midnight = day.to_date().and_time(NaiveTime::MIN);
    instant(&zone, midnight)
        .or_else(|| instant(&zone, midnight.checked_add_days(Days::new(1))?))
        .unwrap_or_else(|| day.utc_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(samples: &[&str]) -> Option<&'static str> {
        guess(samples.iter().copied())
    }

    #[test]
    fn formats_are_told_apart_by_what_they_read() {
        assert_eq!(guessed(&["19970101", "19980630"]), Some("%Y%m%d"));
        assert_eq!(
            guessed(&["2017-01-01 15:18:54"]),
            Some("%Y-%m-%d %H:%M:%S%.f")
        );
        assert_eq!(guessed(&["2017-01-01T15:18:54Z"]), Some(RFC_3339));
        assert_eq!(guessed(&["01/02/2017", "28/02/2017"]), Some("%d/%m/%Y"));
        assert_eq!(guessed(&["01/02/2017", "02/28/2017"]), Some("%m/%d/%Y"));
        assert_eq!(guessed(&["yesterday"]), None);
        assert_eq!(guessed(&[]), None);
    }

    #[test]
    fn local_times_are_read_on_the_merchants_clock() {
        let summer = read(
            "2017-07-01 00:30:00",
            "%Y-%m-%d %H:%M:%S%.f",
            "Europe/London",
        )
        .unwrap();
        assert_eq!(summer.day.to_string(), "2017-07-01");
        assert_eq!(
            summer.at.to_utc().unwrap().to_rfc3339(),
            "2017-06-30T23:30:00+00:00"
        );
        let zulu = read("2017-06-30T23:30:00Z", RFC_3339, "Europe/London").unwrap();
        assert_eq!(zulu, summer);
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_no_error() {
        let skipped = read(
            "2017-03-26 01:30:00",
            "%Y-%m-%d %H:%M:%S%.f",
            "Europe/London",
        )
        .unwrap();
        assert_eq!(
            skipped.at.to_utc().unwrap().to_rfc3339(),
            "2017-03-26T01:30:00+00:00"
        );
    }
}
