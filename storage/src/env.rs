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
