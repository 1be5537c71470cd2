//! What counts, what it gives, and how it is explained.

use std::collections::HashMap;

use super::*;
use crate::{
    condition::Moment,
    evaluate::Evaluation,
    order::{Order, OrderSource},
    programme::{Base, Programme},
    state::Activity,
    tier::Progress,
    time::Day,
};

fn rule(key: &str, points: i64, per: i64, base: Base) -> EarningRule {
    let kind = EarningKind::Spend {
        points,
        per: Minor(per),
        base,
    };
    EarningRule::new(key, key, kind)
}

fn programme(earning: Vec<EarningRule>) -> Programme {
    Programme {
        name: "Shop".to_owned(),
        earning,
        carry_fractions: true,
        ..Programme::default()
    }
}

/// Judges an order by somebody of whom no more is known.
fn evaluate(
    programme: &Programme,
    order: &Order,
    tier: Option<&Progress>,
    carry: Rate,
) -> Evaluation {
    crate::evaluate::evaluate(&Case {
        programme,
        order,
        moment: Moment::on(Day(20_000)),
        vouchers: &[],
        tier,
        carry,
        activity: &Activity::default(),
        used: &HashMap::new(),
        pay_points: 0,
        payers: &[],
        one_time: &[],
    })
    .unwrap()
}

fn sale(total: i64) -> Order {
    Order::of_amount(OrderSource::Till, Minor(total))
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn earned(rules: &Programme, order: &Order, carry: &str) -> (i64, String) {
    let earned = evaluate(rules, order, None, rate(carry));
    (earned.points, earned.carry.to_string())
}

#[test]
fn each_part_of_an_order_counts_as_the_base_says() {
    let mut order = sale(10_000);
    order.discount = Minor(1_000);
    order.tax = Minor(1_500);
    order.shipping = Minor(500);
    order.gift_card = Minor(2_000);
    let counted = |change: fn(&mut Base)| {
        let mut base = Base::default();
        change(&mut base);
        base.of(&order, Minor::ZERO, Minor(700), order.gift_card).0
    };
    assert_eq!(counted(|_| ()), 6_300);
    assert_eq!(counted(|base| base.after_discounts = false), 7_300);
    assert_eq!(counted(|base| base.redeemed = true), 7_000);
    assert_eq!(counted(|base| base.tax = false), 4_800);
    assert_eq!(counted(|base| base.shipping = true), 6_800);
    assert_eq!(counted(|base| base.gift_cards = true), 8_300);
}

#[test]
fn an_order_paid_by_gift_card_earns_nothing_shipping_included() {
    let mut order = sale(1_000);
    (order.shipping, order.gift_card) = (Minor(500), Minor(1_500));
    let base = Base {
        shipping: true,
        ..Base::default()
    };
    assert_eq!(
        base.of(&order, Minor::ZERO, Minor::ZERO, order.gift_card),
        Minor::ZERO
    );
}

#[test]
fn rules_are_added_exactly_and_rounded_once() {
    let third = |key| rule(key, 1, 300, Base::default());
    let rules = programme(vec![third("a"), third("b"), third("c")]);
    assert_eq!(earned(&rules, &sale(100), "0"), (1, "0".to_owned()));
    assert_eq!(earned(&rules, &sale(250), "0.5"), (3, "0".to_owned()));
}

#[test]
fn a_fraction_is_kept_only_if_the_merchant_says_so() {
    let mut rules = programme(vec![rule("a", 1, 1_000, Base::default())]);
    assert_eq!(earned(&rules, &sale(26_500), "0"), (26, "0.5".to_owned()));
    assert_eq!(earned(&rules, &sale(26_500), "0.5"), (27, "0".to_owned()));
    rules.carry_fractions = false;
    assert_eq!(earned(&rules, &sale(26_500), "0.5"), (26, "0".to_owned()));
}

#[test]
fn every_rule_is_named_with_what_it_gave_or_why_not() {
    let before_discounts = Base {
        after_discounts: false,
        ..Base::default()
    };
    let mut large = rule("large", 5, 100, Base::default());
    large.minimum = Minor(10_000);
    let rules = programme(vec![
        rule("net", 1, 100, Base::default()),
        rule("gross", 1, 100, before_discounts),
        large,
    ]);
    let mut order = sale(10_000);
    order.discount = Minor(10_000);
    let steps = |order: &Order| evaluate(&rules, order, None, Rate::ZERO).trace.steps;
    let named = |rule: &str| (rule.to_owned(), rule.to_owned());
    let nothing = |(rule, name)| Step::NothingCounts { rule, name };
    let gave = |(rule, name), base, exact: &str| Step::Gave {
        rule,
        name,
        base: Minor(base),
        exact: rate(exact),
    };
    let free = [
        nothing(named("net")),
        gave(named("gross"), 10_000, "100"),
        nothing(named("large")),
    ];
    assert_eq!(steps(&order), free);
    order.discount = Minor(1);
    let (rule, name) = named("large");
    let below = Step::BelowMinimum {
        rule,
        name,
        base: Minor(9_999),
        minimum: Minor(10_000),
    };
    assert_eq!(steps(&order)[2], below);
    order.discount = Minor::ZERO;
    assert_eq!(steps(&order)[2], gave(named("large"), 10_000, "500"));
}

#[test]
fn a_tier_multiplies_the_sum_but_not_what_was_carried() {
    let rules = programme(vec![rule("a", 1, 100, Base::default())]);
    let gold = Progress {
        level: 1,
        key: "gold".to_owned(),
        name: "Gold".to_owned(),
        multiplier: rate("1.5"),
        spend: Minor::ZERO,
        basis: Default::default(),
        next: None,
    };
    let earned = evaluate(&rules, &sale(150), Some(&gold), rate("0.5"));
    assert_eq!((earned.points, earned.carry), (2, rate("0.75")));
    let last = &earned.trace.steps[1..];
    let multiplied = Step::TierMultiplied {
        tier: "Gold".to_owned(),
        by: rate("1.5"),
    };
    let carried = Step::CarriedIn { exact: rate("0.5") };
    let rounded = Step::Rounded {
        exact: rate("2.75"),
        points: 2,
        kept: true,
    };
    assert_eq!(last, [multiplied, carried, rounded]);
}

#[test]
fn the_largest_order_is_still_counted_exactly() {
    let rules = programme(vec![
        rule("a", 3, 1_000, Base::default()),
        rule("b", 1, 700, Base::default()),
    ]);
    let (points, carry) = earned(&rules, &sale(Minor::MAX.0 - 1), "0");
    // 3 * (10^12 - 1) / 1,000 + (10^12 - 1) / 700
    assert_eq!((points, carry.as_str()), (4_428_571_428, "0.567"));
}

#[test]
fn rules_that_divide_by_nothing_give_nothing() {
    let rules = programme(vec![rule("a", 1, 0, Base::default())]);
    assert_eq!(earned(&rules, &sale(100), "0"), (0, "0".to_owned()));
}
