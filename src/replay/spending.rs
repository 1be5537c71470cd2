//! How members spend their points.
//!
//! Of what a member has earned, the assumed share is spent: as soon as the points reach a reward,
//! on the one with the best value for its points among those in reach; or at the till, where a
//! point is worth as much there as in the best of all rewards.

use super::value::{paying_ratio, ratio};
use crate::{money::Minor, programme::Programme, reward::Reward};

/// What a member may spend by the assumed share.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Purse {
    /// Points earned so far.
    pub earned: i64,
    /// Points spent so far.
    pub spent: i64,
}

impl Purse {
    /// Points that may be spent now, of `available`.
    pub fn open(self, percent: u8, available: i64) -> i64 {
        let share = i128::from(self.earned.max(0)) * i128::from(percent.min(100)) / 100;
        let share = i64::try_from(share).unwrap_or(i64::MAX);
        (share - self.spent).min(available).max(0)
    }
}

/// Points to pay the next order with, of `open` points.
pub(super) fn to_pay(programme: &Programme, open: i64, usual: Minor) -> i64 {
    let Some(terms) = &programme.pay_with_points else {
        return 0;
    };
    let paying = paying_ratio(programme);
    let mut rewards = programme.rewards.iter();
    let better = rewards.any(|reward| ratio(reward, usual).exceeds(paying));
    if better || open < terms.minimum_points {
        0
    } else {
        open
    }
}

/// The reward to take with `open` points, none of `refused`.
pub(super) fn to_take<'a>(
    programme: &'a Programme,
    open: i64,
    usual: Minor,
    refused: &[String],
) -> Option<&'a Reward> {
    let within = |reward: &&Reward| (1..=open).contains(&reward.points);
    let offered = programme
        .rewards
        .iter()
        .filter(within)
        .filter(|reward| !refused.contains(&reward.key));
    offered.reduce(|best, next| {
        let (one, other) = (ratio(best, usual), ratio(next, usual));
        let tied = (next.points, &next.key) < (best.points, &best.key);
        if other.exceeds(one) || (other == one && tied) {
            next
        } else {
            best
        }
    })
}
