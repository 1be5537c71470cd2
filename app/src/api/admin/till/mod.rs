//! The till: find a member, see what a sale comes to, ring it up, take the last one back; ring up
//! what was kept while there was no connection.

pub mod basket;
mod find;
mod kept;
mod page;
mod preview;
mod ring_up;
mod undo;
pub mod uses;

pub use find::*;
pub use kept::*;
pub use page::*;
pub use preview::*;
pub use ring_up::*;
pub use undo::*;

#[cfg(feature = "ssr")]
mod purchase;
