//! Verified copies of a SQLite database, made while it is in use, and putting one back.

use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions as _, Connection as _};

use crate::{
    db::Pools,
    error::{OpenError, StoreError},
    open::{self, Synchronous},
    verify::{self, Report},
};

/// A copy could not be made or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Something is there already; nothing is ever overwritten.
    #[error("{0} exists already; choose another name, or move it away")]
    Exists(PathBuf),
    /// The copy to put back is not there.
    #[error("{0} does not exist")]
    Missing(PathBuf),
    /// The folder is not there.
    #[error("the folder {0} does not exist; create it, or choose another place")]
    FolderMissing(PathBuf),
    /// Postgres has tools of its own.
    #[error(
        "this shop's data is in Postgres; make a copy with pg_dump and put it back with pg_restore"
    )]
    UsePgDump,
    /// The copy was made, and something in it does not add up. It is kept, for examination.
    #[error("the copy at {place} does not add up:\n{report}")]
    Unsound {
        /// Where it lies.
        place: PathBuf,
        /// What does not add up.
        report: Report,
    },
    /// The copy cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file system failed.
    #[error("the copy could not be written: {0}")]
    File(#[from] std::io::Error),
}

/// Copies the database to `place` and verifies the copy.
pub(crate) async fn backup(pools: &Pools, place: &Path) -> Result<Report, BackupError> {
    let Pools::Sqlite { writer, .. } = pools else {
        return Err(BackupError::UsePgDump);
    };
    let unfinished = unfinished_name(place)?;
    let options = writer.connect_options().as_ref().clone();
    let mut connection = options.connect().await.map_err(StoreError::from)?;
    let made = sqlx::query("VACUUM INTO $1")
        .bind(unfinished.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await;
    connection.close().await.map_err(StoreError::from)?;
    made.map_err(StoreError::from)?;
    finish(&unfinished, place).await
}

/// Puts a copy back: verifies it and copies it to `place`, where there must be nothing yet.
///
/// # Errors
/// One variant of [`BackupError`] for each thing that can be put right.
pub async fn restore(copy: &Path, place: &Path) -> Result<Report, BackupError> {
    if !copy.is_file() {
        return Err(BackupError::Missing(copy.to_owned()));
    }
    let unfinished = unfinished_name(place)?;
    tokio::fs::copy(copy, &unfinished).await?;
    finish(&unfinished, place).await
}

/// The name under which a copy is made, so that a copy under its final name is always whole.
fn unfinished_name(place: &Path) -> Result<PathBuf, BackupError> {
    let folder = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder
        && !folder.is_dir()
    {
        return Err(BackupError::FolderMissing(folder.to_owned()));
    }
    let mut name = place.as_os_str().to_owned();
    name.push(".unfinished");
    let unfinished = PathBuf::from(name);
    for taken in [place, &unfinished] {
        if taken.exists() {
            return Err(BackupError::Exists(taken.to_owned()));
        }
    }
    Ok(unfinished)
}

/// Verifies a copy, brings it to the disk and gives it its name.
async fn finish(unfinished: &Path, place: &Path) -> Result<Report, BackupError> {
    let url = format!("sqlite:{}", unfinished.display());
    let copy = open::open(&url, Synchronous::Full).await?;
    let report = verify::verify(&copy).await;
    copy.close().await;
    let report = report?;
    if !report.is_sound() {
        return Err(BackupError::Unsound {
            place: unfinished.to_owned(),
            report,
        });
    }
    tokio::fs::File::open(unfinished).await?.sync_all().await?;
    tokio::fs::rename(unfinished, place).await?;
    if let Some(folder) = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        tokio::fs::File::open(folder).await?.sync_all().await?;
    }
    Ok(report)
}
