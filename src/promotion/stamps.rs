//! Stamp cards: every so many units, visits or orders one is cheaper.

use serde::{Deserialize, Serialize};

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
    /// Whole per cent off the unit at that place, 100: free.
    pub percent: u8,
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

    /// How many units are cheaper, and by how many per cent, when `new` stamps follow `stamps`:
    /// the largest share first.
    pub(crate) fn due(&self, stamps: i64, new: i64) -> Vec<(i64, u8)> {
        let (size, before) = (self.size(), stamps.max(0));
        // How many of the places 1, 2, ... `last` are place `at` of some card.
        let passed = |last: i64, at: i64| (last - at).div_euclid(size) + 1;
        let mut due: Vec<(i64, u8)> = self
            .rewards
            .iter()
            .map(|reward| {
                let at = i64::from(reward.at);
                let count = passed(before + new, at) - passed(before, at);
                (count, reward.percent)
            })
            .filter(|(count, _)| *count > 0)
            .collect();
        due.sort_by_key(|(_, percent)| std::cmp::Reverse(*percent));
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(rewards: &[(u16, u8)]) -> StampCard {
        let reward = |&(at, percent)| StampReward { at, percent };
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
            let due: i64 = fifth.due(stamps, new).iter().map(|(count, _)| count).sum();
            assert_eq!(due, free, "{new} after {stamps}");
        }
        assert_eq!((fifth.size(), fifth.filled(5), fifth.filled(7)), (5, 0, 2));
    }

    #[test]
    fn a_card_may_have_several_rewards() {
        let both = card(&[(3, 30), (5, 100)]);
        assert_eq!(both.due(0, 5), [(1, 100), (1, 30)]);
        assert_eq!(both.due(2, 1), [(1, 30)]);
        assert_eq!(both.due(5, 8), [(1, 100), (2, 30)]);
    }
}
