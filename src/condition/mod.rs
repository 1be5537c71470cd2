//! When a rule applies and what of a basket it counts: the same two conditions for every rule.

mod calendar;
mod when;
mod which;

pub use calendar::{Hours, Weekday};
pub(crate) use when::list;
pub use when::{Moment, NotNow, When};
pub use which::Which;
pub(crate) use which::is_within;
