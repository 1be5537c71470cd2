//! When a rule applies and what of a basket it counts: the same two conditions for every rule.

mod when;
mod which;

pub use when::{Hours, Moment, NotNow, Weekday, When};
pub use which::Which;
pub(crate) use which::is_within;
