//! The shop that the tests of each decision play in, the published cases, and the ledger laws.

mod books;
mod bounds;
mod cases;
mod laws;
mod moves;
mod orders;
mod paying;
mod programme;
mod refunds;
mod releases;
pub(super) mod rules;
pub(super) mod shop;
mod unwinding;
