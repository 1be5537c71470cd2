//! What the shop, its members and its staff do: one file a use case.
//!
//! A service checks nothing about who asks: the caller has done so. It takes the store, the
//! environment where time or ids are needed, and the shop; it answers with a view. Reading
//! services run plain indexed queries; everything that moves points goes through
//! [`Store::submit`](crate::Store::submit).
//!
//! To add a use case: add a file, name it here, and answer with a view or a receipt.

pub mod acts;
pub mod announce;
pub mod audit;
pub mod card;
pub mod claims;
pub mod codes;
pub mod downgrades;
pub mod guess;
pub mod health;
pub mod history;
pub mod import;
pub mod inactive;
pub mod jobs;
pub mod join;
pub mod mails;
pub mod me;
pub mod members;
pub mod orders;
pub mod overview;
pub mod passing;
pub mod passwords;
pub mod profile;
pub mod programme;
pub mod programme_page;
pub mod purses;
pub mod refer;
pub mod releases;
pub mod replay;
pub mod reservations;
pub mod rewards;
pub mod sample;
pub mod secret;
pub mod sessions;
pub mod set_up;
pub mod shop;
pub mod sign_in;
pub mod staff;
pub mod throttle;
pub mod till;
pub mod versions;
pub mod voucher;

mod ask;
mod card_mails;
mod decode;
mod error;
mod page;
mod standing;

pub use error::{FieldError, ServiceError};

use regulars::{
    command::Actor,
    ids::{LocationId, StaffId},
    views::Role,
};

/// A person at work for the merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtWork {
    /// Who.
    pub staff: StaffId,
    /// What they may do.
    pub role: Role,
    /// Where they ring up, if they said so.
    pub location: Option<LocationId>,
}

impl AtWork {
    /// The person as the ledger names them.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.staff)
    }
}

/// The statements of every use case, for the test that prepares each on both engines.
pub(crate) const STATEMENTS: &[(&str, &[(&str, &str)])] = &[
    ("acts", acts::STATEMENTS),
    ("announce", announce::STATEMENTS),
    ("ask", ask::STATEMENTS),
    ("audit", audit::STATEMENTS),
    ("claims", claims::STATEMENTS),
    ("downgrades", downgrades::STATEMENTS),
    ("card mails", card_mails::STATEMENTS),
    ("codes", codes::STATEMENTS),
    ("health", health::STATEMENTS),
    ("history", history::STATEMENTS),
    ("import", import::BOOK_STATEMENTS),
    ("import orders", import::ORDER_STATEMENTS),
    ("inactive", inactive::STATEMENTS),
    ("jobs", jobs::STATEMENTS),
    ("mails", mails::STATEMENTS),
    ("me", me::STATEMENTS),
    ("members", members::STATEMENTS),
    ("orders", orders::STATEMENTS),
    ("overview", overview::STATEMENTS),
    ("passing", passing::STATEMENTS),
    ("profile", profile::STATEMENTS),
    ("programme", programme::STATEMENTS),
    ("programme page", programme_page::STATEMENTS),
    ("purses", purses::STATEMENTS),
    ("purses list", purses::LIST_STATEMENTS),
    ("refer", refer::STATEMENTS),
    ("reservations", reservations::STATEMENTS),
    ("replay", replay::BOOK_STATEMENTS),
    ("replay past", replay::PAST_STATEMENTS),
    ("releases", releases::STATEMENTS),
    ("sample", sample::STATEMENTS),
    ("sample diary", sample::DIARY_STATEMENTS),
    ("sessions", sessions::STATEMENTS),
    ("set up", set_up::STATEMENTS),
    ("shop", shop::STATEMENTS),
    ("sign in", sign_in::STATEMENTS),
    ("staff", staff::STATEMENTS),
    ("staff invitation", staff::invitation::STATEMENTS),
    ("staff sign in", staff::sign_in::STATEMENTS),
    ("standing", standing::STATEMENTS),
    ("throttle", throttle::STATEMENTS),
    ("till", till::STATEMENTS),
    ("till find", till::FIND_STATEMENTS),
    ("till kept", till::kept::STATEMENTS),
    ("versions", versions::STATEMENTS),
    ("voucher", voucher::STATEMENTS),
];
