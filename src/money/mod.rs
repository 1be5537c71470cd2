//! Money: whole minor units (cents, pence, yen) of an ISO 4217 currency.

mod amount;
mod currency;

use std::iter::Sum;

use serde::{Deserialize, Serialize};

pub use amount::AmountError;
pub use currency::{Currency, UnknownCurrency, format_count, group_thousands};

/// An amount in minor units of the merchant's currency. Never a float.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minor(pub i64);

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount accepted anywhere: 10^12 minor units.
    pub const MAX: Self = Self(1_000_000_000_000);

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// Sum, saturating: sums of bounded amounts never get near the limit.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Difference, saturating; may be negative.
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The difference, or zero when `other` is larger.
    pub fn minus_down_to_zero(self, other: Self) -> Self {
        Self(self.minus(other).0.max(0))
    }
}

impl Sum for Minor {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}
