//! Rewards and the vouchers that prove them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, OrderId, VoucherId},
    money::{Currency, Minor, format_count},
    order::{Order, OrderLine},
    rate::Rate,
    time::Day,
};

/// What a reward gives at the till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum RewardKind {
    /// An amount off the whole order.
    AmountOff {
        /// How much, in minor units.
        amount: Minor,
    },
    /// A share off the whole order.
    PercentOff {
        /// Whole per cent, 1 to 100.
        percent: u8,
        /// At most this much, where capped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Minor>,
    },
    /// One unit of an item for nothing: the cheapest unit in the order that is one of `skus`.
    FreeItem {
        /// Article numbers that count; empty: any line whose name is the reward's.
        skus: Vec<String>,
        /// What the item usually sells for, for the worth of a point and the margin.
        worth: Minor,
    },
}

/// Something that points buy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reward {
    /// Unique within the programme; survives renaming.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// What it costs, in points.
    pub points: i64,
    /// What it gives.
    #[serde(flatten)]
    pub kind: RewardKind,
    /// Days a voucher of it stays good, counting from the day after it was taken.
    pub valid_days: u16,
    /// Name of a Lucide icon for its card.
    #[serde(default)]
    pub icon: String,
}

impl RewardKind {
    /// Whether it is a discount on the whole order; of these only the best one applies.
    pub fn is_whole_order(&self) -> bool {
        !matches!(self, Self::FreeItem { .. })
    }

    /// What it is worth to a member at most, where that does not depend on the basket.
    pub fn fixed_worth(&self) -> Option<Minor> {
        match self {
            Self::AmountOff { amount } => Some(*amount),
            Self::PercentOff { .. } => None,
            Self::FreeItem { worth, .. } => Some(*worth),
        }
    }

    /// `£5 off`, `10 % off, at most £20`, `free`.
    pub fn words(&self, currency: Currency) -> String {
        match self {
            Self::AmountOff { amount } => format!("{} off", currency.format_short(*amount)),
            Self::PercentOff {
                percent,
                at_most: None,
            } => format!("{percent}\u{202f}% off"),
            Self::PercentOff {
                percent,
                at_most: Some(cap),
            } => {
                format!(
                    "{percent}\u{202f}% off, at most {}",
                    currency.format_short(*cap)
                )
            }
            Self::FreeItem { .. } => "free".to_owned(),
        }
    }

    /// Whether a unit of `line` can be had for a free-item reward called `name`.
    pub(crate) fn counts_for_free_item(line: &OrderLine, name: &str, skus: &[String]) -> bool {
        let named = || line.name.trim().eq_ignore_ascii_case(name.trim());
        let listed = || line.sku.as_ref().is_some_and(|sku| skus.contains(sku));
        line.quantity > 0 && if skus.is_empty() { named() } else { listed() }
    }

    /// How much it takes off `order`, of which `left` is still to pay; rounded down; `None` when
    /// nothing in the order qualifies.
    pub fn discount_on(&self, name: &str, order: &Order, left: Minor) -> Option<Minor> {
        let wanted = match self {
            Self::AmountOff { amount } => *amount,
            Self::PercentOff { percent, at_most } => {
                let share = Rate::new(i64::from(*percent), 100).map_or(0, |rate| rate.of(left.0));
                at_most.map_or(Minor(share), |cap| cap.min(Minor(share)))
            }
            Self::FreeItem { skus, .. } => cheapest_unit(name, skus, order)?,
        };
        let discount = wanted.min(left);
        (discount.0 > 0).then_some(discount)
    }
}

fn cheapest_unit(name: &str, skus: &[String], order: &Order) -> Option<Minor> {
    let counts = |line: &&OrderLine| RewardKind::counts_for_free_item(line, name, skus);
    order
        .lines
        .iter()
        .filter(counts)
        .map(OrderLine::unit_price)
        .min()
}

impl Reward {
    /// `Flat white, 200 points`.
    pub fn words(&self) -> String {
        format!("{}, {} points", self.name, format_count(self.points))
    }
}

/// The code that proves a voucher: 13 characters of Crockford's base 32, 65 bits of randomness.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VoucherCode(String);

/// A text that cannot be a voucher's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This code is not valid. Check it, or ask for another one.")]
pub struct NotACode;

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl VoucherCode {
    /// Characters in a code.
    pub const LENGTH: usize = 13;

    /// The code of 65 random bits (the lower 65 of `random`).
    pub fn from_random(random: u128) -> Self {
        let symbol = |place: usize| {
            let index = (random >> (5 * place)) & 31;
            char::from(CROCKFORD[usize::try_from(index).unwrap_or(0)])
        };
        Self((0..Self::LENGTH).map(symbol).collect())
    }

    /// The thirteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups, for reading aloud: `7Q4K-9XWM-2HTBV`.
    pub fn grouped(&self) -> String {
        format!("{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

impl FromStr for VoucherCode {
    type Err = NotACode;
    /// Takes lower case, spaces and dashes, and the letters that Crockford reads as digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let fits = code.len() == Self::LENGTH && code.bytes().all(|b| CROCKFORD.contains(&b));
        if fits { Ok(Self(code)) } else { Err(NotACode) }
    }
}

impl TryFrom<String> for VoucherCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<VoucherCode> for String {
    fn from(code: VoucherCode) -> Self {
        code.0
    }
}

impl fmt::Display for VoucherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.grouped())
    }
}

/// Where a voucher is in its life. Expiry follows from its last day and is not a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum VoucherState {
    /// Can be used.
    Open = 1,
    /// Used on an order.
    Used = 2,
    /// Given back for its points.
    Returned = 3,
}

impl VoucherState {
    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The state of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        [Self::Open, Self::Used, Self::Returned]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

/// A reward that a member took and can hand over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// Its row.
    pub id: VoucherId,
    /// Whose it is.
    pub member: MemberId,
    /// The code that proves it.
    pub code: VoucherCode,
    /// The reward as it was when taken: a later programme does not change it.
    pub reward: Reward,
    /// The last day on which it can be used.
    pub expires_on: Day,
    /// Where it is in its life.
    pub state: VoucherState,
    /// The transfer that paid for it.
    pub paid_seq: i64,
    /// The order that used it.
    pub used_by: Option<OrderId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_read_aloud() {
        let code = VoucherCode::from_random(0x1_2345_6789_abcd_ef01);
        assert_eq!(
            code.grouped().to_lowercase().replace('0', "o").parse(),
            Ok(code.clone())
        );
        assert_eq!("7Q4K".parse::<VoucherCode>(), Err(NotACode));
        assert_ne!(
            VoucherCode::from_random(0),
            VoucherCode::from_random(1 << 64)
        );
    }
}
