//! One case for each thing that can be wrong.

mod conditions;
mod promotions;

use crate::{
    money::{Currency, Minor},
    programme::{EarningKind, EarningRule, Expiry, Period, Programme, template},
    rate::Rate,
    reward::{Reward, RewardKind},
    tier::Window,
};

pub(super) fn fine() -> Programme {
    template::simple("Northside", "GBP".parse::<Currency>().unwrap())
}

pub(super) fn with(change: impl FnOnce(&mut Programme)) -> Programme {
    let mut programme = fine();
    change(&mut programme);
    programme
}

fn rule(key: &str, points: i64, per: i64) -> EarningRule {
    EarningRule {
        key: key.to_owned(),
        kind: EarningKind::Spend {
            points,
            per: Minor(per),
            base: Default::default(),
        },
        ..fine().earning.remove(0)
    }
}

fn reward(kind: RewardKind) -> Programme {
    with(|it| it.rewards[0].kind = kind)
}

/// The programme is refused, for this field and with these words, and for nothing else.
pub(super) fn refused(programme: &Programme, field: &str, reason: &str) {
    let faults = programme.validate().unwrap_err();
    assert!(
        faults.on(field).is_some_and(|it| it.contains(reason)),
        "{field}, {reason}: {faults:?}"
    );
    assert!(faults.0.iter().all(|it| it.field == field), "{faults:?}");
}

#[test]
fn the_template_is_fine_in_every_currency() {
    for code in ["GBP", "JPY", "KWD", "CHF"] {
        let programme = template::simple("Shop", code.parse().unwrap());
        assert_eq!(programme.validate(), Ok(()), "{code}");
    }
}

#[test]
fn a_programme_survives_text_and_back() {
    let text = serde_json::to_string(&fine()).unwrap();
    assert_eq!(serde_json::from_str::<Programme>(&text).unwrap(), fine());
}

#[test]
fn a_document_of_before_promotions_reads_and_writes_as_it_stood() {
    let text = r#"{"name":"Northside","earning":[{"key":"spend","name":"Every purchase","minimum":0,"kind":"spend","points":1,"per":100,"base":{"after_discounts":true,"redeemed":false,"tax":true,"shipping":false,"gift_cards":false}}],"carry_fractions":false,"hold_days":0,"expiry":{"after":"never"},"refund_policy":"clamp","tiers":{"window":{"kind":"calendar_year"},"levels":[{"key":"member","name":"Member","from":0,"multiplier":"1/1"}]},"rewards":[{"key":"five-off","name":"Five off","points":100,"kind":"amount_off","amount":500,"valid_days":90,"icon":"ticket-percent"}],"referral":null}"#;
    let programme: Programme = serde_json::from_str(text).unwrap();
    assert_eq!(programme.validate(), Ok(()));
    assert_eq!(serde_json::to_string(&programme).unwrap(), text);
}

#[test]
fn names_and_keys() {
    refused(
        &with(|it| it.name = "  ".to_owned()),
        "name",
        "give it a name",
    );
    refused(
        &with(|it| it.name = "x".repeat(81)),
        "name",
        "80 characters",
    );
    for key in ["", "Über", "two words", &"k".repeat(41)] {
        let programme = with(|it| it.earning[0].key = key.to_owned());
        refused(&programme, "earning.0.key", "1 to 40");
    }
    let twice = with(|it| it.rewards.push(it.rewards[0].clone()));
    refused(&twice, "rewards.1.key", "twice");
    let many = with(|it| {
        let like = |index: usize| Reward {
            key: format!("reward-{index}"),
            ..it.rewards[0].clone()
        };
        it.rewards = (0..101).map(like).collect();
    });
    refused(&many, "rewards", "at most 100");
}

#[test]
fn earning() {
    refused(&with(|it| it.earning.clear()), "earning", "say how");
    let minimum = with(|it| it.earning[0].minimum = Minor(-1));
    refused(&minimum, "earning.0.minimum", "negative");
    for points in [0, -1, 1_000_000_001] {
        let programme = with(|it| it.earning = vec![rule("spend", points, 100)]);
        refused(&programme, "earning.0.points", "at least 1 point");
    }
    for per in [0, -100, 2_000_000_000] {
        let programme = with(|it| it.earning = vec![rule("spend", 1_000_000_000, per)]);
        refused(&programme, "earning.0.per", "above zero");
    }
    let uneven = with(|it| it.earning = vec![rule("a", 1, 99_991), rule("b", 1, 99_989)]);
    refused(&uneven, "earning", "too uneven");
    let round = with(|it| it.earning = vec![rule("a", 1, 1_000_000), rule("b", 3, 250)]);
    assert_eq!(round.validate(), Ok(()));
}

#[test]
fn holds_and_expiry() {
    let long = with(|it| {
        it.hold_days = 366;
        it.referral = None;
    });
    refused(&long, "hold_days", "365 days");
    for days in [0, 29, 3_651] {
        let programme = with(|it| it.expiry = Expiry::Days { days });
        let faults = programme.validate().unwrap_err();
        assert!(
            faults
                .on("expiry")
                .is_some_and(|it| it.contains("at least 30"))
        );
    }
    for months in [0, 121] {
        let programme = with(|it| it.expiry = Expiry::Months { months });
        let faults = programme.validate().unwrap_err();
        assert!(faults.on("expiry").is_some_and(|it| it.contains("a month")));
    }
    let end_of_year = |grace_days| Expiry::EndOf {
        period: Period::Year,
        grace_days,
    };
    for grace_days in [0, 29, 367] {
        let programme = with(|it| it.expiry = end_of_year(grace_days));
        refused(&programme, "expiry", "at least 30");
    }
    for notice_days in [29, 61] {
        let months = 12;
        let expiry = Expiry::Inactivity {
            months,
            notice_days,
        };
        let programme = with(|it| it.expiry = expiry);
        refused(&programme, "expiry.notice_days", "30 to 60 days");
    }
    for expiry in [
        Expiry::Days { days: 30 },
        Expiry::Months { months: 1 },
        end_of_year(30),
    ] {
        let programme = with(|it| {
            (it.expiry, it.hold_days, it.referral) = (expiry, 30, None);
        });
        refused(&programme, "expiry", "before their hold ends");
    }
}

#[test]
fn tiers() {
    let tiers =
        |change: fn(&mut crate::tier::TierScheme)| with(|it| change(it.tiers.as_mut().unwrap()));
    let none = tiers(|it| it.levels.clear());
    refused(&none, "tiers.levels", "at least one");
    for days in [0, 27, 3_651] {
        let window = Window::Rolling { days };
        let programme = with(|it| it.tiers.as_mut().unwrap().window = window);
        refused(&programme, "tiers.window", "28 days");
    }
    let late = tiers(|it| it.levels[0].from = Minor(1));
    refused(&late, "tiers.levels.0.from", "starts at zero");
    let same = tiers(|it| it.levels[2].from = it.levels[1].from);
    refused(&same, "tiers.levels.2.from", "above the one before");
    let far = tiers(|it| it.levels[2].from = Minor(Minor::MAX.0 + 1));
    refused(&far, "tiers.levels.2.from", "too large");
    for multiplier in ["0.9", "10.1"] {
        let rate: Rate = multiplier.parse().unwrap();
        let programme = with(|it| it.tiers.as_mut().unwrap().levels[1].multiplier = rate);
        refused(&programme, "tiers.levels.1.multiplier", "1 to 10");
    }
}

#[test]
fn rewards() {
    for points in [0, -1, 1_000_000_001] {
        let programme = with(|it| it.rewards[0].points = points);
        refused(&programme, "rewards.0.points", "at least 1 point");
    }
    for valid_days in [0, 3_651] {
        let programme = with(|it| it.rewards[0].valid_days = valid_days);
        refused(&programme, "rewards.0.valid_days", "1 day at least");
    }
    let icon = with(|it| it.rewards[0].icon = "x".repeat(41));
    refused(&icon, "rewards.0.icon", "40 letters");
    let amount = reward(RewardKind::AmountOff {
        amount: Minor::ZERO,
    });
    refused(&amount, "rewards.0.amount", "more than zero");
    for percent in [0, 101] {
        let programme = reward(RewardKind::PercentOff {
            percent,
            at_most: None,
        });
        refused(&programme, "rewards.0.percent", "between 1 and 100");
    }
    let cap = reward(RewardKind::PercentOff {
        percent: 10,
        at_most: Some(Minor(-1)),
    });
    refused(&cap, "rewards.0.at_most", "more than zero");
    let item = |sku: &str, worth| {
        reward(RewardKind::FreeItem {
            skus: vec![sku.to_owned()],
            worth: Minor(worth),
        })
    };
    refused(&item("A1", 0), "rewards.0.worth", "usually sells");
    refused(&item(" ", 350), "rewards.0.skus", "article numbers");
}

#[test]
fn referrals() {
    let offer = |change: fn(&mut crate::programme::ReferralOffer)| {
        with(|it| change(it.referral.as_mut().unwrap()))
    };
    let nothing = offer(|it| (it.advocate_points, it.friend_points) = (0, 0));
    refused(&nothing, "referral.advocate_points", "at least one side");
    let negative = offer(|it| it.friend_points = -1);
    refused(&negative, "referral.friend_points", "no points or up to");
    let minimum = offer(|it| it.minimum_order = Minor(-1));
    refused(&minimum, "referral.minimum_order", "negative");
    let long = offer(|it| it.hold_days = 366);
    refused(&long, "referral.hold_days", "365 days");
    let early = with(|it| it.hold_days = 14);
    refused(&early, "referral.hold_days", "after the return window");
    let at_once = offer(|it| it.hold_days = 0);
    assert_eq!(at_once.validate(), Ok(()));
}
