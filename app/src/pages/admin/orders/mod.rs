//! Every purchase.

pub mod detail;
pub mod list;
mod refund;
