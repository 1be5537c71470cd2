//! The words of single changes, and that no change goes unsaid.

use serde_json::{Value, json};

use super::{REORDERED, compare};
use crate::{
    money::{Currency, Minor},
    programme::{EarningKind, Expiry, Programme, template},
    rate::Rate,
};

fn gbp() -> Currency {
    "GBP".parse().unwrap()
}

/// What is said when `change` is made to a simple programme.
fn said(change: impl FnOnce(&mut Programme)) -> Vec<String> {
    let before = template::simple("Northside", gbp());
    let mut after = before.clone();
    change(&mut after);
    compare(&before, &after, gbp())
}

#[test]
fn equal_documents_have_nothing_to_tell() {
    assert_eq!(said(|_| ()), Vec::<String>::new());
    let rich = rich();
    assert_eq!(compare(&rich, &rich, gbp()), Vec::<String>::new());
}

#[test]
fn changes_are_told_in_the_merchants_words() {
    let gold = |it: &mut Programme| it.tiers.as_mut().unwrap().levels[2].from = Minor(60_000);
    assert_eq!(said(gold), ["Gold: from £600 instead of £500."]);
    let twice = |it: &mut Programme| {
        if let EarningKind::Spend { points, .. } = &mut it.earning[0].kind {
            *points = 2;
        }
    };
    assert_eq!(
        said(twice),
        ["Every purchase: 2 points for every £1 instead of 1 point for every £1."]
    );
    assert_eq!(
        said(|it| it.expiry = Expiry::Months { months: 12 }),
        ["Points expire 12 months after the order instead of never."]
    );
    assert_eq!(
        said(|it| {
            it.rewards[0].points = 80;
            it.rewards[0].valid_days = 30;
        }),
        ["£5 off: for 80 points instead of 100 points; good for 30 days instead of 90 days."]
    );
    assert_eq!(said(|it| it.hold_days = 14), ["Now points wait 14 days."]);
}

#[test]
fn what_is_new_and_what_is_gone_is_named() {
    assert_eq!(said(|it| it.rewards.clear()), ["Removed reward: £5 off."]);
    let new = |it: &mut Programme| {
        let mut ten = it.rewards[0].clone();
        (ten.key, ten.name, ten.points) = ("ten-off".into(), "£10 off".into(), 190);
        it.rewards.push(ten);
    };
    assert_eq!(said(new), ["New reward: £10 off, 190 points."]);
    assert_eq!(
        said(|it| it.referral = None),
        ["Removed thanks for friends: Friends."]
    );
    assert_eq!(said(|it| it.tiers = None).len(), 4);
}

#[test]
fn another_order_of_a_list_is_called_that() {
    let mut before = template::simple("Northside", gbp());
    let mut second = before.rewards[0].clone();
    second.key = "second".into();
    before.rewards.push(second);
    let mut after = before.clone();
    after.rewards.reverse();
    assert_eq!(compare(&before, &after, gbp()), [REORDERED]);
}

/// A document in which every field says something.
fn rich() -> Programme {
    let when = json!({
        "from": "2026-12-01", "until": "2026-12-24", "weekdays": ["monday", "tuesday"],
        "hours": {"from": 9, "until": 17}, "tiers": ["gold"],
        "locations": ["0190b0a0-0000-7000-8000-000000000001"],
    });
    let which = json!({
        "skus": ["a"], "categories": ["b"], "without_skus": ["c"], "without_categories": ["d"],
    });
    let limits = json!({"total": 90, "budget": 9_000, "per_member": 3, "per_member_month": 2});
    let kinds = [
        json!({"kind": "percent_off", "percent": 10}),
        json!({"kind": "amount_off", "amount": 100}),
        json!({"kind": "buy_get", "buy": 2, "get": 1, "percent": 33, "repeats": true}),
        json!({"kind": "ladder", "steps": [0, 2, 5]}),
        json!({"kind": "stamp_card", "per": "unit", "rewards": [{"at": 3, "percent": 30}, {"at": 5, "percent": 100}]}),
        json!({"kind": "next_order", "valid_days": 30, "order_code": true,
            "gives": {"kind": "percent_off", "percent": 15, "at_most": 500}}),
    ];
    let promotion = |(number, kind): (usize, &Value)| {
        with(
            kind,
            json!({
                "key": format!("p{number}"), "name": format!("Offer {number}"), "when": when,
                "which": which, "trigger": {"by": "code", "code": format!("CODE{number}")},
                "minimum": 1_000, "minimum_before_tax": true, "minimum_quantity": 2,
                "group": "g", "at_most": 700, "limits": limits,
            }),
        )
    };
    let gives = [
        json!({"kind": "amount_off", "amount": 500}),
        json!({"kind": "percent_off", "percent": 10, "at_most": 900}),
        json!({"kind": "free_item", "skus": ["x", "y"], "worth": 350}),
        json!({"kind": "free_service", "skus": ["z"], "minutes": 60, "worth": 4_000}),
        json!({"kind": "gift_card", "amount": 1_000}),
        json!({"kind": "event_ticket", "worth": 2_000}),
        json!({"kind": "exclusive_item", "worth": 300}),
        json!({"kind": "donation", "amount": 200}),
    ];
    let reward = |(number, kind): (usize, &Value)| {
        with(
            kind,
            json!({
                "key": format!("r{number}"), "name": format!("Reward {number}"), "points": 100,
                "valid_days": 30, "icon": "gift", "limits": limits, "when": when,
            }),
        )
    };
    let earning = |(number, kind): (usize, &Value)| {
        with(
            kind,
            json!({
                "key": format!("e{number}"), "name": format!("Rule {number}"), "minimum": 500,
                "minimum_before_tax": true, "minimum_quantity": 2, "which": which, "when": when,
            }),
        )
    };
    let base = json!({
        "after_discounts": true, "redeemed": false, "tax": true, "shipping": false, "gift_cards": false,
    });
    let ways = [
        json!({"kind": "spend", "points": 1, "per": 100, "base": base}),
        json!({"kind": "order", "points": 5}),
        json!({"kind": "visit", "points": 6}),
        json!({"kind": "unit", "points": 7}),
    ];
    let document = json!({
        "name": "Rich", "carry_fractions": true, "hold_days": 14, "refund_policy": "owe",
        "expiry": {"after": "inactivity", "months": 12, "notice_days": 30},
        "earning": ways.iter().enumerate().map(earning).collect::<Vec<_>>(),
        "rewards": gives.iter().enumerate().map(reward).collect::<Vec<_>>(),
        "promotions": kinds.iter().enumerate().map(promotion).collect::<Vec<_>>(),
        "tiers": {"basis": "points", "window": {"kind": "rolling", "days": 90}, "grace_days": 7, "downgrade": "one_step", "levels": [
            {"key": "member", "name": "Member", "from": 0, "multiplier": "1/1"},
            {"key": "gold", "name": "Gold", "from": 500, "multiplier": "3/2", "welcome": "r0"},
        ]},
        "referral": {"advocate_points": 100, "friend_points": 50, "minimum_order": 1_000, "hold_days": 30},
        "acts": [{"key": "a", "name": "Review", "act": "review", "points": 10, "how_often": "yearly",
            "needs_approval": true, "when": when}],
        "bonuses": {"overlap": "both", "list": [
            {"key": "b", "name": "Double", "multiplier": "2/1", "when": when}]},
        "caps": {"order": 100, "day": 200, "month": 300},
        "order_limit": {"amount": 1_000, "percent": 50},
        "pay_with_points": {"points": 100, "amount": 500, "minimum_points": 50, "at_most_percent": 40},
        "passing": {"at_least": 10, "most_a_day": 500},
        "margin": {"floor_percent": 20, "usual_percent": 60, "usual_order": 3_000,
            "value_back_percent": 3, "costs": [{"category": "Wine", "percent": 70}],
            "overridden": {"by": "Olive", "reason": "Opening week"}},
    });
    serde_json::from_value(document).unwrap()
}

fn with(kind: &Value, mut more: Value) -> Value {
    let fields = more.as_object_mut().unwrap();
    fields.extend(kind.as_object().unwrap().clone());
    more
}

/// Every document that differs from `value` in one place: a leaf that says something else, a
/// field or an item left out.
fn mutants(value: &Value) -> Vec<Value> {
    const OTHERS: [&str; 29] = [
        "9/8",
        "by_balance",
        "2027-01-02",
        "0190b0a0-0000-7000-8000-000000000002",
        "clamp",
        "best",
        "spend",
        "visits",
        "never",
        "order",
        "visit",
        "monthly",
        "survey",
        "sunday",
        "lifetime",
        "calendar_year",
        "automatic",
        "percent_off",
        "event_ticket",
        "gift_card",
        "donation",
        "exclusive_item",
        "amount_off",
        "other words",
        "other",
        "unit",
        "daily",
        "days",
        "month",
    ];
    match value {
        Value::Bool(set) => vec![json!(!set)],
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            vec![json!(number + 1), json!(number - 1), json!(0)]
        }
        Value::String(_) => OTHERS.iter().map(|other| json!(other)).collect(),
        Value::Array(list) => {
            let all = 0..list.len();
            let less = all.clone().map(|index| {
                let mut less = list.clone();
                less.remove(index);
                Value::Array(less)
            });
            let inside = all.flat_map(|index| {
                mutants(&list[index]).into_iter().map(move |mutant| {
                    let mut other = list.clone();
                    other[index] = mutant;
                    Value::Array(other)
                })
            });
            less.chain(inside).collect()
        }
        Value::Object(fields) => {
            let less = fields.keys().map(|key| {
                let mut less = fields.clone();
                less.remove(key);
                Value::Object(less)
            });
            let inside = fields.iter().flat_map(|(key, field)| {
                mutants(field).into_iter().map(move |mutant| {
                    let mut other = fields.clone();
                    other.insert(key.clone(), mutant);
                    Value::Object(other)
                })
            });
            less.chain(inside).collect()
        }
        Value::Null => Vec::new(),
    }
}

#[test]
fn no_change_goes_unsaid() {
    let before = rich();
    let mut tried = 0;
    for mutant in mutants(&serde_json::to_value(&before).unwrap()) {
        let Ok(after) = serde_json::from_value::<Programme>(mutant) else {
            continue;
        };
        if after == before {
            continue;
        }
        tried += 1;
        for (before, after) in [(&before, &after), (&after, &before)] {
            let lines = compare(before, after, gbp());
            assert!(!lines.is_empty() && lines != [REORDERED], "{after:#?}");
            let whole = |line: &String| line.ends_with('.') && !line.contains("  ");
            assert!(lines.iter().all(whole), "{lines:?}");
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn a_rate_is_told() {
    let rate = |it: &mut Programme| {
        it.tiers.as_mut().unwrap().levels[1].multiplier = Rate::new(3, 2).unwrap();
    };
    let words = "Silver: 1.5 times the points instead of 1.25 times the points.";
    assert_eq!(said(rate), [words]);
}
