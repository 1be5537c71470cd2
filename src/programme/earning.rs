//! Ways of earning: rules, times at which they count more, and caps.

use serde::{Deserialize, Serialize};

use crate::{
    condition::{When, Which},
    money::Minor,
    rate::Rate,
};

/// One way of earning. Its number of points is exact until the end of the whole decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningRule {
    /// Unique within the programme; names the rule in every explanation.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// Least amount of the order's base for the rule to apply. 0: none.
    #[serde(default)]
    pub minimum: Minor,
    /// Whether `minimum` is compared with the amount before tax.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub minimum_before_tax: bool,
    /// Least number of units that count. 0: none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minimum_quantity: i64,
    /// What of the order counts.
    #[serde(default, skip_serializing_if = "Which::is_everything")]
    pub which: Which,
    /// When it applies.
    #[serde(default, skip_serializing_if = "When::is_always")]
    pub when: When,
    /// How it counts.
    #[serde(flatten)]
    pub kind: EarningKind,
}

impl EarningRule {
    /// A rule for every order, at any time.
    pub fn new(key: &str, name: &str, kind: EarningKind) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            minimum: Minor::ZERO,
            minimum_before_tax: false,
            minimum_quantity: 0,
            which: Which::default(),
            when: When::default(),
            kind,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // The signature that serde asks for.
pub(crate) fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// How an earning rule counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EarningKind {
    /// So many points for each so much money of the base.
    Spend {
        /// Points for each `per`.
        points: i64,
        /// In minor units.
        per: Minor,
        /// What of the order counts.
        #[serde(default)]
        base: Base,
    },
    /// So many points for an order.
    Order {
        /// Points.
        points: i64,
    },
    /// So many points for the first order of a day.
    Visit {
        /// Points.
        points: i64,
    },
    /// So many points for each unit.
    Unit {
        /// Points for each.
        points: i64,
    },
}

impl EarningKind {
    /// What of an order the rule's minimum is compared with; for points by spend also what they
    /// are given for.
    pub fn base(&self) -> Base {
        match self {
            Self::Spend { base, .. } => *base,
            Self::Order { .. } | Self::Visit { .. } | Self::Unit { .. } => Base::default(),
        }
    }
}

/// Which parts of an order count for earning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Base {
    /// Count what is left after the merchant's own discounts, or the price before them.
    pub after_discounts: bool,
    /// Count the part that vouchers paid.
    pub redeemed: bool,
    /// Count tax.
    pub tax: bool,
    /// Count shipping.
    pub shipping: bool,
    /// Count the part paid with gift cards and store credit.
    pub gift_cards: bool,
}

impl Default for Base {
    /// What the field does: after discounts, tax in, nothing for shipping, vouchers or gift cards.
    fn default() -> Self {
        Self {
            after_discounts: true,
            redeemed: false,
            tax: true,
            shipping: false,
            gift_cards: false,
        }
    }
}

/// Times at which points count more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bonuses {
    /// What happens when several apply to one order.
    #[serde(default)]
    pub overlap: Overlap,
    /// The times. Their order does not matter.
    pub list: Vec<Bonus>,
}

impl Bonuses {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// What happens when several bonuses apply to one order. The multiplier of the member's tier
/// comes on top in either case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// Only the largest counts.
    #[default]
    Best,
    /// They multiply one another.
    Both,
}

/// A time at which all points of an order count more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bonus {
    /// Unique among the bonuses.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// What it multiplies points by.
    pub multiplier: Rate,
    /// When it applies.
    #[serde(default, skip_serializing_if = "When::is_always")]
    pub when: When,
}

/// The most points that a member earns by orders; `None`: no cap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Caps {
    /// By one order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<i64>,
    /// On one day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<i64>,
    /// In one calendar month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<i64>,
}

impl Caps {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
