//! What Northside Coffee offers besides the menu: promotions, points for acts, rewards.

use regulars::{
    act::{Act, ActRule, HowOften},
    condition::{Hours, When, Which},
    limit::Limits,
    money::Minor,
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward},
    reward::{Reward, RewardKind},
};

use super::menu::BEANS;

/// Every tenth coffee is free, tea is cheaper in the afternoon, and beans bring two pounds off the
/// next order.
pub fn promotions() -> Vec<Promotion> {
    let card = StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(10, 100)],
    };
    let next = PromotionKind::NextOrder {
        gives: RewardKind::AmountOff { amount: Minor(200) },
        valid_days: 30,
        order_code: true,
    };
    let on = |category: &str, key: &str, name: &str, kind| Promotion {
        which: Which::category(category),
        ..Promotion::new(key, name, kind)
    };
    let afternoon = When {
        hours: Some(Hours {
            from: 14,
            until: 17,
        }),
        ..When::default()
    };
    vec![
        on(
            "Coffee",
            "coffee-card",
            "Coffee card",
            PromotionKind::StampCard(card),
        ),
        Promotion {
            when: afternoon,
            ..on(
                "Tea",
                "tea-time",
                "Tea time",
                PromotionKind::PercentOff { percent: 20 },
            )
        },
        on(BEANS.category, "beans-again", "Beans again", next),
    ]
}

/// What brings points besides buying.
pub fn acts() -> Vec<ActRule> {
    let act = |key: &str, name: &str, act, points, how_often| ActRule {
        key: key.to_owned(),
        name: name.to_owned(),
        act,
        points,
        how_often,
        needs_approval: !act.is_seen(),
        when: When::default(),
    };
    vec![
        act("review", "Write a review", Act::Review, 100, HowOften::Once),
        act(
            "photo",
            "Share a photo of your cup",
            Act::Share,
            40,
            HowOften::Monthly,
        ),
        act(
            "birthday",
            "Your birthday",
            Act::Birthday,
            150,
            HowOften::Yearly,
        ),
        act(
            "profile",
            "Tell us more about you",
            Act::Profile,
            50,
            HowOften::Once,
        ),
    ]
}

/// What points buy.
pub fn rewards() -> Vec<Reward> {
    let reward = |key: &str, name: &str, points, kind, icon: &str| Reward {
        key: key.to_owned(),
        name: name.to_owned(),
        points,
        kind,
        valid_days: 30,
        icon: icon.to_owned(),
        limits: Limits::default(),
        when: When::default(),
    };
    let free = |sku: &str, worth| RewardKind::FreeItem {
        skus: vec![sku.to_owned()],
        worth: Minor(worth),
    };
    let capped = RewardKind::PercentOff {
        percent: 10,
        at_most: Some(Minor(800)),
    };
    vec![
        reward(
            "flat-white",
            "Flat white",
            200,
            free("flat-white", 340),
            "coffee",
        ),
        reward(
            "ten-percent",
            "10\u{202f}% off",
            250,
            capped,
            "ticket-percent",
        ),
        reward(
            "five-off",
            "£5 off",
            300,
            RewardKind::AmountOff { amount: Minor(500) },
            "ticket-percent",
        ),
        reward(
            "pastry-box",
            "Pastry box for two",
            600,
            free("pastry-box", 1_240),
            "croissant",
        ),
        reward(
            "beans",
            "House blend, 250 g",
            650,
            free("beans-250", 1_150),
            "package",
        ),
    ]
}
