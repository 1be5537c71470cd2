//! What screens and the API are told: read models, filled by storage and shown by the app.
//!
//! They live in the engine because the browser needs them too, and hold no logic of their own.

mod acts;
mod import;
mod member;
mod merchant;
mod overview;
mod passing;
mod programme;
mod purse;
mod replay;

pub use acts::*;
pub use import::*;
pub use member::*;
pub use merchant::*;
pub use overview::*;
pub use passing::*;
pub use programme::*;
pub use purse::*;
pub use replay::*;

use serde::{Deserialize, Serialize};

use crate::{ids::MerchantId, money::Currency, time::Day};

/// The merchant as every page needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Its row.
    pub id: MerchantId,
    /// What it is called in addresses: `/northside`.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its colour as `#rrggbb`, where it chose one.
    pub colour: Option<String>,
    /// Today, for the merchant.
    pub today: Day,
    /// The hour of the day, 0 to 23, for the merchant.
    pub hour: u8,
    /// Whether it is the sample shop.
    pub sample: bool,
}

/// One page of a list, in the order that the list says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins, if there is one. Opaque; goes into the address.
    pub next: Option<String>,
}
