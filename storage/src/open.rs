//! Opening a database: address, connections, migrations, and a clear error for each way it fails.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{db::Pools, error::OpenError};

/// The schema of SQLite.
pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
/// The schema of Postgres.
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections that read from SQLite.
const SQLITE_READERS_MAX: u32 = 4;
/// Connections to Postgres from one server.
const POSTGRES_CONNECTIONS_MAX: u32 = 12;
/// Prepared statements kept by a connection that writes: the multi-row inserts come in sizes.
const WRITER_STATEMENTS_MAX: usize = 512;
/// How long to wait for a lock that another program holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);
/// The writer checkpoints by itself only beyond so many pages (512 MB): a commit that
/// checkpoints stalls everybody. [`crate::checkpoint`] does it beside the commits.
const AUTOCHECKPOINT_PAGES: u32 = 131_072;
/// Page cache of the writer, in KiB.
const WRITER_CACHE_KIB: u32 = 32_768;

/// How carefully SQLite commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Synchronous {
    /// A commit is on the disk before it is acknowledged (law 10).
    #[default]
    Full,
    /// A commit may be lost: only for tests that show what the other setting is for.
    Off,
}

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Address {
    Sqlite(String),
    Postgres(String),
}

impl FromStr for Address {
    type Err = OpenError;
    fn from_str(url: &str) -> Result<Self, OpenError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if !path.is_empty() && !path.contains(":memory:") {
                return Ok(Self::Sqlite(path.to_owned()));
            }
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        Err(OpenError::Address {
            url: url.to_owned(),
        })
    }
}

/// Opens the database at `url` and brings its schema up to date.
pub(crate) async fn open(url: &str, synchronous: Synchronous) -> Result<Pools, OpenError> {
    match url.parse()? {
        Address::Sqlite(path) => open_sqlite(&path, synchronous).await,
        Address::Postgres(url) => open_postgres(&url).await,
    }
}

async fn open_sqlite(path: &str, synchronous: Synchronous) -> Result<Pools, OpenError> {
    let folder = Path::new(path)
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder
        && !folder.is_dir()
    {
        return Err(OpenError::FolderMissing {
            folder: folder.display().to_string(),
        });
    }
    let synchronous = match synchronous {
        Synchronous::Full => SqliteSynchronous::Full,
        Synchronous::Off => SqliteSynchronous::Off,
    };
    let common = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT);
    let for_writer = common
        .clone()
        .statement_cache_capacity(WRITER_STATEMENTS_MAX)
        .disable_statement_logging()
        .pragma("wal_autocheckpoint", AUTOCHECKPOINT_PAGES.to_string())
        .pragma("cache_size", format!("-{WRITER_CACHE_KIB}"));
    let writer: SqlitePool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(for_writer)
        .await
        .map_err(|error| OpenError::of(path, error))?;
    SQLITE
        .run(&writer)
        .await
        .map_err(|error| OpenError::of_migration(path, error))?;
    check_writable(&writer)
        .await
        .map_err(|error| OpenError::of(path, error))?;
    let readers: SqlitePool = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS_MAX)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_lazy_with(common.pragma("query_only", "on"));
    Ok(Pools::Sqlite { readers, writer })
}

/// An up-to-date schema needs no write, so a read-only file would pass until the first command.
async fn check_writable(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("UPDATE merchants SET name = name WHERE id = 0")
        .execute(&mut *tx)
        .await?;
    tx.rollback().await
}

async fn open_postgres(url: &str) -> Result<Pools, OpenError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| OpenError::Address {
            url: "postgres://...".to_owned(),
        })?
        .application_name("regulars")
        .statement_cache_capacity(WRITER_STATEMENTS_MAX)
        .disable_statement_logging();
    let place = format!(
        "postgres://{}:{}/{}",
        options.get_host(),
        options.get_port(),
        options.get_database().unwrap_or_default()
    );
    let pool: PgPool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS_MAX)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await
        .map_err(|error| OpenError::of(&place, error))?;
    POSTGRES
        .run(&pool)
        .await
        .map_err(|error| OpenError::of_migration(&place, error))?;
    Ok(Pools::Postgres(pool))
}

/// An address as it may be shown: without the password.
pub(crate) fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => url.to_owned(),
    }
}
