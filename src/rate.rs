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
    /// The largest numerator and denominator: the sum of two products of terms fits 128 bits.
    pub const TERM_MAX: i64 = 1_000_000_000_000_000_000;
    /// The largest rate.
    pub const MAX: Self = Self {
        numerator: Self::TERM_MAX,
        denominator: 1,
    };

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

    /// The product: exact, unless a term grows out of range; then cut down to whole millionths,
    /// so that it is never above the exact one, and at most [`Rate::MAX`].
    pub fn times(self, other: Self) -> Self {
        Self::fitted(
            i128::from(self.numerator) * i128::from(other.numerator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    /// The sum, as exact as [`Rate::times`].
    pub fn plus(self, other: Self) -> Self {
        Self::fitted(
            i128::from(self.numerator) * i128::from(other.denominator)
                + i128::from(other.numerator) * i128::from(self.denominator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    fn fitted(numerator: i128, denominator: i128) -> Self {
        Self::from_wide(numerator, denominator)
            .or_else(|| Self::cut(numerator, denominator))
            .unwrap_or(Self::MAX)
    }

    /// Cut down to whole millionths or, where even these do not fit, to a whole number.
    fn cut(numerator: i128, denominator: i128) -> Option<Self> {
        const MILLION: i128 = 1_000_000;
        let (whole, rest) = (numerator / denominator, numerator % denominator);
        let millionths = match rest.checked_mul(MILLION) {
            Some(scaled) => scaled / denominator,
            None => rest / (denominator / MILLION + 1),
        };
        whole
            .checked_mul(MILLION)
            .and_then(|scaled| Self::from_wide(scaled + millionths, MILLION))
            .or_else(|| Self::from_wide(whole, 1))
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
    use proptest::prelude::*;

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
        let exact = tenth.times(Rate::whole(265).unwrap());
        let (whole, rest) = exact.split();
        assert_eq!((whole, rest.to_string().as_str()), (26, "0.5"));
    }

    #[test]
    fn what_does_not_fit_is_cut_and_never_blown_up() {
        // Three large primes: the exact denominator of the sum has more than 18 digits.
        let odd = |below| Rate::new(10_000_000, below).unwrap();
        let sum = [999_999_937, 999_999_893, 999_999_883]
            .map(odd)
            .into_iter()
            .fold(Rate::ZERO, Rate::plus);
        assert_eq!(sum.to_string(), "0.03");
        let huge = Rate::whole(Rate::TERM_MAX).unwrap();
        assert_eq!(huge.times(huge), Rate::MAX);
        let large = Rate::new(Rate::TERM_MAX, 3).unwrap();
        assert_eq!(
            large.plus(Rate::new(1, 7).unwrap()).split().0,
            333_333_333_333_333_333
        );
    }

    fn rates() -> impl Strategy<Value = Rate> {
        let terms = prop_oneof![0..100_i64, 0..=Rate::TERM_MAX];
        (terms.clone(), terms).prop_map(|(a, b)| Rate::new(a, b.max(1)).unwrap())
    }

    proptest! {
        #[test]
        fn a_sum_has_the_whole_part_of_the_exact_one(a in rates(), b in rates()) {
            let sum = a.plus(b);
            prop_assume!(sum != Rate::MAX);
            let whole = a.split().0 + b.split().0;
            prop_assert!((whole - 1..=whole + 1).contains(&sum.split().0));
            prop_assert_eq!(sum, b.plus(a));
        }

        #[test]
        fn the_order_of_factors_does_not_matter(a in rates(), b in rates()) {
            prop_assert_eq!(a.times(b), b.times(a));
            prop_assert_eq!(a.times(Rate::ONE), a);
            prop_assert_eq!(a.plus(Rate::ZERO), a);
        }

        #[test]
        fn any_rate_survives_text_and_back(rate in rates()) {
            prop_assert_eq!(Rate::try_from(String::from(rate)), Ok(rate));
        }
    }
}
