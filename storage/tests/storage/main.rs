//! The contract of the store: one suite, run on both engines.
#![allow(clippy::print_stderr)]

mod backup;
mod concurrency;
mod errors;
mod idempotency;
mod laws;
mod live;
mod model;
mod schema;
mod shop;
mod verify;
