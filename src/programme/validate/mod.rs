//! Everything that can be wrong with a programme, each with the field and the reason.

mod conditions;
mod gifts;
mod guard;
mod promotions;
mod rules;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Programme;

/// One thing wrong: where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Path of the field, such as `rewards.2.points`.
    pub field: String,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// All that is wrong with a programme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults(pub Vec<Fault>);

/// Longest name, in characters.
pub const NAME_MAX: usize = 80;
/// Most earning rules, rewards, tiers, and article numbers of a reward, each.
pub const LIST_MAX: usize = 100;
/// Most points for one thing: a reward's price, a rule's gift.
pub const POINTS_MAX: i64 = 1_000_000_000;
/// Longest expiry or validity, in days.
pub const DAYS_MAX: u16 = 3_650;
/// Longest hold, in days.
pub const HOLD_DAYS_MAX: u16 = 365;

impl Programme {
    /// Checks the whole document.
    ///
    /// # Errors
    /// Every [`Fault`] found, in the order of the document.
    pub fn validate(&self) -> Result<(), Faults> {
        let mut faults = Faults::default();
        faults.name("name", &self.name);
        faults.earning(self);
        faults.hold(self.hold_days);
        faults.expiry(self.expiry, self.hold_days);
        faults.tiers(self);
        faults.rewards(self);
        if let Some(offer) = &self.referral {
            faults.referral(offer, self.hold_days);
        }
        faults.acts(self);
        faults.passing(self);
        faults.bonuses(self);
        faults.caps(&self.caps);
        faults.promotions(self);
        faults.paying(self);
        faults.margin(self);
        if faults.0.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

impl Faults {
    /// The reason given for a field, if any.
    pub fn on(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|fault| fault.field == field)
            .map(|fault| fault.reason.as_str())
    }

    fn check(&mut self, fine: bool, field: impl Into<String>, reason: &str) {
        if !fine {
            self.0.push(Fault {
                field: field.into(),
                reason: reason.to_owned(),
            });
        }
    }

    fn name(&mut self, field: &str, name: &str) {
        let length = name.trim().chars().count();
        self.check(length > 0, field, "give it a name");
        self.check(
            length <= NAME_MAX,
            field,
            "a name has at most 80 characters",
        );
    }

    fn keys<'a>(&mut self, list: &str, keys: impl ExactSizeIterator<Item = &'a str>) {
        self.check(keys.len() <= LIST_MAX, list, "at most 100 of a kind");
        let mut seen = HashSet::new();
        for (index, key) in keys.enumerate() {
            let well_formed = (1..=40).contains(&key.len())
                && key
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            self.check(
                well_formed,
                format!("{list}.{index}.key"),
                "a key has 1 to 40 small letters, digits and dashes",
            );
            self.check(
                seen.insert(key),
                format!("{list}.{index}.key"),
                "this key is used twice",
            );
        }
    }
}

#[cfg(test)]
mod tests;
