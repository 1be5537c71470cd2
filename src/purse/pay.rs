//! What gift cards and store credit pay of an order, and to whom a card is sent.

use serde::{Deserialize, Serialize};

use super::Purse;
use crate::{ids::PurseId, mail_address::MailAddress, money::Minor, reward::VoucherCode};

/// What an order is to be paid with, after promotions, vouchers and points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayWith {
    /// Codes of gift cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<VoucherCode>,
    /// Whether the member's store credit pays what they leave.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub credit: bool,
}

impl PayWith {
    /// Most gift cards that pay one order.
    pub const CARDS_MAX: usize = 10;

    /// Whether nothing pays.
    pub fn is_none(&self) -> bool {
        self.cards.is_empty() && !self.credit
    }
}

/// A purse that may pay, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// Which.
    pub purse: PurseId,
    /// The end of a gift card's code; `None`: store credit.
    pub ending: Option<String>,
    /// What is in it.
    pub balance: Minor,
}

impl From<&Purse> for Payer {
    fn from(purse: &Purse) -> Self {
        Self {
            purse: purse.id,
            ending: purse.ending(),
            balance: purse.balance,
        }
    }
}

/// What a purse pays of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Which.
    pub purse: PurseId,
    /// The end of a gift card's code; `None`: store credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<String>,
    /// How much; zero where nothing was left to pay, or nothing was in it.
    pub amount: Minor,
    /// What stays in it.
    pub left: Minor,
}

/// What a purse is called on a receipt: `Gift card ···7Q4K`, `Store credit`.
pub fn name_of(ending: Option<&str>) -> String {
    ending.map_or_else(
        || "Store credit".to_owned(),
        |ending| format!("Gift card \u{b7}\u{b7}\u{b7}{ending}"),
    )
}

/// Somebody to whom a gift card is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The address.
    pub mail: MailAddress,
    /// Who gives it, as the letter says.
    pub from: String,
    /// What is written with it; empty: nothing.
    pub message: String,
}

impl Delivery {
    /// Longest name of the giver, in characters; what is longer is cut.
    pub const FROM_MAX: usize = 100;
    /// Longest message, in characters; what is longer is cut.
    pub const MESSAGE_MAX: usize = 500;
}
