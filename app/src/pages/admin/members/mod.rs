//! Everyone with a card.

mod adjust;
pub mod detail;
pub mod list;
mod passes;
mod vouchers;
