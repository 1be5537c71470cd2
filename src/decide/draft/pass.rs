//! Points that go from a member to another one, each with the last day that it had.

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::{Cause, Draft, Grant};
use crate::{
    ids::MemberId,
    ledger::{Account, LotState, TransferKind},
    rejection::Rejection,
    time::Day,
};

/// What went over.
#[derive(Debug, Clone, Copy)]
pub(in crate::decide) struct Passed {
    /// How many points.
    pub points: i64,
    /// The number of the giver's transfer.
    pub from_seq: i64,
    /// The numbers of the first and the last lot that they opened.
    pub lots: (i64, i64),
}

impl Draft<'_> {
    /// Moves up to `points` that are available, from the lot that expires first on, or only from
    /// `lots`. `None`: there were none.
    pub fn pass(
        &mut self,
        (from, to): (MemberId, MemberId),
        points: i64,
        lots: Option<RangeInclusive<i64>>,
        reason: Option<&str>,
    ) -> Result<Option<Passed>, Rejection> {
        let mut open = self.lots(from)?;
        open.retain(|lot| lot.state == LotState::Open && lot.remaining > 0);
        open.retain(|lot| lots.as_ref().is_none_or(|lots| lots.contains(&lot.no)));
        let held: i64 = open.iter().map(|lot| lot.remaining).sum();
        let points = points.min(held);
        if points <= 0 {
            return Ok(None);
        }
        let cause = |kind| Cause {
            reason: reason.map(str::to_owned),
            ..Cause::new(kind, self.now.at)
        };
        let (out, back) = (cause(TransferKind::PassOn), cause(TransferKind::PassIn));
        let accounts = (Account::Available, Account::Passed);
        let from_seq = self.transfer(from, &out, accounts, points, None)?;
        let mut left = points;
        let mut by_last_day: BTreeMap<Day, i64> = BTreeMap::new();
        for mut lot in open {
            let part = left.min(lot.remaining);
            if part == 0 {
                break;
            }
            self.use_lot(from, lot.no, from_seq, part);
            let last_day = lot.expires_on.unwrap_or(Day::MAX);
            *by_last_day.entry(last_day).or_default() += part;
            lot.remaining -= part;
            left -= part;
            self.change_lot(from, lot);
        }
        let mut numbers = Vec::new();
        for (last_day, points) in by_last_day {
            let grant = Grant {
                points,
                from: Account::Passed,
                available_on: None,
                expires_on: Some(last_day).filter(|day| *day != Day::MAX),
            };
            numbers.push(self.grant(to, &back, grant)?.0);
        }
        let first = numbers.first().copied().unwrap_or_default();
        let last = numbers.last().copied().unwrap_or_default();
        Ok(Some(Passed {
            points,
            from_seq,
            lots: (first, last),
        }))
    }
}
