//! Promotions in plain words, made from the document itself.

use super::{Promotion, PromotionKind, StampCard, StampPer, StampReward, Trigger};
use crate::money::Currency;

impl Promotion {
    /// The promotion in one sentence, for members and staff.
    pub fn sentence(&self, currency: Currency) -> String {
        let what = match self.which.words() {
            words if words.is_empty() => String::new(),
            words => format!(" on {words}"),
        };
        let mut sentence = format!("{}: {}{what}", self.name, self.kind.words(currency));
        if self.minimum.0 > 0 {
            let tax = if self.minimum_before_tax {
                " before tax"
            } else {
                ""
            };
            let minimum = currency.format_short(self.minimum);
            sentence.push_str(&format!(", from {minimum}{tax}"));
        }
        if self.minimum_quantity > 1 {
            sentence.push_str(&format!(", from {} units", self.minimum_quantity));
        }
        if let Some(cap) = self.at_most {
            sentence.push_str(&format!(", at most {}", currency.format_short(cap)));
        }
        match &self.trigger {
            Trigger::Automatic => {}
            Trigger::Code { code } => sentence.push_str(&format!(", with the code {code}")),
            Trigger::OneTime => sentence.push_str(", with a code of your own"),
        }
        if !self.when.is_always() {
            sentence.push_str(&format!(", {}", self.when.words()));
        }
        sentence.push('.');
        sentence
    }
}

impl PromotionKind {
    /// `10 % off`, `buy 2, get 1 free`, `every 5th lesson free`.
    pub fn words(&self, currency: Currency) -> String {
        match self {
            Self::PercentOff { percent } => format!("{percent}\u{202f}% off"),
            Self::AmountOff { amount } => format!("{} off", currency.format_short(*amount)),
            Self::BuyGet {
                buy, get, percent, ..
            } => format!(
                "buy {buy}, get {get} of equal or lesser value {}",
                cheaper(*percent)
            ),
            Self::Ladder { steps } => ladder(steps),
            Self::StampCard(card) => card.words(),
            Self::NextOrder {
                gives, valid_days, ..
            } => format!(
                "{} your next order within {}",
                gives.words(currency),
                crate::programme::words::days(*valid_days)
            ),
        }
    }
}

impl StampCard {
    /// `every 3rd order 30 % off, every 5th free`.
    pub fn words(&self) -> String {
        let unit = match self.per {
            StampPer::Unit => "unit",
            StampPer::Visit => "visit",
            StampPer::Order => "order",
        };
        let mut rewards: Vec<&StampReward> = self.rewards.iter().collect();
        rewards.sort_by_key(|reward| reward.at);
        let places: Vec<String> = rewards
            .iter()
            .map(|reward| format!("{} {unit} {}", ordinal(reward.at), cheaper(reward.percent)))
            .collect();
        let size = self.size();
        match rewards.len() {
            1 => format!("every {}", places.concat()),
            _ => format!("on a card of {size}, the {}", places.join(", the ")),
        }
    }
}

fn cheaper(percent: u8) -> String {
    match percent {
        100 => "free".to_owned(),
        percent => format!("{percent}\u{202f}% off"),
    }
}

fn ladder(steps: &[u8]) -> String {
    let numbered = (1_u16..).zip(steps);
    let words = numbered.map(|(place, percent)| match percent {
        0 => format!("the {} at full price", ordinal(place)),
        percent => format!("the {} {percent}\u{202f}% off", ordinal(place)),
    });
    let all: Vec<String> = words.collect();
    match steps.last() {
        Some(last) => format!(
            "{}, and {last}\u{202f}% off all further ones",
            all.join(", ")
        ),
        None => String::new(),
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub(crate) fn ordinal(number: u16) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{condition::Which, money::Minor, reward::RewardKind};

    fn said(kind: PromotionKind) -> String {
        let promotion = Promotion::new("p", "Offer", kind);
        promotion.sentence("GBP".parse().unwrap())
    }

    #[test]
    fn every_kind_is_told_in_a_sentence() {
        let nb = '\u{202f}';
        let buy_get = PromotionKind::BuyGet {
            buy: 2,
            get: 1,
            percent: 33,
            repeats: true,
        };
        let lessons = PromotionKind::StampCard(StampCard {
            per: StampPer::Order,
            rewards: vec![StampReward {
                at: 5,
                percent: 100,
            }],
        });
        let both = PromotionKind::StampCard(StampCard {
            per: StampPer::Visit,
            rewards: vec![
                StampReward {
                    at: 5,
                    percent: 100,
                },
                StampReward { at: 3, percent: 30 },
            ],
        });
        let next = PromotionKind::NextOrder {
            gives: RewardKind::PercentOff {
                percent: 15,
                at_most: None,
            },
            valid_days: 30,
            order_code: false,
        };
        let steps = vec![0, 2, 5];
        for (kind, words) in [
            (
                buy_get,
                format!("Offer: buy 2, get 1 of equal or lesser value 33{nb}% off."),
            ),
            (lessons, "Offer: every 5th order free.".to_owned()),
            (
                both,
                format!("Offer: on a card of 5, the 3rd visit 30{nb}% off, the 5th visit free."),
            ),
            (
                next,
                format!("Offer: 15{nb}% off your next order within 30 days."),
            ),
            (
                PromotionKind::Ladder { steps },
                format!(
                    "Offer: the 1st at full price, the 2nd 2{nb}% off, the 3rd 5{nb}% off, and 5{nb}% off all further ones."
                ),
            ),
        ] {
            assert_eq!(said(kind), words);
        }
    }

    #[test]
    fn its_conditions_are_told_after_it() {
        let kind = PromotionKind::PercentOff { percent: 20 };
        let promotion = Promotion {
            which: Which::category("Cheese"),
            minimum: Minor(1_000),
            minimum_quantity: 2,
            at_most: Some(Minor(550)),
            trigger: Trigger::Code {
                code: "BRIE".to_owned(),
            },
            ..Promotion::new("p", "Cheese week", kind)
        };
        assert_eq!(
            promotion.sentence("GBP".parse().unwrap()),
            "Cheese week: 20\u{202f}% off on Cheese, from £10, from 2 units, at most £5.50, with the code BRIE."
        );
    }

    #[test]
    fn ordinals() {
        let all = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal);
        let words = [
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
        ];
        assert_eq!(all, words);
    }
}
