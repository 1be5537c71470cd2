//! Earning rules and bonuses as fields.

use regulars::{
    money::{Currency, Minor},
    programme::{Base, Bonus, EarningKind, EarningRule},
    rate::Rate,
};

use super::{
    super::read::Reader,
    condition::{WhenForm, WhichForm},
    optional_text, plain,
};

/// What points are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarningSort {
    Spend,
    Order,
    Visit,
    Unit,
}

/// One earning rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub sort: EarningSort,
    pub points: String,
    pub per: String,
    pub minimum: String,
    pub minimum_before_tax: bool,
    pub minimum_quantity: String,
    pub which: WhichForm,
    pub when: WhenForm,
    pub base: Base,
}

impl RuleForm {
    /// The fields of a rule.
    pub fn of(rule: &EarningRule, currency: Currency, row: u32) -> Self {
        let (sort, points, per) = match &rule.kind {
            EarningKind::Spend { points, per, .. } => (EarningSort::Spend, *points, *per),
            EarningKind::Order { points } => (EarningSort::Order, *points, Minor::ZERO),
            EarningKind::Visit { points } => (EarningSort::Visit, *points, Minor::ZERO),
            EarningKind::Unit { points } => (EarningSort::Unit, *points, Minor::ZERO),
        };
        Self {
            row,
            key: rule.key.clone(),
            name: rule.name.clone(),
            sort,
            points: points.to_string(),
            per: match per {
                Minor::ZERO => "1".to_owned(),
                per => plain(currency, per),
            },
            minimum: plain(currency, rule.minimum),
            minimum_before_tax: rule.minimum_before_tax,
            minimum_quantity: optional_text(Some(rule.minimum_quantity).filter(|it| *it != 0)),
            which: WhichForm::of(&rule.which),
            when: WhenForm::of(&rule.when),
            base: rule.kind.base(),
        }
    }

    /// A rule to fill in.
    pub fn blank(row: u32, key: String) -> Self {
        Self {
            row,
            key,
            name: "Large purchases".to_owned(),
            sort: EarningSort::Spend,
            points: "1".to_owned(),
            per: "1".to_owned(),
            minimum: "50".to_owned(),
            minimum_before_tax: false,
            minimum_quantity: String::new(),
            which: WhichForm::default(),
            when: WhenForm::default(),
            base: Base::default(),
        }
    }

    /// The rule in the fields.
    pub fn read(&self, reader: &mut Reader, index: usize) -> EarningRule {
        let at = |field: &str| format!("earning.{index}.{field}");
        let points = reader.whole(&at("points"), &self.points);
        let kind = match self.sort {
            EarningSort::Spend => EarningKind::Spend {
                points,
                per: reader.amount(&at("per"), &self.per, false),
                base: self.base,
            },
            EarningSort::Order => EarningKind::Order { points },
            EarningSort::Visit => EarningKind::Visit { points },
            EarningSort::Unit => EarningKind::Unit { points },
        };
        EarningRule {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            minimum: reader.amount(&at("minimum"), &self.minimum, true),
            minimum_before_tax: self.minimum_before_tax,
            minimum_quantity: reader
                .optional_whole(&at("minimum_quantity"), &self.minimum_quantity)
                .unwrap_or_default(),
            which: self.which.read(),
            when: self.when.read(reader, &at("when")),
            kind,
        }
    }
}

/// One time at which points count more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BonusForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub multiplier: String,
    pub when: WhenForm,
}

impl BonusForm {
    /// The fields of a bonus.
    pub fn of(bonus: &Bonus, row: u32) -> Self {
        Self {
            row,
            key: bonus.key.clone(),
            name: bonus.name.clone(),
            multiplier: bonus.multiplier.to_string(),
            when: WhenForm::of(&bonus.when),
        }
    }

    /// A bonus to fill in.
    pub fn blank(row: u32, key: String) -> Self {
        Self {
            row,
            key,
            name: "Double points".to_owned(),
            multiplier: "2".to_owned(),
            when: WhenForm::default(),
        }
    }

    /// The bonus in the fields.
    pub fn read(&self, reader: &mut Reader, index: usize) -> Bonus {
        let at = |field: &str| format!("bonuses.list.{index}.{field}");
        let multiplier = reader.rate(&at("multiplier"), &self.multiplier);
        Bonus {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            multiplier: multiplier.unwrap_or(Rate::ONE),
            when: self.when.read(reader, &at("when")),
        }
    }
}
