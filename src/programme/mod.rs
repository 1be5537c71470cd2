//! The merchant's rules: one document, validated as a whole, versioned when published.

pub mod compare;
mod earning;
mod expiry;
mod paying;
pub mod template;
pub mod validate;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::{
    act::ActRule,
    margin::MarginGuard,
    money::Minor,
    passing::PassingTerms,
    promotion::{OrderLimit, Promotion, PromotionKind, StampPer},
    rate::Rate,
    reward::Reward,
    tier::{Basis, TierScheme},
    time::Day,
};

pub(crate) use earning::is_zero;
pub use earning::{Base, Bonus, Bonuses, Caps, EarningKind, EarningRule, Overlap};
pub use expiry::{Expiry, Period};
pub use paying::PayWithPoints;
pub use validate::{Fault, Faults};

/// The merchant's rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Acts other than buying that bring points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActRule>,
    /// Times at which points count more.
    #[serde(default, skip_serializing_if = "Bonuses::is_empty")]
    pub bonuses: Bonuses,
    /// The most points that a member earns by orders.
    #[serde(default, skip_serializing_if = "Caps::is_none")]
    pub caps: Caps,
    /// What is cheaper, and when. The order does not matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<Promotion>,
    /// The most that promotions and vouchers together take off one order.
    #[serde(default, skip_serializing_if = "OrderLimit::is_none")]
    pub order_limit: OrderLimit,
    /// On which terms members pass points on to one another; `None`: they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passing: Option<PassingTerms>,
    /// On which terms points pay; `None`: they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_with_points: Option<PayWithPoints>,
    /// The margin that no discount may go below; `None`: not guarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<MarginGuard>,
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

    /// Whether anything brings points: a purchase, an act or a friend.
    pub fn gives_points(&self) -> bool {
        !self.earning.is_empty() || !self.acts.is_empty() || self.referral.is_some()
    }

    /// The first day of a member's activity that matters for an order on `day`; `None`: no rule
    /// looks at it.
    pub fn activity_needed_from(&self, day: Day) -> Option<Day> {
        let visits = self
            .earning
            .iter()
            .any(|rule| matches!(rule.kind, EarningKind::Visit { .. }));
        let visit_cards = self
            .promotions
            .iter()
            .any(|promotion| match &promotion.kind {
                PromotionKind::StampCard(card) => card.per == StampPer::Visit,
                _ => false,
            });
        let counted = self.tiers.as_ref().filter(|it| it.basis != Basis::Spend);
        let of_visits = counted.is_some_and(|it| it.basis == Basis::Visits);
        let on_day = visits || visit_cards || of_visits || self.caps.day.is_some();
        let of_tiers = counted.and_then(|it| it.days_needed_from(day));
        let of_month = self.caps.month.map(|_| day.month_start());
        let needed = [on_day.then_some(day), of_month, of_tiers];
        needed.into_iter().flatten().min()
    }

    /// What one point is worth at best, in minor units: the best ratio among the rewards whose
    /// worth does not depend on the basket, and paying with points; `None` without either.
    pub fn point_worth(&self) -> Option<Rate> {
        let ratios = self
            .rewards
            .iter()
            .filter_map(|reward| Rate::new(reward.kind.fixed_worth()?.0, reward.points));
        let paying = self.pay_with_points.as_ref();
        let paying = paying.and_then(|terms| Rate::new(terms.amount.0, terms.points));
        ratios
            .chain(paying)
            .reduce(|best, next| if next.exceeds(best) { next } else { best })
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
