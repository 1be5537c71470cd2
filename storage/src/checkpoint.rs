//! Moves SQLite's write-ahead log into the file, beside the commits instead of inside them.
//!
//! A checkpoint inside a commit stalls everybody for 30 to 100 ms. A passive one, on a connection
//! of its own, stalls nobody; but while commits keep coming it never quite ends, and the log
//! grows. So once the log is large, the writer's connection is taken for a moment, in turn with
//! the commits, to move the little that is left and start the log again.

use std::{path::PathBuf, time::Duration};

use sqlx::{Sqlite, SqlitePool, pool::PoolConnection};
use tokio::task::JoinHandle;

use crate::db::Pools;

/// How often to look at the log's size.
const INTERVAL: Duration = Duration::from_millis(500);
/// A log below this is left alone while commits keep coming, in bytes.
const PASSIVE_FROM: u64 = 8 << 20;
/// A log above this is started again, in bytes.
const RESTART_FROM: u64 = 64 << 20;

/// Starts the task, where the engine needs it.
pub(crate) fn start(pools: &Pools) -> Option<JoinHandle<()>> {
    let Pools::Sqlite { readers, writer } = pools else {
        return None;
    };
    let mut log = writer
        .connect_options()
        .get_filename()
        .to_owned()
        .into_os_string();
    log.push("-wal");
    let log = PathBuf::from(log);
    let (readers, writer) = (readers.clone(), writer.clone());
    Some(tokio::spawn(async move {
        let mut moved_up_to = None;
        loop {
            tokio::time::sleep(INTERVAL).await;
            let Ok(found) = tokio::fs::metadata(&log).await else {
                continue;
            };
            let written_at = found.modified().ok();
            if found.len() < PASSIVE_FROM || written_at == moved_up_to {
                continue;
            }
            match checkpoint(&readers, &writer, found.len()).await {
                Ok(()) => moved_up_to = written_at,
                Err(error) => tracing::warn!(%error, "a checkpoint failed; it will be tried again"),
            }
        }
    }))
}

async fn checkpoint(
    readers: &SqlitePool,
    writer: &SqlitePool,
    size: u64,
) -> Result<(), sqlx::Error> {
    let mut beside = readers.acquire().await?;
    run(&mut beside, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    if size >= RESTART_FROM {
        let mut connection = writer.acquire().await?;
        run(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

async fn run(
    connection: &mut PoolConnection<Sqlite>,
    pragma: &'static str,
) -> Result<(), sqlx::Error> {
    sqlx::query(pragma)
        .fetch_optional(&mut **connection)
        .await?;
    Ok(())
}

/// Empties the log before the database is closed, so that the file alone is the data.
pub(crate) async fn finish(pools: &Pools) {
    let Pools::Sqlite { writer, .. } = pools else {
        return;
    };
    if let Ok(mut connection) = writer.acquire().await
        && let Err(error) = run(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").await
    {
        tracing::warn!(%error, "the log was not emptied; the next start does it");
    }
}
