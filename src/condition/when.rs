//! When a rule applies: dates, weekdays, hours, places and tiers.

use serde::{Deserialize, Serialize};

use super::calendar::{Hours, Weekday};
use crate::{ids::LocationId, time::Day};

/// When a rule applies. Every condition that is set must be met; an empty one is met always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Days of the week; empty: all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
    /// Hours of the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Places; empty: all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// Keys of the tiers whose members it is for; empty: all of them, and who has no tier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<String>,
}

/// The circumstances of an order. The hour needs a time zone, so the caller works it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment<'a> {
    /// The merchant's day.
    pub day: Day,
    /// The merchant's hour of the day, 0 to 23, where known.
    pub hour: Option<u8>,
    /// The place, where known.
    pub location: Option<LocationId>,
    /// The key of the tier that the member held before the order.
    pub tier: Option<&'a str>,
}

impl Moment<'_> {
    /// A day, and nothing else known.
    pub fn on(day: Day) -> Self {
        Self {
            day,
            hour: None,
            location: None,
            tier: None,
        }
    }
}

/// Which condition was not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotNow {
    /// Its first day is to come.
    TooEarly,
    /// Its last day has passed.
    TooLate,
    /// Not on this day of the week.
    Weekday,
    /// Not at this hour, or the hour is not known.
    Hour,
    /// Not at this place, or the place is not known.
    Location,
    /// For members of another tier.
    Tier,
}

impl NotNow {
    /// The end of a sentence that begins with the rule's name: `not on this day of the week`.
    pub fn words(self) -> &'static str {
        match self {
            Self::TooEarly => "it has not begun",
            Self::TooLate => "it is over",
            Self::Weekday => "it is for other days of the week",
            Self::Hour => "it is for other hours",
            Self::Location => "it is for another place",
            Self::Tier => "it is for another tier",
        }
    }
}

impl When {
    /// At any time, anywhere, for everybody.
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the rule applies at `moment`.
    ///
    /// # Errors
    /// The first condition that is not met.
    pub fn check(&self, moment: &Moment<'_>) -> Result<(), NotNow> {
        let day = moment.day;
        let hour_fits = |hours: Hours| moment.hour.is_some_and(|hour| hours.contain(hour));
        let among =
            |place: Option<LocationId>| place.is_some_and(|it| self.locations.contains(&it));
        let held =
            |tier: Option<&str>| tier.is_some_and(|it| self.tiers.iter().any(|key| key == it));
        let failed = [
            (self.from.is_some_and(|from| day < from), NotNow::TooEarly),
            (self.until.is_some_and(|until| day > until), NotNow::TooLate),
            (
                !self.weekdays.is_empty() && !self.weekdays.contains(&Weekday::of(day)),
                NotNow::Weekday,
            ),
            (!self.hours.is_none_or(hour_fits), NotNow::Hour),
            (
                !self.locations.is_empty() && !among(moment.location),
                NotNow::Location,
            ),
            (!self.tiers.is_empty() && !held(moment.tier), NotNow::Tier),
        ];
        match failed.into_iter().find(|(fails, _)| *fails) {
            Some((_, why)) => Err(why),
            None => Ok(()),
        }
    }

    /// `from 1 December 2026 until 24 December 2026, on Monday and Tuesday, from 14:00 to 17:00`;
    /// empty for a rule that applies always.
    pub fn words(&self) -> String {
        let long = |day: Day| day.words(Day::MIN);
        let mut parts = Vec::new();
        match (self.from, self.until) {
            (Some(from), Some(until)) if from == until => parts.push(format!("on {}", long(from))),
            (Some(from), Some(until)) => {
                parts.push(format!("from {} until {}", long(from), long(until)));
            }
            (Some(from), None) => parts.push(format!("from {}", long(from))),
            (None, Some(until)) => parts.push(format!("until {}", long(until))),
            (None, None) => {}
        }
        if !self.weekdays.is_empty() {
            let mut days = self.weekdays.clone();
            days.sort();
            let names: Vec<&str> = days.into_iter().map(Weekday::name).collect();
            parts.push(format!("on {}", list(&names)));
        }
        if let Some(hours) = self.hours {
            parts.push(format!("from {}:00 to {}:00", hours.from, hours.until));
        }
        if !self.locations.is_empty() {
            parts.push("in some of the shops".to_owned());
        }
        if !self.tiers.is_empty() {
            let names: Vec<&str> = self.tiers.iter().map(String::as_str).collect();
            parts.push(format!("for {}", list(&names)));
        }
        parts.join(", ")
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn both_ends_of_the_dates_are_included() {
        let when = When {
            from: Some(day("2026-12-01")),
            until: Some(day("2026-12-24")),
            ..When::default()
        };
        for (text, answer) in [
            ("2026-11-30", Err(NotNow::TooEarly)),
            ("2026-12-01", Ok(())),
            ("2026-12-24", Ok(())),
            ("2026-12-25", Err(NotNow::TooLate)),
        ] {
            assert_eq!(when.check(&Moment::on(day(text))), answer, "{text}");
        }
        assert_eq!(when.words(), "from 1 December 2026 until 24 December 2026");
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        for (text, weekday) in [
            ("1970-01-01", Weekday::Thursday),
            ("2026-11-22", Weekday::Sunday),
            ("1900-01-01", Weekday::Monday),
        ] {
            assert_eq!(Weekday::of(day(text)), weekday, "{text}");
        }
        let when = When {
            weekdays: vec![Weekday::Tuesday, Weekday::Monday],
            ..When::default()
        };
        assert_eq!(when.words(), "on Monday and Tuesday");
        let sunday = Moment::on(day("2026-11-22"));
        assert_eq!(when.check(&sunday), Err(NotNow::Weekday));
        assert_eq!(when.check(&Moment::on(day("2026-11-23"))), Ok(()));
    }

    #[test]
    fn hours_end_as_on_a_door_and_may_run_over_midnight() {
        let when = |from, until| When {
            hours: Some(Hours { from, until }),
            ..When::default()
        };
        let at = |hour| Moment {
            hour,
            ..Moment::on(day("2026-11-22"))
        };
        let fits = |when: &When, hour| when.check(&at(Some(hour))).is_ok();
        let afternoon = when(14, 17);
        assert!(!fits(&afternoon, 13) && fits(&afternoon, 14));
        assert!(fits(&afternoon, 16) && !fits(&afternoon, 17));
        assert_eq!(afternoon.check(&at(None)), Err(NotNow::Hour));
        let night = when(22, 2);
        assert!(fits(&night, 23) && fits(&night, 1) && !fits(&night, 2) && !fits(&night, 12));
        let all_day = when(0, 24);
        assert!(fits(&all_day, 0) && fits(&all_day, 23));
    }

    #[test]
    fn a_place_and_a_tier_must_be_known_to_fit() {
        let here = LocationId(uuid::Uuid::from_u128(1));
        let when = When {
            locations: vec![here],
            tiers: vec!["gold".to_owned()],
            ..When::default()
        };
        let unknown = Moment::on(day("2026-11-22"));
        assert_eq!(when.check(&unknown), Err(NotNow::Location));
        let placed = Moment {
            location: Some(here),
            tier: Some("silver"),
            ..unknown
        };
        assert_eq!(when.check(&placed), Err(NotNow::Tier));
        let gold = Moment {
            tier: Some("gold"),
            ..placed
        };
        assert_eq!(when.check(&gold), Ok(()));
        assert!(When::default().is_always() && !when.is_always());
    }
}
