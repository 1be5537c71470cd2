//! Carrying an import out: many orders at once, each member's in the order of the file.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    path::Path,
    sync::{Mutex, atomic::{AtomicBool, Ordering}},
};

use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream::FuturesUnordered};
use regulars::{ids::ImportId, views::{ImportError, ImportProgress, ImportState, Shop}};

use super::{
    book::{self, ImportRow},
    file::{self, file_error},
    groups::Group,
    mapping::{self, Columns},
    orders::{Desk, Entered, NotEntered},
    reader::{self, Unit},
    records::BadRow,
    rows::RowReader,
};
use crate::{Store, env::Environment, services::{ServiceError, ask::now}};

/// Orders handed to the ledger at a time: as many as one of its commits takes.
const AT_ONCE: usize = 1_024;
/// Units that may wait for their turn or for those before them.
const WAITING_MAX: usize = 4_096;
/// Units after which progress is kept.
const KEEP_EVERY: usize = 2_000;
/// Units after which progress is told.
const TELL_EVERY: usize = 256;
/// Bad rows told as they come.
const ERRORS_TOLD_MAX: usize = 100;

/// Carries an import out, or goes on with one that stopped. `progress` is told now and then;
/// once `cancel` is set, what is under way is finished and kept, and the import stops.
///
/// # Errors
/// [`ServiceError::Fields`] on `file` when it is gone or another one by now;
/// [`ServiceError::Storage`] when the database fails. The import can be gone on with then.
pub async fn run(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    import: ImportId,
    progress: &(dyn Fn(&ImportProgress) + Send + Sync),
    cancel: &AtomicBool,
) -> Result<ImportProgress, ServiceError> {
    let mut db = store.read().await?;
    let mut row = book::load(&mut db, shop, import).await?;
    drop(db);
    if row.state == ImportState::Done as i16 {
        return book::progress(store, shop, import).await;
    }
    let mapping = row.mapping()?;
    let reader = row_reader(shop, &row, &mapping)?;
    let units = reader::spawn(row.file_path.clone().into(), reader, row.lines_read);
    row.state = ImportState::Running as i16;
    let kept: (&[BadRow], _) = (&[], None);
    book::save(store, env, shop, &row, kept).await?;
    let desk = Desk {
        store, env, shop, source: &mapping.source, now: now(env, shop),
        known: Mutex::new(HashMap::new()),
    };
    let mut ledger = Ledger { row, bad: Vec::new(), told: Vec::new(), since_kept: 0, progress };
    let outcome = carry_out(&desk, units, &mut ledger, cancel).await;
    let finished = matches!(outcome, Ok(true));
    let state = if finished { ImportState::Done } else { ImportState::Stopped };
    ledger.row.state = state as i16;
    if finished {
        ledger.row.bytes_read = ledger.row.bytes_total;
    }
    let message = match &outcome {
        Ok(true) => None,
        Ok(false) => Some("It was stopped.".to_owned()),
        Err(error) => Some(error.to_string()),
    };
    ledger.keep(&desk, message.as_deref()).await?;
    outcome?;
    book::progress(store, shop, import).await
}

/// How rows are read, and a check that the file is the one that the import began with.
fn row_reader(
    shop: &Shop,
    row: &ImportRow,
    mapping: &regulars::views::ImportMapping,
) -> Result<RowReader, ServiceError> {
    let headers = file::open(Path::new(&row.file_path))?.headers;
    if mapping::fingerprint(&headers)[..] != row.header_hash[..] {
        return Err(file_error("The file has other columns than when the import began."));
    }
    Ok(RowReader {
        columns: Columns::find(mapping, &headers)?,
        date_format: mapping.date_format.clone().unwrap_or_default(),
        currency: shop.currency,
        time_zone: shop.time_zone.clone(),
    })
}

/// What was done so far. Units are counted in the order of the file, so that the count can be
/// kept together with the place to go on from.
struct Ledger<'a> {
    row: ImportRow,
    /// Bad rows that are not kept yet.
    bad: Vec<BadRow>,
    /// The first bad rows of this run.
    told: Vec<ImportError>,
    since_kept: usize,
    progress: &'a (dyn Fn(&ImportProgress) + Send + Sync),
}

impl Ledger<'_> {
    fn count(&mut self, done: Done) {
        let row = &mut self.row;
        if let Some(entered) = done.entered {
            row.orders_known += i64::from(entered.repeated);
            row.orders_new += i64::from(!entered.repeated);
            row.members_new += i64::from(entered.new_member);
            row.points_new += if entered.repeated { 0 } else { entered.points };
        }
        row.lines_bad += done.bad.len() as i64;
        row.lines_read = row.lines_read.max(done.last_line);
        row.bytes_read = i64::try_from(done.offset).unwrap_or(row.bytes_total).min(row.bytes_total);
        for bad in &done.bad {
            if self.told.len() < ERRORS_TOLD_MAX {
                let (reason, row) = (bad.reason.clone(), bad.shown.clone());
                self.told.push(ImportError { line: bad.line, reason, row });
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
    async fn keep(&mut self, desk: &Desk<'_>, message: Option<&str>) -> Result<(), ServiceError> {
        book::save(desk.store, desk.env, desk.shop, &self.row, (&self.bad, message)).await?;
        self.bad.clear();
        self.since_kept = 0;
        self.tell()
    }
}

/// A unit that is done.
#[derive(Debug)]
struct Done {
    entered: Option<Entered>,
    bad: Vec<BadRow>,
    last_line: i64,
    offset: u64,
}

/// Units under way.
struct UnderWay<'a> {
    /// One order for each member whose turn it is.
    entering: FuturesUnordered<BoxFuture<'a, Finished>>,
    /// Later orders of members who have one under way, or who wait for a place.
    queues: HashMap<String, VecDeque<(u64, Group)>>,
    /// Members who wait for a place.
    ready: VecDeque<String>,
    /// The rest of each unit whose order is not done.
    rests: HashMap<u64, Done>,
    /// Units that are done, until all before them are.
    finished: BTreeMap<u64, Done>,
    next_number: u64,
    next_counted: u64,
}

/// An order that is done with, successfully or not.
struct Finished {
    number: u64,
    member: String,
    line: i64,
    shown: String,
    outcome: Result<Entered, NotEntered>,
}

impl<'a> UnderWay<'a> {
    fn new() -> Self {
        Self {
            entering: FuturesUnordered::new(),
            queues: HashMap::new(),
            ready: VecDeque::new(),
            rests: HashMap::new(),
            finished: BTreeMap::new(),
            next_number: 0,
            next_counted: 0,
        }
    }

    fn waiting(&self) -> usize {
        self.rests.len() + self.finished.len()
    }

    /// Takes a unit in.
    fn take(&mut self, unit: Unit) {
        let number = self.next_number;
        self.next_number += 1;
        let done = Done {
            entered: None, bad: unit.bad, last_line: unit.last_line, offset: unit.offset,
        };
        let Some(group) = unit.group else {
            self.finished.insert(number, done);
            return;
        };
        self.rests.insert(number, done);
        match self.queues.get_mut(&group.member) {
            Some(queue) => queue.push_back((number, group)),
            None => {
                self.ready.push_back(group.member.clone());
                self.queues.insert(group.member.clone(), VecDeque::from([(number, group)]));
            }
        }
    }

    /// Hands orders to the ledger as long as there are places.
    fn fill(&mut self, desk: &'a Desk<'a>) {
        while self.entering.len() < AT_ONCE
            && let Some(member) = self.ready.pop_front()
        {
            let Some((number, group)) = self.queues.get_mut(&member).and_then(VecDeque::pop_front)
            else {
                continue;
            };
            let (line, shown) = (group.line, group.shown.clone());
            let entering = async move {
                let outcome = desk.enter(group).await;
                Finished { number, member, line, shown, outcome }
            };
            self.entering.push(entering.boxed());
        }
    }

    /// Notes an order that is done with; its member's next one may go.
    fn finish(&mut self, finished: Finished) -> Result<(), ServiceError> {
        let Finished { number, member, line, shown, outcome } = finished;
        if self.queues.get(&member).is_some_and(VecDeque::is_empty) {
            self.queues.remove(&member);
        } else {
            self.ready.push_back(member);
        }
        let Some(mut done) = self.rests.remove(&number) else { return Ok(()) };
        match outcome {
            Ok(entered) => done.entered = Some(entered),
            Err(NotEntered::Refused(reason)) => done.bad.push(BadRow { line, reason, shown }),
            Err(NotEntered::Failed(error)) => return Err(error),
        }
        self.finished.insert(number, done);
        Ok(())
    }

    /// Counts what is done, up to the first unit that is not.
    async fn count(
        &mut self,
        desk: &Desk<'_>,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), ServiceError> {
        while let Some(done) = self.finished.remove(&self.next_counted) {
            self.next_counted += 1;
            ledger.count(done);
            if ledger.since_kept >= KEEP_EVERY {
                ledger.keep(desk, None).await?;
            } else if ledger.since_kept.is_multiple_of(TELL_EVERY) {
                ledger.tell()?;
            }
        }
        Ok(())
    }
}

/// Carries all units out; answers whether the file was read to its end.
async fn carry_out<'a>(
    desk: &'a Desk<'a>,
    mut units: tokio::sync::mpsc::Receiver<Result<Vec<Unit>, ServiceError>>,
    ledger: &mut Ledger<'_>,
    cancel: &AtomicBool,
) -> Result<bool, ServiceError> {
    let mut under_way = UnderWay::new();
    let mut reading = true;
    loop {
        let cancelled = cancel.load(Ordering::Relaxed);
        if !cancelled {
            under_way.fill(desk);
        }
        let has_room = reading && !cancelled && under_way.waiting() < WAITING_MAX;
        tokio::select! {
            Some(finished) = under_way.entering.next() => {
                under_way.finish(finished)?;
                // Take along all that are done by now, so that the next commit finds many.
                while let Some(Some(finished)) = under_way.entering.next().now_or_never() {
                    under_way.finish(finished)?;
                }
            }
            chunk = units.recv(), if has_room => match chunk {
                Some(chunk) => chunk?.into_iter().for_each(|unit| under_way.take(unit)),
                None => reading = false,
            },
            else => break,
        }
        under_way.count(desk, ledger).await?;
    }
    Ok(!reading && under_way.rests.is_empty())
}
