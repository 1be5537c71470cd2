//! What makes a programme too stingy, or too much to explain. None of it stops publishing.

use serde::{Deserialize, Serialize};

use super::{MarginGuard, worst::hundredths};
use crate::{money::Minor, order::OrderLine, programme::Programme, rate::Rate};

/// Most rules that a member can be told.
const LINES_MAX: usize = 5;
/// Most usual orders to the first reward.
const ORDERS_MAX: i64 = 3;

/// Something worth thinking over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "warning")]
pub enum Warning {
    /// Customers get back less than the merchant wants them to.
    LittleBack {
        /// What they get, in hundredths of a per cent of what they spend.
        hundredths: i64,
        /// What they should get, in whole per cent.
        wanted_percent: u8,
    },
    /// The first reward is far away.
    FirstRewardFar {
        /// Usual orders until it can be had.
        orders: i64,
    },
    /// No reward can be reached at all: nothing gives points, or nothing can be had for them.
    NoReward,
    /// There are more rules than a member can be told.
    ManyRules {
        /// Lines that tell them all.
        lines: usize,
    },
}

impl Warning {
    /// In a sentence, with what would help.
    pub fn words(&self) -> String {
        match self {
            Self::LittleBack {
                hundredths: back,
                wanted_percent,
            } => format!(
                "Customers get back {}\u{202f}% of what they spend, less than the {wanted_percent}\u{202f}% you wanted. Give more points, or make a reward cost fewer.",
                hundredths(*back)
            ),
            Self::FirstRewardFar { orders } => format!(
                "The first reward takes {orders} usual orders. Offer a small one after {ORDERS_MAX} at most."
            ),
            Self::NoReward => {
                "There is no reward for points yet. Add one, so that points are worth something."
                    .to_owned()
            }
            Self::ManyRules { lines } => format!(
                "It takes {lines} sentences to explain. Customers follow {LINES_MAX}: leave some out."
            ),
        }
    }
}

impl Programme {
    /// What is worth thinking over before this is published.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let unguarded = MarginGuard::default();
        let guard = self.margin.as_ref().unwrap_or(&unguarded);
        let plain = OrderLine::amount("", Minor::ZERO);
        let rate = self.points_for_money(guard, &plain);
        if let Some(worth) = self.point_worth() {
            let back = rate.times(worth).of(10_000);
            if back < i64::from(guard.value_back_percent) * 100 {
                warnings.push(Warning::LittleBack {
                    hundredths: back,
                    wanted_percent: guard.value_back_percent,
                });
            }
        }
        match self.rewards.iter().map(|reward| reward.points).min() {
            None if self.gives_points() => warnings.push(Warning::NoReward),
            None => {}
            Some(points) => warnings.extend(self.far(guard, rate, points)),
        }
        let lines = self.earning.len() + self.bonuses.list.len() + self.promotions.len();
        if lines > LINES_MAX {
            warnings.push(Warning::ManyRules { lines });
        }
        warnings
    }

    fn far(&self, guard: &MarginGuard, rate: Rate, points: i64) -> Option<Warning> {
        let usual = guard.usual_order?;
        let (an_order, _) = rate.times(Rate::whole(usual.0)?).split();
        if an_order == 0 {
            return Some(Warning::NoReward);
        }
        let orders = points.saturating_add(an_order - 1) / an_order;
        (orders > ORDERS_MAX).then_some(Warning::FirstRewardFar { orders })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::template;

    fn guarded(usual: i64, value_back_percent: u8) -> Programme {
        let mut programme = template::simple("Shop", "GBP".parse().unwrap());
        programme.margin = Some(MarginGuard {
            usual_order: Some(Minor(usual)),
            value_back_percent,
            ..MarginGuard::default()
        });
        programme
    }

    #[test]
    fn the_template_is_generous_enough() {
        // 1 point for 1.00, 100 points for 5.00 off: 5 % back; three orders of 40.00 to it.
        assert_eq!(guarded(4_000, 5).warnings(), []);
        let little = Warning::LittleBack {
            hundredths: 500,
            wanted_percent: 6,
        };
        assert_eq!(guarded(4_000, 6).warnings(), [little]);
        assert!(little.words().contains("5\u{202f}% of what they spend"));
    }

    #[test]
    fn a_reward_beyond_three_orders_is_far() {
        let far = Warning::FirstRewardFar { orders: 4 };
        assert_eq!(guarded(3_300, 0).warnings(), [far]);
        let mut none = guarded(3_300, 0);
        none.rewards.clear();
        assert_eq!(none.warnings(), [Warning::NoReward]);
    }

    #[test]
    fn six_rules_are_more_than_one_can_tell() {
        let mut programme = guarded(4_000, 0);
        let rule = programme.earning[0].clone();
        programme.earning = vec![rule; 6];
        assert_eq!(programme.warnings(), [Warning::ManyRules { lines: 6 }]);
    }
}
