//! Currencies: their decimals, and amounts written as people write them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Minor;

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
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    pub(super) fn symbol(self) -> Option<&'static str> {
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

    /// `£1,240.50`; a currency without a symbol of its own is written `CHF 1,240.50`.
    pub fn format(self, amount: Minor) -> String {
        let sign = if amount.0 < 0 { "\u{2212}" } else { "" };
        let number = self.format_unsigned(amount.0.unsigned_abs());
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
        let number = self.format_unsigned(amount.0.unsigned_abs());
        format!("{sign}{}", number.replace(',', ""))
    }

    fn format_unsigned(self, minor: u64) -> String {
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
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
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

    #[test]
    fn money_is_written_as_people_write_it() {
        let gbp: Currency = "GBP".parse().unwrap();
        assert_eq!(gbp.format(Minor(124_050)), "£1,240.50");
        assert_eq!(gbp.format(Minor(-5)), "\u{2212}£0.05");
        assert_eq!(gbp.format_short(Minor(16_000)), "£160");
        assert_eq!(gbp.format_short(Minor(16_050)), "£160.50");
        assert_eq!(gbp.format_plain(Minor(-124_050)), "-1240.50");
        let chf: Currency = "CHF".parse().unwrap();
        assert_eq!(chf.format(Minor(1)), "CHF\u{a0}0.01");
        let jpy: Currency = "jpy".parse().unwrap();
        assert_eq!(jpy.format(Minor(1240)), "¥1,240");
        assert_eq!(jpy.format_short(Minor(1240)), "¥1,240");
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        let counts = [0, 7, 999, 1240, 1_000_000, -70, -1240].map(format_count);
        let shown = [
            "0",
            "7",
            "999",
            "1,240",
            "1,000,000",
            "\u{2212}70",
            "\u{2212}1,240",
        ];
        assert_eq!(counts, shown);
    }

    #[test]
    fn a_currency_is_three_letters() {
        for text in ["", "GB", "GBPX", "G1P", "£", "日本円"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }
}
