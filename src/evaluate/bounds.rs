//! A promotion's own bounds: its minimum, its maximum, what is left of its budget.

use super::{Case, basket::Basket, offers::ItemOffer, share::share_out};
use crate::{
    explain::PromotionOut,
    money::Minor,
    promotion::{Off, Promotion},
};

/// What is taken off, by line, within the promotion's own bounds.
pub(super) fn collect(
    promotion: &Promotion,
    case: &Case<'_>,
    basket: &Basket<'_>,
    lines: Vec<usize>,
    offs: &[Off],
    stamps: i64,
) -> ItemOffer {
    let mut off = vec![0; basket.lines.len()];
    let mut free = vec![0; basket.lines.len()];
    for one in offs {
        off[one.line] += one.amount;
        free[one.line] += one.free;
    }
    let sum: i64 = off.iter().sum();
    let amount = sum.min(most(promotion, case));
    if amount < sum {
        off = share_out(amount, &off);
        free.fill(0);
    }
    ItemOffer {
        lines,
        off,
        free,
        amount,
        stamps,
    }
}

/// The most that a promotion takes off this order: its own maximum, and what is left of its
/// budget.
pub(super) fn most(promotion: &Promotion, case: &Case<'_>) -> i64 {
    let used = case.used.get(&promotion.key).copied().unwrap_or_default();
    let bounds = [promotion.at_most, promotion.limits.left(used)];
    bounds
        .into_iter()
        .flatten()
        .map(|bound| bound.0.max(0))
        .min()
        .unwrap_or(i64::MAX)
}

/// Why what counts does not reach the promotion's minimum once `taken` is off its lines (empty:
/// nothing); `None` when it does.
pub(super) fn below_minimum(
    promotion: &Promotion,
    basket: &Basket<'_>,
    lines: &[usize],
    taken: &[i64],
) -> Option<PromotionOut> {
    if promotion.minimum.0 <= 0 {
        return None;
    }
    let off = |line: usize| taken.get(line).copied().unwrap_or(0);
    let sum: i64 = lines
        .iter()
        .map(|line| basket.net[*line] - off(*line))
        .sum();
    let tax = if promotion.minimum_before_tax {
        basket.tax_in(sum)
    } else {
        0
    };
    let amount = Minor(sum - tax);
    (amount < promotion.minimum).then_some(PromotionOut::BelowMinimum {
        amount,
        minimum: promotion.minimum,
    })
}
