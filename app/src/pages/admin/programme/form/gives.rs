//! What a reward or a voucher gives, as fields: those of all kinds, so that trying another kind
//! loses nothing.

use regulars::{
    money::{Currency, Minor},
    reward::RewardKind,
};

use super::{
    super::read::Reader,
    condition::{join, split},
    optional_plain, plain,
};

/// What a reward gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewardSort {
    AmountOff,
    PercentOff,
    FreeItem,
    /// One of the kinds that have no fields: it stays as it is.
    Kept,
}

/// The fields of all kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivesForm {
    pub sort: RewardSort,
    pub amount: String,
    pub percent: String,
    pub at_most: String,
    pub worth: String,
    pub skus: String,
    /// What it gave when the editor was opened.
    pub kept: RewardKind,
}

impl GivesForm {
    /// An amount off, to fill in.
    pub fn blank() -> Self {
        Self {
            sort: RewardSort::AmountOff,
            amount: String::new(),
            percent: "10".to_owned(),
            at_most: String::new(),
            worth: String::new(),
            skus: String::new(),
            kept: RewardKind::AmountOff {
                amount: Minor::ZERO,
            },
        }
    }

    /// The fields of a kind.
    pub fn of(kind: &RewardKind, currency: Currency) -> Self {
        let mut form = Self {
            kept: kind.clone(),
            ..Self::blank()
        };
        match kind {
            RewardKind::AmountOff { amount } => form.amount = plain(currency, *amount),
            RewardKind::PercentOff { percent, at_most } => {
                form.sort = RewardSort::PercentOff;
                form.percent = percent.to_string();
                form.at_most = optional_plain(currency, *at_most);
            }
            RewardKind::FreeItem { skus, worth } => {
                form.sort = RewardSort::FreeItem;
                form.worth = plain(currency, *worth);
                form.skus = join(skus);
            }
            RewardKind::FreeService { .. }
            | RewardKind::GiftCard { .. }
            | RewardKind::EventTicket { .. }
            | RewardKind::ExclusiveItem { .. }
            | RewardKind::Donation { .. } => form.sort = RewardSort::Kept,
        }
        form
    }

    /// The kind in the fields; `at` makes the path of one of them.
    pub fn read(&self, reader: &mut Reader, at: impl Fn(&str) -> String) -> RewardKind {
        match self.sort {
            RewardSort::AmountOff => RewardKind::AmountOff {
                amount: reader.amount(&at("amount"), &self.amount, false),
            },
            RewardSort::PercentOff => RewardKind::PercentOff {
                percent: reader.small(&at("percent"), &self.percent),
                at_most: reader.optional_amount(&at("at_most"), &self.at_most),
            },
            RewardSort::FreeItem => RewardKind::FreeItem {
                skus: split(&self.skus, self.kept_skus()),
                worth: reader.amount(&at("worth"), &self.worth, false),
            },
            RewardSort::Kept => self.kept.clone(),
        }
    }

    fn kept_skus(&self) -> &[String] {
        match &self.kept {
            RewardKind::FreeItem { skus, .. } => skus,
            _ => &[],
        }
    }
}
