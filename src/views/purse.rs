//! Gift cards, store credit and one-time codes as people see them.

use serde::{Deserialize, Serialize};

use super::Page;
use crate::{
    ids::{BatchId, MemberId, OrderId},
    money::Minor,
    purse::MovementKind,
    reward::VoucherCode,
    time::Day,
};

/// A gift card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// Its code.
    pub code: VoucherCode,
    /// What is on it.
    pub balance: Minor,
    /// What a sale or load put on it last, while that can be taken back; else zero.
    pub fresh: Minor,
    /// Whose page shows it, and what they are called.
    pub owner: Option<(MemberId, String)>,
    /// The day on which it was sold or given.
    pub since: Day,
}

/// What a member has in money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberMoney {
    /// Store credit.
    pub credit: Minor,
    /// Gift cards on the member's page, the fullest first, at most fifty.
    pub cards: Vec<CardView>,
    /// What moved in the store credit, newest first, at most twenty.
    pub moved: Vec<CreditMove>,
}

impl MemberMoney {
    /// Whether there is nothing to pay with.
    pub fn is_empty(&self) -> bool {
        self.credit.is_zero() && self.cards.iter().all(|card| card.balance.is_zero())
    }
}

/// A movement of store credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditMove {
    /// Why.
    pub kind: MovementKind,
    /// How much; negative when it left.
    pub amount: Minor,
    /// The merchant's day of it.
    pub day: Day,
    /// The order it belongs to.
    pub order: Option<OrderId>,
    /// The reason that staff gave.
    pub reason: Option<String>,
}

/// The merchant's gift cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardList {
    /// Cards, newest first.
    pub page: Page<CardView>,
    /// What is on all gift cards together: the merchant owes it.
    pub on_cards: Minor,
    /// What is in all store credit together.
    pub in_credit: Minor,
    /// The least that goes on a card at a time.
    pub least: Minor,
    /// The most.
    pub most: Minor,
}

/// One-time codes made together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeBatch {
    /// Its row.
    pub id: BatchId,
    /// The name of its promotion, while the published programme has it.
    pub promotion_name: Option<String>,
    /// What it is for.
    pub name: String,
    /// Codes in it.
    pub codes: i64,
    /// Codes that were used.
    pub used: i64,
    /// The last day on which they can be used.
    pub good_until: Day,
    /// Whether they can be used at all.
    pub enabled: bool,
}
