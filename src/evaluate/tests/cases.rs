//! Published cases: the promotions of others, and the examples that merchants gave.

use super::counter::{Counter, amount, basket, buy_get, card, line, on, percent, promotion, sale};
use crate::{
    explain::{LeftOut, PromotionOut, Step},
    money::Minor,
    programme::{Base, EarningKind, EarningRule},
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward},
    reward::RewardKind,
};

fn from(minimum: i64, offer: Promotion) -> Promotion {
    Promotion {
        minimum: Minor(minimum),
        ..offer
    }
}

fn points_by_spend(counter: &mut Counter) {
    let kind = EarningKind::Spend {
        points: 1,
        per: Minor(100),
        base: Base::default(),
    };
    counter.programme.earning = vec![EarningRule::new("spend", "Spend", kind)];
}

#[test]
fn a_tenth_off_the_order_from_fifty() {
    let counter = Counter::with(vec![from(5_000, promotion("tenth", percent(10)))]);
    assert_eq!(counter.pays(&sale(4_999)), 4_999);
    assert_eq!(counter.pays(&sale(5_000)), 4_500);
    assert_eq!(
        counter.why_not(&sale(4_999), "tenth"),
        Some(PromotionOut::BelowMinimum {
            amount: Minor(4_999),
            minimum: Minor(5_000)
        })
    );
}

#[test]
fn points_are_counted_after_discounts() {
    let mut counter = Counter::with(vec![promotion("sale", percent(30))]);
    points_by_spend(&mut counter);
    let judged = counter.judge(&sale(10_000));
    assert_eq!((judged.total, judged.points), (Minor(7_000), 70));
    let tenth = RewardKind::PercentOff {
        percent: 10,
        at_most: None,
    };
    let mut by_code = Counter::with(Vec::new());
    points_by_spend(&mut by_code);
    by_code.hand_over(tenth);
    assert_eq!(by_code.judge(&sale(10_000)).points, 90);
}

#[test]
fn two_bought_the_third_of_equal_or_lesser_value_is_free_and_so_in_a_large_basket() {
    let counter = Counter::with(vec![promotion("third", buy_get(2, 1, 100))]);
    let unit = |count| basket(&[line("shirt", "Shirts", count, 2_000 * count)]);
    for (count, paid) in [(1, 1), (2, 2), (3, 2), (5, 4), (6, 4), (9, 6)] {
        assert_eq!(counter.pays(&unit(count)), 2_000 * paid, "{count}");
    }
    let mixed = basket(&[
        line("coat", "Coats", 1, 9_000),
        line("shirt", "Shirts", 1, 2_000),
        line("socks", "Socks", 1, 500),
    ]);
    assert_eq!(counter.pays(&mixed), 11_000);
    let marked_down = Counter::with(vec![promotion("third", buy_get(2, 1, 33))]);
    assert_eq!(marked_down.pays(&unit(3)), 6_000 - 660);
}

#[test]
fn a_next_order_coupon_from_a_hundred_is_never_for_the_order_that_made_it() {
    let gives = RewardKind::PercentOff {
        percent: 15,
        at_most: None,
    };
    let next = PromotionKind::NextOrder {
        gives: gives.clone(),
        valid_days: 30,
        order_code: false,
    };
    let counter = Counter::with(vec![from(10_000, promotion("next", next))]);
    let judged = counter.judge(&sale(10_000));
    assert_eq!((judged.total, judged.coupons.len()), (Minor(10_000), 1));
    assert_eq!(judged.coupons[0].reward.kind, gives);
    assert_eq!(judged.coupons[0].until.to_string(), "2026-04-01");
    assert!(counter.judge(&sale(9_999)).coupons.is_empty());
    // What counts is what is left after discounts.
    let mut cheaper = counter;
    cheaper
        .programme
        .promotions
        .push(promotion("sale", percent(10)));
    assert!(cheaper.judge(&sale(11_000)).coupons.is_empty());
    assert_eq!(cheaper.judge(&sale(11_112)).coupons.len(), 1);
}

#[test]
fn of_several_discounts_on_the_whole_order_only_the_best_applies() {
    let mut counter = Counter::with(vec![
        promotion("tenth", percent(10)),
        promotion("five", amount(500)),
    ]);
    assert_eq!(counter.pays(&sale(10_000)), 9_000);
    assert_eq!(counter.pays(&sale(3_000)), 2_500);
    assert_eq!(
        counter.why_not(&sale(3_000), "tenth"),
        Some(PromotionOut::BetterOneApplies)
    );
    // A voucher is kept when a promotion is as good.
    counter.hand_over(RewardKind::AmountOff { amount: Minor(500) });
    let judged = counter.judge(&sale(3_000));
    assert_eq!(
        (judged.promoted, judged.redeemed),
        (Minor(500), Minor::ZERO)
    );
    let left_out = Step::VoucherLeftOut {
        name: "Reward 1".to_owned(),
        because: LeftOut::BetterOneApplies,
    };
    assert!(judged.trace.steps.contains(&left_out));
}

#[test]
fn discounts_never_exceed_the_order() {
    let mut counter = Counter::with(vec![
        promotion("ten", amount(1_000)),
        on("Tea", "tea", amount(900)),
    ]);
    counter.hand_over(RewardKind::AmountOff { amount: Minor(800) });
    let judged = counter.judge(&basket(&[
        line("tea", "Tea", 1, 700),
        line("cake", "Cake", 1, 200),
    ]));
    assert_eq!((judged.total, judged.promoted), (Minor::ZERO, Minor(900)));
}

#[test]
fn the_reward_goes_when_other_discounts_leave_the_order_below_its_minimum() {
    let counter = Counter::with(vec![
        from(5_000, promotion("tenth", percent(10))),
        on("Tea", "tea", percent(50)),
    ]);
    let order = |tea| basket(&[line("tea", "Tea", 1, tea), line("pot", "Pots", 1, 4_500)]);
    // 1.00 of tea at half price leaves 50.00, 0.98 does not; then half off tea alone is 0.49.
    assert_eq!(counter.pays(&order(1_000)), 4_500);
    let judged = counter.judge(&order(400));
    assert_eq!(judged.promoted, Minor(200));
    // Where the larger discount needs the smaller one to stay away, it does.
    let best = counter.judge(&order(600));
    assert_eq!(best.promoted, Minor(510));
    assert_eq!(
        counter.why_not(&order(600), "tea"),
        Some(PromotionOut::BetterOneApplies)
    );
}

#[test]
fn every_fifth_lesson_is_free() {
    let mut counter = Counter::with(vec![on(
        "Lessons",
        "fifth",
        card(StampPer::Order, &[(5, 100)]),
    )]);
    let lesson = basket(&[line("lesson", "Lessons", 1, 4_000)]);
    let mut paid = Vec::new();
    for _ in 0..10 {
        let judged = counter.judge(&lesson);
        paid.push(judged.total.0);
        for (key, stamps) in judged.stamps {
            counter.activity.stamp(&key, stamps);
        }
    }
    assert_eq!(paid, [4_000, 4_000, 4_000, 4_000, 0].repeat(2));
}

#[test]
fn every_third_session_is_30_per_cent_off() {
    let mut counter = Counter::with(vec![promotion("third", card(StampPer::Unit, &[(3, 30)]))]);
    let sessions = |count| basket(&[line("session", "Yoga", count, 1_000 * count)]);
    assert_eq!(counter.pays(&sessions(2)), 2_000);
    counter.activity.stamp("third", 2);
    let judged = counter.judge(&sessions(1));
    assert_eq!(judged.total, Minor(700));
    assert!(judged.trace.steps.contains(&Step::Stamped {
        card: "third".to_owned(),
        name: "Offer third".to_owned(),
        stamps: 1,
        filled: 0,
        size: 3,
    }));
    assert_eq!(counter.pays(&sessions(4)), 4_000 - 2 * 300);
}

#[test]
fn the_first_at_full_price_the_second_2_per_cent_off_the_third_5_and_no_further() {
    let ladder = PromotionKind::Ladder {
        steps: vec![0, 2, 5],
    };
    let counter = Counter::with(vec![promotion("ladder", ladder.clone())]);
    let hours = |count| basket(&[line("hour", "Hours", count, 10_000 * count)]);
    assert_eq!(counter.pays(&hours(1)), 10_000);
    assert_eq!(counter.pays(&hours(2)), 19_800);
    assert_eq!(counter.pays(&hours(3)), 29_300);
    assert_eq!(counter.pays(&hours(5)), 48_300);
    let capped = Counter::with(vec![Promotion {
        at_most: Some(Minor(1_000)),
        ..promotion("ladder", ladder)
    }]);
    assert_eq!(capped.pays(&hours(5)), 49_000);
}

#[test]
fn a_fidelity_card_takes_ten_off_the_order_with_the_eleventh_unit() {
    let fidelity = PromotionKind::StampCard(StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::amount(11, Minor(1_000))],
    });
    let mut counter = Counter::with(vec![on("Bags", "fidelity", fidelity)]);
    let bags = |count, price: i64| basket(&[line("bag", "Bags", count, price * count)]);
    assert_eq!(counter.pays(&bags(10, 900)), 9_000);
    assert_eq!(counter.pays(&bags(11, 900)), 8_900);
    counter.activity.stamp("fidelity", 10);
    // No more than what counts costs; other lines are paid in full.
    assert_eq!(counter.pays(&bags(1, 900)), 0);
    let cake = line("cake", "Cakes", 1, 500);
    let mixed = basket(&[line("bag", "Bags", 1, 900), cake]);
    assert_eq!(counter.pays(&mixed), 500);
    assert_eq!(counter.pays(&bags(2, 900)), 800);
}

#[test]
fn one_card_may_give_an_amount_and_a_free_unit_at_once() {
    let both = PromotionKind::StampCard(StampCard {
        per: StampPer::Unit,
        rewards: vec![
            StampReward::percent(2, 100),
            StampReward::amount(3, Minor(1_000)),
        ],
    });
    let counter = Counter::with(vec![promotion("both", both)]);
    let units = basket(&[line("bag", "Bags", 3, 2_700)]);
    assert_eq!(counter.pays(&units), 2_700 - 900 - 1_000);
}
