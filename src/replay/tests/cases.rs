//! Points, rewards and tiers of small histories, worked out by hand.

use super::{day, member, past, plain, replay, sale, spending, tenth_off, with_promotion};
use crate::{
    decide::tests::rules::{reward, tiers},
    margin::MarginGuard,
    money::Minor,
    programme::{Expiry, PayWithPoints, Programme},
    replay::{Options, RewardTaken},
    reward::RewardKind,
    tier::Window,
};

#[test]
fn two_members_and_a_draft_with_a_discount() {
    // Today: a point a unit, worth 5 minor units each. Draft: a tenth off and no points.
    let today = Programme {
        rewards: vec![reward(
            "five",
            100,
            RewardKind::AmountOff { amount: Minor(500) },
        )],
        margin: Some(MarginGuard {
            usual_percent: 60,
            ..MarginGuard::default()
        }),
        ..plain()
    };
    let draft = Programme {
        earning: Vec::new(),
        ..with_promotion(tenth_off())
    };
    let histories = [
        (
            member(1),
            vec![
                past(1, day("2026-01-10"), sale(10_000)),
                past(2, day("2026-02-10"), sale(6_000)),
            ],
        ),
        (member(2), vec![past(3, day("2026-02-11"), sale(900))]),
    ];
    let seen = replay(Some(&today), &draft, spending(100), &histories);
    assert_eq!((seen.orders, seen.members, seen.refunded), (3, 2, 0));

    let before = seen.today.figures;
    assert_eq!((before.issued, before.spent, before.rewards), (169, 100, 1));
    assert_eq!(before.money.sales, Minor(16_900));
    assert_eq!(before.money.cost(), Minor(500), "one reward of 5.00");
    assert_eq!(seen.today.outstanding, 69);
    assert_eq!(seen.today.outstanding_worth, Minor(345));
    let five = RewardTaken {
        name: "Reward five".to_owned(),
        times: 1,
        cost: Minor(500),
    };
    assert_eq!(seen.today.rewards, [five]);

    let after = seen.draft.figures;
    assert_eq!((after.issued, after.spent), (0, 0));
    assert_eq!(after.money.sales, Minor(15_210));
    assert_eq!(after.money.discounts, Minor(1_690));
    // Goods cost 40 % of 169.00. (169.00 - 67.60 - 5.00) / 169.00 and (152.10 - 67.60) / 152.10.
    assert_eq!(seen.goods, Some(Minor(6_760)));
    assert_eq!(seen.margin(&seen.today), Some(570));
    assert_eq!(seen.margin(&seen.draft), Some(555));
    assert_eq!(
        (seen.more(), seen.more_of_sales()),
        (Minor(1_190), Some(70))
    );

    // Member 1: 160 points, 8.00, against 16.00. Member 2: 9 points, 0.45, against 0.90.
    assert_eq!((seen.winners.members, seen.losers.members), (2, 0));
    assert_eq!(seen.winners.median, Minor(45));
    let biggest = seen.winners.biggest[0];
    assert_eq!(
        (biggest.member, biggest.before, biggest.after),
        (member(1), Minor(800), Minor(1_600))
    );

    let months: Vec<_> = seen
        .months
        .iter()
        .map(|it| {
            (
                it.month.to_string(),
                it.orders,
                it.today.cost().0,
                it.draft.cost().0,
            )
        })
        .collect();
    let first = ("2026-01-01".to_owned(), 1, 0, 1_000);
    let second = ("2026-02-01".to_owned(), 2, 500, 690);
    assert_eq!(months, [first, second]);
}

#[test]
fn of_the_points_only_the_share_is_spent() {
    let programme = Programme {
        rewards: vec![reward(
            "five",
            100,
            RewardKind::AmountOff { amount: Minor(500) },
        )],
        ..plain()
    };
    let orders = (1..=10).map(|number| {
        past(
            number,
            day("2026-03-01").plus_days(number as i32),
            sale(10_000),
        )
    });
    let histories = [(member(1), orders.collect())];
    for (percent, taken) in [(0, 0), (50, 4), (100, 9)] {
        // Rewards are taken before the order that is rung up with them.
        let seen = replay(None, &programme, spending(percent), &histories);
        assert_eq!(seen.draft.figures.rewards, taken, "{percent} of a hundred");
        assert_eq!(seen.draft.figures.spent, 100 * taken);
    }
}

#[test]
fn points_expire_and_holds_end_on_their_days() {
    let programme = Programme {
        expiry: Expiry::Days { days: 30 },
        hold_days: 7,
        ..plain()
    };
    let histories = [(
        member(1),
        vec![
            past(1, day("2026-11-01"), sale(1_000)),
            past(2, day("2026-12-28"), sale(500)),
        ],
    )];
    let seen = replay(None, &programme, spending(100), &histories).draft;
    assert_eq!(
        (seen.figures.issued, seen.figures.expired, seen.outstanding),
        (15, 10, 5)
    );
}

#[test]
fn points_of_the_inactive_expire_after_a_notice_in_time() {
    let programme = Programme {
        expiry: Expiry::Inactivity {
            months: 6,
            notice_days: 30,
        },
        ..plain()
    };
    let histories = [
        (member(1), vec![past(1, day("2026-01-05"), sale(1_000))]),
        (member(2), vec![past(2, day("2026-09-05"), sale(1_000))]),
    ];
    let seen = replay(None, &programme, spending(0), &histories).draft;
    assert_eq!((seen.figures.expired, seen.outstanding), (10, 10));
}

#[test]
fn orders_before_the_period_set_the_scene() {
    let programme = Programme {
        tiers: Some(tiers(Window::Lifetime)),
        ..plain()
    };
    let history = vec![
        past(1, day("2026-01-01"), sale(30_000)),
        past(2, day("2026-06-01"), sale(1_000)),
    ];
    let options = Options {
        from: Some(day("2026-05-01")),
        ..spending(0)
    };
    let seen = replay(
        None,
        &programme,
        options,
        &[
            (member(1), history),
            (member(2), vec![past(3, day("2026-02-01"), sale(100))]),
        ],
    );
    assert_eq!((seen.orders, seen.members), (1, 1));
    assert_eq!(
        seen.draft.figures.issued, 15,
        "ten, by silver's one and a half"
    );
    assert_eq!(
        seen.draft.tiers,
        [("member".to_owned(), 1), ("silver".to_owned(), 1)]
    );
    assert_eq!(seen.draft.outstanding, 300 + 15 + 1);
}

#[test]
fn points_pay_at_the_till_where_they_are_worth_as_much_there() {
    let mut programme = Programme {
        pay_with_points: Some(PayWithPoints {
            points: 100,
            amount: Minor(500),
            minimum_points: 0,
            at_most_percent: None,
        }),
        rewards: vec![reward(
            "five",
            100,
            RewardKind::AmountOff { amount: Minor(500) },
        )],
        ..plain()
    };
    let histories = [(
        member(1),
        vec![
            past(1, day("2026-03-01"), sale(10_000)),
            past(2, day("2026-03-02"), sale(2_000)),
        ],
    )];
    let seen = replay(None, &programme, spending(100), &histories)
        .draft
        .figures;
    assert_eq!(
        (seen.rewards, seen.money.paid_with_points, seen.money.sales),
        (0, Minor(500), Minor(11_500))
    );
    programme.rewards[0].points = 50;
    let seen = replay(None, &programme, spending(100), &histories)
        .draft
        .figures;
    assert_eq!(
        (seen.rewards, seen.money.paid_with_points),
        (2, Minor::ZERO)
    );
}

#[test]
fn a_free_article_costs_what_it_cost_to_buy() {
    let programme = Programme {
        rewards: vec![reward(
            "coffee",
            50,
            RewardKind::FreeItem {
                skus: vec!["espresso".to_owned()],
                worth: Minor(300),
            },
        )],
        margin: Some(MarginGuard {
            usual_percent: 80,
            ..MarginGuard::default()
        }),
        ..plain()
    };
    let histories = [(
        member(1),
        vec![
            past(1, day("2026-03-01"), sale(5_000)),
            past(2, day("2026-03-02"), sale(500)),
        ],
    )];
    let seen = replay(None, &programme, spending(100), &histories)
        .draft
        .figures;
    assert_eq!((seen.rewards, seen.money.rewards), (1, Minor(60)));
}
