//! The engine of Regulars: the rules of a loyalty programme as pure functions.
//!
//! Nothing here reads a clock, a file, a socket or a random number. Time, ids and codes come in
//! as arguments; a decision comes out as a [`decide::Plan`] that the storage layer writes down.
//! It compiles to WASM, so the browser previews a rule with the very code that will judge it.
//!
//! To add a kind of reward, rule or command: add its variant in [`programme`] or [`command`] and
//! follow the compiler to the places that must answer for it.
#![warn(missing_docs)]

pub mod act;
pub mod birthday;
pub mod command;
pub mod condition;
pub mod decide;
pub mod earning;
pub mod evaluate;
pub mod explain;
pub mod ids;
pub mod ledger;
pub mod limit;
pub mod mail_address;
pub mod margin;
pub mod money;
pub mod order;
pub mod order_code;
pub mod passing;
pub mod plan;
pub mod programme;
pub mod promotion;
pub mod purse;
pub mod rate;
pub mod referral;
pub mod rejection;
pub mod release;
pub mod replay;
pub mod reservation;
pub mod reward;
pub mod state;
pub mod tier;
pub mod time;
pub mod views;
