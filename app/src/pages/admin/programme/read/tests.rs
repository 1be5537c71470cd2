use regulars::{
    act::{Act, ActRule, HowOften},
    condition::{Hours, Weekday, When, Which},
    ids::LocationId,
    limit::Limits,
    margin::{CategoryCost, MarginGuard, Override},
    passing::PassingTerms,
    programme::{Bonus, EarningKind, EarningRule, Overlap, PayWithPoints, Period, template},
    promotion::{PromotionKind, StampCard, StampPer, StampReward, Trigger},
    reward::RewardKind,
    tier::{Basis, Downgrade},
};

use super::*;

fn gbp() -> Currency {
    "GBP".parse().unwrap()
}

fn when() -> When {
    When {
        from: "2026-12-01".parse().ok(),
        until: "2026-12-24".parse().ok(),
        weekdays: vec![Weekday::Friday, Weekday::Monday],
        hours: Some(Hours {
            from: 14,
            until: 17,
        }),
        locations: vec![LocationId(Default::default())],
        tiers: vec!["gold".to_owned()],
    }
}

fn which() -> Which {
    Which {
        skus: vec!["FW".to_owned()],
        categories: vec!["Wine, red".to_owned(), "Tea".to_owned()],
        without_skus: vec!["X".to_owned()],
        without_categories: vec!["Tea / Green".to_owned()],
    }
}

fn promotions() -> Vec<Promotion> {
    let kinds = [
        PromotionKind::PercentOff { percent: 20 },
        PromotionKind::AmountOff { amount: Minor(250) },
        PromotionKind::BuyGet {
            buy: 2,
            get: 1,
            percent: 33,
            repeats: false,
        },
        PromotionKind::Ladder {
            steps: vec![0, 2, 5],
        },
        PromotionKind::StampCard(StampCard {
            per: StampPer::Visit,
            rewards: vec![
                StampReward::percent(3, 30),
                StampReward::percent(5, 100),
                StampReward::amount(11, Minor(1_000)),
            ],
        }),
        PromotionKind::NextOrder {
            gives: RewardKind::PercentOff {
                percent: 15,
                at_most: Some(Minor(1_050)),
            },
            valid_days: 45,
            order_code: true,
        },
        PromotionKind::NextOrder {
            gives: RewardKind::FreeService {
                skus: vec!["CUT".to_owned()],
                minutes: 30,
                worth: Minor(2_000),
            },
            valid_days: 45,
            order_code: false,
        },
    ];
    let all = kinds.into_iter().enumerate();
    all.map(|(index, kind)| Promotion {
        trigger: Trigger::Code {
            code: format!("CODE-{index}"),
        },
        when: when(),
        which: which(),
        minimum: Minor(1_250),
        minimum_before_tax: true,
        minimum_quantity: 2,
        group: Some("one".to_owned()),
        at_most: Some(Minor(999)),
        limits: Limits {
            total: Some(100),
            budget: Some(Minor(50_000)),
            per_member: Some(3),
            per_member_month: Some(1),
        },
        ..Promotion::new(&format!("p-{index}"), &format!("Promotion {index}"), kind)
    })
    .collect()
}

fn everything() -> Programme {
    let mut programme = template::simple("Northside", gbp());
    programme.earning.extend([
        EarningRule {
            which: which(),
            when: when(),
            minimum: Minor(1_050),
            minimum_before_tax: true,
            minimum_quantity: 3,
            ..EarningRule::new("unit", "Units", EarningKind::Unit { points: 2 })
        },
        EarningRule::new("visit", "Visits", EarningKind::Visit { points: 5 }),
        EarningRule::new("order", "Orders", EarningKind::Order { points: 7 }),
    ]);
    programme.bonuses = Bonuses {
        overlap: Overlap::Both,
        list: vec![Bonus {
            key: "double".to_owned(),
            name: "Double points".to_owned(),
            multiplier: Rate::new(2, 1).unwrap(),
            when: when(),
        }],
    };
    programme.caps = Caps {
        order: Some(100),
        day: Some(200),
        month: None,
    };
    programme.acts = vec![ActRule {
        key: "review".to_owned(),
        name: "A review".to_owned(),
        act: Act::Review,
        points: 50,
        how_often: HowOften::Yearly,
        needs_approval: true,
        when: when(),
    }];
    programme.rewards.push(Reward {
        key: "flat-white".to_owned(),
        name: "Flat white".to_owned(),
        points: 60,
        kind: RewardKind::FreeItem {
            skus: vec!["FW".to_owned(), "FW-L".to_owned()],
            worth: Minor(320),
        },
        limits: Limits {
            per_member: Some(2),
            ..Limits::default()
        },
        ..programme.rewards[0].clone()
    });
    programme.promotions = promotions();
    programme.order_limit = OrderLimit {
        amount: Some(Minor(2_000)),
        percent: Some(50),
    };
    programme.pay_with_points = Some(PayWithPoints {
        points: 100,
        amount: Minor(150),
        minimum_points: 200,
        at_most_percent: Some(80),
    });
    programme.passing = Some(PassingTerms {
        at_least: 20,
        most_a_day: 500,
    });
    programme.margin = Some(MarginGuard {
        floor_percent: 10,
        usual_percent: 60,
        costs: vec![CategoryCost {
            category: "Wine".to_owned(),
            percent: 70,
        }],
        usual_order: Some(Minor(1_200)),
        value_back_percent: 3,
        overridden: Some(Override {
            by: "Ada".to_owned(),
            reason: "Opening week".to_owned(),
        }),
    });
    programme
}

#[test]
fn a_document_survives_the_editor() {
    let programme = everything();
    let reading = Form::of(&programme, gbp()).read(gbp());
    assert_eq!(reading.faults, vec![]);
    assert_eq!(reading.programme, programme);
}

#[test]
fn every_expiry_and_every_basis_survives_it() {
    let mut programme = template::simple("Northside", gbp());
    for expiry in [
        Expiry::Never,
        Expiry::Days { days: 90 },
        Expiry::Months { months: 18 },
        Expiry::EndOf {
            period: Period::Quarter,
            grace_days: 60,
        },
        Expiry::Inactivity {
            months: 14,
            notice_days: 50,
        },
    ] {
        programme.expiry = expiry;
        assert_eq!(Form::of(&programme, gbp()).read(gbp()).programme, programme);
    }
    for basis in [Basis::Spend, Basis::Points, Basis::Visits, Basis::Referrals] {
        let tiers = programme.tiers.as_mut().unwrap();
        (tiers.basis, tiers.grace_days) = (basis, 30);
        tiers.downgrade = Downgrade::OneStep;
        tiers.levels[1].welcome = Some("five-off".to_owned());
        assert_eq!(Form::of(&programme, gbp()).read(gbp()).programme, programme);
    }
}

#[test]
fn what_is_new_gets_a_key_that_nothing_else_has() {
    let mut form = Form::of(&everything(), gbp());
    let mut promotion = super::super::form::PromotionForm::blank(9_000);
    promotion.name = "P 1".to_owned();
    form.promotions.push(promotion);
    let reading = form.read(gbp());
    let last = reading.programme.promotions.last().unwrap();
    assert_eq!(last.key, "p-1-2");
    assert_eq!(last.kind, PromotionKind::PercentOff { percent: 10 });
}

#[test]
fn what_cannot_be_read_is_said_once_where_it_is() {
    let mut form = Form::of(&everything(), gbp());
    form.rules[0].per = "1.005".to_owned();
    form.rewards[0].points = "many".to_owned();
    form.promotions[3].steps = "0, two".to_owned();
    form.promotions[0].when.from = "soon".to_owned();
    form.name.clear();
    let reading = form.read(gbp());
    let mut fields: Vec<&str> = reading.faults.iter().map(|it| it.field.as_str()).collect();
    fields.sort_unstable();
    let expected = [
        "earning.0.per",
        "name",
        "promotions.0.when.from",
        "promotions.3.steps",
        "rewards.0.points",
    ];
    assert_eq!(fields, expected);
}
