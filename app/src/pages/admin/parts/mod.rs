//! Small parts that several of the merchant's pages share, beyond [`crate::components`].

mod chart;
mod finder;
mod labelled;
mod meter;
mod movements;
mod paging;
mod trace;
mod words;

pub use chart::{Chart, Mark, Series};
pub use finder::{Filter, Finder, Wish};
pub use labelled::{Fault, Labelled};
pub use meter::Meter;
pub use movements::Movements;
pub use paging::{Query, pager};
pub use trace::why;
pub use words::{change_words, initials, plural, role_words};
