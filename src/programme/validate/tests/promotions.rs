//! Promotions and the margin.

use super::{fine, refused, with};
use crate::{
    condition::Which,
    margin::{CategoryCost, MarginGuard},
    money::Minor,
    programme::Programme,
    promotion::{OrderLimit, Promotion, PromotionKind, StampCard, StampPer, StampReward, Trigger},
    reward::RewardKind,
};

fn promotion(kind: PromotionKind) -> Promotion {
    Promotion::new("offer", "Offer", kind)
}

fn changed(change: impl FnOnce(&mut Promotion)) -> Programme {
    let mut offer = promotion(PromotionKind::PercentOff { percent: 10 });
    change(&mut offer);
    with(|it| it.promotions = vec![offer])
}

fn kind(kind: PromotionKind) -> Programme {
    changed(|it| it.kind = kind)
}

#[test]
fn percentages_and_amounts() {
    assert_eq!(changed(|_| ()).validate(), Ok(()));
    for percent in [0, 101, 255] {
        let off = kind(PromotionKind::PercentOff { percent });
        refused(&off, "promotions.0.percent", "between 1 and 100");
        let (buy, get, repeats) = (2, 1, true);
        let third = kind(PromotionKind::BuyGet {
            buy,
            get,
            percent,
            repeats,
        });
        refused(&third, "promotions.0.percent", "between 1 and 100");
    }
    let nothing = kind(PromotionKind::AmountOff {
        amount: Minor::ZERO,
    });
    refused(&nothing, "promotions.0.amount", "more than zero");
    let cap = changed(|it| it.at_most = Some(Minor::ZERO));
    refused(&cap, "promotions.0.at_most", "more than zero");
    for (buy, get, field) in [(0, 1, "buy"), (1_001, 1, "buy"), (1, 0, "get")] {
        let units = kind(PromotionKind::BuyGet {
            buy,
            get,
            percent: 100,
            repeats: false,
        });
        refused(&units, &format!("promotions.0.{field}"), "at least 1 unit");
    }
}

#[test]
fn ladders() {
    let ladder = |steps: &[u8]| {
        kind(PromotionKind::Ladder {
            steps: steps.to_vec(),
        })
    };
    assert_eq!(ladder(&[0, 2, 5]).validate(), Ok(()));
    refused(&ladder(&[0, 5, 2]), "promotions.0.steps", "rises again");
    refused(&ladder(&[0, 0]), "promotions.0.steps", "can never apply");
    refused(&ladder(&[]), "promotions.0.steps", "1 to 100 steps");
    refused(
        &ladder(&[0, 101]),
        "promotions.0.steps",
        "100 per cent at most",
    );
}

#[test]
fn stamp_cards() {
    let card = |rewards: &[(u16, u8)]| {
        let reward = |&(at, percent)| StampReward::percent(at, percent);
        kind(PromotionKind::StampCard(StampCard {
            per: StampPer::Unit,
            rewards: rewards.iter().map(reward).collect(),
        }))
    };
    assert_eq!(card(&[(3, 30), (5, 100)]).validate(), Ok(()));
    refused(&card(&[]), "promotions.0.rewards", "1 to 10 rewards");
    refused(&card(&[(1, 100)]), "promotions.0.rewards.0.at", "place 2");
    refused(
        &card(&[(5, 101)]),
        "promotions.0.rewards.0.percent",
        "between 1 and 100",
    );
    refused(
        &kind(PromotionKind::StampCard(StampCard {
            per: StampPer::Unit,
            rewards: vec![StampReward::amount(11, Minor::ZERO)],
        })),
        "promotions.0.rewards.0.amount",
        "more than zero",
    );
    refused(
        &card(&[(5, 10), (5, 20)]),
        "promotions.0.rewards.1.at",
        "the same place",
    );
}

#[test]
fn vouchers_for_later() {
    let next = |gives, valid_days| {
        kind(PromotionKind::NextOrder {
            gives,
            valid_days,
            order_code: false,
        })
    };
    let off = |percent| RewardKind::PercentOff {
        percent,
        at_most: None,
    };
    assert_eq!(next(off(15), 30).validate(), Ok(()));
    refused(
        &next(off(15), 0),
        "promotions.0.valid_days",
        "1 day at least",
    );
    refused(
        &next(off(101), 30),
        "promotions.0.gives.percent",
        "between 1 and 100",
    );
}

#[test]
fn codes() {
    let code = |code: &str| Trigger::Code {
        code: code.to_owned(),
    };
    for text in ["", "AB", "TWO WORDS", &"X".repeat(41)] {
        let programme = changed(|it| it.trigger = code(text));
        refused(&programme, "promotions.0.trigger.code", "3 to 40");
    }
    let voucher = changed(|it| it.trigger = code("GRAND-OPENING-1"));
    refused(&voucher, "promotions.0.trigger.code", "voucher");
    let alike = with(|it| {
        let offer = |key: &str, text: &str| Promotion {
            key: key.to_owned(),
            trigger: code(text),
            ..promotion(PromotionKind::PercentOff { percent: 10 })
        };
        it.promotions = vec![offer("a", "SPRING"), offer("b", " spring ")];
    });
    refused(&alike, "promotions.1.trigger.code", "already");
}

#[test]
fn conditions_of_promotions() {
    let never = changed(|it| {
        it.which = Which {
            skus: vec!["tea".to_owned()],
            without_skus: vec!["tea".to_owned()],
            ..Which::default()
        };
    });
    refused(&never, "promotions.0.which", "can never apply");
    let minimum = changed(|it| it.minimum = Minor(-1));
    refused(&minimum, "promotions.0.minimum", "negative");
    let group = changed(|it| it.group = Some(" ".to_owned()));
    refused(&group, "promotions.0.group", "1 to 80");
    let limit = changed(|it| it.limits.per_member_month = Some(0));
    refused(&limit, "promotions.0.limits", "at least 1");
    let order = with(|it| {
        it.order_limit = OrderLimit {
            amount: Some(Minor::ZERO),
            percent: None,
        };
    });
    refused(&order, "order_limit.amount", "more than zero");
    let share = with(|it| it.order_limit.percent = Some(101));
    refused(&share, "order_limit.percent", "between 1 and 100");
}

#[test]
fn margins() {
    let guard = |change: fn(&mut MarginGuard)| {
        with(|it| {
            let mut guard = MarginGuard {
                floor_percent: 10,
                usual_percent: 50,
                usual_order: Some(Minor(3_000)),
                ..MarginGuard::default()
            };
            change(&mut guard);
            it.margin = Some(guard);
        })
    };
    assert_eq!(guard(|_| ()).validate(), Ok(()));
    refused(
        &guard(|it| it.floor_percent = 100),
        "margin.floor_percent",
        "0 and 99",
    );
    refused(
        &guard(|it| it.usual_percent = 101),
        "margin.usual_percent",
        "0 and 100",
    );
    refused(
        &guard(|it| it.value_back_percent = 101),
        "margin.value_back_percent",
        "0 and 100",
    );
    refused(
        &guard(|it| it.usual_order = Some(Minor::ZERO)),
        "margin.usual_order",
        "more than zero",
    );
    let costs = guard(|it| {
        it.costs = vec![CategoryCost {
            category: "Wine".to_owned(),
            percent: 101,
        }];
    });
    refused(&costs, "margin.costs", "0 to 100 per cent");
    refused(
        &guard(|it| it.usual_percent = 15),
        "margin.floor_percent",
        "below the floor of 10",
    );
}

#[test]
fn every_kind_of_promotion_survives_text_and_back() {
    let mut programme = fine();
    let kinds = [
        r#"{"kind":"percent_off","percent":10}"#,
        r#"{"kind":"amount_off","amount":500}"#,
        r#"{"kind":"buy_get","buy":2,"get":1,"percent":100,"repeats":true}"#,
        r#"{"kind":"ladder","steps":[0,2,5]}"#,
        r#"{"kind":"stamp_card","per":"order","rewards":[{"at":5,"percent":100}]}"#,
        r#"{"kind":"next_order","gives":{"kind":"percent_off","percent":15},"valid_days":30}"#,
    ];
    let read = |(index, text): (usize, &&str)| Promotion {
        key: format!("offer-{index}"),
        ..promotion(serde_json::from_str(text).unwrap())
    };
    programme.promotions = kinds.iter().enumerate().map(read).collect();
    programme.promotions[0].trigger = Trigger::Code {
        code: "SPRING".to_owned(),
    };
    assert_eq!(programme.validate(), Ok(()));
    let text = serde_json::to_string(&programme).unwrap();
    assert_eq!(serde_json::from_str::<Programme>(&text).unwrap(), programme);
}
