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
pub(crate) mod rules;
pub(crate) mod shop;
mod unwinding;
