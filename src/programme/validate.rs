//! Everything that can be wrong with a programme, each with the field and the reason.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{EarningKind, Expiry, Programme, ReferralOffer};
use crate::{
    money::Minor,
    rate::Rate,
    reward::{Reward, RewardKind},
    tier::Window,
};

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

impl Faults {
    fn add(&mut self, field: impl Into<String>, reason: impl Into<String>) {
        self.0.push(Fault {
            field: field.into(),
            reason: reason.into(),
        });
    }

    fn check(&mut self, fine: bool, field: impl Into<String>, reason: &str) {
        if !fine {
            self.add(field, reason);
        }
    }

    /// The reason given for a field, if any.
    pub fn on(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|fault| fault.field == field)
            .map(|fault| fault.reason.as_str())
    }
}

/// Longest name, in characters.
pub const NAME_MAX: usize = 80;
/// Most earning rules, rewards and tiers each.
pub const LIST_MAX: usize = 100;
/// Most points for one thing: a reward's price, a rule's gift.
pub const POINTS_MAX: i64 = 1_000_000_000;
/// Longest hold, expiry or validity, in days.
pub const DAYS_MAX: u16 = 3_650;

impl Programme {
    /// Checks the whole document.
    ///
    /// # Errors
    /// Every [`Fault`] found, in the order of the document.
    pub fn validate(&self) -> Result<(), Faults> {
        let mut faults = Faults::default();
        faults.name("name", &self.name);
        faults.check(
            self.hold_days <= 365,
            "hold_days",
            "a hold lasts 365 days at most",
        );
        let expiry_ok = match self.expiry {
            Expiry::Never => true,
            Expiry::Days { days } => (30..=DAYS_MAX).contains(&days),
            Expiry::Months { months } => (1..=120).contains(&months),
        };
        faults.check(
            expiry_ok,
            "expiry",
            "points last at least 30 days and at most 10 years",
        );
        if let Expiry::Days { days } = self.expiry {
            faults.check(
                days > self.hold_days,
                "expiry",
                "points would expire before their hold ends",
            );
        }
        faults.earning(self);
        faults.tiers(self);
        faults.rewards(&self.rewards);
        if let Some(offer) = &self.referral {
            faults.referral(offer, self.hold_days);
        }
        if faults.0.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

impl Faults {
    fn name(&mut self, field: &str, name: &str) {
        let length = name.trim().chars().count();
        self.check(length > 0, field, "give it a name");
        self.check(
            length <= NAME_MAX,
            field,
            "a name has at most 80 characters",
        );
    }

    fn keys<'a>(&mut self, list: &str, keys: impl Iterator<Item = &'a str>) {
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
            self.check(index < LIST_MAX, list, "at most 100 of a kind");
        }
    }

    fn earning(&mut self, programme: &Programme) {
        self.check(
            !programme.earning.is_empty(),
            "earning",
            "say how points are earned",
        );
        self.keys(
            "earning",
            programme.earning.iter().map(|rule| rule.key.as_str()),
        );
        for (index, rule) in programme.earning.iter().enumerate() {
            let at = |field: &str| format!("earning.{index}.{field}");
            self.name(&at("name"), &rule.name);
            let minimum_ok = (0..=Minor::MAX.0).contains(&rule.minimum.0);
            self.check(minimum_ok, at("minimum"), "the minimum cannot be negative");
            match &rule.kind {
                EarningKind::Spend { points, per, .. } => {
                    let points_ok = (1..=POINTS_MAX).contains(points);
                    self.check(points_ok, at("points"), "give at least 1 point");
                    let per_ok = (1..=1_000_000_000).contains(&per.0);
                    self.check(
                        per_ok,
                        at("per"),
                        "points are given for an amount above zero",
                    );
                }
            }
        }
    }

    fn tiers(&mut self, programme: &Programme) {
        let Some(scheme) = &programme.tiers else {
            return;
        };
        self.check(
            !scheme.levels.is_empty(),
            "tiers.levels",
            "tiers need at least one level",
        );
        self.keys(
            "tiers.levels",
            scheme.levels.iter().map(|level| level.key.as_str()),
        );
        if let Window::Rolling { days } = scheme.window {
            let days_ok = (28..=DAYS_MAX).contains(&days);
            self.check(
                days_ok,
                "tiers.window",
                "a rolling window has 28 days at least and 10 years at most",
            );
        }
        let ten = Rate::new(10, 1).unwrap_or(Rate::ONE);
        for (index, level) in scheme.levels.iter().enumerate() {
            let at = |field: &str| format!("tiers.levels.{index}.{field}");
            self.name(&at("name"), &level.name);
            self.check(
                !Rate::ONE.exceeds(level.multiplier) && !level.multiplier.exceeds(ten),
                at("multiplier"),
                "a tier multiplies points by 1 to 10",
            );
            self.check(
                level.from.0 <= Minor::MAX.0,
                at("from"),
                "the amount is too large",
            );
            match index
                .checked_sub(1)
                .and_then(|before| scheme.levels.get(before))
            {
                None => self.check(
                    level.from.0 == 0,
                    at("from"),
                    "the first tier starts at zero: everyone is in it",
                ),
                Some(before) => self.check(
                    level.from > before.from,
                    at("from"),
                    "a tier starts above the one before it, or the two overlap",
                ),
            }
        }
    }

    fn rewards(&mut self, rewards: &[Reward]) {
        self.keys("rewards", rewards.iter().map(|reward| reward.key.as_str()));
        for (index, reward) in rewards.iter().enumerate() {
            let at = |field: &str| format!("rewards.{index}.{field}");
            self.name(&at("name"), &reward.name);
            let points_ok = (1..=POINTS_MAX).contains(&reward.points);
            self.check(points_ok, at("points"), "a reward costs at least 1 point");
            let valid_ok = (1..=DAYS_MAX).contains(&reward.valid_days);
            self.check(
                valid_ok,
                at("valid_days"),
                "a voucher is good for 1 day at least and 10 years at most",
            );
            let amount_ok = |amount: &Minor| (1..=Minor::MAX.0).contains(&amount.0);
            match &reward.kind {
                RewardKind::AmountOff { amount } => {
                    self.check(
                        amount_ok(amount),
                        at("amount"),
                        "the amount off must be more than zero",
                    );
                }
                RewardKind::PercentOff { percent, at_most } => {
                    let percent_ok = (1..=100).contains(percent);
                    self.check(
                        percent_ok,
                        at("percent"),
                        "a percentage is between 1 and 100",
                    );
                    let cap_ok = at_most.as_ref().is_none_or(amount_ok);
                    self.check(
                        cap_ok,
                        at("at_most"),
                        "the most it takes off must be more than zero",
                    );
                }
                RewardKind::FreeItem { worth, .. } => {
                    self.check(
                        amount_ok(worth),
                        at("worth"),
                        "say what the item usually sells for",
                    );
                }
            }
        }
    }

    fn referral(&mut self, offer: &ReferralOffer, return_window: u16) {
        let points_ok = |points: i64| (0..=POINTS_MAX).contains(&points);
        self.check(
            points_ok(offer.advocate_points),
            "referral.advocate_points",
            "points cannot be negative",
        );
        self.check(
            points_ok(offer.friend_points),
            "referral.friend_points",
            "points cannot be negative",
        );
        self.check(
            offer.advocate_points > 0 || offer.friend_points > 0,
            "referral.advocate_points",
            "a referral gives points to at least one side",
        );
        let minimum_ok = (0..=Minor::MAX.0).contains(&offer.minimum_order.0);
        self.check(
            minimum_ok,
            "referral.minimum_order",
            "the minimum cannot be negative",
        );
        self.check(
            offer.hold_days <= 365,
            "referral.hold_days",
            "a hold lasts 365 days at most",
        );
        self.check(
            offer.hold_days > return_window || (offer.hold_days == 0 && return_window == 0),
            "referral.hold_days",
            "pay referrals after the return window, or a refunded order has been paid for",
        );
    }
}
