//! The programme in plain words, made from the document itself.

use super::{EarningKind, Expiry, Programme};
use crate::{
    money::{Currency, format_count},
    rate::Rate,
    tier::{Level, Window},
};

/// `1 point`, `1,240 points`.
pub fn points(number: i64) -> String {
    if number == 1 {
        "1 point".to_owned()
    } else {
        format!("{} points", format_count(number))
    }
}

/// `1 day`, `14 days`.
pub fn days(number: u16) -> String {
    if number == 1 {
        "1 day".to_owned()
    } else {
        format!("{number} days")
    }
}

impl Programme {
    /// How it works, one sentence each, for members.
    pub fn sentences(&self, currency: Currency) -> Vec<String> {
        let mut sentences: Vec<String> = self
            .earning
            .iter()
            .map(|rule| rule.sentence(currency))
            .collect();
        if self.hold_days > 0 {
            sentences.push(format!(
                "Points can be spent {} after the order.",
                days(self.hold_days)
            ));
        }
        sentences.push(match self.expiry {
            Expiry::Never => "Points do not expire.".to_owned(),
            Expiry::Days { days: number } => {
                format!("Points are good for {} after the order.", days(number))
            }
            Expiry::Months { months: 1 } => {
                "Points are good for a month after the order.".to_owned()
            }
            Expiry::Months { months } => {
                format!("Points are good for {months} months after the order.")
            }
        });
        if let Some(offer) = &self.referral {
            let minimum = match offer.minimum_order.0 {
                0 => String::new(),
                _ => format!(
                    " of at least {}",
                    currency.format_short(offer.minimum_order)
                ),
            };
            sentences.push(match (offer.advocate_points, offer.friend_points) {
                (0, friend) => format!(
                    "A friend you bring gets {} for a first order{minimum}.",
                    points(friend)
                ),
                (advocate, 0) => format!(
                    "Bring a friend and get {} for their first order{minimum}.",
                    points(advocate)
                ),
                (advocate, friend) => format!(
                    "Bring a friend: you get {} and they get {} for a first order{minimum}.",
                    points(advocate),
                    points(friend),
                ),
            });
        }
        sentences
    }

    /// What reaching a tier takes: `£500 in a calendar year`.
    pub fn tier_words(&self, level: &Level, currency: Currency) -> String {
        let Some(scheme) = &self.tiers else {
            return String::new();
        };
        if level.from.0 == 0 {
            return "from the day you join".to_owned();
        }
        let amount = currency.format_short(level.from);
        match scheme.window {
            Window::Lifetime => format!("{amount} in all"),
            Window::CalendarYear => format!("{amount} in a calendar year"),
            Window::Rolling { days } => format!("{amount} within {days} days"),
        }
    }
}

impl super::EarningRule {
    /// The rule in one sentence.
    pub fn sentence(&self, currency: Currency) -> String {
        match &self.kind {
            EarningKind::Spend {
                points: number,
                per,
                ..
            } => {
                let minimum = match self.minimum.0 {
                    0 => String::new(),
                    _ => format!(", on orders from {}", currency.format_short(self.minimum)),
                };
                format!(
                    "{} for every {} you spend{minimum}.",
                    points(*number),
                    currency.format_short(*per)
                )
            }
        }
    }
}

/// `1.5 times the points`, or nothing for a multiplier of one.
pub fn multiplier(rate: Rate) -> Option<String> {
    (rate != Rate::ONE).then(|| format!("{rate} times the points"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::Minor, programme::template};

    fn gbp() -> Currency {
        "GBP".parse().unwrap()
    }

    #[test]
    fn the_rules_are_told_one_sentence_each() {
        let mut programme = template::simple("Northside", gbp());
        assert_eq!(
            programme.sentences(gbp()),
            [
                "1 point for every £1 you spend.",
                "Points do not expire.",
                "Bring a friend: you get 100 points and they get 50 points for a first order of at least £10.",
            ]
        );
        programme.earning[0].minimum = Minor(550);
        programme.hold_days = 1;
        programme.expiry = Expiry::Months { months: 12 };
        let offer = programme.referral.as_mut().unwrap();
        (offer.friend_points, offer.minimum_order) = (0, Minor::ZERO);
        assert_eq!(
            programme.sentences(gbp()),
            [
                "1 point for every £1 you spend, on orders from £5.50.",
                "Points can be spent 1 day after the order.",
                "Points are good for 12 months after the order.",
                "Bring a friend and get 100 points for their first order.",
            ]
        );
    }

    #[test]
    fn a_tier_says_what_it_takes_and_what_it_brings() {
        let mut programme = template::simple("Northside", gbp());
        let levels = programme.tiers.as_ref().unwrap().levels.clone();
        let words = |programme: &Programme, level| programme.tier_words(&levels[level], gbp());
        assert_eq!(words(&programme, 0), "from the day you join");
        assert_eq!(words(&programme, 2), "£500 in a calendar year");
        programme.tiers.as_mut().unwrap().window = Window::Rolling { days: 90 };
        assert_eq!(words(&programme, 2), "£500 within 90 days");
        let perks: Vec<_> = levels
            .iter()
            .map(|level| multiplier(level.multiplier))
            .collect();
        let times = |text: &str| Some(format!("{text} times the points"));
        assert_eq!(perks, [None, times("1.25"), times("1.5")]);
    }
}
