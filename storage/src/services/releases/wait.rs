//! For what a version is to wait, as it was asked and checked.

use regulars::{
    programme::Programme,
    release::Audience,
    time::{Day, Micros},
    views::Shop,
};

use super::{FoundRow, ReleaseTo, WaitsRow, tier_name};
use crate::{
    StoreError,
    env::{Environment, instant_of},
    services::{ServiceError, decode},
};

/// Days ahead that a version may wait for its moment.
const AHEAD_DAYS_MAX: i32 = 366;

/// A row of `releases`.
pub(super) struct Wait {
    pub takes_effect_at: Option<i64>,
    pub audience: Option<String>,
    /// For the log.
    pub words: String,
}

impl Wait {
    /// The wait that is asked for, checked.
    pub fn of(
        env: &dyn Environment,
        shop: &Shop,
        to: &ReleaseTo,
        found: &FoundRow,
        waits: Option<&WaitsRow>,
    ) -> Result<Self, ServiceError> {
        let moment = |at: Micros, words: String| Self {
            takes_effect_at: Some(at.0),
            audience: None,
            words,
        };
        let rules = match &found.rules_in_force {
            Some(text) => Some(decode::json::<Programme>("programmes", text)?),
            None => None,
        };
        let audience = match to {
            ReleaseTo::Everybody => return Ok(moment(env.now(), "everybody".to_owned())),
            ReleaseTo::At { day, hour, minute } => {
                let at = moment_of(env, shop, *day, (*hour, *minute))?;
                return Ok(moment(at, format!("from {day} {hour:02}:{minute:02}")));
            }
            ReleaseTo::Staff => Audience::Staff,
            ReleaseTo::Tier { key } => tier_of(rules.as_ref(), key)?,
            ReleaseTo::Share { percent } => share_of(env, *percent, waits)?,
        };
        if rules.is_none() {
            let text = "The first version is for everybody: there is none that the others could stay with.";
            return Err(ServiceError::field("release", text));
        }
        Ok(Self {
            takes_effect_at: None,
            words: audience.words(|key| tier_name(rules.as_ref(), key)),
            audience: Some(serde_json::to_string(&audience).map_err(StoreError::from)?),
        })
    }
}

fn moment_of(
    env: &dyn Environment,
    shop: &Shop,
    day: Day,
    time: (u8, u8),
) -> Result<Micros, ServiceError> {
    let wrong = |text: &str| ServiceError::field("day", text);
    let at = instant_of(&shop.time_zone, day, time)
        .ok_or_else(|| wrong("The clocks jump over this time on that day. Choose another one."))?;
    if at <= env.now() {
        return Err(wrong(
            "This moment has passed. Choose a later one, or publish now.",
        ));
    }
    if day > shop.today.plus_days(AHEAD_DAYS_MAX) {
        return Err(wrong("Choose a day within a year."));
    }
    Ok(at)
}

fn tier_of(rules: Option<&Programme>, key: &str) -> Result<Audience, ServiceError> {
    let levels = rules
        .and_then(|rules| rules.tiers.as_ref())
        .map_or(&[][..], |scheme| &scheme.levels);
    match levels.iter().any(|level| level.key == key) {
        true => Ok(Audience::Tier {
            key: key.to_owned(),
        }),
        false => Err(ServiceError::field("tier", "Choose one of the levels.")),
    }
}

/// A share that grows keeps whom it has: the seed is drawn once.
fn share_of(
    env: &dyn Environment,
    percent: u8,
    waits: Option<&WaitsRow>,
) -> Result<Audience, ServiceError> {
    if !(1..=99).contains(&percent) {
        let text = "Write the share in whole per cent, from 1 to 99.";
        return Err(ServiceError::field("percent", text));
    }
    let before = match waits.and_then(|row| row.audience.as_deref()) {
        Some(text) => Some(decode::json::<Audience>("releases", text)?),
        None => None,
    };
    let seed = match before {
        Some(Audience::Share { seed, .. }) => seed,
        // As many bits as fit.
        _ => i64::try_from(env.random() >> 65).unwrap_or_default(),
    };
    Ok(Audience::Share { percent, seed })
}
