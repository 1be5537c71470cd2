//! The use cases, on both engines.
#![allow(clippy::print_stderr)]

mod counter;
mod import;
mod import_errors;
mod overview;
mod sample;
mod selling;
#[path = "../storage/shop.rs"]
#[allow(dead_code, unused_imports, unused_macros)] // The other suite uses all of it.
mod shop;
mod tenants;
