//! A programme for a shop that has not answered anything yet.

use crate::programme::{
    Base, EarningKind, EarningRule, Expiry, Programme, ReferralOffer, RefundPolicy,
};
use crate::{
    condition::When,
    limit::Limits,
    money::{Currency, Minor},
    rate::Rate,
    reward::{Reward, RewardKind},
    tier::{Basis, Downgrade, Level, TierScheme, Window},
};

/// A programme that gives back about five per cent, for a shop that has not decided yet.
///
/// Amounts are in whole units of `currency`: a point for each unit, 100 points for 5 units off.
pub fn simple(name: &str, currency: Currency) -> Programme {
    let unit = 10_i64.pow(currency.decimals());
    Programme {
        name: name.to_owned(),
        earning: vec![EarningRule::new(
            "spend",
            "Every purchase",
            EarningKind::Spend {
                points: 1,
                per: Minor(unit),
                base: Base::default(),
            },
        )],
        carry_fractions: false,
        hold_days: 0,
        expiry: Expiry::Never,
        refund_policy: RefundPolicy::Clamp,
        tiers: Some(TierScheme {
            basis: Basis::Spend,
            grace_days: 0,
            downgrade: Downgrade::default(),
            window: Window::CalendarYear,
            levels: vec![
                level("member", "Member", 0, Rate::ONE),
                level(
                    "silver",
                    "Silver",
                    250 * unit,
                    Rate::new(5, 4).unwrap_or(Rate::ONE),
                ),
                level(
                    "gold",
                    "Gold",
                    500 * unit,
                    Rate::new(3, 2).unwrap_or(Rate::ONE),
                ),
            ],
        }),
        rewards: vec![Reward {
            key: "five-off".to_owned(),
            name: format!("{} off", currency.format_short(Minor(5 * unit))),
            points: 100,
            kind: RewardKind::AmountOff {
                amount: Minor(5 * unit),
            },
            valid_days: 90,
            icon: "ticket-percent".to_owned(),
            limits: Limits::default(),
            when: When::default(),
        }],
        referral: Some(ReferralOffer {
            advocate_points: 100,
            friend_points: 50,
            minimum_order: Minor(10 * unit),
            hold_days: 14,
        }),
        ..Programme::default()
    }
}

fn level(key: &str, name: &str, from: i64, multiplier: Rate) -> Level {
    Level {
        key: key.to_owned(),
        name: name.to_owned(),
        from: Minor(from),
        multiplier,
        welcome: None,
    }
}
