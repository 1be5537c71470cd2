//! Why an order gave the points it gave: every rule named, with what it gave or why it did not.

use serde::{Deserialize, Serialize};

use crate::{
    money::{Currency, Minor},
    programme::words::points,
    rate::Rate,
    time::Day,
};

/// The trace of one decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// In the order of the programme's document, then what followed.
    pub steps: Vec<Step>,
}

/// One step of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// A rule gave points.
    Gave {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// The amount it counted.
        base: Minor,
        /// Exactly how many points, before rounding.
        exact: Rate,
    },
    /// The order's base was below a rule's minimum.
    BelowMinimum {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
        /// The amount it counted.
        base: Minor,
        /// The amount it needs.
        minimum: Minor,
    },
    /// Nothing of the order counted for a rule.
    NothingCounts {
        /// The rule's key.
        rule: String,
        /// The rule's name.
        name: String,
    },
    /// The tier multiplied everything.
    TierMultiplied {
        /// The tier's name.
        tier: String,
        /// By how much.
        by: Rate,
    },
    /// A fraction of a point came from the order before.
    CarriedIn {
        /// The fraction.
        exact: Rate,
    },
    /// The exact sum was rounded down to whole points.
    Rounded {
        /// The exact sum.
        exact: Rate,
        /// What it became.
        points: i64,
        /// Whether the rest is kept for the next order.
        kept: bool,
    },
    /// The points wait for the end of the return window.
    Waits {
        /// The day they can be spent.
        until: Day,
    },
    /// The points have a last day.
    Expires {
        /// That day.
        on: Day,
    },
    /// A voucher took something off.
    VoucherUsed {
        /// The reward's name.
        name: String,
        /// How much it took off.
        discount: Minor,
    },
    /// A voucher was left out and can be used another time.
    VoucherLeftOut {
        /// The reward's name.
        name: String,
        /// Why.
        because: LeftOut,
    },
    /// Points owed from an earlier refund were paid first.
    PaidDebt {
        /// How many.
        points: i64,
    },
}

/// Why a voucher was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Only one discount on the whole order applies: the best.
    BetterOneApplies,
    /// Nothing was left to take off.
    NothingLeft,
}

impl Step {
    /// The step in words.
    pub fn words(&self, currency: Currency, today: Day) -> String {
        let money = |amount: &Minor| currency.format(*amount);
        match self {
            Self::Gave {
                name, base, exact, ..
            } => {
                format!("{name}: {} for {}", exact_points(*exact), money(base))
            }
            Self::BelowMinimum {
                name,
                base,
                minimum,
                ..
            } => {
                format!(
                    "{name}: nothing, as {} is below the minimum of {}",
                    money(base),
                    money(minimum)
                )
            }
            Self::NothingCounts { name, .. } => {
                format!("{name}: nothing, as no part of this order counts")
            }
            Self::TierMultiplied { tier, by } => format!("{tier}: times {by}"),
            Self::CarriedIn { exact } => format!("{exact} of a point kept from the last order"),
            Self::Rounded {
                exact,
                points: whole,
                kept: true,
            } => {
                format!(
                    "{exact} is {}; the rest is kept for the next order",
                    points(*whole)
                )
            }
            Self::Rounded {
                exact,
                points: whole,
                kept: false,
            } => {
                format!("{exact} rounded down to {}", points(*whole))
            }
            Self::Waits { until } => format!("Can be spent from {}", until.words(today)),
            Self::Expires { on } => format!("Good until {}", on.words(today)),
            Self::VoucherUsed { name, discount } => format!("{name}: {} off", money(discount)),
            Self::VoucherLeftOut {
                name,
                because: LeftOut::BetterOneApplies,
            } => {
                format!("{name} left out: only one whole-order discount, the better one")
            }
            Self::VoucherLeftOut {
                name,
                because: LeftOut::NothingLeft,
            } => {
                format!("{name} left out: nothing was left to take off")
            }
            Self::PaidDebt { points: number } => {
                format!("{} went to what a refund had left owing", points(*number))
            }
        }
    }
}

/// `1 point`, `1,240 points`, `26.5 points`.
fn exact_points(exact: Rate) -> String {
    match exact.denominator() {
        1 => points(exact.numerator()),
        _ => format!("{exact} points"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_a_sentence_with_its_figures() {
        let rate = |text: &str| text.parse::<Rate>().unwrap();
        let (rule, name) = ("spend".to_owned(), "Every purchase".to_owned());
        let gave = |base, exact| Step::Gave {
            rule: rule.clone(),
            name: name.clone(),
            base: Minor(base),
            exact: rate(exact),
        };
        let rounded = |kept| Step::Rounded {
            exact: rate("26.5"),
            points: 26,
            kept,
        };
        let left_out = |because| Step::VoucherLeftOut {
            name: "£5 off".to_owned(),
            because,
        };
        let day: Day = "2026-12-05".parse().unwrap();
        for (step, words) in [
            (gave(100, "1"), "Every purchase: 1 point for £1.00"),
            (
                gave(124_000, "1240"),
                "Every purchase: 1,240 points for £1,240.00",
            ),
            (
                gave(26_500, "26.5"),
                "Every purchase: 26.5 points for £265.00",
            ),
            (
                rounded(true),
                "26.5 is 26 points; the rest is kept for the next order",
            ),
            (rounded(false), "26.5 rounded down to 26 points"),
            (
                Step::CarriedIn { exact: rate("0.5") },
                "0.5 of a point kept from the last order",
            ),
            (Step::Waits { until: day }, "Can be spent from 5 December"),
            (
                Step::Expires {
                    on: day.plus_months(12),
                },
                "Good until 5 December 2027",
            ),
            (
                Step::PaidDebt { points: 1 },
                "1 point went to what a refund had left owing",
            ),
            (
                left_out(LeftOut::BetterOneApplies),
                "£5 off left out: only one whole-order discount, the better one",
            ),
            (
                left_out(LeftOut::NothingLeft),
                "£5 off left out: nothing was left to take off",
            ),
        ] {
            let today = "2026-11-21".parse().unwrap();
            assert_eq!(step.words("GBP".parse().unwrap(), today), words);
        }
    }
}
