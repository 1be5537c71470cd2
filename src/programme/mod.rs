//! The merchant's rules: one document, validated as a whole, versioned when published.

pub mod template;
pub mod validate;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::{money::Minor, rate::Rate, reward::Reward, tier::TierScheme, time::Day};

pub use validate::{Fault, Faults};

/// The merchant's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// What the programme is called, for members.
    pub name: String,
    /// How points are earned. The order of the rules does not matter.
    pub earning: Vec<EarningRule>,
    /// Whether a fraction of a point is kept for the member's next order.
    #[serde(default)]
    pub carry_fractions: bool,
    /// Days that earned points wait before they can be spent: the return window. 0: none.
    #[serde(default)]
    pub hold_days: u16,
    /// When points expire.
    #[serde(default)]
    pub expiry: Expiry,
    /// What happens when a refund takes back points that were spent.
    #[serde(default)]
    pub refund_policy: RefundPolicy,
    /// Levels reached by spend; `None`: no tiers.
    #[serde(default)]
    pub tiers: Option<TierScheme>,
    /// What points buy.
    #[serde(default)]
    pub rewards: Vec<Reward>,
    /// What a friend's first order brings; `None`: no referrals.
    #[serde(default)]
    pub referral: Option<ReferralOffer>,
}

/// One way of earning. Its number of points is exact until the end of the whole decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningRule {
    /// Unique within the programme; names the rule in every explanation.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// Least amount of the order's base for the rule to apply. 0: none.
    #[serde(default)]
    pub minimum: Minor,
    /// How it counts.
    #[serde(flatten)]
    pub kind: EarningKind,
}

/// How an earning rule counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EarningKind {
    /// So many points for each so much money of the base.
    Spend {
        /// Points for each `per`.
        points: i64,
        /// In minor units.
        per: Minor,
        /// What of the order counts.
        #[serde(default)]
        base: Base,
    },
}

/// Which parts of an order count for earning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Base {
    /// Count what is left after the merchant's own discounts, or the price before them.
    pub after_discounts: bool,
    /// Count the part that vouchers paid.
    pub redeemed: bool,
    /// Count tax.
    pub tax: bool,
    /// Count shipping.
    pub shipping: bool,
    /// Count the part paid with gift cards and store credit.
    pub gift_cards: bool,
}

impl Default for Base {
    /// What the field does: after discounts, tax in, nothing for shipping, vouchers or gift cards.
    fn default() -> Self {
        Self {
            after_discounts: true,
            redeemed: false,
            tax: true,
            shipping: false,
            gift_cards: false,
        }
    }
}

/// When points expire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "after")]
pub enum Expiry {
    /// Never.
    #[default]
    Never,
    /// A fixed time after the day they were earned; the last day counts.
    Days {
        /// How many days.
        days: u16,
    },
    /// So many calendar months after the day they were earned; the last day counts.
    Months {
        /// How many months.
        months: u16,
    },
}

impl Expiry {
    /// The last day on which points earned on `day` can be spent.
    pub fn last_day(self, day: Day) -> Option<Day> {
        match self {
            Self::Never => None,
            Self::Days { days } => Some(day.plus_days(i32::from(days))),
            Self::Months { months } => Some(day.plus_months(u32::from(months))),
        }
    }
}

/// What happens when a refund takes back points that were spent already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundPolicy {
    /// Take what is there and forget the rest: a balance is never below zero.
    #[default]
    Clamp,
    /// The member owes the rest: the next points earned pay it first.
    Owe,
}

/// What a friend's first order brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralOffer {
    /// Points for the member who referred.
    pub advocate_points: i64,
    /// Points for the friend.
    pub friend_points: i64,
    /// Least total of the friend's first order.
    #[serde(default)]
    pub minimum_order: Minor,
    /// Days from that order to payment; longer than the return window.
    pub hold_days: u16,
}

/// A programme as published: what orders are judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The merchant's running number of versions, from 1.
    pub version: i64,
    /// The rules.
    pub programme: Programme,
}

impl Programme {
    /// The reward of a key.
    pub fn reward(&self, key: &str) -> Option<&Reward> {
        self.rewards.iter().find(|reward| reward.key == key)
    }

    /// What one point is worth at best, in minor units: the best ratio among the rewards whose
    /// worth does not depend on the basket; `None` without such a reward.
    pub fn point_worth(&self) -> Option<Rate> {
        let ratios = self
            .rewards
            .iter()
            .filter_map(|reward| Rate::new(reward.kind.fixed_worth()?.0, reward.points));
        ratios.reduce(|best, next| if next.exceeds(best) { next } else { best })
    }

    /// What `points` are worth at best; `None` where [`Programme::point_worth`] is.
    pub fn worth(&self, points: i64) -> Option<Minor> {
        Some(Minor(self.point_worth()?.of(points.max(0))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reward::RewardKind;

    #[test]
    fn the_last_day_is_counted_from_the_day_of_earning() {
        let earned: Day = "2026-01-31".parse().unwrap();
        let last = |expiry: Expiry| expiry.last_day(earned).map(|day| day.to_string());
        assert_eq!(last(Expiry::Never), None);
        assert_eq!(
            last(Expiry::Days { days: 30 }).as_deref(),
            Some("2026-03-02")
        );
        assert_eq!(
            last(Expiry::Months { months: 1 }).as_deref(),
            Some("2026-02-28")
        );
        assert_eq!(
            last(Expiry::Months { months: 12 }).as_deref(),
            Some("2027-01-31")
        );
    }

    #[test]
    fn a_point_is_worth_what_the_best_reward_of_fixed_worth_gives() {
        let mut programme = template::simple("Shop", "GBP".parse().unwrap());
        assert_eq!(programme.worth(250), Some(Minor(1_250)));
        let mut coffee = programme.rewards[0].clone();
        coffee.points = 40;
        coffee.kind = RewardKind::FreeItem {
            skus: Vec::new(),
            worth: Minor(350),
        };
        programme.rewards.push(coffee);
        assert_eq!(programme.worth(1), Some(Minor(8)));
        assert_eq!(programme.worth(-5), Some(Minor::ZERO));
        programme.rewards.truncate(1);
        programme.rewards[0].kind = RewardKind::PercentOff {
            percent: 10,
            at_most: None,
        };
        assert_eq!(programme.worth(250), None);
    }
}
