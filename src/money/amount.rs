//! Amounts as people type them, read into minor units.

use serde::{Deserialize, Serialize};

use super::{Currency, Minor};

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

/// What may stand between groups of digits.
const GROUPING: [char; 6] = [',', ' ', '\'', '\u{2019}', '\u{a0}', '\u{202f}'];

impl Currency {
    /// Reads an amount of at least zero such as `12`, `12.5`, `£3` or `1,240.50` into minor units.
    ///
    /// A comma is taken as the decimal separator when it is the only separator and is followed
    /// by no more digits than the currency has decimals; otherwise commas, spaces and
    /// apostrophes group thousands.
    ///
    /// # Errors
    /// [`AmountError`], one variant a reason.
    pub fn parse(self, text: &str) -> Result<Minor, AmountError> {
        let text = self.without_marks(text);
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => self
                .parse_unsigned(self.without_marks(rest))
                .and(Err(AmountError::Negative)),
            None => self.parse_unsigned(text),
        }
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

    /// The text without the currency's symbol or code, before or after the number.
    fn without_marks(self, text: &str) -> &str {
        let text = text.trim();
        let symbol = self.symbol();
        let short = symbol.map(|mark| mark.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        let marks = [symbol, short, Some(self.code())];
        marks
            .into_iter()
            .flatten()
            .find_map(|mark| text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)))
            .map_or(text, str::trim)
    }

    fn parse_unsigned(self, text: &str) -> Result<Minor, AmountError> {
        let (whole, fraction) = self.split_decimal(text)?;
        let allowed = self.decimals();
        let significant = fraction.trim_end_matches('0');
        if significant.len() > allowed as usize {
            return Err(AmountError::TooManyDecimals { allowed });
        }
        let digits = format!("{whole}{significant:0<width$}", width = allowed as usize);
        match digits.trim_start_matches('0') {
            "" => Ok(Minor::ZERO),
            digits => digits
                .parse()
                .ok()
                .map(Minor)
                .filter(|amount| *amount <= Minor::MAX)
                .ok_or(AmountError::TooLarge),
        }
    }

    /// The digits before and after the decimal separator, groupings removed.
    fn split_decimal(self, text: &str) -> Result<(String, &str), AmountError> {
        let separator = if self.comma_is_decimal(text) {
            ','
        } else {
            '.'
        };
        let (whole, fraction) = text.split_once(separator).unwrap_or((text, ""));
        let groups: Vec<&str> = whole.split(GROUPING).collect();
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(fraction)
            || !groups.iter().all(|group| all_digits(group))
            || !well_grouped(&groups)
            || (whole.is_empty() && fraction.is_empty())
        {
            return Err(AmountError::NotANumber);
        }
        Ok((groups.concat(), fraction))
    }

    fn comma_is_decimal(self, text: &str) -> bool {
        match text.split_once(',') {
            Some((_, tail)) => {
                !text.contains('.') && !tail.contains(',') && tail.len() <= self.decimals() as usize
            }
            None => false,
        }
    }
}

/// Whether groups are as people make them: `1,240`, `12,34,567`. A typing error such as `1,24,0`
/// or `0,500` is better asked about than guessed at.
fn well_grouped(groups: &[&str]) -> bool {
    match groups {
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && !first.starts_with('0')
                && middle.iter().all(|group| (2..=3).contains(&group.len()))
                && last.len() == 3
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn amounts_are_read_exactly() {
        for (code, text, minor) in [
            ("GBP", "12", 1200),
            ("GBP", "12.5", 1250),
            ("GBP", "12.50", 1250),
            ("GBP", "12.", 1200),
            ("GBP", "0.07", 7),
            ("GBP", ".5", 50),
            ("GBP", "007", 700),
            ("GBP", "12,50", 1250),
            ("GBP", "0,5", 50),
            ("GBP", "1,240", 124_000),
            ("GBP", "1,240.50", 124_050),
            ("GBP", "1 240.50", 124_050),
            ("GBP", "£3", 300),
            ("GBP", "3 £", 300),
            ("GBP", "GBP 3", 300),
            ("GBP", "12.500", 1250),
            ("GBP", " 7 ", 700),
            ("CHF", "1'240.05", 124_005),
            ("CAD", "$5", 500),
            ("INR", "₹12,34,567", 123_456_700),
            ("JPY", "1,240", 1240),
            ("KWD", "1,500", 1500),
            ("GBP", "10000000000", Minor::MAX.0),
        ] {
            assert_eq!(
                currency(code).parse(text),
                Ok(Minor(minor)),
                "{code} {text}"
            );
        }
    }

    #[test]
    fn each_wrong_amount_has_its_own_reason() {
        for (text, error) in [
            ("", AmountError::Empty),
            ("£", AmountError::Empty),
            ("0", AmountError::Zero),
            ("0.000", AmountError::Zero),
            ("-5", AmountError::Negative),
            ("£-5", AmountError::Negative),
            ("\u{2212}£5", AmountError::Negative),
            ("1.005", AmountError::TooManyDecimals { allowed: 2 }),
            ("10000000000.01", AmountError::TooLarge),
            ("99999999999999999999999", AmountError::TooLarge),
            ("twelve", AmountError::NotANumber),
            ("1e3", AmountError::NotANumber),
            ("+5", AmountError::NotANumber),
            ("--5", AmountError::NotANumber),
            ("-", AmountError::NotANumber),
            ("1.2.3", AmountError::NotANumber),
            (".", AmountError::NotANumber),
            ("1.240,50", AmountError::NotANumber),
            ("1,24,0", AmountError::NotANumber),
            ("0,500", AmountError::NotANumber),
            ("1 2", AmountError::NotANumber),
            ("€5", AmountError::NotANumber),
            ("١٢", AmountError::NotANumber),
        ] {
            assert_eq!(currency("GBP").parse_positive(text), Err(error), "{text}");
        }
        assert_eq!(currency("JPY").parse("1,2"), Err(AmountError::NotANumber));
        let allowed = AmountError::TooManyDecimals { allowed: 0 };
        assert_eq!(currency("JPY").parse("1.5"), Err(allowed));
    }

    #[test]
    fn a_very_long_text_is_refused_like_a_short_one() {
        let (dashes, digits) = ("-".repeat(1_000_000), "9".repeat(1_000_000));
        assert_eq!(currency("GBP").parse(&dashes), Err(AmountError::NotANumber));
        assert_eq!(currency("GBP").parse(&digits), Err(AmountError::TooLarge));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minor in 0..=Minor::MAX.0) {
            for code in ["GBP", "JPY", "KWD", "CHF", "CAD"] {
                let (currency, amount) = (currency(code), Minor(minor));
                prop_assert_eq!(currency.parse(&currency.format_plain(amount)), Ok(amount));
                prop_assert_eq!(currency.parse(&currency.format(amount)), Ok(amount));
            }
        }

        #[test]
        fn no_text_is_too_strange_to_be_judged(text in "[-−£$., '0-9a-z]{0,12}") {
            for code in ["GBP", "JPY", "KWD"] {
                let read = currency(code).parse(&text);
                prop_assert!(read.is_err() || (0..=Minor::MAX.0).contains(&read.unwrap().0));
            }
        }
    }
}
