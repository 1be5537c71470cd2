//! Why something gave nothing, or less.

use serde::{Deserialize, Serialize};

use crate::{
    condition::NotNow,
    limit::LimitReached,
    money::{Currency, Minor},
};

/// Why a voucher was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Only one discount on the whole order applies: the best.
    BetterOneApplies,
    /// Nothing was left to take off.
    NothingLeft,
    /// The order may take off no more.
    Cut,
}

/// Which cap left fewer points than the rules gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapOf {
    /// The most by one order.
    Order,
    /// The most on one day.
    Day,
    /// The most in one month.
    Month,
}

impl CapOf {
    /// `one order`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Order => "for one order",
            Self::Day => "on one day",
            Self::Month => "in one month",
        }
    }
}

/// Why a promotion took nothing off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum PromotionOut {
    /// Its code was not quoted.
    NoCode,
    /// It does not apply at this time or place, or to this member.
    NotNow {
        /// Which condition was not met.
        because: NotNow,
    },
    /// It was used as often as it may be.
    Limit {
        /// Which limit.
        limit: LimitReached,
    },
    /// Nothing in the order counts for it.
    NothingCounts,
    /// What counts is below its minimum, after the discounts that come before it.
    BelowMinimum {
        /// What counts.
        amount: Minor,
        /// What it needs.
        minimum: Minor,
    },
    /// Too few units count for it.
    TooFew {
        /// How many do.
        units: i64,
        /// How many it needs.
        needed: i64,
    },
    /// A stamp card for visits: this is not the first order of the day.
    NotFirstToday,
    /// Another one, with which it does not go together, is better for the customer.
    BetterOneApplies,
    /// Nothing was left to take off.
    NothingLeft,
    /// The order may take off no more.
    Cut,
    /// It makes vouchers for later orders, and none could be made for this one.
    NoVoucher,
}

impl PromotionOut {
    /// The end of a sentence that begins with the promotion's name.
    pub fn words(&self, currency: Currency) -> String {
        let plain = match self {
            Self::NoCode => "its code was not given",
            Self::NotNow { because } => because.words(),
            Self::Limit { limit } => limit.words(),
            Self::NothingCounts => "no part of this order counts",
            Self::BelowMinimum { amount, minimum } => {
                return format!(
                    "{} is below the minimum of {}",
                    currency.format(*amount),
                    currency.format(*minimum)
                );
            }
            Self::TooFew { units, needed } => return format!("{units} of {needed} units"),
            Self::NotFirstToday => "this is not the first order of the day",
            Self::BetterOneApplies => "a better one applies",
            Self::NothingLeft => "nothing was left to take off",
            Self::Cut => "no more may be taken off this order",
            Self::NoVoucher => "no voucher is made for this order",
        };
        plain.to_owned()
    }
}
