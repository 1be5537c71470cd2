//! What the stack of discounts means for each promotion and voucher, told step by step.

use super::{
    Case, Coupon,
    basket::Basket,
    bounds::below_minimum,
    offers::Verdict,
    stack::{Source, Stack},
};
use crate::{
    explain::{PromotionOut, Step},
    money::Minor,
    order::OrderSource,
    promotion::{Promotion, PromotionKind},
    reward::{Reward, Voucher},
};

/// What the discounts and stamps of an order come to.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// What promotions took off each line of the basket.
    pub promoted: Vec<i64>,
    /// What vouchers took off each line of the basket.
    pub redeemed: Vec<i64>,
    pub promotions: Vec<(String, Minor)>,
    pub vouchers: Vec<(Voucher, Minor)>,
    pub stamps: Vec<(String, i64)>,
    pub coupons: Vec<Coupon>,
    pub steps: Vec<Step>,
}

pub(super) fn of(
    case: &Case<'_>,
    basket: &Basket<'_>,
    verdicts: &[Verdict],
    stack: &Stack,
) -> Outcome {
    let mut outcome = Outcome {
        promoted: vec![0; basket.net.len()],
        redeemed: vec![0; basket.net.len()],
        ..Outcome::default()
    };
    for applied in &stack.applied {
        let by_line = match applied.source {
            Source::Promotion(_) => &mut outcome.promoted,
            Source::Voucher(_) => &mut outcome.redeemed,
        };
        for (all, off) in by_line.iter_mut().zip(&applied.by_line) {
            *all += off;
        }
    }
    tell_vouchers(case, stack, &mut outcome);
    for (index, verdict) in verdicts.iter().enumerate() {
        tell_promotion(case, basket, verdict, index, stack, &mut outcome);
    }
    outcome.promotions.sort();
    outcome.stamps.sort();
    outcome
        .coupons
        .sort_by(|a, b| a.reward.key.cmp(&b.reward.key));
    outcome
}

fn tell_vouchers(case: &Case<'_>, stack: &Stack, outcome: &mut Outcome) {
    for applied in &stack.applied {
        if let Source::Voucher(index) = applied.source {
            let voucher = &case.vouchers[index];
            let discount = Minor(applied.amount);
            outcome.steps.push(Step::VoucherUsed {
                name: voucher.reward.name.clone(),
                discount,
            });
            outcome.vouchers.push((voucher.clone(), discount));
        }
    }
    for index in &stack.handed_over {
        let voucher = &case.vouchers[*index];
        let name = voucher.reward.name.clone();
        outcome.steps.push(Step::HandedOver { name });
        outcome.vouchers.push((voucher.clone(), Minor::ZERO));
    }
    for (index, because) in &stack.vouchers_out {
        outcome.steps.push(Step::VoucherLeftOut {
            name: case.vouchers[*index].reward.name.clone(),
            because: *because,
        });
    }
}

fn tell_promotion(
    case: &Case<'_>,
    basket: &Basket<'_>,
    verdict: &Verdict,
    index: usize,
    stack: &Stack,
    outcome: &mut Outcome,
) {
    let promotion = &case.programme.promotions[index];
    let out = stack.promotions_out.iter().find(|(out, _)| *out == index);
    match (verdict, out) {
        (Verdict::Out(why), _) | (Verdict::Items(_) | Verdict::Whole, Some((_, why))) => {
            leave_out(promotion, *why, outcome);
        }
        (Verdict::Items(offer), None) => {
            used(promotion, index, stack, outcome);
            stamp(case, promotion, offer.stamps, outcome);
        }
        (Verdict::Whole, None) => used(promotion, index, stack, outcome),
        (Verdict::Stamp(stamps), _) => stamp(case, promotion, *stamps, outcome),
        (Verdict::Coupon, _) => coupon(case, basket, promotion, stack, outcome),
    }
}

fn leave_out(promotion: &Promotion, because: PromotionOut, outcome: &mut Outcome) {
    outcome.steps.push(Step::PromotionLeftOut {
        promotion: promotion.key.clone(),
        name: promotion.name.clone(),
        because,
    });
}

fn used(promotion: &Promotion, index: usize, stack: &Stack, outcome: &mut Outcome) {
    let applied = stack.applied.iter();
    let amount = applied
        .filter(|applied| applied.source == Source::Promotion(index))
        .map(|applied| applied.amount)
        .sum();
    let discount = Minor(amount);
    outcome.steps.push(Step::PromotionUsed {
        promotion: promotion.key.clone(),
        name: promotion.name.clone(),
        discount,
    });
    outcome.promotions.push((promotion.key.clone(), discount));
}

fn stamp(case: &Case<'_>, promotion: &Promotion, stamps: i64, outcome: &mut Outcome) {
    let PromotionKind::StampCard(card) = &promotion.kind else {
        return;
    };
    let all = case.activity.stamps_on(&promotion.key) + stamps;
    outcome.steps.push(Step::Stamped {
        card: promotion.key.clone(),
        name: promotion.name.clone(),
        stamps,
        filled: card.filled(all),
        size: card.size(),
    });
    outcome.stamps.push((promotion.key.clone(), stamps));
}

/// A voucher for a later order, if what counts is still enough after all discounts. An order read
/// from a file makes none: nobody is there to take it.
fn coupon(
    case: &Case<'_>,
    basket: &Basket<'_>,
    promotion: &Promotion,
    stack: &Stack,
    outcome: &mut Outcome,
) {
    let PromotionKind::NextOrder {
        gives,
        valid_days,
        order_code,
    } = &promotion.kind
    else {
        return;
    };
    let lines = basket.matching(&promotion.which);
    let taken: Vec<i64> = basket
        .net
        .iter()
        .zip(&stack.left)
        .map(|(net, left)| net - left)
        .collect();
    let why = below_minimum(promotion, basket, &lines, &taken)
        .or_else(|| (case.order.source == OrderSource::Import).then_some(PromotionOut::NoVoucher));
    if let Some(why) = why {
        return leave_out(promotion, why, outcome);
    }
    let until = case.moment.day.plus_days(i32::from(*valid_days));
    outcome.steps.push(Step::CouponMade {
        promotion: promotion.key.clone(),
        name: promotion.name.clone(),
        until,
    });
    outcome
        .promotions
        .push((promotion.key.clone(), Minor::ZERO));
    outcome.coupons.push(Coupon {
        reward: Reward::of_promotion(promotion, gives, *valid_days),
        until,
        order_code: *order_code,
    });
}
