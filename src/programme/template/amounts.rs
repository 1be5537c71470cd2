//! Round amounts in any currency.

use crate::money::{Currency, Minor};

/// Amounts of a currency, counted in the round unit that buys about as much as a pound, a euro or
/// a dollar does: 1 of these, 10 kroner, 100 yen, 10,000 rupiah.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    /// Minor units in one unit.
    pub unit: i64,
}

impl Round {
    /// Of a currency. One that is not listed counts by its own unit, or by the hundred when it has
    /// no decimals: then its unit is small.
    pub fn of(currency: Currency) -> Self {
        let units = match currency.code() {
            "CNY" | "CZK" | "DKK" | "HKD" | "MXN" | "NOK" | "SEK" | "THB" | "TRY" | "UAH"
            | "ZAR" => 10,
            "DZD" | "HUF" | "INR" | "ISK" | "JPY" | "KES" | "LKR" | "PHP" | "PKR" | "RSD"
            | "RUB" | "TWD" => 100,
            "ARS" | "CLP" | "COP" | "KRW" | "NGN" | "RWF" | "UGX" | "XAF" | "XOF" => 1_000,
            "GNF" | "IDR" | "LAK" | "PYG" | "VND" => 10_000,
            _ if currency.decimals() == 0 => 100,
            _ => 1,
        };
        Self {
            unit: units * 10_i64.pow(currency.decimals()),
        }
    }

    /// So many units.
    pub fn units(self, number: i64) -> Minor {
        Minor(number.saturating_mul(self.unit))
    }

    /// A share of so many units, in hundredths of a per cent, rounded down.
    pub fn share(self, number: i64, hundredths: i64) -> Minor {
        Minor(self.units(number).0.saturating_mul(hundredths) / 10_000)
    }
}
