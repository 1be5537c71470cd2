//! What pays an order: points, exact money and no point more than it takes; then gift cards and
//! store credit, as far as they go.

use super::{Case, basket::Basket, share::share_out, stack::Stack};
use crate::{
    explain::Step,
    money::Minor,
    purse::{Payer, Payment},
    rejection::Rejection,
};

/// What points pay of an order.
#[derive(Debug, Default)]
pub(super) struct Paid {
    /// Points that it takes.
    pub points: i64,
    /// What they pay.
    pub amount: Minor,
    /// What they pay of each line of the basket.
    pub by_line: Vec<i64>,
    /// What was done.
    pub step: Option<Step>,
}

/// Pays with up to `case.pay_points`, after all discounts. Shipping and what a gift card pays are
/// not paid with points.
///
/// # Errors
/// [`Rejection::NoPayingWithPoints`] and [`Rejection::TooFewToPay`].
pub(super) fn with_points(
    case: &Case<'_>,
    basket: &Basket<'_>,
    stack: &Stack,
) -> Result<Paid, Rejection> {
    let nothing = || Paid {
        by_line: vec![0; basket.net.len()],
        ..Paid::default()
    };
    if case.pay_points <= 0 {
        return Ok(nothing());
    }
    let terms = case.programme.pay_with_points.as_ref();
    let terms = terms.ok_or(Rejection::NoPayingWithPoints)?;
    if case.pay_points < terms.minimum_points {
        return Err(Rejection::TooFewToPay {
            minimum: terms.minimum_points,
        });
    }
    let to_pay = Minor(stack.to_pay());
    let open = to_pay
        .plus(case.order.shipping)
        .minus_down_to_zero(case.order.gift_card);
    let amount = terms
        .amount_for(case.pay_points)
        .min(terms.most_of(to_pay))
        .min(open);
    if amount.0 == 0 {
        return Ok(nothing());
    }
    let points = terms.points_for(amount);
    Ok(Paid {
        points,
        amount,
        by_line: share_out(amount.0, &stack.left),
        step: Some(Step::PaidWithPoints { points, amount }),
    })
}

/// Pays what is left of `total`, shipping and all, with gift cards and store credit, in their
/// order. A gift card of another system, which came with the order, has paid before.
pub(super) fn with_cards(case: &Case<'_>, total: Minor) -> (Vec<Payment>, Vec<Step>) {
    let mut open = total.minus_down_to_zero(case.order.gift_card);
    let pay = |payer: &Payer| {
        let amount = payer.balance.min(open);
        open = open.minus(amount);
        Payment {
            purse: payer.purse,
            ending: payer.ending.clone(),
            amount,
            left: payer.balance.minus(amount),
        }
    };
    let payments: Vec<Payment> = case.payers.iter().map(pay).collect();
    let tell = |payment: &Payment| Step::PaidWithCard {
        ending: payment.ending.clone(),
        amount: payment.amount,
        left: payment.left,
    };
    let steps = payments.iter().map(tell).collect();
    (payments, steps)
}
