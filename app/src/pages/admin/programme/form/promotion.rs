//! A promotion as fields: those of all kinds, so that trying another kind loses nothing.

use regulars::{
    money::Currency,
    promotion::{Promotion, PromotionKind, StampCard, StampGives, StampPer, StampReward, Trigger},
};

use super::{
    super::read::Reader,
    condition::{LimitsForm, WhenForm, WhichForm},
    gives::GivesForm,
    optional_plain, optional_text, plain,
};

/// What a promotion does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromotionSort {
    PercentOff,
    AmountOff,
    BuyGet,
    Ladder,
    StampCard,
    NextOrder,
}

/// One promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub by_code: bool,
    pub code: String,
    pub which: WhichForm,
    pub when: WhenForm,
    pub minimum: String,
    pub minimum_before_tax: bool,
    pub minimum_quantity: String,
    pub group: String,
    pub at_most: String,
    pub limits: LimitsForm,
    pub sort: PromotionSort,
    pub percent: String,
    pub amount: String,
    pub buy: String,
    pub get: String,
    pub get_percent: String,
    pub repeats: bool,
    pub steps: String,
    pub per: StampPer,
    pub places: Vec<PlaceForm>,
    pub gives: GivesForm,
    pub valid_days: String,
    pub order_code: bool,
}

/// One place of a stamp card at which something is cheaper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceForm {
    pub row: u32,
    pub at: String,
    /// Either this or `amount`.
    pub percent: String,
    pub amount: String,
}

impl PromotionForm {
    /// A promotion to fill in.
    pub fn blank(row: u32) -> Self {
        Self {
            row,
            key: String::new(),
            name: String::new(),
            by_code: false,
            code: String::new(),
            which: WhichForm::default(),
            when: WhenForm::default(),
            minimum: "0".to_owned(),
            minimum_before_tax: false,
            minimum_quantity: String::new(),
            group: String::new(),
            at_most: String::new(),
            limits: LimitsForm::default(),
            sort: PromotionSort::PercentOff,
            percent: "10".to_owned(),
            amount: String::new(),
            buy: "2".to_owned(),
            get: "1".to_owned(),
            get_percent: "100".to_owned(),
            repeats: true,
            steps: "0, 2, 5".to_owned(),
            per: StampPer::Unit,
            places: vec![PlaceForm::free(0, "5")],
            gives: GivesForm::blank(),
            valid_days: "30".to_owned(),
            order_code: false,
        }
    }

    /// The fields of a promotion.
    pub fn of(promotion: &Promotion, currency: Currency, row: u32) -> Self {
        let (by_code, code) = match &promotion.trigger {
            Trigger::Automatic => (false, String::new()),
            Trigger::Code { code } => (true, code.clone()),
            Trigger::OneTime => (true, String::new()),
        };
        let units = Some(promotion.minimum_quantity).filter(|units| *units != 0);
        let mut form = Self {
            key: promotion.key.clone(),
            name: promotion.name.clone(),
            by_code,
            code,
            which: WhichForm::of(&promotion.which),
            when: WhenForm::of(&promotion.when),
            minimum: plain(currency, promotion.minimum),
            minimum_before_tax: promotion.minimum_before_tax,
            minimum_quantity: optional_text(units),
            group: promotion.group.clone().unwrap_or_default(),
            at_most: optional_plain(currency, promotion.at_most),
            limits: LimitsForm::of(&promotion.limits, currency),
            ..Self::blank(row)
        };
        form.fill(&promotion.kind, currency);
        form
    }

    fn fill(&mut self, kind: &PromotionKind, currency: Currency) {
        match kind {
            PromotionKind::PercentOff { percent } => {
                self.sort = PromotionSort::PercentOff;
                self.percent = percent.to_string();
            }
            PromotionKind::AmountOff { amount } => {
                self.sort = PromotionSort::AmountOff;
                self.amount = plain(currency, *amount);
            }
            PromotionKind::BuyGet {
                buy,
                get,
                percent,
                repeats,
            } => {
                self.sort = PromotionSort::BuyGet;
                self.buy = buy.to_string();
                self.get = get.to_string();
                self.get_percent = percent.to_string();
                self.repeats = *repeats;
            }
            PromotionKind::Ladder { steps } => {
                self.sort = PromotionSort::Ladder;
                let steps: Vec<String> = steps.iter().map(u8::to_string).collect();
                self.steps = steps.join(", ");
            }
            PromotionKind::StampCard(card) => {
                self.sort = PromotionSort::StampCard;
                self.per = card.per;
                self.places = (0..)
                    .zip(&card.rewards)
                    .map(|(row, place)| PlaceForm::of(place, currency, row))
                    .collect();
            }
            PromotionKind::NextOrder {
                gives,
                valid_days,
                order_code,
            } => {
                self.sort = PromotionSort::NextOrder;
                self.gives = GivesForm::of(gives, currency);
                self.valid_days = valid_days.to_string();
                self.order_code = *order_code;
            }
        }
    }

    /// The promotion in the fields. One that is new has no key yet.
    pub fn read(&self, reader: &mut Reader, index: usize) -> Promotion {
        let at = |field: &str| format!("promotions.{index}.{field}");
        let group = self.group.trim();
        Promotion {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            trigger: match self.by_code {
                false => Trigger::Automatic,
                true if self.code.trim().is_empty() => Trigger::OneTime,
                true => Trigger::Code {
                    code: self.code.trim().to_owned(),
                },
            },
            when: self.when.read(reader, &at("when")),
            which: self.which.read(),
            minimum: reader.amount(&at("minimum"), &self.minimum, true),
            minimum_before_tax: self.minimum_before_tax,
            minimum_quantity: reader
                .optional_whole(&at("minimum_quantity"), &self.minimum_quantity)
                .unwrap_or_default(),
            group: (!group.is_empty()).then(|| group.to_owned()),
            at_most: reader.optional_amount(&at("at_most"), &self.at_most),
            limits: self.limits.read(reader, &at("limits")),
            kind: self.kind(reader, at),
        }
    }

    fn kind(&self, reader: &mut Reader, at: impl Fn(&str) -> String) -> PromotionKind {
        match self.sort {
            PromotionSort::PercentOff => PromotionKind::PercentOff {
                percent: reader.small(&at("percent"), &self.percent),
            },
            PromotionSort::AmountOff => PromotionKind::AmountOff {
                amount: reader.amount(&at("amount"), &self.amount, false),
            },
            PromotionSort::BuyGet => PromotionKind::BuyGet {
                buy: reader.small(&at("buy"), &self.buy),
                get: reader.small(&at("get"), &self.get),
                percent: reader.small(&at("percent"), &self.get_percent),
                repeats: self.repeats,
            },
            PromotionSort::Ladder => PromotionKind::Ladder {
                steps: reader.percents(&at("steps"), &self.steps),
            },
            PromotionSort::StampCard => PromotionKind::StampCard(StampCard {
                per: self.per,
                rewards: (0_usize..)
                    .zip(&self.places)
                    .map(|(index, place)| {
                        place.read(reader, |field| at(&format!("rewards.{index}.{field}")))
                    })
                    .collect(),
            }),
            PromotionSort::NextOrder => PromotionKind::NextOrder {
                gives: self
                    .gives
                    .read(reader, |field| at(&format!("gives.{field}"))),
                valid_days: reader.small(&at("valid_days"), &self.valid_days),
                order_code: self.order_code,
            },
        }
    }
}

impl PlaceForm {
    /// A place of the card at which one is free.
    pub fn free(row: u32, at: &str) -> Self {
        Self {
            row,
            at: at.to_owned(),
            percent: "100".to_owned(),
            amount: String::new(),
        }
    }

    fn of(place: &StampReward, currency: Currency, row: u32) -> Self {
        let (percent, amount) = match place.gives {
            StampGives::Percent { percent } => (percent.to_string(), String::new()),
            StampGives::Amount { amount } => (String::new(), plain(currency, amount)),
        };
        Self {
            row,
            at: place.at.to_string(),
            percent,
            amount,
        }
    }

    fn read(&self, reader: &mut Reader, at: impl Fn(&str) -> String) -> StampReward {
        let gives = match reader.optional_amount(&at("amount"), &self.amount) {
            None => StampGives::Percent {
                percent: reader.small(&at("percent"), &self.percent),
            },
            Some(amount) => {
                if !self.percent.trim().is_empty() {
                    reader.fault(&at("amount"), "give either per cent or an amount, not both");
                }
                StampGives::Amount { amount }
            }
        };
        StampReward {
            at: reader.small(&at("at"), &self.at),
            gives,
        }
    }
}
