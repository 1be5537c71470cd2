//! Paying with points.

use serde::{Deserialize, Serialize};

use crate::{
    money::{Currency, Minor},
    promotion::percent_of,
    rate::Rate,
};

use super::words::points;

/// On which terms points pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayWithPoints {
    /// So many points...
    pub points: i64,
    /// ... pay so much, in minor units.
    pub amount: Minor,
    /// The fewest points that one pays with. 0: any number.
    #[serde(default)]
    pub minimum_points: i64,
    /// The most of an order that points pay, in whole per cent; `None`: all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most_percent: Option<u8>,
}

impl PayWithPoints {
    /// What a number of points pays, rounded down.
    pub fn amount_for(&self, points: i64) -> Minor {
        let rate = Rate::new(self.amount.0, self.points).unwrap_or(Rate::ZERO);
        Minor(rate.of(points.max(0)))
    }

    /// The fewest points that pay an amount.
    pub fn points_for(&self, amount: Minor) -> i64 {
        let (points, worth) = (i128::from(self.points), i128::from(self.amount.0.max(1)));
        let exact = (i128::from(amount.0) * points + worth - 1) / worth;
        i64::try_from(exact).unwrap_or(i64::MAX)
    }

    /// The most that points pay of an amount.
    pub fn most_of(&self, amount: Minor) -> Minor {
        let share = |percent| Minor(percent_of(percent, amount.0));
        self.at_most_percent.map_or(amount, share)
    }

    /// In one sentence, for members.
    pub fn sentence(&self, currency: Currency) -> String {
        format!("Pay with points: {}.", self.words(currency))
    }

    /// `100 points are £1, up to 50 % of the order`.
    pub fn words(&self, currency: Currency) -> String {
        let worth = currency.format_short(self.amount);
        let mut words = format!("{} are {worth}", points(self.points));
        if self.minimum_points > 1 {
            words.push_str(&format!(", from {}", points(self.minimum_points)));
        }
        if let Some(percent) = self.at_most_percent {
            words.push_str(&format!(", up to {percent}\u{202f}% of the order"));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_pay_exact_money_and_no_point_too_many() {
        let terms = PayWithPoints {
            points: 3,
            amount: Minor(10),
            minimum_points: 100,
            at_most_percent: Some(50),
        };
        assert_eq!(terms.amount_for(100), Minor(333));
        assert_eq!(terms.points_for(Minor(333)), 100);
        assert_eq!(terms.points_for(Minor(331)), 100);
        assert_eq!(terms.points_for(Minor(330)), 99);
        assert_eq!(terms.most_of(Minor(999)), Minor(499));
        assert_eq!(
            terms.sentence("GBP".parse().unwrap()),
            "Pay with points: 3 points are £0.10, from 100 points, up to 50\u{202f}% of the order."
        );
    }
}
