//! Carrying an import out: many orders at once, each member's in the order of the file.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use futures::{FutureExt as _, StreamExt as _};
use regulars::{
    ids::ImportId,
    views::{ImportMapping, ImportProgress, ImportState, Shop},
};

use super::{
    book::{self, ImportRow},
    file::{self, file_error},
    ledger::Ledger,
    mapping::{self, Columns},
    orders::Desk,
    reader::{self, Unit},
    records::BadRow,
    rows::RowReader,
    under_way::UnderWay,
};
use crate::{Store, env::Environment, services::ServiceError};

/// Units that may wait for their turn or for those before them.
const WAITING_MAX: usize = 4_096;

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
    let desk = Desk::open(store, env, shop, &mapping.source);
    let mut ledger = Ledger::new(row, progress);
    let outcome = carry_out(&desk, units, &mut ledger, cancel).await;
    let finished = matches!(outcome, Ok(true));
    let state = if finished {
        ImportState::Done
    } else {
        ImportState::Stopped
    };
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
    mapping: &ImportMapping,
) -> Result<RowReader, ServiceError> {
    let headers = file::open(Path::new(&row.file_path))?.headers;
    if mapping::fingerprint(&headers)[..] != row.header_hash[..] {
        return Err(file_error(
            "The file has other columns than when the import began.",
        ));
    }
    Ok(RowReader {
        columns: Columns::find(mapping, &headers)?,
        date_format: mapping.date_format.clone().unwrap_or_default(),
        currency: shop.currency,
        time_zone: shop.time_zone.clone(),
    })
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
    Ok(!reading && under_way.waiting() == 0)
}
