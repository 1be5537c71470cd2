//! Promotions one by one: codes, times, groups, limits, cards, allocation to lines.

use super::counter::{
    Counter, amount, basket, buy_get, card, day, earned, line, on, percent, promotion, sale,
};
use crate::{
    condition::{Hours, NotNow, Weekday, When},
    explain::PromotionOut,
    limit::{LimitReached, Limits, Used, UsedByMember},
    money::Minor,
    promotion::{Promotion, StampPer, Trigger},
    rejection::Rejection,
    reward::RewardKind,
};

fn by_code(code: &str, offer: Promotion) -> Promotion {
    let code = code.to_owned();
    Promotion {
        trigger: Trigger::Code { code },
        ..offer
    }
}

#[test]
fn a_code_works_when_it_is_quoted_in_any_case_of_letters() {
    let counter = Counter::with(vec![by_code("Spring-10", promotion("spring", percent(10)))]);
    let mut order = sale(1_000);
    assert_eq!(
        counter.why_not(&order, "spring"),
        Some(PromotionOut::NoCode)
    );
    order.codes = vec![" spring-10 ".to_owned()];
    assert_eq!(counter.pays(&order), 900);
}

#[test]
fn a_code_that_is_unknown_over_or_used_up_gets_one_answer() {
    let offer = Promotion {
        when: When {
            until: Some(day("2026-03-02")),
            ..When::default()
        },
        limits: Limits {
            total: Some(3),
            ..Limits::default()
        },
        ..by_code("SPRING", promotion("spring", percent(10)))
    };
    let mut counter = Counter::with(vec![offer]);
    let mut order = sale(1_000);
    let refused = Err(Rejection::VoucherNotValid);
    order.codes = vec!["SPRINT".to_owned()];
    assert_eq!(counter.try_judge(&order), refused);
    order.codes = vec!["SPRING".to_owned()];
    assert_eq!(counter.pays(&order), 900);
    let used = |times| Used {
        times,
        amount: Minor::ZERO,
    };
    counter.used.insert("spring".to_owned(), used(2));
    assert_eq!(counter.pays(&order), 900);
    counter.used.insert("spring".to_owned(), used(3));
    assert_eq!(counter.try_judge(&order), refused);
    counter.used.clear();
    counter.moment.day = day("2026-03-03");
    assert_eq!(counter.try_judge(&order), refused);
}

#[test]
fn times_and_members_are_told_apart() {
    let happy_hour = Promotion {
        when: When {
            weekdays: vec![Weekday::Monday],
            hours: Some(Hours {
                from: 16,
                until: 18,
            }),
            ..When::default()
        },
        ..promotion("happy", percent(50))
    };
    let mut counter = Counter::with(vec![happy_hour]);
    let not_now = |because| Some(PromotionOut::NotNow { because });
    assert_eq!(
        counter.why_not(&sale(1_000), "happy"),
        not_now(NotNow::Hour)
    );
    counter.moment.hour = Some(17);
    assert_eq!(counter.pays(&sale(1_000)), 500);
    counter.moment.day = day("2026-03-03");
    assert_eq!(
        counter.why_not(&sale(1_000), "happy"),
        not_now(NotNow::Weekday)
    );
}

#[test]
fn of_a_group_the_customers_best_and_of_equals_the_first_by_key() {
    let grouped = |offer: Promotion| Promotion {
        group: Some("tea".to_owned()),
        ..offer
    };
    let counter = Counter::with(vec![
        grouped(on("Tea", "b-third", percent(33))),
        grouped(on("Tea", "a-three", amount(300))),
        on("Cake", "cake", percent(10)),
    ]);
    let order = |tea| basket(&[line("tea", "Tea", 1, tea), line("cake", "Cake", 1, 1_000)]);
    assert_eq!(counter.pays(&order(1_000)), 1_000 - 330 + 900);
    assert_eq!(counter.pays(&order(600)), 600 - 300 + 900);
    let why = counter.why_not(&order(600), "b-third");
    assert_eq!(why, Some(PromotionOut::BetterOneApplies));
    let equal = basket(&[line("tea", "Tea", 1, 910)]);
    assert_eq!(
        counter.judge(&equal).promotions,
        [("a-three".to_owned(), Minor(300))]
    );
}

#[test]
fn discounts_on_one_line_add_up_and_never_pass_its_price() {
    let counter = Counter::with(vec![
        on("Tea", "a", percent(60)),
        on("Tea", "b", percent(60)),
    ]);
    let order = basket(&[line("tea", "Tea", 1, 1_000), line("cake", "Cake", 1, 500)]);
    let judged = counter.judge(&order);
    assert_eq!(judged.total, Minor(500));
    assert_eq!(judged.line_discounts, [Minor(1_000), Minor::ZERO]);
    let stated: Vec<Minor> = judged.promotions.iter().map(|(_, off)| *off).collect();
    assert_eq!(stated, [Minor(600), Minor(400)]);
}

#[test]
fn a_limit_of_money_leaves_what_is_left_of_it() {
    let offer = Promotion {
        limits: Limits {
            budget: Some(Minor(1_000)),
            per_member: Some(2),
            ..Limits::default()
        },
        ..promotion("half", percent(50))
    };
    let mut counter = Counter::with(vec![offer]);
    let used = |amount| Used {
        times: 1,
        amount: Minor(amount),
    };
    counter.used.insert("half".to_owned(), used(700));
    assert_eq!(counter.pays(&sale(1_000)), 700);
    counter.used.insert("half".to_owned(), used(1_000));
    let reached = |limit| Some(PromotionOut::Limit { limit });
    assert_eq!(
        counter.why_not(&sale(1_000), "half"),
        reached(LimitReached::Budget)
    );
    counter.used.clear();
    let own = UsedByMember {
        times: 2,
        this_month: 0,
    };
    counter.activity.promotions.insert("half".to_owned(), own);
    assert_eq!(
        counter.why_not(&sale(1_000), "half"),
        reached(LimitReached::Member)
    );
}

#[test]
fn a_card_for_visits_is_stamped_once_a_day() {
    let mut counter = Counter::with(vec![promotion(
        "visits",
        card(StampPer::Visit, &[(3, 100)]),
    )]);
    let order = basket(&[line("tea", "Tea", 4, 1_200), line("bun", "Buns", 1, 200)]);
    assert_eq!(counter.judge(&order).stamps, [("visits".to_owned(), 1)]);
    counter.activity.add(day("2026-03-02"), earned(0));
    assert_eq!(
        counter.why_not(&order, "visits"),
        Some(PromotionOut::NotFirstToday)
    );
    counter.activity = Default::default();
    counter.activity.stamp("visits", 2);
    assert_eq!(counter.pays(&order), 1_200, "the cheapest unit is free");
}

#[test]
fn a_card_that_a_better_offer_displaces_keeps_its_reward_for_the_next_time() {
    let grouped = |offer: Promotion| Promotion {
        group: Some("one".to_owned()),
        ..offer
    };
    let mut counter = Counter::with(vec![
        grouped(on("Yoga", "fifth", card(StampPer::Unit, &[(5, 100)]))),
        grouped(on("Yoga", "sale", percent(60))),
    ]);
    counter.activity.stamp("fifth", 4);
    let judged = counter.judge(&basket(&[line("yoga", "Yoga", 2, 2_000)]));
    assert_eq!((judged.total, judged.stamps.len()), (Minor(800), 0));
    let alone = counter.judge(&basket(&[line("yoga", "Yoga", 1, 1_000)]));
    assert_eq!((alone.total, alone.stamps.len()), (Minor::ZERO, 1));
}

#[test]
fn a_voucher_takes_a_unit_that_no_promotion_made_free() {
    let mut counter = Counter::with(vec![on("Tea", "third", buy_get(2, 1, 100))]);
    let free_tea = RewardKind::FreeItem {
        skus: vec!["tea".to_owned()],
        worth: Minor(300),
    };
    counter.hand_over(free_tea.clone());
    let judged = counter.judge(&basket(&[line("tea", "Tea", 3, 900)]));
    assert_eq!((judged.promoted, judged.redeemed), (Minor(300), Minor(300)));
    counter.hand_over(free_tea.clone());
    counter.hand_over(free_tea);
    let all = counter.judge(&basket(&[
        line("tea", "Tea", 3, 900),
        line("bun", "Buns", 1, 100),
    ]));
    assert_eq!((all.total, all.vouchers.len()), (Minor(100), 2));
}

#[test]
fn what_is_handed_over_takes_nothing_off() {
    let mut counter = Counter::with(Vec::new());
    counter.hand_over(RewardKind::EventTicket { worth: Minor(500) });
    let judged = counter.judge(&sale(1_000));
    assert_eq!((judged.total, judged.vouchers.len()), (Minor(1_000), 1));
}

#[test]
fn a_discount_on_the_order_is_shared_out_to_the_last_unit() {
    let counter = Counter::with(vec![promotion("one", amount(100))]);
    let order = basket(&[
        line("c", "X", 1, 333),
        line("a", "X", 1, 333),
        line("b", "X", 1, 334),
    ]);
    let judged = counter.judge(&order);
    assert_eq!(judged.line_discounts, [Minor(33), Minor(33), Minor(34)]);
    let odd = basket(&[line("b", "X", 1, 500), line("a", "X", 1, 500)]);
    let by_three = Counter::with(vec![promotion("one", amount(3))]);
    assert_eq!(by_three.judge(&odd).line_discounts, [Minor(1), Minor(2)]);
}

#[test]
fn a_minimum_may_be_before_tax_and_in_units() {
    let offer = Promotion {
        minimum: Minor(1_000),
        minimum_before_tax: true,
        minimum_quantity: 2,
        ..promotion("tenth", percent(10))
    };
    let counter = Counter::with(vec![offer]);
    let mut order = basket(&[line("tea", "Tea", 2, 1_200)]);
    assert_eq!(counter.pays(&order), 1_080);
    order.tax = Minor(201);
    assert_eq!(counter.pays(&order), 1_200);
    let one = basket(&[line("tea", "Tea", 1, 1_200)]);
    let few = PromotionOut::TooFew {
        units: 1,
        needed: 2,
    };
    assert_eq!(counter.why_not(&one, "tenth"), Some(few));
}
