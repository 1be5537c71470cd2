//! Stamp cards: every so many units, visits or orders one is cheaper, or an amount is off.

use serde::{Deserialize, Serialize};

use crate::money::Minor;

/// A stamp card. Its last reward ends it, and the next stamp begins a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampCard {
    /// What gives a stamp.
    pub per: StampPer,
    /// What is cheaper, and at which place of the card. The unit that is cheaper fills its place
    /// too: of five sessions four are paid.
    pub rewards: Vec<StampReward>,
}

/// What gives a stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampPer {
    /// Each unit.
    Unit,
    /// The first order of a day.
    Visit,
    /// Each order: a session.
    Order,
}

/// One place of the card at which something is cheaper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampReward {
    /// The place, from 1.
    pub at: u16,
    /// What it gives.
    #[serde(flatten)]
    pub gives: StampGives,
}

/// What a place of the card gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StampGives {
    /// The unit at that place is cheaper.
    Percent {
        /// Whole per cent, 100: free.
        percent: u8,
    },
    /// Something is off what counts of the order that fills the place.
    Amount {
        /// How much, in minor units; at most what it costs.
        amount: Minor,
    },
}

/// What an order gets for the places that it fills.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct StampsDue {
    /// How many units are cheaper, and by how many per cent: the largest share first.
    pub units: Vec<(i64, u8)>,
    /// What is off besides, in minor units.
    pub amount: i64,
}

impl StampReward {
    /// `percent` whole per cent off the unit at place `at`.
    pub fn percent(at: u16, percent: u8) -> Self {
        let gives = StampGives::Percent { percent };
        Self { at, gives }
    }

    /// `amount` off the order that fills place `at`.
    pub fn amount(at: u16, amount: Minor) -> Self {
        let gives = StampGives::Amount { amount };
        Self { at, gives }
    }
}

impl StampCard {
    /// Places on one card.
    pub fn size(&self) -> i64 {
        let places = self.rewards.iter().map(|reward| i64::from(reward.at));
        places.max().unwrap_or(1).max(1)
    }

    /// The place of the last stamp on the card in use, 0 to `size - 1`, for a member with
    /// `stamps` in all.
    pub fn filled(&self, stamps: i64) -> i64 {
        stamps.max(0) % self.size()
    }

    /// What is due when `new` stamps follow `stamps`.
    pub(crate) fn due(&self, stamps: i64, new: i64) -> StampsDue {
        let (size, before) = (self.size(), stamps.max(0));
        // How many of the places 1, 2, ... `last` are place `at` of some card.
        let passed = |last: i64, at: i64| (last - at).div_euclid(size) + 1;
        let mut due = StampsDue::default();
        for reward in &self.rewards {
            let at = i64::from(reward.at);
            let count = passed(before + new, at) - passed(before, at);
            match reward.gives {
                _ if count <= 0 => {}
                StampGives::Percent { percent } => due.units.push((count, percent)),
                StampGives::Amount { amount } => {
                    due.amount = due.amount.saturating_add(amount.0.saturating_mul(count));
                }
            }
        }
        let largest_first = |(_, percent): &(i64, u8)| std::cmp::Reverse(*percent);
        due.units.sort_by_key(largest_first);
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(rewards: &[(u16, u8)]) -> StampCard {
        let reward = |&(at, percent)| StampReward::percent(at, percent);
        StampCard {
            per: StampPer::Unit,
            rewards: rewards.iter().map(reward).collect(),
        }
    }

    #[test]
    fn every_fifth_is_free_and_begins_a_new_card() {
        let fifth = card(&[(5, 100)]);
        for (stamps, new, free) in [
            (0, 4, 0),
            (4, 1, 1),
            (3, 2, 1),
            (5, 4, 0),
            (0, 15, 3),
            (9, 6, 2),
            (0, 1_000_000_000, 200_000_000),
        ] {
            let due = fifth.due(stamps, new).units;
            let due: i64 = due.iter().map(|(count, _)| count).sum();
            assert_eq!(due, free, "{new} after {stamps}");
        }
        assert_eq!((fifth.size(), fifth.filled(5), fifth.filled(7)), (5, 0, 2));
    }

    #[test]
    fn a_card_may_have_several_rewards() {
        let both = card(&[(3, 30), (5, 100)]);
        assert_eq!(both.due(0, 5).units, [(1, 100), (1, 30)]);
        assert_eq!(both.due(2, 1).units, [(1, 30)]);
        assert_eq!(both.due(5, 8).units, [(1, 100), (2, 30)]);
    }
    #[test]
    fn a_place_may_give_an_amount_off() {
        let mut eleventh = card(&[]);
        eleventh.rewards = vec![StampReward::amount(11, Minor(1_000))];
        for (stamps, new, amount) in [(0, 10, 0), (10, 1, 1_000), (0, 11, 1_000), (5, 17, 2_000)] {
            let due = eleventh.due(stamps, new);
            assert_eq!((due.units.len(), due.amount), (0, amount));
        }
        let written = serde_json::to_string(&eleventh.rewards).unwrap();
        assert_eq!(written, r#"[{"at":11,"amount":1000}]"#);
        assert_eq!(
            serde_json::from_str::<Vec<StampReward>>(&written).unwrap(),
            eleventh.rewards
        );
    }
}
