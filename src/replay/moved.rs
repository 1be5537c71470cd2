//! Who gets more from the draft than from today's programme, and who less.

use serde::{Deserialize, Serialize};

use crate::{ids::MemberId, money::Minor};

/// How many members are named on each side.
const NAMED: usize = 5;

/// Members whose value back goes the same way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// How many.
    pub members: i64,
    /// By how much for the one in the middle; of two in the middle, the smaller change.
    pub median: Minor,
    /// The largest changes, at most five.
    pub biggest: Vec<Change>,
}

/// What one member gets back under either programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Who.
    pub member: MemberId,
    /// Today.
    pub before: Minor,
    /// By the draft.
    pub after: Minor,
}

impl Change {
    /// How much it is, whichever way.
    pub fn size(&self) -> Minor {
        Minor(self.after.minus(self.before).0.saturating_abs())
    }
}

/// The changes so far. A number a member is kept, for the median.
#[derive(Debug, Default)]
pub(super) struct Moves {
    up: Way,
    down: Way,
}

#[derive(Debug, Default)]
struct Way {
    sizes: Vec<i64>,
    biggest: Vec<Change>,
}

impl Moves {
    pub fn note(&mut self, member: MemberId, before: Minor, after: Minor) {
        let change = Change {
            member,
            before,
            after,
        };
        match after.cmp(&before) {
            std::cmp::Ordering::Greater => self.up.note(change),
            std::cmp::Ordering::Less => self.down.note(change),
            std::cmp::Ordering::Equal => {}
        }
    }

    /// Winners and losers.
    pub fn finish(self) -> (Moved, Moved) {
        (self.up.finish(), self.down.finish())
    }
}

impl Way {
    fn note(&mut self, change: Change) {
        self.sizes.push(change.size().0);
        let rank = |change: &Change| (std::cmp::Reverse(change.size()), change.member);
        let place = self
            .biggest
            .partition_point(|other| rank(other) < rank(&change));
        if place < NAMED {
            self.biggest.insert(place, change);
            self.biggest.truncate(NAMED);
        }
    }

    fn finish(mut self) -> Moved {
        let middle = self.sizes.len().saturating_sub(1) / 2;
        let median = match self.sizes.is_empty() {
            true => 0,
            false => *self.sizes.select_nth_unstable(middle).1,
        };
        Moved {
            members: i64::try_from(self.sizes.len()).unwrap_or(i64::MAX),
            median: Minor(median),
            biggest: self.biggest,
        }
    }
}
