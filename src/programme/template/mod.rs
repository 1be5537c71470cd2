//! Sensible programmes to start from: one for a shop that has decided nothing yet, and one made
//! of the answers to four questions.

mod amounts;
mod answers;
mod make;
mod simple;
#[cfg(test)]
mod tests;

pub use answers::{Answers, Generosity, Gets, NoUsualMargin, Sells, UsualMargin};
pub use simple::simple;

use super::Programme;
use crate::margin::hundredths;

/// The most that a programme costs the merchant, in hundredths of a per cent of sales: what
/// promotions take off and points are worth at worst. `None` without a margin to guard.
pub fn costs_at_most(programme: &Programme) -> Option<i64> {
    let loss = programme.worst_case()?.loss;
    Some(loss.off_hundredths + loss.points_hundredths)
}

/// The same in words: `at most 12.5 % of sales`.
pub fn cost_words(programme: &Programme) -> Option<String> {
    let most = hundredths(costs_at_most(programme)?);
    Some(format!("at most {most}\u{202f}% of sales"))
}
