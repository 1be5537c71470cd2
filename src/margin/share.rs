//! What share of a price one promotion takes off at worst.

use super::MarginGuard;
use crate::{
    money::Minor,
    promotion::{Promotion, PromotionKind, StampGives},
    rate::Rate,
    reward::RewardKind,
};

/// Shares are in millionths.
pub(super) const WHOLE: i64 = 1_000_000;

fn percent(percent: u8) -> i64 {
    i64::from(percent) * WHOLE / 100
}

/// The share of a price that a promotion on items takes off, in millionths.
pub(super) fn item_share(promotion: &Promotion, guard: &MarginGuard) -> Option<i64> {
    let share = match &promotion.kind {
        _ if promotion.is_whole_order() => return None,
        PromotionKind::PercentOff { percent: share } => percent(*share),
        PromotionKind::AmountOff { amount } => amount_share(*amount, promotion.minimum, guard),
        PromotionKind::BuyGet {
            buy,
            get,
            percent: share,
            ..
        } => {
            let all = i64::from(*buy) + i64::from(*get);
            percent(*share) * i64::from(*get) / all.max(1)
        }
        PromotionKind::Ladder { steps } => percent(steps.last().copied().unwrap_or(0)),
        PromotionKind::StampCard(card) => {
            let given = card.rewards.iter().map(|reward| match reward.gives {
                StampGives::Percent { percent: share } => percent(share),
                StampGives::Amount { amount } => amount_share(amount, promotion.minimum, guard),
            });
            given.sum::<i64>() / card.size()
        }
        PromotionKind::NextOrder { .. } => return None,
    };
    Some(share)
}

/// The share of an order that a discount on the whole of it takes off, in millionths: also that of
/// a voucher from an earlier order.
pub(super) fn whole_share(promotion: &Promotion, guard: &MarginGuard) -> Option<i64> {
    match &promotion.kind {
        PromotionKind::PercentOff { percent: share } if promotion.is_whole_order() => {
            Some(percent(*share))
        }
        PromotionKind::AmountOff { amount } if promotion.is_whole_order() => {
            Some(amount_share(*amount, promotion.minimum, guard))
        }
        PromotionKind::NextOrder { gives, .. } => match gives {
            RewardKind::PercentOff { percent: share, .. } => Some(percent(*share)),
            other => other
                .fixed_worth()
                .map(|worth| amount_share(worth, Minor::ZERO, guard)),
        },
        _ => None,
    }
}

/// An amount as a share of the smallest order that gets it: its minimum or, without one, a usual
/// order. Of an order of unknown size it may be all.
fn amount_share(amount: Minor, minimum: Minor, guard: &MarginGuard) -> i64 {
    let order = if minimum.0 > 0 {
        minimum.0
    } else {
        guard.usual_order.map_or(0, |usual| usual.0)
    };
    Rate::new(amount.0, order).map_or(WHOLE, |share| share.of(WHOLE).min(WHOLE))
}
