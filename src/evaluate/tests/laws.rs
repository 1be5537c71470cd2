//! What holds for every basket and every set of rules.

use proptest::prelude::*;

use super::counter::{Counter, amount, basket, buy_get, card, line, percent, promotion};
use crate::{
    condition::Which,
    evaluate::Evaluation,
    explain::Step,
    margin::MarginGuard,
    money::Minor,
    order::{Order, OrderLine},
    programme::{Base, EarningKind, EarningRule},
    promotion::{OrderLimit, Promotion, PromotionKind, StampPer},
    reward::RewardKind,
};

const CATEGORIES: [&str; 3] = ["Tea", "Cake", "Cake / Pie"];

fn lines() -> impl Strategy<Value = Vec<OrderLine>> {
    let one = (
        0..5_usize,
        0..3_usize,
        1..6_i64,
        0..3_000_i64,
        prop::option::of(0..900_i64),
    );
    let one = one.prop_map(|(sku, category, quantity, total, cost)| OrderLine {
        unit_cost: cost.map(Minor),
        ..line(&format!("sku-{sku}"), CATEGORIES[category], quantity, total)
    });
    prop::collection::vec(one, 1..7)
}

fn orders() -> impl Strategy<Value = Order> {
    (lines(), 0..40_i64, 0..25_i64).prop_map(|(lines, discount, tax)| {
        let mut order = basket(&lines);
        let subtotal = order.subtotal().0;
        order.discount = Minor(subtotal * discount.max(20) / 100 - subtotal / 5);
        order.tax = Minor(subtotal * tax / 100);
        order
    })
}

fn which() -> impl Strategy<Value = Which> {
    prop_oneof![
        2 => Just(Which::default()),
        3 => (0..3_usize).prop_map(|index| Which::category(CATEGORIES[index])),
        1 => (0..5_usize).prop_map(|sku| Which {
            skus: vec![format!("sku-{sku}")],
            ..Which::default()
        }),
        1 => Just(Which {
            without_categories: vec!["Cake / Pie".to_owned()],
            ..Which::default()
        }),
    ]
}

fn kinds() -> impl Strategy<Value = PromotionKind> {
    prop_oneof![
        (1..60_u8).prop_map(percent),
        (1..1_500_i64).prop_map(amount),
        (1..4_u16, 1..3_u16, 1..=100_u8).prop_map(|(buy, get, share)| buy_get(buy, get, share)),
        prop::collection::vec(0..40_u8, 1..4).prop_map(|mut steps| {
            steps.sort_unstable();
            PromotionKind::Ladder { steps }
        }),
        (2..5_u16, 1..=100_u8).prop_map(|(at, share)| card(StampPer::Unit, &[(at, share)])),
        (2..4_u16).prop_map(|at| card(StampPer::Visit, &[(at, 50), (at + 2, 100)])),
        Just(PromotionKind::NextOrder {
            gives: RewardKind::AmountOff { amount: Minor(100) },
            valid_days: 10,
            order_code: false,
        }),
    ]
}

fn promotions() -> impl Strategy<Value = Vec<Promotion>> {
    let group = prop_oneof![3 => Just(None), 1 => Just(Some("a")), 1 => Just(Some("b"))];
    let minimum = prop_oneof![2 => Just(0), 1 => 1..4_000_i64];
    let at_most = prop::option::weighted(0.2, 1..800_i64);
    let one = (kinds(), which(), group, minimum, at_most, 0..3_i64);
    prop::collection::vec(one, 0..7).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let offers =
            numbered.map(
                |(index, (kind, which, group, minimum, at_most, units))| Promotion {
                    which,
                    group: group.map(str::to_owned),
                    minimum: Minor(minimum),
                    minimum_quantity: units,
                    at_most: at_most.map(Minor),
                    ..promotion(&format!("offer-{index}"), kind)
                },
            );
        offers.collect()
    })
}

fn earning() -> impl Strategy<Value = Vec<EarningRule>> {
    let kind = prop_oneof![
        (1..9_i64, 1..400_i64).prop_map(|(points, per)| EarningKind::Spend {
            points,
            per: Minor(per),
            base: Base::default(),
        }),
        (1..9_i64).prop_map(|points| EarningKind::Order { points }),
        (1..9_i64).prop_map(|points| EarningKind::Unit { points }),
    ];
    prop::collection::vec((kind, which(), 0..2_000_i64), 0..4).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let rules = numbered.map(|(index, (kind, which, minimum))| {
            let key = format!("rule-{index}");
            EarningRule {
                which,
                minimum: Minor(minimum),
                ..EarningRule::new(&key, &key, kind)
            }
        });
        rules.collect()
    })
}

fn guards() -> impl Strategy<Value = Option<MarginGuard>> {
    let guard = (0..60_u8, 0..=100_u8).prop_map(|(floor_percent, usual_percent)| MarginGuard {
        floor_percent,
        usual_percent,
        ..MarginGuard::default()
    });
    prop::option::of(guard)
}

fn counters() -> impl Strategy<Value = Counter> {
    let limit = prop::option::weighted(0.3, 10..60_u8);
    let stamps = 0..7_i64;
    (promotions(), earning(), guards(), limit, 0..4_usize, stamps).prop_map(
        |(promotions, earning, margin, percent, vouchers, stamps)| {
            let mut counter = Counter::with(promotions);
            for offer in &counter.programme.promotions {
                counter.activity.stamp(&offer.key, stamps);
            }
            counter.programme.earning = earning;
            counter.programme.margin = margin;
            counter.programme.carry_fractions = true;
            counter.programme.order_limit = OrderLimit {
                amount: None,
                percent,
            };
            let off = RewardKind::AmountOff { amount: Minor(300) };
            let tenth = RewardKind::PercentOff {
                percent: 10,
                at_most: None,
            };
            for kind in [off, tenth.clone(), tenth].into_iter().take(vouchers) {
                counter.hand_over(kind);
            }
            counter
        },
    )
}

/// An evaluation without what depends on the order of the document and of the lines.
fn sorted(mut judged: Evaluation, order: &Order) -> (Evaluation, Vec<String>, Vec<String>) {
    let steps = judged.trace.steps.iter().map(|step| format!("{step:?}"));
    let mut steps: Vec<String> = steps.collect();
    steps.sort();
    let lines = order.lines.iter().zip(&judged.line_discounts);
    let mut lines: Vec<String> = lines.map(|pair| format!("{pair:?}")).collect();
    lines.sort();
    judged.trace.steps.clear();
    judged.line_discounts.clear();
    judged.vouchers.sort_by(|a, b| a.0.code.cmp(&b.0.code));
    (judged, steps, lines)
}

fn shuffled() -> impl Strategy<Value = [(Counter, Order); 2]> {
    (counters(), orders()).prop_flat_map(|(counter, order)| {
        let others = (
            Just(counter.programme.promotions.clone()).prop_shuffle(),
            Just(counter.programme.earning.clone()).prop_shuffle(),
            Just(counter.vouchers.clone()).prop_shuffle(),
            Just(order.lines.clone()).prop_shuffle(),
        );
        others.prop_map(move |(promotions, earning, vouchers, lines)| {
            let mut other = counter.clone();
            other.programme.promotions = promotions;
            other.programme.earning = earning;
            other.vouchers = vouchers;
            let shuffled = Order {
                lines,
                ..order.clone()
            };
            [(counter.clone(), order.clone()), (other, shuffled)]
        })
    })
}

fn sum(amounts: impl IntoIterator<Item = Minor>) -> Minor {
    amounts.into_iter().sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_order_of_rules_lines_and_vouchers_changes_nothing(both in shuffled()) {
        let [one, other] = both.map(|(counter, order)| sorted(counter.judge(&order), &order));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn what_is_stated_is_what_is_taken_off_and_never_more_than_the_basket(
        counter in counters(), order in orders(),
    ) {
        let judged = counter.judge(&order);
        let off = judged.promoted.plus(judged.redeemed);
        prop_assert_eq!(sum(judged.line_discounts.clone()), off);
        prop_assert_eq!(sum(judged.promotions.iter().map(|(_, off)| *off)), judged.promoted);
        prop_assert_eq!(sum(judged.vouchers.iter().map(|(_, off)| *off)), judged.redeemed);
        let told = judged.trace.steps.iter().map(|step| match step {
            Step::PromotionUsed { discount, .. } | Step::VoucherUsed { discount, .. } => *discount,
            _ => Minor::ZERO,
        });
        prop_assert_eq!(sum(told), off);
        prop_assert_eq!(judged.total.plus(off), judged.subtotal.minus(order.discount));
        for (line, off) in order.lines.iter().zip(&judged.line_discounts) {
            prop_assert!(Minor::ZERO <= *off && *off <= line.total);
        }
        // Every rule says what it did: a step each.
        let named = |key: &str| judged.trace.steps.iter().any(|step| format!("{step:?}").contains(&format!("{key:?}")));
        prop_assert!(counter.programme.promotions.iter().all(|it| named(&it.key)));
        prop_assert!(counter.programme.earning.iter().all(|it| named(&it.key)));
    }

    #[test]
    fn the_margin_stays_at_the_floor_unless_the_order_was_below_it_anyway(
        counter in counters(), order in orders(),
    ) {
        let judged = counter.judge(&order);
        if let Some(guard) = &counter.programme.margin {
            let before_tax = |paid: i128| {
                let (tax, subtotal) = (i128::from(order.tax.0), i128::from(judged.subtotal.0));
                paid * (subtotal - tax)
            };
            let subtotal = i128::from(judged.subtotal.0);
            let paid = before_tax(i128::from(judged.total.0));
            let cost = i128::from(guard.cost_of(&order).0) * subtotal;
            let above = (paid - cost) * 100 >= i128::from(guard.floor_percent) * paid;
            let off = judged.promoted.plus(judged.redeemed);
            prop_assert!(above || off == Minor::ZERO, "{off:?} off");
        }
    }

    #[test]
    fn a_further_line_makes_the_rest_cheaper_by_no_more_than_the_stated_discounts(
        counter in counters(), order in orders(), more in lines(),
    ) {
        let mut larger = order.clone();
        larger.lines.push(more[0].clone());
        let (before, after) = (counter.judge(&order), counter.judge(&larger));
        let rest = &after.line_discounts[..order.lines.len()];
        let paid_before = sum(order.lines.iter().map(|line| line.total)).minus(sum(before.line_discounts));
        let paid_after = sum(order.lines.iter().map(|line| line.total)).minus(sum(rest.to_vec()));
        let stated = after.promoted.plus(after.redeemed);
        prop_assert!(paid_before.minus(paid_after) <= stated);
    }

    #[test]
    fn nobody_pays_less_by_leaving_a_promotion_out(counter in counters(), order in orders()) {
        // With neither bounds nor minimums between them, more promotions never cost more.
        let mut counter = counter;
        counter.programme.margin = None;
        counter.programme.order_limit = OrderLimit::default();
        counter.vouchers.clear();
        for offer in &mut counter.programme.promotions {
            offer.minimum = Minor::ZERO;
        }
        let all = counter.pays(&order);
        for index in 0..counter.programme.promotions.len() {
            let mut fewer = counter.clone();
            fewer.programme.promotions.remove(index);
            prop_assert!(all <= fewer.pays(&order));
        }
    }
}
