//! The discounts of one choice of promotions, one on top of the other.
//!
//! Items first, then vouchers for items, then the best of the discounts on the whole order.

use super::{
    Case,
    basket::Basket,
    bounds::{below_minimum, most},
    offers::{ItemOffer, Verdict},
    share::share_out,
    vouchers,
};
use crate::{
    explain::{LeftOut, PromotionOut},
    money::Minor,
    promotion::{Promotion, PromotionKind, percent_of},
    rejection::Rejection,
    time::Day,
};

/// Whose discount it is, by its place in the programme or among the vouchers handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Promotion(usize),
    Voucher(usize),
}

/// A discount with what it takes off each line.
#[derive(Debug, Clone)]
pub(super) struct Applied {
    pub source: Source,
    pub by_line: Vec<i64>,
    pub amount: i64,
}

/// The discounts on a basket so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Stack {
    pub applied: Vec<Applied>,
    pub promotions_out: Vec<(usize, PromotionOut)>,
    pub vouchers_out: Vec<(usize, LeftOut)>,
    /// Vouchers that take nothing off: something is handed over for them.
    pub handed_over: Vec<usize>,
    /// What is still to pay, by line.
    pub left: Vec<i64>,
    /// Units that cost nothing by now, by line.
    pub free: Vec<i64>,
}

impl Stack {
    /// What is still to pay.
    pub fn to_pay(&self) -> i64 {
        self.left.iter().sum()
    }

    /// What all discounts take off.
    pub fn off(&self) -> i64 {
        self.applied.iter().map(|applied| applied.amount).sum()
    }

    /// Takes amounts off the lines, as far as they hold them, and says how much that was.
    pub fn take(&mut self, source: Source, wanted: &[i64]) -> i64 {
        let by_line: Vec<i64> = wanted
            .iter()
            .zip(&self.left)
            .map(|(wanted, left)| *wanted.min(left))
            .collect();
        let amount = by_line.iter().sum();
        if amount > 0 {
            for (left, off) in self.left.iter_mut().zip(&by_line) {
                *left -= off;
            }
            self.applied.push(Applied {
                source,
                by_line,
                amount,
            });
        }
        amount
    }
}

/// The discounts when, of the promotions on items, those of `chosen` are used.
///
/// # Errors
/// [`Rejection::VoucherDoesNotApply`] for a voucher with nothing to apply to.
pub(super) fn build(
    case: &Case<'_>,
    basket: &Basket<'_>,
    verdicts: &[Verdict],
    chosen: &[(usize, &ItemOffer)],
) -> Result<Stack, Rejection> {
    let mut stack = items(case, basket, chosen.to_vec());
    if !case.vouchers.is_empty() {
        vouchers::for_items(case, basket, &mut stack)?;
    }
    whole_order(case, basket, verdicts, &mut stack);
    Ok(stack)
}

/// The promotions on items. Each is worked out on the price before promotions, and together they
/// take no more off a line than it costs. One whose minimum the others leave unmet goes; of
/// several such the smallest goes first, then it is asked again.
fn items(case: &Case<'_>, basket: &Basket<'_>, mut chosen: Vec<(usize, &ItemOffer)>) -> Stack {
    let mut out = Vec::new();
    loop {
        let mut stack = Stack {
            left: basket.net.clone(),
            free: vec![0; basket.net.len()],
            ..Stack::default()
        };
        for (index, offer) in &chosen {
            if stack.take(Source::Promotion(*index), &offer.off) == 0 {
                stack
                    .promotions_out
                    .push((*index, PromotionOut::NothingLeft));
            } else {
                for (all, free) in stack.free.iter_mut().zip(&offer.free) {
                    *all += free;
                }
            }
        }
        let unmet = chosen
            .iter()
            .enumerate()
            .filter_map(|(place, (index, offer))| {
                let promotion = &case.programme.promotions[*index];
                let why = below_minimum(
                    promotion,
                    basket,
                    &offer.lines,
                    &others(&stack, basket, *index),
                )?;
                Some(((offer.amount, &promotion.key), place, why))
            });
        let smallest = unmet.min_by(|(one, ..), (other, ..)| one.cmp(other));
        let Some((_, place, why)) = smallest else {
            stack.promotions_out.append(&mut out);
            return stack;
        };
        out.push((chosen.remove(place).0, why));
    }
}

/// What all but one promotion take off each line.
fn others(stack: &Stack, basket: &Basket<'_>, index: usize) -> Vec<i64> {
    let own = stack
        .applied
        .iter()
        .find(|applied| applied.source == Source::Promotion(index));
    let taken = basket.net.iter().zip(&stack.left).enumerate();
    taken
        .map(|(line, (net, left))| net - left - own.map_or(0, |own| own.by_line[line]))
        .collect()
}

/// One of several discounts on the whole order. The best comes first; of equal ones the one that
/// costs fewer points, then the one that expires first, then by name.
struct WholeOrder<'a> {
    source: Source,
    discount: i64,
    rank: (i64, Day, &'a str),
}

fn whole_order(case: &Case<'_>, basket: &Basket<'_>, verdicts: &[Verdict], stack: &mut Stack) {
    let left = stack.to_pay();
    let mut rivals = Vec::new();
    let taken: Vec<i64> = basket
        .net
        .iter()
        .zip(&stack.left)
        .map(|(net, left)| net - left)
        .collect();
    let every: Vec<usize> = (0..basket.net.len()).collect();
    for (index, promotion) in case.programme.promotions.iter().enumerate() {
        if !matches!(verdicts[index], Verdict::Whole) {
            continue;
        }
        match below_minimum(promotion, basket, &every, &taken) {
            Some(why) => stack.promotions_out.push((index, why)),
            None => rivals.push(WholeOrder {
                source: Source::Promotion(index),
                discount: whole_discount(promotion, left).min(most(promotion, case)),
                rank: (0, Day::MIN, &promotion.key),
            }),
        }
    }
    for (index, voucher) in case.vouchers.iter().enumerate() {
        let reward = &voucher.reward;
        if reward.kind.is_whole_order() {
            let discount = reward
                .kind
                .discount_on(&reward.name, basket.order, Minor(left));
            rivals.push(WholeOrder {
                source: Source::Voucher(index),
                discount: discount.unwrap_or_default().0,
                rank: (reward.points, voucher.expires_on, voucher.code.as_str()),
            });
        }
    }
    rivals.sort_by(|a, b| (-a.discount, a.rank).cmp(&(-b.discount, b.rank)));
    for (place, rival) in rivals.into_iter().enumerate() {
        let nothing = rival.discount <= 0;
        if place == 0 && !nothing {
            let parts = share_out(rival.discount, &stack.left);
            stack.take(rival.source, &parts);
            continue;
        }
        match rival.source {
            Source::Promotion(index) if nothing => {
                stack
                    .promotions_out
                    .push((index, PromotionOut::NothingLeft));
            }
            Source::Promotion(index) => {
                stack
                    .promotions_out
                    .push((index, PromotionOut::BetterOneApplies));
            }
            Source::Voucher(index) if nothing => {
                stack.vouchers_out.push((index, LeftOut::NothingLeft));
            }
            Source::Voucher(index) => {
                stack.vouchers_out.push((index, LeftOut::BetterOneApplies));
            }
        }
    }
}

fn whole_discount(promotion: &Promotion, left: i64) -> i64 {
    match promotion.kind {
        PromotionKind::PercentOff { percent } => percent_of(percent, left),
        PromotionKind::AmountOff { amount } => amount.0.min(left),
        _ => 0,
    }
}
