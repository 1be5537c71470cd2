//! The use cases, on both engines.
// Literals are amounts, such as 25_00; what is unwrapped is the test's own set-up.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::inconsistent_digit_grouping,
    clippy::mistyped_literal_suffixes
)]

mod acts;
mod counter;
mod import;
mod import_errors;
mod offers;
mod overview;
mod passing;
mod releases;
mod replay;
mod sample;
mod selling;
#[path = "../storage/shop.rs"]
#[allow(dead_code, unused_imports, unused_macros)] // The other suite uses all of it.
mod shop;
mod tenants;
mod told;
