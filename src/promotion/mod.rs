//! Promotions: what is cheaper at the till without points, by itself or by a code.

mod ladder;
mod one_time;
mod stamps;
mod words;

use serde::{Deserialize, Serialize};

use crate::{
    condition::{When, Which},
    limit::Limits,
    money::Minor,
    programme::is_zero,
    reward::RewardKind,
};

pub(crate) use ladder::{Off, Run, got, off_cheapest, off_ladder};
pub use one_time::OneTimeCode;
pub use stamps::{StampCard, StampGives, StampPer, StampReward};

/// One promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// Unique among the promotions; names it in every explanation and on every order.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// What sets it off.
    #[serde(default, skip_serializing_if = "Trigger::is_automatic")]
    pub trigger: Trigger,
    /// When it applies.
    #[serde(default, skip_serializing_if = "When::is_always")]
    pub when: When,
    /// What it makes cheaper, and what its minimums are compared with.
    #[serde(default, skip_serializing_if = "Which::is_everything")]
    pub which: Which,
    /// Least amount of what counts, after the discounts that come before it.
    #[serde(default)]
    pub minimum: Minor,
    /// Whether `minimum` is compared with the amount before tax.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub minimum_before_tax: bool,
    /// Least number of units that count. 0: none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minimum_quantity: i64,
    /// Of the promotions of one group only one applies: the customer's best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The most that it takes off one order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Minor>,
    /// How often it may be had.
    #[serde(default, skip_serializing_if = "Limits::is_none")]
    pub limits: Limits,
    /// What it does.
    #[serde(flatten)]
    pub kind: PromotionKind,
}

/// What sets a promotion off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Trigger {
    /// Every order that meets its conditions.
    #[default]
    Automatic,
    /// A code that anybody may quote, or a one-time code of a batch.
    Code {
        /// The code: letters, digits and dashes; upper and lower case are the same.
        code: String,
    },
    /// A one-time code of a batch, and no code that anybody may quote.
    OneTime,
}

impl Trigger {
    /// Whether no code is needed.
    pub fn is_automatic(&self) -> bool {
        *self == Self::Automatic
    }
}

/// What a promotion does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum PromotionKind {
    /// A share off what counts.
    PercentOff {
        /// Whole per cent, 1 to 100.
        percent: u8,
    },
    /// An amount off what counts.
    AmountOff {
        /// How much, in minor units.
        amount: Minor,
    },
    /// Who buys some gets more of equal or lesser value for nothing, or cheaper.
    BuyGet {
        /// Units at full price.
        buy: u16,
        /// Units after them that are cheaper.
        get: u16,
        /// Whole per cent off these, 100: free.
        percent: u8,
        /// Whether it begins again in a large basket.
        #[serde(default)]
        repeats: bool,
    },
    /// A price that falls with each further unit.
    Ladder {
        /// Whole per cent off the first unit, the second, and so on; the last holds for all
        /// further units. The dearest unit is the first.
        steps: Vec<u8>,
    },
    /// Every so many units, visits or orders one is cheaper.
    StampCard(StampCard),
    /// A voucher for a later order, never for the one that made it.
    NextOrder {
        /// What the voucher gives.
        gives: RewardKind,
        /// Days it is good, counting from the day after the order.
        valid_days: u16,
        /// Whether the member may quote initials and a number for it, such as `JWR01`.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        order_code: bool,
    },
}

/// The most that is taken off one order; `None`: as much as it costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderLimit {
    /// In money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Minor>,
    /// In whole per cent of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
}

impl OrderLimit {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// The most that is taken off an order of `subtotal`.
    pub fn of(&self, subtotal: Minor) -> Option<Minor> {
        let share = self
            .percent
            .map(|percent| Minor(percent_of(percent, subtotal.0)));
        match (self.amount, share) {
            (Some(amount), Some(share)) => Some(amount.min(share)),
            (one, other) => one.or(other),
        }
    }
}

impl Promotion {
    /// A promotion for every order, at any time, alone and without limits.
    pub fn new(key: &str, name: &str, kind: PromotionKind) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            trigger: Trigger::Automatic,
            when: When::default(),
            which: Which::default(),
            minimum: Minor::ZERO,
            minimum_before_tax: false,
            minimum_quantity: 0,
            group: None,
            at_most: None,
            limits: Limits::default(),
            kind,
        }
    }

    /// Whether it is a discount on the whole order; of these only the best one applies.
    pub fn is_whole_order(&self) -> bool {
        let off = matches!(
            self.kind,
            PromotionKind::PercentOff { .. } | PromotionKind::AmountOff { .. }
        );
        off && self.which.is_everything()
    }
}

/// A code as it is compared: upper case, no blanks around it.
pub fn public_code(text: &str) -> String {
    text.trim().to_uppercase()
}

/// So many whole per cent of an amount, rounded down.
pub(crate) fn percent_of(percent: u8, amount: i64) -> i64 {
    let share = i128::from(amount) * i128::from(percent) / 100;
    i64::try_from(share).unwrap_or(i64::MAX)
}
