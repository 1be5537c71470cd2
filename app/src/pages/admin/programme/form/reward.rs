//! Rewards, tiers and the referral offer as fields.

use regulars::{
    condition::When,
    limit::Limits,
    money::{Currency, Minor},
    programme::ReferralOffer,
    rate::Rate,
    reward::Reward,
    tier::{Basis, Level},
};

use super::{super::read::Reader, gives::GivesForm, plain};

/// One tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub from: String,
    pub multiplier: String,
    /// The key of its welcome gift, which has no field.
    pub welcome: Option<String>,
}

impl LevelForm {
    /// The fields of a level.
    pub fn of(level: &Level, basis: Basis, currency: Currency, row: u32) -> Self {
        Self {
            row,
            key: level.key.clone(),
            name: level.name.clone(),
            from: match basis {
                Basis::Spend => plain(currency, level.from),
                Basis::Points | Basis::Visits | Basis::Referrals => level.from.0.to_string(),
            },
            multiplier: level.multiplier.to_string(),
            welcome: level.welcome.clone(),
        }
    }

    /// The level in the fields.
    pub fn read(&self, reader: &mut Reader, basis: Basis, index: usize) -> Level {
        let at = |field: &str| format!("tiers.levels.{index}.{field}");
        Level {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            from: match basis {
                Basis::Spend => reader.amount(&at("from"), &self.from, false),
                Basis::Points | Basis::Visits | Basis::Referrals => {
                    Minor(reader.whole(&at("from"), &self.from))
                }
            },
            multiplier: reader
                .rate(&at("multiplier"), &self.multiplier)
                .unwrap_or(Rate::ONE),
            welcome: self.welcome.clone(),
        }
    }
}

/// One reward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub points: String,
    pub gives: GivesForm,
    pub valid_days: String,
    pub icon: String,
    /// Limits and times, which have no fields.
    kept: (Limits, When),
}

impl RewardForm {
    /// The fields of a reward.
    pub fn of(reward: &Reward, currency: Currency, row: u32) -> Self {
        Self {
            row,
            key: reward.key.clone(),
            name: reward.name.clone(),
            points: reward.points.to_string(),
            gives: GivesForm::of(&reward.kind, currency),
            valid_days: reward.valid_days.to_string(),
            icon: reward.icon.clone(),
            kept: (reward.limits, reward.when.clone()),
        }
    }

    /// A reward to fill in.
    pub fn blank(row: u32) -> Self {
        Self {
            row,
            key: String::new(),
            name: String::new(),
            points: "100".to_owned(),
            gives: GivesForm::blank(),
            valid_days: "90".to_owned(),
            icon: "gift".to_owned(),
            kept: (Limits::default(), When::default()),
        }
    }

    /// The reward in the fields. One that is new has no key yet.
    pub fn read(&self, reader: &mut Reader, index: usize) -> Reward {
        let at = |field: &str| format!("rewards.{index}.{field}");
        let (limits, when) = self.kept.clone();
        Reward {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            points: reader.whole(&at("points"), &self.points),
            kind: self.gives.read(reader, at),
            valid_days: reader.small(&at("valid_days"), &self.valid_days),
            icon: self.icon.clone(),
            limits,
            when,
        }
    }
}

/// What a friend's first order brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralForm {
    pub advocate_points: String,
    pub friend_points: String,
    pub minimum_order: String,
    pub hold_days: String,
}

impl ReferralForm {
    /// The fields of an offer.
    pub fn of(offer: Option<&ReferralOffer>, hold_days: u16, currency: Currency) -> Self {
        match offer {
            Some(offer) => Self {
                advocate_points: offer.advocate_points.to_string(),
                friend_points: offer.friend_points.to_string(),
                minimum_order: plain(currency, offer.minimum_order),
                hold_days: offer.hold_days.to_string(),
            },
            None => Self {
                advocate_points: "100".to_owned(),
                friend_points: "50".to_owned(),
                minimum_order: "0".to_owned(),
                hold_days: (hold_days + 14).min(365).to_string(),
            },
        }
    }

    /// The offer in the fields.
    pub fn read(&self, reader: &mut Reader) -> ReferralOffer {
        let at = |field: &str| format!("referral.{field}");
        ReferralOffer {
            advocate_points: reader.whole(&at("advocate_points"), &self.advocate_points),
            friend_points: reader.whole(&at("friend_points"), &self.friend_points),
            minimum_order: reader.amount(&at("minimum_order"), &self.minimum_order, true),
            hold_days: reader.small(&at("hold_days"), &self.hold_days),
        }
    }
}
