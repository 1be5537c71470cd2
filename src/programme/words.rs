//! The programme in plain words, made from the document itself.

use super::{Bonuses, Caps, EarningKind, EarningRule, Expiry, Overlap, Programme};
use crate::{
    act::ActRule,
    explain::CapOf,
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
        sentences.extend(self.bonuses.sentences());
        sentences.extend(self.caps.sentence());
        if self.hold_days > 0 {
            sentences.push(format!(
                "Points can be spent {} after the order.",
                days(self.hold_days)
            ));
        }
        if self.gives_points() {
            sentences.push(self.expiry.sentence());
        }
        sentences.extend(self.acts.iter().map(ActRule::sentence));
        sentences.extend(self.passing.map(|terms| terms.sentence()));
        sentences.extend(self.pay_with_points.map(|terms| terms.sentence(currency)));
        let promotions = self.promotions.iter();
        sentences.extend(promotions.map(|promotion| promotion.sentence(currency)));
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
        let amount = scheme.basis.words(level.from, currency);
        match scheme.window {
            Window::Lifetime => format!("{amount} in all"),
            Window::CalendarYear => format!("{amount} in a calendar year"),
            Window::Rolling { days } => format!("{amount} within {days} days"),
        }
    }
}

impl Expiry {
    /// In one sentence, for members.
    fn sentence(self) -> String {
        match self {
            Self::Never => "Points do not expire.".to_owned(),
            Self::Days { days: number } => {
                format!("Points are good for {} after the order.", days(number))
            }
            Self::Months { months: 1 } => "Points are good for a month after the order.".to_owned(),
            Self::Months { months } => {
                format!("Points are good for {months} months after the order.")
            }
            Self::EndOf { period, grace_days } => format!(
                "Points are good for {} after the end of {} they were earned in.",
                days(grace_days),
                period.words()
            ),
            Self::Inactivity {
                months,
                notice_days,
            } => format!(
                "Points expire after {months} months without a purchase; you hear from us {} before.",
                days(notice_days)
            ),
        }
    }
}

impl EarningRule {
    /// The rule in one sentence.
    pub fn sentence(&self, currency: Currency) -> String {
        let mut sentence = match &self.kind {
            EarningKind::Spend {
                points: number,
                per,
                ..
            } => format!(
                "{} for every {} you spend",
                points(*number),
                currency.format_short(*per)
            ),
            EarningKind::Order { points: number } => format!("{} for an order", points(*number)),
            EarningKind::Visit { points: number } => {
                format!("{} for your first order of a day", points(*number))
            }
            EarningKind::Unit { points: number } => {
                format!("{} for each {}", points(*number), self.which.one())
            }
        };
        let before = match &self.kind {
            EarningKind::Spend { .. } => " on ",
            EarningKind::Order { .. } | EarningKind::Visit { .. } => " with ",
            EarningKind::Unit { .. } => "",
        };
        if !self.which.is_everything() && !before.is_empty() {
            sentence.push_str(&format!("{before}{}", self.which.words()));
        }
        if self.minimum.0 != 0 {
            let tax = if self.minimum_before_tax {
                " before tax"
            } else {
                ""
            };
            let minimum = currency.format_short(self.minimum);
            sentence.push_str(&format!(", on orders from {minimum}{tax}"));
        }
        if self.minimum_quantity > 1 {
            sentence.push_str(&format!(", if you buy {} or more", self.minimum_quantity));
        }
        if !self.when.is_always() {
            sentence.push_str(&format!(", {}", self.when.words()));
        }
        sentence.push('.');
        sentence
    }
}

impl Bonuses {
    /// One sentence each, and what happens when several apply.
    fn sentences(&self) -> Vec<String> {
        let bonuses = self.list.iter();
        let mut sentences: Vec<String> = bonuses
            .map(|bonus| match bonus.when.words() {
                when if when.is_empty() => {
                    format!("{}: {} times the points.", bonus.name, bonus.multiplier)
                }
                when => format!(
                    "{}: {} times the points {when}.",
                    bonus.name, bonus.multiplier
                ),
            })
            .collect();
        if self.list.len() > 1 {
            sentences.push(match self.overlap {
                Overlap::Best => "When several bonuses apply, the largest counts.".to_owned(),
                Overlap::Both => "When several bonuses apply, all of them count.".to_owned(),
            });
        }
        sentences
    }
}

impl Caps {
    fn sentence(&self) -> Option<String> {
        let caps = [
            (self.order, CapOf::Order),
            (self.day, CapOf::Day),
            (self.month, CapOf::Month),
        ];
        let told: Vec<String> = caps
            .into_iter()
            .filter_map(|(cap, of)| Some(format!("{} {}", points(cap?), of.words())))
            .collect();
        (!told.is_empty()).then(|| format!("You earn at most {}.", told.join(", ")))
    }
}

/// `1.5 times the points`, or nothing for a multiplier of one.
pub fn multiplier(rate: Rate) -> Option<String> {
    (rate != Rate::ONE).then(|| format!("{rate} times the points"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{condition::Which, money::Minor, programme::template};

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
    fn what_a_rule_counts_is_named_where_it_belongs() {
        let mut rule = template::simple("Northside", gbp()).earning.remove(0);
        rule.which = Which::category("Tea");
        rule.minimum_quantity = 2;
        for (kind, words) in [
            (
                rule.kind.clone(),
                "1 point for every £1 you spend on Tea, if you buy 2 or more.",
            ),
            (
                EarningKind::Unit { points: 5 },
                "5 points for each Tea, if you buy 2 or more.",
            ),
            (
                EarningKind::Order { points: 5 },
                "5 points for an order with Tea, if you buy 2 or more.",
            ),
        ] {
            rule.kind = kind;
            assert_eq!(rule.sentence(gbp()), words);
        }
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
        programme.tiers.as_mut().unwrap().basis = crate::tier::Basis::Visits;
        assert_eq!(words(&programme, 2), "50,000 visits within 90 days");
        let perks: Vec<_> = levels
            .iter()
            .map(|level| multiplier(level.multiplier))
            .collect();
        let times = |text: &str| Some(format!("{text} times the points"));
        assert_eq!(perks, [None, times("1.25"), times("1.5")]);
    }
}
