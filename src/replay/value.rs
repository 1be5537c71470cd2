//! What rewards are worth to members, and what they cost the merchant.

use crate::{
    margin::MarginGuard,
    money::Minor,
    order::OrderLine,
    programme::Programme,
    rate::Rate,
    reward::{Reward, RewardKind},
};

/// What a reward is worth to a member whose orders usually come to `usual`.
pub(super) fn worth(kind: &RewardKind, usual: Minor) -> Minor {
    match kind {
        RewardKind::PercentOff { percent, at_most } => {
            let share = Rate::new(i64::from(*percent), 100).map_or(0, |rate| rate.of(usual.0));
            at_most.map_or(Minor(share), |cap| cap.min(Minor(share)))
        }
        fixed => fixed.fixed_worth().unwrap_or_default(),
    }
}

/// What a reward costs the merchant: an article what it cost to buy, everything else its worth.
pub(super) fn cost(reward: &Reward, usual: Minor, guard: Option<&MarginGuard>) -> Minor {
    let worth = worth(&reward.kind, usual);
    match guard {
        Some(guard) if reward.kind.is_item() => {
            guard.cost(&OrderLine::amount(&reward.name, worth), worth)
        }
        _ => worth,
    }
}

/// What a point of a reward is worth; zero for one that costs none.
pub(super) fn ratio(reward: &Reward, usual: Minor) -> Rate {
    Rate::new(worth(&reward.kind, usual).0, reward.points).unwrap_or(Rate::ZERO)
}

/// What a point is worth when it pays a part of an order; zero where it does not.
pub(super) fn paying_ratio(programme: &Programme) -> Rate {
    let terms = programme.pay_with_points.as_ref();
    terms
        .and_then(|terms| Rate::new(terms.amount.0, terms.points))
        .unwrap_or(Rate::ZERO)
}

/// What a point is worth at best.
pub(super) fn point_worth(programme: &Programme, usual: Minor) -> Rate {
    let rewards = programme.rewards.iter().map(|reward| ratio(reward, usual));
    rewards.fold(paying_ratio(programme), |best, next| {
        if next.exceeds(best) { next } else { best }
    })
}
