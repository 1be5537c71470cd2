//! Everyone with a card.

mod adjust;
mod credit;
pub mod detail;
pub mod list;
mod passes;
mod vouchers;
