//! Promotions, codes and limits over a member's orders, and what refunds leave of them.

use super::{coffees, day, member, past, replay, sale, spending, tenth_off, with_promotion};
use crate::{
    limit::Limits,
    money::Minor,
    order::OrderSource,
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward, Trigger},
    rate::Rate,
    reward::RewardKind,
};

#[test]
fn stamps_and_vouchers_for_later_carry_over_from_order_to_order() {
    let card = StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(5, 100)],
    };
    let fifth = Promotion::new("fifth", "Fifth", PromotionKind::StampCard(card));
    let four = (1..=6).map(|number| past(number, day("2026-03-01"), coffees(1)));
    let histories = [(member(1), four.collect())];
    let seen = replay(None, &with_promotion(fifth), spending(0), &histories).draft;
    assert_eq!(seen.figures.money.discounts, Minor(300));

    let next = Promotion::new(
        "next",
        "Next order",
        PromotionKind::NextOrder {
            gives: RewardKind::AmountOff { amount: Minor(200) },
            valid_days: 10,
            order_code: false,
        },
    );
    let on = |text, number| past(number, day(text), sale(1_000));
    // Of an imported order, too; the third comes too late for the second's.
    let mut first = on("2026-03-01", 1);
    first.order.source = OrderSource::Import;
    let histories = [(
        member(1),
        vec![first, on("2026-03-05", 2), on("2026-04-05", 3)],
    )];
    let seen = replay(None, &with_promotion(next), spending(0), &histories).draft;
    assert_eq!(seen.figures.money.discounts, Minor(200));
    assert_eq!(seen.figures.money.sales, Minor(2_800));
}

#[test]
fn a_code_counts_on_the_orders_that_quoted_it() {
    let mut coded = tenth_off();
    coded.trigger = Trigger::Code {
        code: "SPRING".to_owned(),
    };
    let mut quoted = past(1, day("2026-03-01"), sale(1_000));
    quoted.used = vec!["tenth".to_owned()];
    let histories = [(
        member(1),
        vec![quoted, past(2, day("2026-03-02"), sale(1_000))],
    )];
    let seen = replay(None, &with_promotion(coded), spending(0), &histories).draft;
    assert_eq!(seen.figures.money.discounts, Minor(100));
}

#[test]
fn a_limit_for_all_is_told_and_not_held() {
    let mut limited = tenth_off();
    limited.limits = Limits {
        total: Some(2),
        per_member: Some(2),
        ..Limits::default()
    };
    let orders = |from: u128| (from..from + 3).map(|it| past(it, day("2026-03-01"), sale(1_000)));
    let histories = [
        (member(1), orders(1).collect()),
        (member(2), orders(10).collect()),
    ];
    let seen = replay(None, &with_promotion(limited), spending(0), &histories).draft;
    assert_eq!(
        seen.figures.money.discounts,
        Minor(400),
        "two a member are held"
    );
    assert_eq!(
        (seen.over.len(), seen.over[0].times, seen.over[0].amount),
        (1, 4, Minor(400))
    );
}

#[test]
fn a_limit_a_month_begins_again_with_the_month() {
    let mut limited = tenth_off();
    limited.limits.per_member_month = Some(1);
    let on = |text, number| past(number, day(text), sale(1_000));
    let history = vec![
        on("2026-03-01", 1),
        on("2026-03-31", 2),
        on("2026-04-01", 3),
    ];
    let seen = replay(
        None,
        &with_promotion(limited),
        spending(0),
        &[(member(1), history)],
    );
    assert_eq!(seen.draft.figures.money.discounts, Minor(200));
}

#[test]
fn refunded_orders_count_by_what_was_kept() {
    let mut whole = past(1, day("2026-03-01"), sale(5_000));
    whole.refunded = Rate::ONE;
    let mut part = past(2, day("2026-03-02"), sale(1_000));
    part.refunded = Rate::new(1, 4).unwrap();
    let seen = replay(
        None,
        &with_promotion(tenth_off()),
        spending(0),
        &[(member(1), vec![whole, part])],
    );
    assert_eq!((seen.orders, seen.refunded), (1, 1));
    let figures = seen.draft.figures;
    assert_eq!(figures.money.sales, Minor(675));
    assert_eq!(figures.money.discounts, Minor(75));
    assert_eq!(
        figures.issued,
        9 - 2,
        "a quarter of nine, rounded down, was called back"
    );
}
