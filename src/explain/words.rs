//! Steps in words.

use super::{LeftOut, Step};
use crate::{
    money::{Currency, Minor, format_count},
    programme::words::points,
    purse::name_of,
    rate::Rate,
    time::Day,
};

impl Step {
    /// The step in words.
    #[allow(clippy::too_many_lines)] // One arm a step.
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
            Self::GaveEach {
                name, units, exact, ..
            } => {
                let unit = if *units == 1 { "unit" } else { "units" };
                format!(
                    "{name}: {} for {} {unit}",
                    exact_points(*exact),
                    format_count(*units)
                )
            }
            Self::GaveOnce { name, exact, .. } => format!("{name}: {}", exact_points(*exact)),
            Self::TooFewUnits {
                name,
                units,
                needed,
                ..
            } => format!("{name}: nothing, as {units} of {needed} units count"),
            Self::RuleNotNow { name, because, .. } => {
                format!("{name}: nothing, as {}", because.words())
            }
            Self::NotFirstToday { name, .. } => {
                format!("{name}: nothing, as this is not the first order of the day")
            }
            Self::BonusMultiplied { name, by } => format!("{name}: times {by}"),
            Self::BonusNotNow { name, because } => {
                format!("{name} does not apply, as {}", because.words())
            }
            Self::BonusLeftOut { name } => format!("{name} left out: a larger bonus applies"),
            Self::Capped {
                of,
                given,
                points: left,
            } => format!(
                "{} cut to {}, the most {}",
                points(*given),
                points(*left),
                of.words()
            ),
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
            Self::VoucherLeftOut {
                name,
                because: LeftOut::Cut,
            } => format!("{name} left out: no more may be taken off this order"),
            Self::PromotionUsed { name, discount, .. } => {
                format!("{name}: {} off", money(discount))
            }
            Self::PromotionLeftOut { name, because, .. } => {
                format!("{name} does not apply: {}", because.words(currency))
            }
            Self::Stamped {
                name,
                stamps,
                filled,
                size,
                ..
            } => {
                let word = if *stamps == 1 { "stamp" } else { "stamps" };
                format!(
                    "{name}: {} {word}, now {filled} of {size}",
                    format_count(*stamps)
                )
            }
            Self::CouponMade { name, until, .. } => {
                format!(
                    "{name}: a voucher for a later order, good until {}",
                    until.words(today)
                )
            }
            Self::CutToLimit { limit, by } => format!(
                "Discounts cut by {}: at most {} is taken off one order",
                money(by),
                money(limit)
            ),
            Self::CutToMargin { floor_percent, by } => format!(
                "Discounts cut by {}, to keep a margin of {floor_percent}\u{202f}%",
                money(by)
            ),
            Self::PaidWithPoints {
                points: number,
                amount,
            } => format!("{} paid {}", points(*number), money(amount)),
            Self::PaidWithCard {
                ending,
                amount,
                left,
            } => format!(
                "{} paid {}, {} left on it",
                name_of(ending.as_deref()),
                money(amount),
                money(left)
            ),
            Self::HandedOver { name } => format!("{name}: handed over"),
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
