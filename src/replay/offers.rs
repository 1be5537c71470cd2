//! What was had how often: rewards, gifts, and all that is limited for everybody together.

use std::collections::{BTreeMap, HashMap};

use super::{OverLimit, RewardTaken};
use crate::{
    limit::{Limits, Used},
    money::Minor,
    plan::{Offer, UseChange},
    programme::Programme,
};

/// The counts of one programme.
#[derive(Debug, Default)]
pub(super) struct Offers {
    used: HashMap<Offer, Used>,
    /// By name: times, and what they cost the merchant.
    taken: BTreeMap<String, (i64, Minor)>,
}

/// The programme without its limits for everybody together; those by member stay.
pub(super) fn unlimited(programme: &Programme) -> Programme {
    let mut programme = programme.clone();
    let promotions = programme.promotions.iter_mut().map(|it| &mut it.limits);
    let rewards = programme.rewards.iter_mut().map(|it| &mut it.limits);
    for limits in promotions.chain(rewards) {
        (limits.total, limits.budget) = (None, None);
    }
    programme
}

impl Offers {
    /// Counts uses.
    pub fn note(&mut self, uses: &[UseChange]) {
        for change in uses {
            let used = self.used.entry(change.of.clone()).or_default();
            used.times += change.times;
            used.amount = used.amount.plus(change.amount);
        }
    }

    /// Counts a reward or a gift.
    pub fn take(&mut self, name: &str, cost: Minor) {
        let (times, all) = self.taken.entry(name.to_owned()).or_default();
        *times += 1;
        *all = all.plus(cost);
    }

    /// Rewards and gifts, the most frequent first.
    pub fn taken(self) -> Vec<RewardTaken> {
        let mut all: Vec<RewardTaken> = self
            .taken
            .into_iter()
            .map(|(name, (times, cost))| RewardTaken { name, times, cost })
            .collect();
        // By name among those that are as frequent.
        all.sort_by_key(|taken| std::cmp::Reverse(taken.times));
        all
    }

    /// What was had beyond its limits, in the order of the document.
    pub fn over(&self, programme: &Programme) -> Vec<OverLimit> {
        let promotions = programme
            .promotions
            .iter()
            .map(|it| (Offer::Promotion(it.key.clone()), &it.name, it.limits));
        let rewards = programme
            .rewards
            .iter()
            .map(|it| (Offer::Reward(it.key.clone()), &it.name, it.limits));
        promotions
            .chain(rewards)
            .filter_map(|(offer, name, limits)| {
                let used = self.used.get(&offer).copied()?;
                is_over(limits, used).then(|| OverLimit {
                    name: name.clone(),
                    times: used.times,
                    amount: used.amount,
                    limits,
                })
            })
            .collect()
    }
}

fn is_over(limits: Limits, used: Used) -> bool {
    limits.total.is_some_and(|total| used.times > total)
        || limits.budget.is_some_and(|budget| used.amount > budget)
}
