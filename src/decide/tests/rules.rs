//! Small programmes and orders to try decisions on.

use crate::{
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    programme::{Base, EarningKind, EarningRule, Expiry, Programme, ReferralOffer, RefundPolicy},
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward},
    rate::Rate,
    reward::{Reward, RewardKind, VoucherCode},
    tier::{Basis, Downgrade, Level, TierScheme, Window},
    time::Day,
};

/// `2026-03-01` as a day.
pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// One point for each whole unit of money; nothing waits, expires or multiplies. Points buy an
/// amount, a share or a coffee; a friend's first order of 10.00 brings points after fifteen days.
pub(crate) fn programme() -> Programme {
    Programme {
        name: "Northside".to_owned(),
        earning: vec![spend_rule("spend", 1, 100)],
        carry_fractions: false,
        hold_days: 0,
        expiry: Expiry::Never,
        refund_policy: RefundPolicy::Clamp,
        tiers: None,
        rewards: vec![
            reward(
                "five-off",
                100,
                RewardKind::AmountOff { amount: Minor(500) },
            ),
            reward(
                "tenth-off",
                100,
                RewardKind::PercentOff {
                    percent: 10,
                    at_most: None,
                },
            ),
            reward(
                "coffee",
                50,
                RewardKind::FreeItem {
                    skus: vec!["flat-white".to_owned(), "espresso".to_owned()],
                    worth: Minor(350),
                },
            ),
            reward(
                "card",
                80,
                RewardKind::GiftCard {
                    amount: Minor(1_000),
                },
            ),
        ],
        referral: Some(ReferralOffer {
            advocate_points: 100,
            friend_points: 40,
            minimum_order: Minor(1_000),
            hold_days: 15,
        }),
        ..Programme::default()
    }
}

pub(crate) fn spend_rule(key: &str, points: i64, per: i64) -> EarningRule {
    let kind = EarningKind::Spend {
        points,
        per: Minor(per),
        base: Base::default(),
    };
    EarningRule::new(key, &format!("Rule {key}"), kind)
}

pub(crate) fn reward(key: &str, points: i64, kind: RewardKind) -> Reward {
    Reward {
        key: key.to_owned(),
        name: format!("Reward {key}"),
        points,
        kind,
        valid_days: 30,
        icon: String::new(),
        limits: Default::default(),
        when: Default::default(),
    }
}

pub(crate) fn sale(total: i64) -> Order {
    Order::of_amount(OrderSource::Till, Minor(total))
}

pub(crate) fn line(sku: &str, quantity: i64, total: i64) -> OrderLine {
    OrderLine {
        sku: Some(sku.to_owned()),
        quantity,
        ..OrderLine::amount(sku, Minor(total))
    }
}

/// Silver from 250.00, times 1.5.
pub(crate) fn tiers(window: Window) -> TierScheme {
    let level = |key: &str, from, multiplier: &str| Level {
        key: key.to_owned(),
        name: key.to_owned(),
        from: Minor(from),
        multiplier: multiplier.parse::<Rate>().unwrap(),
        welcome: None,
    };
    TierScheme {
        basis: Basis::Spend,
        grace_days: 0,
        downgrade: Downgrade::default(),
        window,
        levels: vec![level("member", 0, "1"), level("silver", 25_000, "1.5")],
    }
}

/// Every fifth unit free, and a voucher for the next order from 20.00.
pub(crate) fn promotions() -> Vec<Promotion> {
    let card = StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(5, 100)],
    };
    let next = PromotionKind::NextOrder {
        gives: RewardKind::AmountOff { amount: Minor(200) },
        valid_days: 60,
        order_code: true,
    };
    vec![
        Promotion::new("fifth", "Every fifth", PromotionKind::StampCard(card)),
        Promotion {
            minimum: Minor(2_000),
            ..Promotion::new("next", "Next order", next)
        },
    ]
}

/// Coffees with an espresso and a pound off, beside a sum; vouchers in hand.
pub(crate) fn basket(coffees: i64, total: i64, vouchers: Vec<VoucherCode>) -> Order {
    let mut order = sale(total);
    if coffees > 0 {
        order.lines.push(line("flat-white", coffees, 350 * coffees));
        order.lines.push(line("espresso", 1, 250));
        order.discount = Minor(100);
    }
    order.vouchers = vouchers;
    order
}
