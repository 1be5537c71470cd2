//! Exact fractions, for rates and multipliers.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An exact fraction of at least zero in lowest terms, such as 1/10 or 3/2. Serialised as `"1/10"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rate {
    numerator: i64,
    denominator: i64,
}

/// Why a text is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write the rate as a number such as 1.5 or a fraction such as 1/10")]
pub struct RateError;

const fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Rate {
    /// Zero.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    /// One.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };
    /// The largest numerator and denominator: keeps every product within 128 bits.
    pub const TERM_MAX: i64 = 1_000_000_000_000;

    /// `numerator / denominator`; `None` when either is out of range or the denominator is zero.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        Self::from_wide(numerator.into(), denominator.into())
    }

    fn from_wide(numerator: i128, denominator: i128) -> Option<Self> {
        if numerator < 0 || denominator <= 0 {
            return None;
        }
        let divisor = gcd(numerator, denominator);
        let term = |value: i128| {
            i64::try_from(value / divisor)
                .ok()
                .filter(|value| *value <= Self::TERM_MAX)
        };
        Some(Self {
            numerator: term(numerator)?,
            denominator: term(denominator)?,
        })
    }

    /// A whole number as a rate.
    pub fn whole(number: i64) -> Option<Self> {
        Self::new(number, 1)
    }

    /// The number above the line.
    pub fn numerator(self) -> i64 {
        self.numerator
    }

    /// The number below the line.
    pub fn denominator(self) -> i64 {
        self.denominator
    }

    /// The exact product, or `None` when a term grows out of range.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::from_wide(
            i128::from(self.numerator) * i128::from(other.numerator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    /// The exact sum, or `None` when a term grows out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::from_wide(
            i128::from(self.numerator) * i128::from(other.denominator)
                + i128::from(other.numerator) * i128::from(self.denominator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    /// The whole part, rounded down, and the rest below one.
    pub fn split(self) -> (i64, Self) {
        let whole = self.numerator / self.denominator;
        let rest = Self {
            numerator: self.numerator % self.denominator,
            ..self
        };
        (
            whole,
            Self::from_wide(rest.numerator.into(), rest.denominator.into()).unwrap_or(Self::ZERO),
        )
    }

    /// This share of `amount`, rounded down.
    pub fn of(self, amount: i64) -> i64 {
        let exact = i128::from(amount) * i128::from(self.numerator) / i128::from(self.denominator);
        i64::try_from(exact).unwrap_or(i64::MAX)
    }

    /// Whether this is above `other`.
    pub fn exceeds(self, other: Self) -> bool {
        i128::from(self.numerator) * i128::from(other.denominator)
            > i128::from(other.numerator) * i128::from(self.denominator)
    }
}

impl fmt::Display for Rate {
    /// A decimal when it is exact (`1.5`), else a fraction (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        for decimals in 1..=6_usize {
            let scale = 10_i128.pow(decimals as u32);
            let scaled = i128::from(self.numerator) * scale;
            if scaled % i128::from(self.denominator) == 0 {
                let digits = scaled / i128::from(self.denominator);
                return write!(f, "{}.{:0>decimals$}", digits / scale, digits % scale);
            }
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Rate {
    type Err = RateError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Some((above, below)) = text.split_once('/') {
            let term = |part: &str| part.trim().parse::<i64>().map_err(|_| RateError);
            return Self::new(term(above)?, term(below)?).ok_or(RateError);
        }
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || fraction.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(RateError);
        }
        let above: i64 = digits.parse().map_err(|_| RateError)?;
        Self::new(above, 10_i64.pow(fraction.len() as u32)).ok_or(RateError)
    }
}

impl TryFrom<String> for Rate {
    type Error = RateError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Rate> for String {
    fn from(rate: Rate) -> Self {
        format!("{}/{}", rate.numerator, rate.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_written_exactly() {
        for (text, shown) in [
            ("0.1", "0.1"),
            ("1/3", "1/3"),
            ("2", "2"),
            ("1.50", "1.5"),
            ("10/4", "2.5"),
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate.to_string(), shown);
            assert_eq!(Rate::try_from(String::from(rate)), Ok(rate));
        }
        for text in ["", "1/0", "-1", "abc", "1.2.3", "."] {
            assert_eq!(text.parse::<Rate>(), Err(RateError), "{text}");
        }
    }

    #[test]
    fn shares_round_down_and_the_rest_is_kept() {
        let tenth: Rate = "0.1".parse().unwrap();
        assert_eq!(tenth.of(265), 26);
        let exact = tenth.times(Rate::whole(265).unwrap()).unwrap();
        let (whole, rest) = exact.split();
        assert_eq!((whole, rest.to_string().as_str()), (26, "0.5"));
    }
}
