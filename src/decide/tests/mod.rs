//! The shop that the tests of each decision play in, the published cases, and the ledger laws.

mod books;
mod bounds;
mod cards;
mod cases;
mod laws;
mod money_moves;
mod moves;
mod one_time;
mod orders;
mod paying;
mod programme;
mod purses;
mod random_rules;
mod refunds;
mod releases;
mod reserve;
pub(crate) mod rules;
pub(crate) mod shop;
mod unwinding;
