//! What the merchant's pages ask the server for: one small file a question, each with a fixed
//! address.
//!
//! Every server function is a public address: it begins with `cashier`, `manager` or `owner`, the
//! least role that may ask. A form that works without JavaScript ends in `answer_form`.

pub mod cards;
pub mod claims;
pub mod codes;
pub mod credit;
pub mod import;
pub mod members;
pub mod orders;
pub mod overview;
pub mod passes;
pub mod programme;
pub mod replay;
pub mod session;
pub mod set_up;
pub mod staff;
pub mod till;
pub mod versions;

#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
use super::member::{answer_form, parse_mail};
#[cfg(feature = "ssr")]
use desk::{Desk, cashier, manager, owner};
