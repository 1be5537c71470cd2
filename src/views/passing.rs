//! What pages about points passed on are told.

use serde::{Deserialize, Serialize};

use super::Shop;
use crate::{
    ids::{MemberId, PassId},
    passing::PassingTerms,
    time::Day,
};

/// The page from which a member passes points on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassPage {
    /// The merchant.
    pub shop: Shop,
    /// On which terms.
    pub terms: PassingTerms,
    /// Points free to spend.
    pub available: i64,
    /// Points that may still go today.
    pub left_today: i64,
}

/// Points that a member passed on, as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassRow {
    /// Its row.
    pub id: PassId,
    /// Who got them.
    pub to: MemberId,
    /// What that member is called.
    pub to_name: String,
    /// How many.
    pub points: i64,
    /// The day of it.
    pub on: Day,
    /// How many came back, once it was undone.
    pub undone: Option<i64>,
}
