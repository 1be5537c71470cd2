//! What the pages about the programme's life are told: set-up, versions, releases.

use serde::{Deserialize, Serialize};

use super::Shop;

/// The set-up page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpPage {
    /// The merchant.
    pub shop: Shop,
    /// What the programme will be called.
    pub name: String,
    /// What is in force; `None`: nothing was ever published.
    pub in_force: Option<InForce>,
    /// Whether a draft waits in the editor.
    pub has_draft: bool,
}

/// The programme that orders are judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// Its number.
    pub version: i64,
    /// Its rules, a sentence each.
    pub sentences: Vec<String>,
}
