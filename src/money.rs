//! Money: whole minor units (cents, pence, yen) of an ISO 4217 currency.

use std::{fmt, iter::Sum, str::FromStr};

use serde::{Deserialize, Serialize};

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

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum AmountError {
    /// Nothing was written.
    #[error("Type an amount, such as 12.50.")]
    Empty,
    /// Letters, two separators, or the like.
    #[error("That is not an amount. Write it with digits and one decimal point, such as 12.50.")]
    NotANumber,
    /// More decimals than the currency has.
    #[error("This currency has {allowed} decimals at most.")]
    TooManyDecimals {
        /// Decimals that the currency has.
        allowed: u32,
    },
    /// Below zero.
    #[error("The amount cannot be negative. To give money back, refund the order.")]
    Negative,
    /// Zero where something must be paid.
    #[error("The amount must be more than zero.")]
    Zero,
    /// Above [`Minor::MAX`].
    #[error("The amount is too large.")]
    TooLarge,
}

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// A currency code that is not three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a currency code; use three letters, such as GBP")]
pub struct UnknownCurrency(String);

impl FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.trim().to_ascii_uppercase();
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if bytes.iter().all(u8::is_ascii_uppercase) => Ok(Self(bytes)),
            _ => Err(UnknownCurrency(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Currency {
    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Decimals of the currency (ISO 4217: yen 0, most 2, dinars 3).
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    fn symbol(self) -> Option<&'static str> {
        Some(match &self.0 {
            b"GBP" => "£",
            b"EUR" => "€",
            b"USD" => "$",
            b"JPY" => "¥",
            b"INR" => "₹",
            b"CAD" => "CA$",
            b"AUD" => "A$",
            _ => return None,
        })
    }

    /// Reads an amount of at least zero such as `12`, `12.5` or `1,240.50` into minor units.
    ///
    /// A comma is taken as the decimal separator when it is the only separator and is followed
    /// by no more digits than the currency has decimals; otherwise commas, spaces and
    /// apostrophes group thousands.
    ///
    /// # Errors
    /// [`AmountError`], one variant a reason.
    pub fn parse(self, text: &str) -> Result<Minor, AmountError> {
        let text = text.trim();
        let text = self
            .symbol()
            .map_or(text, |symbol| text.trim_start_matches(symbol).trim());
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
            return self.parse(rest).and(Err(AmountError::Negative));
        }
        let (whole, fraction) = self.split_decimal(text)?;
        let allowed = self.decimals();
        let significant = fraction.trim_end_matches('0');
        if significant.len() > allowed as usize {
            return Err(AmountError::TooManyDecimals { allowed });
        }
        let digits = format!("{whole}{significant:0<width$}", width = allowed as usize);
        let digits = digits.trim_start_matches('0');
        if digits.len() > 15 {
            return Err(AmountError::TooLarge);
        }
        let minor = if digits.is_empty() {
            0
        } else {
            digits.parse().unwrap_or(i64::MAX)
        };
        if minor > Minor::MAX.0 {
            Err(AmountError::TooLarge)
        } else {
            Ok(Minor(minor))
        }
    }

    /// The digits before and after the decimal separator, groupings removed.
    fn split_decimal(self, text: &str) -> Result<(String, &str), AmountError> {
        let comma_is_decimal = !text.contains('.')
            && text.matches(',').count() == 1
            && text
                .rsplit(',')
                .next()
                .is_some_and(|tail| tail.len() <= self.decimals() as usize);
        let separator = if comma_is_decimal { ',' } else { '.' };
        let (whole, fraction) = text.split_once(separator).unwrap_or((text, ""));
        let grouping = |c: &char| matches!(c, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}');
        let whole: String = whole.chars().filter(|c| !grouping(c)).collect();
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(&whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty())
        {
            return Err(AmountError::NotANumber);
        }
        Ok((whole, fraction))
    }

    /// Like [`Currency::parse`], and more than zero.
    ///
    /// # Errors
    /// [`AmountError::Zero`] and all of [`Currency::parse`].
    pub fn parse_positive(self, text: &str) -> Result<Minor, AmountError> {
        match self.parse(text)? {
            Minor(0) => Err(AmountError::Zero),
            amount => Ok(amount),
        }
    }

    /// `£1,240.50`; a currency without a symbol of its own is written `CHF 1,240.50`.
    pub fn format(self, amount: Minor) -> String {
        let sign = if amount.0 < 0 { "\u{2212}" } else { "" };
        let number = self.format_plain_unsigned(amount.0.unsigned_abs());
        match self.symbol() {
            Some(symbol) => format!("{sign}{symbol}{number}"),
            None => format!("{sign}{}\u{a0}{number}", self.code()),
        }
    }

    /// `£12` when there are no odd minor units, else like [`Currency::format`].
    pub fn format_short(self, amount: Minor) -> String {
        let long = self.format(amount);
        match long.rsplit_once('.') {
            Some((whole, decimals)) if decimals.bytes().all(|b| b == b'0') => whole.to_owned(),
            _ => long,
        }
    }

    /// `1240.50`: no symbol, no grouping, a decimal point; for CSV and form fields.
    pub fn format_plain(self, amount: Minor) -> String {
        let sign = if amount.0 < 0 { "-" } else { "" };
        format!(
            "{sign}{}",
            self.format_plain_unsigned(amount.0.unsigned_abs())
                .replace(',', "")
        )
    }

    fn format_plain_unsigned(self, minor: u64) -> String {
        let decimals = self.decimals() as usize;
        let digits = format!("{minor:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let grouped = group_thousands(whole);
        if decimals == 0 {
            grouped
        } else {
            format!("{grouped}.{fraction}")
        }
    }
}

/// `1240` as `1,240`.
pub fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 && grouped != "-" {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A whole number with its thousands grouped and a true minus sign: `1,240`, `−70`.
pub fn format_count(number: i64) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    format!(
        "{sign}{}",
        group_thousands(&number.unsigned_abs().to_string())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gbp() -> Currency {
        "GBP".parse().unwrap()
    }

    #[test]
    fn amounts_are_read_exactly() {
        for (text, minor) in [
            ("12", 1200),
            ("12.5", 1250),
            ("12.50", 1250),
            ("0.07", 7),
            (".5", 50),
            ("12,50", 1250),
            ("1,240", 124_000),
            ("1,240.50", 124_050),
            ("£3", 300),
            ("12.500", 1250),
            (" 7 ", 700),
        ] {
            assert_eq!(gbp().parse(text), Ok(Minor(minor)), "{text}");
        }
        let yen: Currency = "jpy".parse().unwrap();
        assert_eq!(yen.parse("1,240"), Ok(Minor(1240)));
    }

    #[test]
    fn each_wrong_amount_has_its_own_reason() {
        for (text, error) in [
            ("", AmountError::Empty),
            ("0", AmountError::Zero),
            ("-5", AmountError::Negative),
            ("1.005", AmountError::TooManyDecimals { allowed: 2 }),
            ("10000000000.01", AmountError::TooLarge),
            ("99999999999999999999999", AmountError::TooLarge),
            ("twelve", AmountError::NotANumber),
            ("1.2.3", AmountError::NotANumber),
            (".", AmountError::NotANumber),
        ] {
            assert_eq!(gbp().parse_positive(text), Err(error), "{text}");
        }
    }

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(gbp().format(Minor(124_050)), "£1,240.50");
        assert_eq!(gbp().format(Minor(-5)), "\u{2212}£0.05");
        assert_eq!(gbp().format_short(Minor(16_000)), "£160");
        assert_eq!(
            "CHF".parse::<Currency>().unwrap().format(Minor(1)),
            "CHF\u{a0}0.01"
        );
        assert_eq!(
            "JPY".parse::<Currency>().unwrap().format(Minor(1240)),
            "¥1,240"
        );
        assert_eq!(format_count(-1240), "\u{2212}1,240");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minor in 0..=Minor::MAX.0) {
            for code in ["GBP", "JPY", "KWD"] {
                let currency: Currency = code.parse().unwrap();
                prop_assert_eq!(currency.parse(&currency.format_plain(Minor(minor))), Ok(Minor(minor)));
            }
        }
    }
}
