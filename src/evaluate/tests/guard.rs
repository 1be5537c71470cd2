//! The stack cut to its bounds, and the worst case of a programme.

use super::counter::{
    Counter, amount, basket, buy_get, card, day, line, on, percent, promotion, sale,
};
use crate::{
    condition::When,
    explain::Step,
    margin::{CategoryCost, Loss, MarginGuard, Override},
    money::Minor,
    programme::{EarningKind, EarningRule, template},
    promotion::{OrderLimit, Promotion, PromotionKind, StampPer},
    reward::RewardKind,
};

/// Articles cost 60 % of their price; 20 % must be left of what is paid.
fn guard() -> MarginGuard {
    MarginGuard {
        floor_percent: 20,
        usual_percent: 40,
        ..MarginGuard::default()
    }
}

fn guarded(promotions: Vec<Promotion>) -> Counter {
    let mut counter = Counter::with(promotions);
    counter.programme.margin = Some(guard());
    counter
}

#[test]
fn the_stack_is_cut_to_the_floor_and_says_so() {
    let counter = guarded(vec![
        promotion("half", percent(50)),
        on("Tea", "tea", percent(10)),
    ]);
    let judged = counter.judge(&sale(10_000));
    // 6,000 is what it cost: 7,500 must be paid.
    assert_eq!(
        (judged.total, judged.promoted),
        (Minor(7_500), Minor(2_500))
    );
    let cut = Step::CutToMargin {
        floor_percent: 20,
        by: Minor(2_500),
    };
    assert!(judged.trace.steps.contains(&cut));
}

#[test]
fn promotions_are_cut_before_vouchers_and_in_proportion() {
    let mut counter = guarded(vec![
        on("Tea", "a", amount(1_500)),
        on("Tea", "b", amount(500)),
    ]);
    counter.hand_over(RewardKind::AmountOff {
        amount: Minor(1_500),
    });
    let order = basket(&[line("tea", "Tea", 1, 10_000)]);
    let judged = counter.judge(&order);
    assert_eq!(
        (judged.redeemed, judged.promoted),
        (Minor(1_500), Minor(1_000))
    );
    let each = [("a".to_owned(), Minor(750)), ("b".to_owned(), Minor(250))];
    assert_eq!(judged.promotions, each);
    counter.programme.margin.as_mut().unwrap().floor_percent = 40;
    let nothing = counter.judge(&order);
    assert_eq!(nothing.total, Minor(10_000));
    assert!(nothing.vouchers.is_empty() && nothing.promotions.is_empty());
}

#[test]
fn a_named_override_lets_the_stack_stand() {
    let mut counter = guarded(vec![promotion("half", percent(50))]);
    counter.programme.margin.as_mut().unwrap().overridden = Some(Override {
        by: "Ada".to_owned(),
        reason: "Closing down".to_owned(),
    });
    assert_eq!(counter.pays(&sale(10_000)), 5_000);
}

#[test]
fn an_order_takes_off_no_more_than_its_limit() {
    let mut counter = Counter::with(vec![promotion("half", percent(50))]);
    counter.programme.order_limit = OrderLimit {
        amount: Some(Minor(2_000)),
        percent: Some(30),
    };
    assert_eq!(counter.pays(&sale(10_000)), 8_000);
    assert_eq!(counter.pays(&sale(1_000)), 700);
}

fn worst(promotions: Vec<Promotion>) -> (Vec<String>, i64, i64) {
    let worst = guarded(promotions).programme.worst_case().unwrap();
    (
        worst.promotions,
        worst.loss.off_hundredths,
        worst.margin_hundredths,
    )
}

#[test]
fn the_worst_case_is_the_largest_stack_that_may_come_together() {
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    assert_eq!(worst(Vec::new()), (keys(&[]), 0, 4_000));
    let stack = vec![
        on("Tea", "tea", percent(10)),
        on("Cake", "cake", percent(15)),
        promotion("order", percent(20)),
        promotion("less", percent(10)),
    ];
    // 15 %, then 20 % of the rest: 68 is paid for what cost 60.
    assert_eq!(worst(stack), (keys(&["cake", "order"]), 3_200, 1_176));
    let third = vec![on("Tea", "third", buy_get(2, 1, 100))];
    assert_eq!(worst(third).1, 3_333);
    let fifth = vec![promotion(
        "fifth",
        card(StampPer::Order, &[(5, 100), (3, 50)]),
    )];
    assert_eq!(worst(fifth).1, 3_000);
    let ladder = vec![promotion(
        "ladder",
        PromotionKind::Ladder {
            steps: vec![0, 2, 5],
        },
    )];
    assert_eq!(worst(ladder).1, 500);
    let small = Promotion {
        minimum: Minor(5_000),
        ..promotion("five", amount(500))
    };
    assert_eq!(worst(vec![small]).1, 1_000);
    let next = PromotionKind::NextOrder {
        gives: RewardKind::PercentOff {
            percent: 15,
            at_most: None,
        },
        valid_days: 30,
        order_code: false,
    };
    assert_eq!(worst(vec![promotion("next", next)]).1, 1_500);
}

#[test]
fn a_group_gives_its_best_and_dates_that_do_not_meet_do_not_add_up() {
    let grouped = |key: &str, share| Promotion {
        group: Some("one".to_owned()),
        ..on("Tea", key, percent(share))
    };
    assert_eq!(worst(vec![grouped("a", 10), grouped("b", 12)]).1, 1_200);
    let dated = |key: &str, from: &str, until: &str| Promotion {
        when: When {
            from: Some(day(from)),
            until: Some(day(until)),
            ..When::default()
        },
        ..on("Tea", key, percent(10))
    };
    let apart = vec![
        dated("a", "2026-03-01", "2026-03-07"),
        dated("b", "2026-03-08", "2026-03-14"),
    ];
    assert_eq!(worst(apart).1, 1_000);
    let meeting = vec![
        dated("a", "2026-03-01", "2026-03-08"),
        dated("b", "2026-03-08", "2026-03-14"),
    ];
    assert_eq!(worst(meeting).1, 2_000);
}

#[test]
fn points_are_part_of_the_worst_case_at_the_best_tier_and_worth() {
    let mut rules = template::simple("Shop", "GBP".parse().unwrap());
    rules.margin = Some(guard());
    let worst = rules.worst_case().unwrap();
    // 5 % back, one and a half times at Gold.
    let loss = Loss {
        off_hundredths: 0,
        points_hundredths: 750,
    };
    assert_eq!((worst.loss, worst.margin_hundredths), (loss, 3_250));
}

#[test]
fn a_programme_below_the_floor_is_refused_unless_somebody_answers_for_it() {
    let mut rules = guarded(vec![on("Wine", "wine", percent(30))]).programme;
    rules.name = "Shop".to_owned();
    let spend = EarningKind::Order { points: 1 };
    rules.earning = vec![EarningRule::new("order", "Order", spend)];
    let margin = rules.margin.as_mut().unwrap();
    margin.costs = vec![CategoryCost {
        category: "Wine".to_owned(),
        percent: 65,
    }];
    let faults = rules.validate().unwrap_err();
    let reason = faults.on("margin.floor_percent").unwrap();
    assert!(reason.contains("30\u{202f}% off Wine (wine)"), "{reason}");
    assert!(
        reason.contains("a margin of 7.14\u{202f}%, below the floor of 20"),
        "{reason}"
    );
    let mut nameless = rules.clone();
    nameless.margin.as_mut().unwrap().overridden = Some(Override {
        by: "Ada".to_owned(),
        reason: " ".to_owned(),
    });
    let faults = nameless.validate().unwrap_err();
    assert_eq!(faults.0.len(), 1);
    assert!(faults.on("margin.overridden.reason").is_some());
    let mut answered = nameless;
    answered
        .margin
        .as_mut()
        .unwrap()
        .overridden
        .as_mut()
        .unwrap()
        .reason = "Clearance".to_owned();
    assert_eq!(answered.validate(), Ok(()));
}
