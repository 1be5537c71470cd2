//! Vouchers: the codes that prove a redemption.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Reward;
use crate::{
    ids::{MemberId, OrderId, VoucherId},
    order_code::OrderCode,
    time::Day,
};

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

    /// The last four characters: enough to tell one code from another, too few to use it.
    pub fn ending(&self) -> String {
        self.0[Self::LENGTH - 4..].to_owned()
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
    /// Taken back with the order that made it.
    Revoked = 4,
}

impl VoucherState {
    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The state of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        [Self::Open, Self::Used, Self::Returned, Self::Revoked]
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
    /// The transfer that paid for it; 0: it cost no points.
    pub paid_seq: i64,
    /// The order that made it, which cannot use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<OrderId>,
    /// What the member may quote for it: initials and a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_code: Option<OrderCode>,
    /// The order that used it.
    pub used_by: Option<OrderId>,
}

impl Voucher {
    /// The day on which it was taken.
    pub fn taken_on(&self) -> Day {
        let days = i32::from(self.reward.valid_days);
        self.expires_on.plus_days(-days)
    }
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
        for text in [
            "",
            "7Q4K",
            "7Q4K9XWM2HTBU",
            "7Q4K9XWM2HTBVV",
            "7Q4K9XWM2HTé",
        ] {
            assert_eq!(text.parse::<VoucherCode>(), Err(NotACode), "{text}");
        }
        assert_ne!(
            VoucherCode::from_random(0),
            VoucherCode::from_random(1 << 64)
        );
    }
}
