//! Everything that applies to a basket, decided together: promotions, vouchers, stamps, points.
//!
//! The till, its preview and the programme editor in the browser call this one function, so a
//! preview cannot differ from what is rung up.
//!
//! Neither the order of the rules nor that of the lines matters, because neither is used: lines
//! are sorted by what they are ([`basket`]), promotions by their keys, vouchers by their codes,
//! and points are added as exact fractions in an order of their own. What is shared out over
//! lines goes by largest remainder over the sorted lines ([`share`]). Only the steps of the trace
//! follow the document.
//!
//! The discounts of an order, one on top of the other:
//! 1. the merchant's own discount, as it came with the order;
//! 2. promotions on items, each worked out on the price after 1, together at most that price;
//!    of a group only one, chosen so that the customer pays least ([`choose`]);
//! 3. vouchers for items, each on a unit of its own that costs something;
//! 4. of all discounts on the whole order, promotions and vouchers alike, the best one;
//! 5. the stack is cut to the most that one order may take off, then to the merchant's margin.
//!
//! What is left may be paid with points, then with gift cards and store credit; what these pay earns
//! no points. Gift cards are money: they pay of the total, and leave it as it is.
//!
//! A promotion's minimum is compared with what is left after the discounts that come before it:
//! for items after 1 and the other promotions of 2, for the whole order after 3.

mod basket;
mod bounds;
mod choose;
mod cut;
mod offers;
mod outcome;
mod pay;
mod share;
mod stack;
#[cfg(test)]
mod tests;
mod vouchers;

use std::collections::HashMap;

use crate::{
    condition::Moment,
    earning::{self, Sale},
    explain::{Step, Trace},
    limit::Used,
    money::Minor,
    order::Order,
    programme::Programme,
    promotion::OneTimeCode,
    purse::{Payer, Payment},
    rate::Rate,
    rejection::Rejection,
    reward::{Reward, Voucher},
    state::Activity,
    tier::Progress,
    time::Day,
};

pub(crate) use basket::Basket;

/// What is judged: an order, and all that is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The rules.
    pub programme: &'a Programme,
    /// The purchase.
    pub order: &'a Order,
    /// When and where.
    pub moment: Moment<'a>,
    /// The vouchers handed over, found and good.
    pub vouchers: &'a [Voucher],
    /// Where the member stood before the order.
    pub tier: Option<&'a Progress>,
    /// The fraction of a point kept from the order before.
    pub carry: Rate,
    /// What the member did of late.
    pub activity: &'a Activity,
    /// The one-time codes quoted, found and good, by code.
    pub one_time: &'a [OneTimeCode],
    /// How often each promotion was used, by key.
    pub used: &'a HashMap<String, Used>,
    /// The most points to pay with.
    pub pay_points: i64,
    /// Gift cards and store credit to pay with, in this order.
    pub payers: &'a [Payer],
}

/// What an order comes to, before anything is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Sum of the lines.
    pub subtotal: Minor,
    /// What is to pay.
    pub total: Minor,
    /// What promotions took off.
    pub promoted: Minor,
    /// What vouchers took off.
    pub redeemed: Minor,
    /// Points that paid a part.
    pub points_paid: i64,
    /// What they paid.
    pub paid_with_points: Minor,
    /// What gift cards and store credit pay of `total`.
    pub cards: Vec<Payment>,
    /// What promotions and vouchers took off each line, in the order of the order's lines.
    pub line_discounts: Vec<Minor>,
    /// Promotions used, with what each took off, by key.
    pub promotions: Vec<(String, Minor)>,
    /// One-time codes used, one a promotion.
    pub one_time: Vec<OneTimeCode>,
    /// Vouchers used, with what each took off.
    pub vouchers: Vec<(Voucher, Minor)>,
    /// Stamps given, by card, by key.
    pub stamps: Vec<(String, i64)>,
    /// Vouchers to make for later orders, by the key of their promotion.
    pub coupons: Vec<Coupon>,
    /// Whole points.
    pub points: i64,
    /// The fraction of a point to keep for the next order.
    pub carry: Rate,
    /// Why.
    pub trace: Trace,
}

/// A voucher to make for a later order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// What it gives, for no points.
    pub reward: Reward,
    /// The last day on which it can be used.
    pub until: Day,
    /// Whether it gets a code of initials and a number.
    pub order_code: bool,
}

/// Judges an order.
///
/// # Errors
/// [`Rejection::VoucherNotValid`] for a public code that is not good, and
/// [`Rejection::VoucherDoesNotApply`] for a voucher with nothing to apply to.
pub fn evaluate(case: &Case<'_>) -> Result<Evaluation, Rejection> {
    let basket = Basket::of(case.order);
    let verdicts = offers::judge(case, &basket)?;
    let mut stack = choose::best(case, &basket, &verdicts)?;
    let cuts = cut::to_bounds(case, &basket, &mut stack);
    let outcome = outcome::of(case, &basket, &verdicts, &stack);
    let paid = pay::with_points(case, &basket, &stack)?;
    let (promoted, redeemed) = (sum(&outcome.promoted), sum(&outcome.redeemed));
    let total = case.order.total(promoted.plus(redeemed).plus(paid.amount));
    let (cards, told) = pay::with_cards(case, total);
    let by_cards = cards.iter().map(|payment| payment.amount).sum();
    let sale = Sale {
        basket: &basket,
        promoted: &outcome.promoted,
        redeemed: &outcome.redeemed,
        paid: &paid.by_line,
        gift_card: case.order.gift_card.plus(by_cards),
    };
    let earned = earning::earn(case, &sale);
    let off: Vec<i64> = basket
        .net
        .iter()
        .zip(&stack.left)
        .map(|(net, left)| net - left)
        .collect();
    let mut steps: Vec<Step> = outcome.steps;
    steps.extend(cuts);
    steps.extend(paid.step);
    steps.extend(told);
    steps.extend(earned.trace.steps);
    Ok(Evaluation {
        subtotal: case.order.subtotal(),
        total,
        points_paid: paid.points,
        paid_with_points: paid.amount,
        cards,
        promoted,
        redeemed,
        line_discounts: basket.by_line_of_order(&off),
        one_time: one_time(case, &outcome.promotions, &outcome.stamps),
        promotions: outcome.promotions,
        vouchers: outcome.vouchers,
        stamps: outcome.stamps,
        coupons: outcome.coupons,
        points: earned.points,
        carry: earned.carry,
        trace: Trace { steps },
    })
}

/// Of the one-time codes, the first of each promotion that did something.
fn one_time(
    case: &Case<'_>,
    promotions: &[(String, Minor)],
    stamps: &[(String, i64)],
) -> Vec<OneTimeCode> {
    let had = |key: &String| {
        let mut used = promotions.iter().map(|(used, _)| used);
        used.any(|used| used == key) || stamps.iter().any(|(card, _)| card == key)
    };
    let mut used: Vec<OneTimeCode> = Vec::new();
    for code in case.one_time.iter().filter(|code| had(&code.promotion)) {
        if !used.iter().any(|other| other.promotion == code.promotion) {
            used.push(code.clone());
        }
    }
    used
}

fn sum(amounts: &[i64]) -> Minor {
    Minor(amounts.iter().sum())
}

/// Judges an order by nobody in particular, on `day`: what the programme editor shows.
///
/// # Errors
/// As [`evaluate`].
pub fn preview(
    programme: &Programme,
    order: &Order,
    tier: Option<&Progress>,
    day: Day,
) -> Result<Evaluation, Rejection> {
    evaluate(&Case {
        programme,
        order,
        moment: Moment {
            tier: tier.map(|it| it.key.as_str()),
            ..Moment::on(day)
        },
        vouchers: &[],
        one_time: &[],
        tier,
        carry: Rate::ZERO,
        activity: &Activity::default(),
        used: &HashMap::new(),
        pay_points: 0,
        payers: &[],
    })
}
