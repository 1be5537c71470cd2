//! The margin guard and paying with points as fields.

use regulars::{
    margin::{CategoryCost, MarginGuard, Override},
    money::Currency,
    programme::PayWithPoints,
};

use super::{super::read::Reader, optional_plain, optional_text, plain};

/// The margin that no discount may go below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarginForm {
    pub on: bool,
    pub floor_percent: String,
    pub usual_percent: String,
    pub usual_order: String,
    pub value_back_percent: String,
    pub costs: Vec<CostForm>,
    pub overridden: bool,
    pub by: String,
    pub reason: String,
}

/// What the articles of a category cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostForm {
    pub row: u32,
    pub category: String,
    pub percent: String,
}

impl MarginForm {
    /// The fields of a guard.
    pub fn of(guard: Option<&MarginGuard>, currency: Currency) -> Self {
        let Some(guard) = guard else {
            return Self {
                on: false,
                floor_percent: "20".to_owned(),
                usual_percent: "60".to_owned(),
                usual_order: String::new(),
                value_back_percent: "0".to_owned(),
                costs: Vec::new(),
                overridden: false,
                by: String::new(),
                reason: String::new(),
            };
        };
        let named = guard.overridden.clone();
        let (by, reason) = named.map_or_else(Default::default, |it| (it.by, it.reason));
        Self {
            on: true,
            floor_percent: guard.floor_percent.to_string(),
            usual_percent: guard.usual_percent.to_string(),
            usual_order: optional_plain(currency, guard.usual_order),
            value_back_percent: guard.value_back_percent.to_string(),
            costs: (0..)
                .zip(&guard.costs)
                .map(|(row, cost)| CostForm {
                    row,
                    category: cost.category.clone(),
                    percent: cost.percent.to_string(),
                })
                .collect(),
            overridden: guard.overridden.is_some(),
            by,
            reason,
        }
    }

    /// The guard in the fields.
    pub fn read(&self, reader: &mut Reader) -> Option<MarginGuard> {
        self.on.then(|| MarginGuard {
            floor_percent: reader.small("margin.floor_percent", &self.floor_percent),
            usual_percent: reader.small("margin.usual_percent", &self.usual_percent),
            costs: self
                .costs
                .iter()
                .map(|cost| CategoryCost {
                    category: cost.category.trim().to_owned(),
                    percent: reader.small("margin.costs", &cost.percent),
                })
                .collect(),
            usual_order: reader.optional_amount("margin.usual_order", &self.usual_order),
            value_back_percent: reader.small("margin.value_back_percent", &self.value_back_percent),
            overridden: self.overridden.then(|| Override {
                by: self.by.trim().to_owned(),
                reason: self.reason.trim().to_owned(),
            }),
        })
    }
}

/// On which terms points pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayForm {
    pub on: bool,
    pub points: String,
    pub amount: String,
    pub minimum_points: String,
    pub at_most_percent: String,
}

impl PayForm {
    /// The fields of terms.
    pub fn of(terms: Option<&PayWithPoints>, currency: Currency) -> Self {
        match terms {
            Some(terms) => Self {
                on: true,
                points: terms.points.to_string(),
                amount: plain(currency, terms.amount),
                minimum_points: terms.minimum_points.to_string(),
                at_most_percent: optional_text(terms.at_most_percent),
            },
            None => Self {
                on: false,
                points: "100".to_owned(),
                amount: "1".to_owned(),
                minimum_points: "0".to_owned(),
                at_most_percent: String::new(),
            },
        }
    }

    /// The terms in the fields.
    pub fn read(&self, reader: &mut Reader) -> Option<PayWithPoints> {
        let at = |field: &str| format!("pay_with_points.{field}");
        self.on.then(|| PayWithPoints {
            points: reader.whole(&at("points"), &self.points),
            amount: reader.amount(&at("amount"), &self.amount, false),
            minimum_points: reader
                .optional_whole(&at("minimum_points"), &self.minimum_points)
                .unwrap_or_default(),
            at_most_percent: reader.optional_small(&at("at_most_percent"), &self.at_most_percent),
        })
    }
}
