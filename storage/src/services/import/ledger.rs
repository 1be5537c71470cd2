//! What an import has done so far, counted in the order of the file, so that the count can be
//! kept together with the place to go on from.

use regulars::views::{ImportError, ImportProgress};

use super::{
    book::{self, ImportRow},
    orders::{Desk, Entered},
    records::BadRow,
};
use crate::services::ServiceError;

/// Units after which progress is kept.
const KEEP_EVERY: usize = 2_000;
/// Units after which progress is told.
const TELL_EVERY: usize = 256;
/// Bad rows told as they come.
const ERRORS_TOLD_MAX: usize = 100;

/// What was done so far.
pub struct Ledger<'a> {
    pub row: ImportRow,
    /// Bad rows that are not kept yet.
    bad: Vec<BadRow>,
    /// The first bad rows of this run.
    told: Vec<ImportError>,
    since_kept: usize,
    progress: &'a (dyn Fn(&ImportProgress) + Send + Sync),
}

impl<'a> Ledger<'a> {
    /// Of an import as it was left; `progress` is told now and then.
    pub fn new(row: ImportRow, progress: &'a (dyn Fn(&ImportProgress) + Send + Sync)) -> Self {
        Self {
            row,
            bad: Vec::new(),
            told: Vec::new(),
            since_kept: 0,
            progress,
        }
    }

    /// Counts a unit; now and then keeps or tells how far it is.
    pub async fn count(&mut self, desk: &Desk<'_>, done: Done) -> Result<(), ServiceError> {
        self.add(done);
        if self.since_kept >= KEEP_EVERY {
            self.keep(desk, None).await
        } else if self.since_kept.is_multiple_of(TELL_EVERY) {
            self.tell()
        } else {
            Ok(())
        }
    }

    fn add(&mut self, done: Done) {
        let row = &mut self.row;
        if let Some(entered) = done.entered {
            row.orders_known += i64::from(entered.repeated);
            row.orders_new += i64::from(!entered.repeated);
            row.members_new += i64::from(entered.new_member);
            row.points_new += if entered.repeated { 0 } else { entered.points };
        }
        row.lines_bad += done.bad.len() as i64;
        row.lines_read = row.lines_read.max(done.last_line);
        row.bytes_read = i64::try_from(done.offset)
            .unwrap_or(row.bytes_total)
            .min(row.bytes_total);
        for bad in &done.bad {
            if self.told.len() < ERRORS_TOLD_MAX {
                let (reason, row) = (bad.reason.clone(), bad.shown.clone());
                self.told.push(ImportError {
                    line: bad.line,
                    reason,
                    row,
                });
            }
        }
        self.bad.extend(done.bad);
        self.since_kept += 1;
    }

    /// Tells how far it is.
    fn tell(&self) -> Result<(), ServiceError> {
        (self.progress)(&self.row.view(self.told.clone())?);
        Ok(())
    }

    /// Keeps how far it is.
    pub async fn keep(
        &mut self,
        desk: &Desk<'_>,
        message: Option<&str>,
    ) -> Result<(), ServiceError> {
        book::save(
            desk.store,
            desk.env,
            desk.shop,
            &self.row,
            (&self.bad, message),
        )
        .await?;
        self.bad.clear();
        self.since_kept = 0;
        self.tell()
    }
}

/// A unit that is done.
#[derive(Debug)]
pub struct Done {
    pub entered: Option<Entered>,
    pub bad: Vec<BadRow>,
    pub last_line: i64,
    pub offset: u64,
}
