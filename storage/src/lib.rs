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

mod checkpoint;
pub mod db;
pub mod env;
pub mod error;
mod hooks;
mod live;
mod many;
mod open;
mod outbox;
pub mod rows;
mod store;
mod world;
mod write_plan;
pub mod writer;

pub use error::{Corrupt, OpenError, StoreError, SubmitError};
pub use open::Synchronous;
pub use outbox::OutboxEvent;
pub use store::{LiveEvent, Store, StoreConfig, fingerprint};
pub use writer::{Answer, Submission, WriterConfig};
