//! Conditions, limits, bonuses and caps.

use super::{fine, refused, with};
use crate::{
    act::{Act, ActRule, HowOften},
    condition::{Hours, Weekday, When, Which},
    ids::LocationId,
    limit::Limits,
    money::Minor,
    programme::{Bonus, Bonuses, Caps, EarningKind, PayWithPoints, Programme},
    rate::Rate,
};

fn when(change: impl FnOnce(&mut When)) -> Programme {
    with(|it| change(&mut it.earning[0].when))
}

#[test]
fn times() {
    let day = |text: &str| Some(text.parse().unwrap());
    let backwards = when(|it| (it.from, it.until) = (day("2026-03-02"), day("2026-03-01")));
    refused(&backwards, "earning.0.when.until", "before the first");
    let one_day = when(|it| (it.from, it.until) = (day("2026-03-02"), day("2026-03-02")));
    assert_eq!(one_day.validate(), Ok(()));
    // 2 March 2026 is a Monday.
    let never = when(|it| {
        (it.from, it.until) = (day("2026-03-02"), day("2026-03-06"));
        it.weekdays = vec![Weekday::Sunday];
    });
    refused(&never, "earning.0.when.weekdays", "can never apply");
    let sometimes = when(|it| {
        (it.from, it.until) = (day("2026-03-02"), day("2026-03-08"));
        it.weekdays = vec![Weekday::Sunday];
    });
    assert_eq!(sometimes.validate(), Ok(()));
    for (from, until) in [(24, 3), (0, 0), (3, 25)] {
        let hours = when(|it| it.hours = Some(Hours { from, until }));
        let faults = hours.validate().unwrap_err();
        assert!(faults.on("earning.0.when.hours").is_some());
    }
    let empty = when(|it| it.hours = Some(Hours { from: 9, until: 9 }));
    refused(&empty, "earning.0.when.hours", "can never apply");
    let far = when(|it| it.until = day("2200-01-01"));
    refused(&far, "earning.0.when.from", "1900 and 2199");
    let place = LocationId(uuid::Uuid::from_u128(1));
    let many = when(|it| it.locations = vec![place; 101]);
    refused(&many, "earning.0.when.locations", "100 places");
}

#[test]
fn a_tier_must_exist() {
    let tiers = |key: &str| when(|it| it.tiers = vec![key.to_owned()]);
    assert_eq!(tiers("gold").validate(), Ok(()));
    refused(
        &tiers("platinum"),
        "earning.0.when.tiers",
        "no tier with this key",
    );
    let reward = with(|it| it.rewards[0].when.tiers = vec!["platinum".to_owned()]);
    refused(&reward, "rewards.0.when.tiers", "no tier with this key");
}

#[test]
fn what_is_counted() {
    let which = |which: Which| with(|it| it.earning[0].which = which);
    let mut nothing = Which::category("Wine / Red");
    nothing.without_categories = vec!["Wine".to_owned()];
    refused(&which(nothing), "earning.0.which", "can never apply");
    refused(
        &which(Which::category(" ")),
        "earning.0.which",
        "1 to 200 characters",
    );
    let many = Which {
        without_skus: vec!["sku".to_owned(); 101],
        ..Which::default()
    };
    refused(&which(many), "earning.0.which", "at most 100 articles");
}

#[test]
fn minimums_and_points() {
    let units = with(|it| it.earning[0].minimum_quantity = -1);
    refused(&units, "earning.0.minimum_quantity", "negative");
    for kind in [
        EarningKind::Order { points: 0 },
        EarningKind::Visit { points: -1 },
        EarningKind::Unit {
            points: 1_000_000_001,
        },
    ] {
        let programme = with(|it| it.earning[0].kind = kind);
        refused(&programme, "earning.0.points", "at least 1 point");
    }
}

#[test]
fn limits() {
    let limits = |limits: Limits| with(|it| it.rewards[0].limits = limits);
    for counts in [(Some(0), None), (None, Some(-1))] {
        let (total, per_member) = counts;
        let none = limits(Limits {
            total,
            per_member,
            ..Limits::default()
        });
        refused(&none, "rewards.0.limits", "at least 1");
    }
    let budget = limits(Limits {
        budget: Some(Minor::ZERO),
        ..Limits::default()
    });
    refused(&budget, "rewards.0.limits.budget", "more than zero");
}

#[test]
fn bonuses() {
    let bonus = |multiplier: &str| Bonus {
        key: "double".to_owned(),
        name: "Double".to_owned(),
        multiplier: multiplier.parse::<Rate>().unwrap(),
        when: When::default(),
    };
    let bonuses = |list: Vec<Bonus>| {
        with(|it| {
            it.bonuses = Bonuses {
                list,
                ..Bonuses::default()
            };
        })
    };
    assert_eq!(bonuses(vec![bonus("2")]).validate(), Ok(()));
    for multiplier in ["1", "0.5", "100.1"] {
        refused(
            &bonuses(vec![bonus(multiplier)]),
            "bonuses.list.0.multiplier",
            "more than 1",
        );
    }
    let twice = bonuses(vec![bonus("2"), bonus("3")]);
    refused(&twice, "bonuses.list.1.key", "twice");
}

#[test]
fn caps() {
    let caps = |order, day, month| with(|it| it.caps = Caps { order, day, month });
    assert_eq!(caps(Some(5), Some(5), Some(9)).validate(), Ok(()));
    refused(&caps(Some(0), None, None), "caps.order", "at least 1 point");
    refused(
        &caps(Some(6), Some(5), None),
        "caps.order",
        "can never apply",
    );
    refused(
        &caps(None, Some(10), Some(9)),
        "caps.day",
        "can never apply",
    );
}

#[test]
fn the_rules_are_told_in_words() {
    let mut programme = fine();
    programme.earning[0].which = Which::category("Bakery");
    programme.earning[0].when.weekdays = vec![Weekday::Monday];
    programme.caps.day = Some(100);
    programme.bonuses.list = ["spring", "summer"]
        .map(|key| Bonus {
            key: key.to_owned(),
            name: format!("The {key} bonus"),
            multiplier: Rate::whole(2).unwrap(),
            when: When {
                until: "2026-05-31".parse().ok(),
                ..When::default()
            },
        })
        .to_vec();
    let told = programme.sentences("GBP".parse().unwrap());
    assert_eq!(
        told[..5],
        [
            "1 point for every £1 you spend on Bakery, on Monday.",
            "The spring bonus: 2 times the points until 31 May 2026.",
            "The summer bonus: 2 times the points until 31 May 2026.",
            "When several bonuses apply, the largest counts.",
            "You earn at most 100 points on one day.",
        ]
    );
}

#[test]
fn paying_with_points() {
    let paying = |change: fn(&mut PayWithPoints)| {
        with(|it| {
            let mut terms = PayWithPoints {
                points: 100,
                amount: Minor(500),
                minimum_points: 0,
                at_most_percent: None,
            };
            change(&mut terms);
            it.pay_with_points = Some(terms);
        })
    };
    assert_eq!(paying(|_| ()).validate(), Ok(()));
    refused(
        &paying(|it| it.points = 0),
        "pay_with_points.points",
        "at least 1",
    );
    refused(
        &paying(|it| it.amount = Minor::ZERO),
        "pay_with_points.amount",
        "more than zero",
    );
    refused(
        &paying(|it| it.minimum_points = -1),
        "pay_with_points.minimum_points",
        "negative",
    );
    let share = paying(|it| it.at_most_percent = Some(101));
    refused(
        &share,
        "pay_with_points.at_most_percent",
        "between 1 and 100",
    );
}

#[test]
fn acts() {
    let act = |points, name: &str| {
        with(|it| {
            it.acts = vec![ActRule {
                key: "review".to_owned(),
                name: name.to_owned(),
                act: Act::Review,
                points,
                how_often: HowOften::Yearly,
                needs_approval: true,
                when: When::default(),
            }];
        })
    };
    let fine = act(50, "Write a review");
    assert_eq!(fine.validate(), Ok(()));
    let told = fine.sentences("GBP".parse().unwrap());
    let words = "Write a review: 50 points, once a year, after we have looked at it.";
    assert!(told.iter().any(|it| it == words), "{told:?}");
    refused(
        &act(0, "Write a review"),
        "acts.0.points",
        "at least 1 point",
    );
    refused(&act(50, ""), "acts.0.name", "give it a name");
}
