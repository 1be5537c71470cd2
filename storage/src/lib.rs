//! One store over SQLite and Postgres: migrations, the ledger writer, and a service for each use
//! case.
//!
//! Points, orders, vouchers and referrals change through [`Store::submit`] alone, which hands the
//! command to the [ledger writer](writer). Everything else (staff, sessions, mail, imports) is
//! written by a service with [`Store::write`], and read with [`Store::read`].
//!
//! To add a use case: a file in `services`, its statements declared with [`statements!`], and a
//! line in [`all_statements`]. What the two engines do differently belongs in `hooks` and
//! nowhere else.

pub mod backup;
mod checkpoint;
pub mod db;
pub mod env;
pub mod error;
mod hooks;
mod live;
mod many;
mod open;
mod outbox;
mod remembered;
pub mod rows;
pub mod services;
mod store;
pub mod verify;
mod world;
mod write_plan;
pub mod writer;

use db::EngineKind;

pub use error::{Corrupt, OpenError, StoreError, SubmitError};
pub use open::Synchronous;
pub use outbox::OutboxEvent;
pub use store::{LiveEvent, Store, StoreConfig, fingerprint};
pub use writer::{Answer, Submission, WriterConfig};

/// Every statement of this crate as `kind` gets it, with its name, for the test that prepares
/// each on both engines. Those over many rows come for one row and for several.
pub fn all_statements(kind: EngineKind) -> Vec<(String, String)> {
    let files = [
        ("live", live::STATEMENTS),
        ("outbox", outbox::STATEMENTS),
        ("world", world::STATEMENTS),
        ("writer", writer::STATEMENTS),
    ];
    let mut all: Vec<(String, String)> = files
        .iter()
        .chain(services::STATEMENTS)
        .flat_map(|(file, statements)| {
            statements
                .iter()
                .map(move |(name, sql)| (format!("{file} {name}"), (*sql).to_owned()))
        })
        .collect();
    for size in [1, 4] {
        let targets = write_plan::TARGETS.iter();
        all.extend(targets.map(|t| (format!("insert {size} {}", t.table), t.text(kind, size))));
        let lookups = world::LOOKUPS
            .iter()
            .chain(world::PURSE_LOOKUPS)
            .chain(services::replay::LOOKUPS)
            .chain(world::ONE_TIME_LOOKUPS)
            .chain(world::RESERVATION_LOOKUPS)
            .copied()
            .chain([&writer::KNOWN]);
        all.extend(lookups.map(|lookup| ("lookup".to_owned(), lookup.text(kind, size))));
    }
    all.extend(verify::checks().map(|check| (check.claim.to_owned(), check.sql.to_owned())));
    all
}
