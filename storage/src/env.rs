//! What the outside world gives: time and randomness, as one argument.
//!
//! The only real implementation stands beside the server's clock; tests bring their own.

use std::fmt;

use regulars::time::{Day, Micros, Now};
use uuid::Uuid;

/// Time and randomness.
pub trait Environment: fmt::Debug + Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Micros;

    /// A new id, ordered by time (UUID version 7).
    fn new_id(&self) -> Uuid;

    /// 128 bits from a cryptographically secure source, for codes and tokens.
    fn random(&self) -> u128;
}

/// The calendar day and the local time of an instant in a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// The day.
    pub day: Day,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
}

/// Reads an instant on the clock of an IANA time zone; an unknown zone counts as UTC.
pub fn local_time(zone: &str, at: Micros) -> LocalTime {
    use chrono::Timelike;
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    let local = at.to_utc().unwrap_or_default().with_timezone(&zone);
    LocalTime {
        day: Day::from_date(local.date_naive()),
        hour: u8::try_from(local.hour()).unwrap_or(0),
        minute: u8::try_from(local.minute()).unwrap_or(0),
    }
}

/// The instant at which the clock of a time zone shows an hour and a minute of `day`; the first of
/// two where the clock is turned back. `None` for a time that the clock jumps over.
pub fn instant_of(zone: &str, day: Day, (hour, minute): (u8, u8)) -> Option<Micros> {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    let time = day.to_date().and_hms_opt(hour.into(), minute.into(), 0)?;
    let local = time.and_local_timezone(zone);
    Some(Micros(local.earliest()?.timestamp_micros()))
}

/// The instant and the merchant's day, as decisions want it.
pub fn now_in(zone: &str, at: Micros) -> Now {
    Now {
        at,
        today: local_time(zone, at).day,
    }
}

/// Whether `zone` is a time zone of the IANA list.
pub fn is_time_zone(zone: &str) -> bool {
    zone.parse::<chrono_tz::Tz>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_one_instant_or_none() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let at = |text: &str, time| instant_of("Europe/London", day(text), time);
        let summer = at("2026-07-01", (6, 0)).unwrap();
        assert_eq!(
            summer,
            day("2026-07-01").utc_start().plus_seconds(5 * 3_600)
        );
        let local = local_time("Europe/London", summer);
        assert_eq!(
            (local.day, local.hour, local.minute),
            (day("2026-07-01"), 6, 0)
        );
        assert_eq!(
            at("2026-03-29", (1, 30)),
            None,
            "the clock jumps from 1 to 2"
        );
        let twice = at("2026-10-25", (1, 30)).unwrap();
        assert_eq!(twice, day("2026-10-25").utc_start().plus_seconds(1_800));
        assert_eq!(at("2026-07-01", (24, 0)), None);
    }
}
