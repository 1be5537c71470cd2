//! Points that a member passes on to another one: the terms, and what was passed on.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, PassId},
    programme::words::points,
    time::Day,
};

/// On which terms members pass points on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassingTerms {
    /// The fewest at once, at least 1.
    pub at_least: i64,
    /// The most that one member passes on in a day.
    pub most_a_day: i64,
}

impl PassingTerms {
    /// In one sentence, for members.
    pub fn sentence(&self) -> String {
        format!(
            "You can pass on {} or more to another member, up to {} a day.",
            points(self.at_least),
            points(self.most_a_day)
        )
    }
}

/// Points that were passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Its row.
    pub id: PassId,
    /// Who gave them.
    pub from: MemberId,
    /// Who got them.
    pub to: MemberId,
    /// How many.
    pub points: i64,
    /// The number of the giver's transfer.
    pub from_seq: i64,
    /// The number of the first lot that they opened, each with the last day that the points had.
    pub first_lot: i64,
    /// The number of the last one.
    pub last_lot: i64,
    /// The merchant's day of it.
    pub on: Day,
    /// How many came back, once staff undid it.
    pub undone: Option<i64>,
}

impl Pass {
    /// The lots that they opened.
    pub fn lots(&self) -> RangeInclusive<i64> {
        self.first_lot..=self.last_lot
    }
}
