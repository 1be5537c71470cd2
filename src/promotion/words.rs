//! Promotions in plain words, made from the document itself.

use super::{Promotion, PromotionKind, StampCard, StampGives, StampPer, StampReward, Trigger};
use crate::{
    condition::{Which, list},
    money::Currency,
    reward::RewardKind,
};

impl Promotion {
    /// The promotion in one sentence, for members and staff.
    pub fn sentence(&self, currency: Currency) -> String {
        let what = self.kind.words(&self.which, currency);
        let mut sentence = format!("{}: {what}", self.name);
        let conditions: Vec<String> = [self.amount_words(currency), self.units_words()]
            .into_iter()
            .flatten()
            .collect();
        if !conditions.is_empty() {
            sentence.push_str(&format!(", if {}", conditions.join(" and ")));
        }
        if let Some(cap) = self.at_most {
            sentence.push_str(&format!(", at most {} off", currency.format_short(cap)));
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

    fn amount_words(&self, currency: Currency) -> Option<String> {
        let tax = if self.minimum_before_tax {
            " before tax"
        } else {
            ""
        };
        let minimum = currency.format_short(self.minimum);
        (self.minimum.0 > 0).then(|| format!("it comes to {minimum} or more{tax}"))
    }

    fn units_words(&self) -> Option<String> {
        (self.minimum_quantity > 1).then(|| format!("you buy {} or more", self.minimum_quantity))
    }
}

impl PromotionKind {
    /// `10 % off Cheese`, `buy 2, get 1 free`, `every 5th lesson is free`.
    pub fn words(&self, which: &Which, currency: Currency) -> String {
        match self {
            Self::PercentOff { percent } => format!("{percent}\u{202f}% off{}", after(" ", which)),
            Self::AmountOff { amount } => {
                format!(
                    "{} off{}",
                    currency.format_short(*amount),
                    after(" ", which)
                )
            }
            Self::BuyGet {
                buy, get, percent, ..
            } => format!(
                "buy {buy}, get {get} of equal or lesser value {}{}",
                cheaper(*percent),
                after(", on ", which)
            ),
            Self::Ladder { steps } => format!("{}{}", ladder(steps), after(", on ", which)),
            Self::StampCard(card) => card.words(which, currency),
            Self::NextOrder {
                gives, valid_days, ..
            } => format!(
                "{} your next order within {}{}",
                given(gives, currency),
                crate::programme::words::days(*valid_days),
                after(", when you buy ", which)
            ),
        }
    }
}

/// What is given, up to `your next order`.
fn given(gives: &RewardKind, currency: Currency) -> String {
    let words = gives.words(currency);
    match gives {
        RewardKind::AmountOff { .. } | RewardKind::PercentOff { at_most: None, .. } => words,
        RewardKind::PercentOff { .. } => format!("{words}, on"),
        RewardKind::FreeItem { .. } => "a free item with".to_owned(),
        RewardKind::FreeService { minutes: 0, .. } => "a free session with".to_owned(),
        _ => format!("{words} with"),
    }
}

/// What a promotion is about, after what stands before it; nothing when it is about everything.
fn after(before: &str, which: &Which) -> String {
    match which.words() {
        words if words.is_empty() => words,
        words => format!("{before}{words}"),
    }
}

impl StampCard {
    /// `every 5th lesson is free`, `with every 3rd visit, one item is 30 % off`, `every 11th bag
    /// brings £10 off`, `on a card of 5, the 3rd lesson is 30 % off and the 5th is free`.
    pub fn words(&self, which: &Which, currency: Currency) -> String {
        let one = which.one();
        let mut rewards: Vec<&StampReward> = self.rewards.iter().collect();
        rewards.sort_by_key(|reward| reward.at);
        let stamped = match self.per {
            StampPer::Unit => None,
            StampPer::Visit => Some("visit"),
            StampPer::Order => Some("order"),
        };
        let size = self.size();
        let off = |reward: &StampReward| (ordinal(reward.at), reward.gives.words(currency));
        let amounts = rewards.iter().any(|it| it.gives.is_amount());
        match (rewards.as_slice(), stamped) {
            ([only], _) if amounts => {
                let (place, off) = off(only);
                format!("every {place} {} brings {off}", stamped.unwrap_or(&one))
            }
            ([only], None) => {
                let (place, off) = off(only);
                format!("every {place} {one} is {off}")
            }
            ([only], Some(stamped)) => {
                let (place, off) = off(only);
                format!("with every {place} {stamped}, one {one} is {off}")
            }
            (several, None) => {
                let mut what = Some(format!(" {one}"));
                let place = |reward: &&StampReward| {
                    let (place, off) = off(reward);
                    let does = if reward.gives.is_amount() {
                        "brings"
                    } else {
                        "is"
                    };
                    let what = what.take().unwrap_or_default();
                    format!("the {place}{what} {does} {off}")
                };
                format!("on a card of {size}, {}", listed(several.iter().map(place)))
            }
            (several, Some(stamped)) => {
                let place = |reward: &&StampReward| {
                    let (place, off) = off(reward);
                    match (amounts, reward.gives) {
                        (false, _) => format!("{off} with the {place}"),
                        (true, StampGives::Amount { .. }) => format!("the {place} brings {off}"),
                        (true, StampGives::Percent { .. }) => {
                            format!("the {place} makes one {one} {off}")
                        }
                    }
                };
                let places = listed(several.iter().map(place));
                let subject = if amounts {
                    String::new()
                } else {
                    format!("one {one} is ")
                };
                format!("on a card of {size} {stamped}s, {subject}{places}")
            }
        }
    }
}

impl StampGives {
    /// `free`, `30 % off`, `£10 off`.
    pub fn words(self, currency: Currency) -> String {
        match self {
            Self::Percent { percent } => cheaper(percent),
            Self::Amount { amount } => format!("{} off", currency.format_short(amount)),
        }
    }

    fn is_amount(self) -> bool {
        matches!(self, Self::Amount { .. })
    }
}

/// `a, b and c`.
fn listed(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    list(&parts)
}

fn cheaper(percent: u8) -> String {
    match percent {
        100 => "free".to_owned(),
        percent => format!("{percent}\u{202f}% off"),
    }
}

fn ladder(steps: &[u8]) -> String {
    let place = |(place, percent): (u16, &u8)| {
        let further = if usize::from(place) == steps.len() {
            " and all further ones"
        } else {
            ""
        };
        let off = match percent {
            0 => "at full price".to_owned(),
            percent => cheaper(*percent),
        };
        format!("the {}{further} {off}", ordinal(place))
    };
    listed((1_u16..).zip(steps).map(place))
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
    use crate::money::Minor;

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
        let card = |per, rewards: &[(u16, u8)]| {
            let reward = |&(at, percent)| StampReward::percent(at, percent);
            let rewards = rewards.iter().map(reward).collect();
            PromotionKind::StampCard(StampCard { per, rewards })
        };
        let both = [(5, 100), (3, 30)];
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
            (
                card(StampPer::Unit, &[(5, 100)]),
                "Offer: every 5th item is free.".to_owned(),
            ),
            (
                card(StampPer::Order, &[(3, 30)]),
                format!("Offer: with every 3rd order, one item is 30{nb}% off."),
            ),
            (
                card(StampPer::Unit, &both),
                format!("Offer: on a card of 5, the 3rd item is 30{nb}% off and the 5th is free."),
            ),
            (
                card(StampPer::Visit, &both),
                format!(
                    "Offer: on a card of 5 visits, one item is 30{nb}% off with the 3rd and free with the 5th."
                ),
            ),
            (
                next,
                format!("Offer: 15{nb}% off your next order within 30 days."),
            ),
            (
                PromotionKind::Ladder { steps },
                format!(
                    "Offer: the 1st at full price, the 2nd 2{nb}% off and the 3rd and all further ones 5{nb}% off."
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
            "Cheese week: 20\u{202f}% off Cheese, if it comes to £10 or more and you buy 2 or more, at most £5.50 off, with the code BRIE."
        );
    }

    #[test]
    fn what_it_is_about_is_named_where_it_belongs() {
        let lessons = StampCard {
            per: StampPer::Unit,
            rewards: vec![StampReward::percent(5, 100)],
        };
        let mut which = Which::category("lesson");
        let gbp = "GBP".parse().unwrap();
        assert_eq!(lessons.words(&which, gbp), "every 5th lesson is free");
        which.categories.push("Tea".to_owned());
        which.without_skus.push("ETH1".to_owned());
        let words = "every 5th item of lesson and Tea except ETH1 is free";
        assert_eq!(lessons.words(&which, gbp), words);
        let next = PromotionKind::NextOrder {
            gives: RewardKind::AmountOff { amount: Minor(300) },
            valid_days: 1,
            order_code: false,
        };
        let words = "£3 off your next order within 1 day, when you buy Tea";
        assert_eq!(next.words(&Which::category("Tea"), gbp), words);
    }

    #[test]
    fn a_card_that_gives_an_amount_off_says_how_much() {
        let gbp = "GBP".parse().unwrap();
        let ten = StampReward::amount(11, Minor(1_000));
        let said = |per, rewards: &[StampReward]| {
            let rewards = rewards.to_vec();
            StampCard { per, rewards }.words(&Which::category("bag"), gbp)
        };
        let free = StampReward::percent(5, 100);
        for (per, rewards, words) in [
            (StampPer::Unit, vec![ten], "every 11th bag brings £10 off"),
            (
                StampPer::Visit,
                vec![ten],
                "every 11th visit brings £10 off",
            ),
            (
                StampPer::Unit,
                vec![ten, free],
                "on a card of 11, the 5th bag is free and the 11th brings £10 off",
            ),
            (
                StampPer::Order,
                vec![ten, free],
                "on a card of 11 orders, the 5th makes one bag free and the 11th brings £10 off",
            ),
        ] {
            assert_eq!(said(per, &rewards), words);
        }
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
