//! The contract of the store: one suite, run on both engines.
// Literals are amounts, such as 25_00; what is unwrapped is the test's own set-up.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::inconsistent_digit_grouping,
    clippy::mistyped_literal_suffixes
)]

mod backup;
mod codes;
mod concurrency;
mod errors;
mod idempotency;
mod laws;
mod limits;
mod live;
mod model;
mod money;
mod offers;
mod reservations;
mod schema;
mod shop;
mod spoilt;
mod verify;
