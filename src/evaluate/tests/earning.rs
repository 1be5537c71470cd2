//! Ways of earning, alone and together; bonuses and caps.

use super::counter::{Counter, basket, day, earned, line, on, percent, sale};
use crate::{
    condition::{NotNow, Weekday, When, Which},
    explain::{CapOf, Step},
    money::Minor,
    programme::{Base, Bonus, Bonuses, Caps, EarningKind, EarningRule, Overlap},
};

fn earning(rules: Vec<EarningRule>) -> Counter {
    let mut counter = Counter::with(Vec::new());
    counter.programme.earning = rules;
    counter
}

fn rule(key: &str, kind: EarningKind) -> EarningRule {
    EarningRule::new(key, key, kind)
}

fn spend(points: i64) -> EarningKind {
    EarningKind::Spend {
        points,
        per: Minor(100),
        base: Base::default(),
    }
}

#[test]
fn each_way_of_earning_alone_and_all_together() {
    let tea = EarningRule {
        which: Which::category("Tea"),
        ..rule("tea", EarningKind::Unit { points: 3 })
    };
    let rules = [
        rule("spend", spend(1)),
        rule("order", EarningKind::Order { points: 5 }),
        rule("visit", EarningKind::Visit { points: 7 }),
        tea,
    ];
    let order = basket(&[line("tea", "Tea", 2, 600), line("bun", "Buns", 1, 250)]);
    for (alone, points) in rules.iter().zip([8, 5, 7, 6]) {
        assert_eq!(earning(vec![alone.clone()]).judge(&order).points, points);
    }
    let mut all = earning(rules.to_vec());
    assert_eq!(all.judge(&order).points, 26);
    all.activity.add(day("2026-03-02"), earned(26));
    let again = all.judge(&order);
    assert_eq!(again.points, 19);
    let step = Step::NotFirstToday {
        rule: "visit".to_owned(),
        name: "visit".to_owned(),
    };
    assert!(again.trace.steps.contains(&step));
}

#[test]
fn a_category_counts_its_part_of_every_discount_and_of_the_tax() {
    let base = Base {
        tax: false,
        ..Base::default()
    };
    let kind = EarningKind::Spend {
        points: 1,
        per: Minor(1),
        base,
    };
    let tea = EarningRule {
        which: Which::category("Tea"),
        ..rule("tea", kind)
    };
    let mut counter = earning(vec![tea]);
    counter.programme.promotions = vec![on("Tea", "tea", percent(10))];
    let mut order = basket(&[line("tea", "Tea", 1, 1_000), line("bun", "Buns", 1, 3_000)]);
    assert_eq!(counter.judge(&order).points, 900);
    // A quarter of the merchant's 4.00 is on the tea, then 10 % off 9.00, then a quarter of the tax.
    (order.discount, order.tax) = (Minor(400), Minor(400));
    assert_eq!(counter.judge(&order).points, 900 - 90 - 100);
    (order.tax, order.discount) = (Minor::ZERO, Minor::ZERO);
    order.gift_card = Minor(3_900);
    assert_eq!(
        counter.judge(&order).points,
        0,
        "all of it was paid by gift card"
    );
}

#[test]
fn minimums_in_money_and_units_are_told() {
    let order = sale(999);
    let minimum = EarningRule {
        minimum: Minor(1_000),
        ..rule("large", EarningKind::Order { points: 5 })
    };
    let judged = earning(vec![minimum]).judge(&order);
    assert!(matches!(
        judged.trace.steps[0],
        Step::BelowMinimum {
            base: Minor(999),
            ..
        }
    ));
    let units = EarningRule {
        minimum_quantity: 2,
        ..rule("two", EarningKind::Order { points: 5 })
    };
    let judged = earning(vec![units]).judge(&order);
    assert!(matches!(
        judged.trace.steps[0],
        Step::TooFewUnits {
            units: 1,
            needed: 2,
            ..
        }
    ));
    let before_tax = EarningRule {
        minimum: Minor(1_000),
        minimum_before_tax: true,
        ..rule("net", spend(1))
    };
    let mut taxed = sale(1_100);
    assert_eq!(earning(vec![before_tax.clone()]).judge(&taxed).points, 11);
    taxed.tax = Minor(101);
    assert_eq!(earning(vec![before_tax]).judge(&taxed).points, 0);
}

#[test]
fn a_rule_for_other_days_says_so() {
    let sundays = EarningRule {
        when: When {
            weekdays: vec![Weekday::Sunday],
            ..When::default()
        },
        ..rule("sunday", spend(2))
    };
    let mut counter = earning(vec![sundays]);
    let told = Step::RuleNotNow {
        rule: "sunday".to_owned(),
        name: "sunday".to_owned(),
        because: NotNow::Weekday,
    };
    assert_eq!(counter.judge(&sale(1_000)).trace.steps, [told]);
    counter.moment.day = day("2026-03-01");
    assert_eq!(counter.judge(&sale(1_000)).points, 20);
}

fn bonus(key: &str, multiplier: &str) -> Bonus {
    Bonus {
        key: key.to_owned(),
        name: key.to_owned(),
        multiplier: multiplier.parse().unwrap(),
        when: When::default(),
    }
}

#[test]
fn two_bonuses_follow_the_stated_rule() {
    let mut counter = earning(vec![rule("spend", spend(1))]);
    counter.programme.bonuses = Bonuses {
        overlap: Overlap::Best,
        list: vec![bonus("b", "1.5"), bonus("a", "2")],
    };
    let best = counter.judge(&sale(1_000));
    assert_eq!(best.points, 20);
    let left_out = Step::BonusLeftOut {
        name: "b".to_owned(),
    };
    assert!(best.trace.steps.contains(&left_out));
    counter.programme.bonuses.overlap = Overlap::Both;
    assert_eq!(counter.judge(&sale(1_000)).points, 30);
    counter.programme.bonuses.list[1].when.from = Some(day("2026-03-03"));
    assert_eq!(counter.judge(&sale(1_000)).points, 15);
}

#[test]
fn caps_hold_by_order_day_and_month() {
    let mut counter = earning(vec![rule("spend", spend(1))]);
    counter.programme.carry_fractions = true;
    counter.programme.caps = Caps {
        order: Some(50),
        day: Some(80),
        month: Some(100),
    };
    let judged = |counter: &Counter| counter.judge(&sale(6_050)).points;
    assert_eq!(judged(&counter), 50);
    assert_eq!(counter.judge(&sale(6_050)).carry.to_string(), "0");
    counter.activity.add(day("2026-03-02"), earned(50));
    assert_eq!(judged(&counter), 30);
    counter.activity.add(day("2026-03-02"), earned(30));
    assert_eq!(judged(&counter), 0);
    counter.moment.day = day("2026-03-31");
    assert_eq!(judged(&counter), 20);
    let capped = Step::Capped {
        of: CapOf::Month,
        given: 60,
        points: 20,
    };
    assert!(counter.judge(&sale(6_050)).trace.steps.contains(&capped));
    counter.moment.day = day("2026-04-01");
    assert_eq!(judged(&counter), 50);
}

#[test]
fn the_programme_says_how_far_back_it_looks() {
    let today = day("2026-03-20");
    let mut rules = Counter::with(Vec::new()).programme;
    assert_eq!(rules.activity_needed_from(today), None);
    rules.earning = vec![rule("visit", EarningKind::Visit { points: 1 })];
    assert_eq!(rules.activity_needed_from(today), Some(today));
    rules.caps.month = Some(5);
    assert_eq!(rules.activity_needed_from(today), Some(day("2026-03-01")));
}
