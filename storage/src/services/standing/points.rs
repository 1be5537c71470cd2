//! A member's points as of today.
//!
//! The running totals are those of the last decision. A hold that ended since, or a lot that ran
//! out, is settled by a job or by the next redemption; here it is counted already, so that nobody
//! sees points that cannot be spent.

use std::collections::BTreeMap;

use regulars::{ledger::LotState, time::Day, views::Expiring};

/// Most coming expiries that are shown.
const EXPIRIES_MAX: usize = 12;

/// What a member's lots of one state and the same days hold.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct LotSum {
    pub state: i16,
    pub available_on: Option<i32>,
    pub expires_on: Option<i32>,
    pub points: i64,
}

/// A member's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// Free to spend.
    pub available: i64,
    /// Waiting.
    pub pending: i64,
    /// The first day on which some of these can be spent.
    pub pending_until: Option<Day>,
    /// Coming expiries, soonest first.
    pub expiries: Vec<Expiring>,
}

impl Points {
    /// From the running totals, available and pending, and the lots below them. `inactive`: the
    /// last day of lots without one of their own, where points expire by inactivity.
    pub fn of(
        (mut available, mut pending): (i64, i64),
        lots: &[LotSum],
        today: Day,
        inactive: Option<Day>,
    ) -> Self {
        let mut pending_until: Option<Day> = None;
        let mut expiring: BTreeMap<Day, i64> = BTreeMap::new();
        for lot in lots {
            let waits = lot.state == LotState::Pending.code();
            if let Some(day) = lot.available_on.map(Day).filter(|_| waits) {
                if day > today {
                    pending_until = Some(pending_until.map_or(day, |first| first.min(day)));
                    continue;
                }
                pending -= lot.points;
                available += lot.points;
            }
            match lot.expires_on.map(Day).or(inactive) {
                Some(day) if day < today => available -= lot.points,
                Some(day) => *expiring.entry(day).or_default() += lot.points,
                None => {}
            }
        }
        let expiries = expiring
            .into_iter()
            .map(|(on, points)| Expiring { points, on });
        let expiries = expiries.take(EXPIRIES_MAX).collect();
        Self {
            available,
            pending,
            pending_until,
            expiries,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(state: i16, available_on: Option<i32>, expires_on: Option<i32>, points: i64) -> LotSum {
        LotSum {
            state,
            available_on,
            expires_on,
            points,
        }
    }

    #[test]
    fn a_hold_that_ended_and_a_lot_that_ran_out_are_counted_already() {
        let lots = [
            lot(1, Some(100), None, 20),
            lot(2, None, Some(99), 30),
            lot(2, None, None, 20),
        ];
        let points = Points::of((50, 20), &lots, Day(100), None);
        assert_eq!((points.available, points.pending), (40, 0));
        assert!(points.expiries.is_empty());
    }

    #[test]
    fn what_waits_and_what_expires_is_named_by_its_day() {
        let lots = [
            lot(1, Some(105), Some(300), 20),
            lot(2, None, Some(100), 30),
        ];
        let points = Points::of((30, 20), &lots, Day(100), None);
        assert_eq!((points.available, points.pending), (30, 20));
        assert_eq!(points.pending_until, Some(Day(105)));
        assert_eq!(
            points.expiries,
            [Expiring {
                points: 30,
                on: Day(100)
            }]
        );
    }

    #[test]
    fn inactivity_ends_what_has_no_last_day_of_its_own() {
        let lots = [lot(2, None, Some(300), 30), lot(2, None, None, 20)];
        let points = Points::of((50, 0), &lots, Day(100), Some(Day(99)));
        assert_eq!(points.available, 30);
        let points = Points::of((50, 0), &lots, Day(99), Some(Day(99)));
        assert_eq!((points.available, points.expiries.len()), (50, 2));
    }
}
