//! The stack cut down: to the most that one order may take off, and to the merchant's margin.

use super::{
    Case,
    basket::Basket,
    share::share_out,
    stack::{Applied, Source, Stack},
};
use crate::{
    explain::{LeftOut, PromotionOut, Step},
    money::Minor,
};

/// Cuts the stack, and says by how much and why.
pub(super) fn to_bounds(case: &Case<'_>, basket: &Basket<'_>, stack: &mut Stack) -> Vec<Step> {
    let mut steps = Vec::new();
    if stack.applied.is_empty() {
        return steps;
    }
    if let Some(limit) = case.programme.order_limit.of(basket.order.subtotal())
        && let Some(by) = cut(case, stack, limit.0)
    {
        steps.push(Step::CutToLimit { limit, by });
    }
    let guard = case.programme.margin.as_ref();
    if let Some(guard) = guard.filter(|guard| guard.overridden.is_none())
        && let Some(by) = cut(case, stack, guard.most_off(basket.order).0)
    {
        steps.push(Step::CutToMargin {
            floor_percent: guard.floor_percent,
            by,
        });
    }
    steps
}

/// Cuts all discounts together to `allowed`: promotions first, in proportion, then vouchers, which
/// somebody paid for with points. Says by how much, if at all.
fn cut(case: &Case<'_>, stack: &mut Stack, allowed: i64) -> Option<Minor> {
    let over = stack.off() - allowed.max(0);
    if over <= 0 {
        return None;
    }
    let is_promotion = |applied: &Applied| matches!(applied.source, Source::Promotion(_));
    let (mut promotions, mut vouchers): (Vec<Applied>, Vec<Applied>) =
        std::mem::take(&mut stack.applied)
            .into_iter()
            .partition(is_promotion);
    let promoted: i64 = promotions.iter().map(|applied| applied.amount).sum();
    shrink(
        case,
        &mut promotions,
        promoted - over.min(promoted),
        &mut stack.left,
    );
    let redeemed: i64 = vouchers.iter().map(|applied| applied.amount).sum();
    let rest = over - over.min(promoted);
    shrink(case, &mut vouchers, redeemed - rest, &mut stack.left);
    promotions.append(&mut vouchers);
    for applied in promotions {
        match applied.source {
            _ if applied.amount > 0 => stack.applied.push(applied),
            Source::Promotion(index) => stack.promotions_out.push((index, PromotionOut::Cut)),
            Source::Voucher(index) => stack.vouchers_out.push((index, LeftOut::Cut)),
        }
    }
    Some(Minor(over))
}

/// Shrinks some discounts to `sum` together, and gives back to the lines what they lose.
fn shrink(case: &Case<'_>, discounts: &mut [Applied], sum: i64, left: &mut [i64]) {
    discounts.sort_by_key(|applied| name(case, applied.source));
    let amounts: Vec<i64> = discounts.iter().map(|applied| applied.amount).collect();
    for (applied, amount) in discounts.iter_mut().zip(share_out(sum, &amounts)) {
        let by_line = share_out(amount, &applied.by_line);
        for (place, (now, before)) in by_line.iter().zip(&applied.by_line).enumerate() {
            left[place] += before - now;
        }
        applied.by_line = by_line;
        applied.amount = amount;
    }
}

/// By what a discount is known, for an order that does not depend on the document's.
fn name<'a>(case: &Case<'a>, source: Source) -> &'a str {
    match source {
        Source::Promotion(index) => &case.programme.promotions[index].key,
        Source::Voucher(index) => case.vouchers[index].code.as_str(),
    }
}
