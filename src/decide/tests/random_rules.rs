//! Random rules: what the ledger laws are tried under.

use proptest::prelude::*;

use super::rules::{programme, promotions, spend_rule, tiers};
use crate::{
    money::Minor,
    passing::PassingTerms,
    programme::{Expiry, PayWithPoints, Programme, RefundPolicy},
    tier::Window,
};

pub(super) fn programmes() -> impl Strategy<Value = Programme> {
    let expiry = prop_oneof![
        Just(Expiry::Never),
        Just(Expiry::Days { days: 30 }),
        Just(Expiry::Months { months: 2 }),
    ];
    let window = prop_oneof![
        Just(Window::Lifetime),
        Just(Window::CalendarYear),
        Just(Window::Rolling { days: 40 }),
    ];
    let rules = prop::collection::vec((1..30_i64, 1..2_000_i64), 1..4);
    let policy = prop_oneof![Just(RefundPolicy::Clamp), Just(RefundPolicy::Owe)];
    let hold = prop_oneof![Just(0), Just(14_u16)];
    (
        rules,
        any::<bool>(),
        hold,
        expiry,
        policy,
        prop::option::of(window),
        any::<bool>(),
    )
        .prop_map(
            |(rules, carry_fractions, hold_days, expiry, refund_policy, window, whole)| Programme {
                earning: rules
                    .into_iter()
                    .enumerate()
                    .map(|(index, (points, per))| spend_rule(&format!("rule-{index}"), points, per))
                    .collect(),
                carry_fractions,
                hold_days,
                expiry,
                refund_policy,
                tiers: window.map(tiers),
                promotions: if whole { promotions() } else { Vec::new() },
                pay_with_points: whole.then_some(PayWithPoints {
                    points: 10,
                    amount: Minor(33),
                    minimum_points: 0,
                    at_most_percent: Some(70),
                }),
                passing: whole.then_some(PassingTerms {
                    at_least: 5,
                    most_a_day: 150,
                }),
                ..programme()
            },
        )
}
