//! One text for two engines: a connection is an enum, and a statement is dispatched by a macro.
//!
//! A statement is written once, in the common subset: `$1` placeholders, RETURNING, ON CONFLICT,
//! sums cast to BIGINT, no arrays, no engine types. Its row type derives `sqlx::FromRow` or is a
//! tuple, which works for both engines:
//!
//! ```ignore
//! let mut db = store.read().await?;
//! let names = fetch_all!(db, (Uuid, String), "SELECT id, name FROM locations WHERE merchant_id = $1", merchant.0)?;
//! let mut tx = store.write().await?;
//! let touched = execute!(tx, "UPDATE staff SET name = $3 WHERE merchant_id = $1 AND id = $2", merchant.0, id.0, name)?;
//! tx.commit().await?;
//! ```
//!
//! Declare statements with [`statements!`](crate::statements) so that the test which prepares
//! every statement on both engines knows them.

use sqlx::{
    PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction,
    pool::PoolConnection,
};

use crate::error::StoreError;

/// A connection of either engine, borrowed for one statement.
#[derive(Debug)]
pub enum Engine<'a> {
    /// SQLite.
    Sqlite(&'a mut SqliteConnection),
    /// Postgres.
    Postgres(&'a mut PgConnection),
}

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineKind {
    /// The default, embedded.
    Sqlite,
    /// For several servers.
    Postgres,
}

/// The pools of one database. SQLite has one writer connection and many readers.
#[derive(Debug, Clone)]
pub(crate) enum Pools {
    /// SQLite.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    /// Postgres.
    Postgres(PgPool),
}

/// A connection to read with.
#[derive(Debug)]
pub enum Reader {
    /// SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// Postgres.
    Postgres(PoolConnection<Postgres>),
}

/// A transaction to write with. Dropped without [`commit`](Tx::commit), it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    /// SQLite: holds the one writer.
    Sqlite(Transaction<'static, Sqlite>),
    /// Postgres.
    Postgres(Transaction<'static, Postgres>),
}

impl Pools {
    /// Which engine.
    pub fn kind(&self) -> EngineKind {
        match self {
            Self::Sqlite { .. } => EngineKind::Sqlite,
            Self::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Reader::Sqlite(readers.acquire().await?),
            Self::Postgres(pool) => Reader::Postgres(pool.acquire().await?),
        })
    }

    /// A transaction that only reads, for several statements about one moment.
    pub async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .await?,
            ),
        })
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Reader {
    /// The connection, for one statement.
    pub fn on(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(connection) => Engine::Sqlite(connection),
            Self::Postgres(connection) => Engine::Postgres(connection),
        }
    }
}

impl Tx {
    /// The connection, for one statement.
    pub fn on(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(tx) => Engine::Sqlite(tx),
            Self::Postgres(tx) => Engine::Postgres(tx),
        }
    }

    /// Makes everything written in it last.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Gives everything written in it up.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

impl Engine<'_> {
    /// The same connection again, for a caller that hands it on.
    pub fn on(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(connection) => Engine::Sqlite(connection),
            Self::Postgres(connection) => Engine::Postgres(connection),
        }
    }

    /// Which engine.
    pub fn kind(&self) -> EngineKind {
        match self {
            Self::Sqlite(_) => EngineKind::Sqlite,
            Self::Postgres(_) => EngineKind::Postgres,
        }
    }
}

/// Runs a block for whichever engine it is, with the connection bound to a name.
#[macro_export]
macro_rules! on_engine {
    ($db:expr, |$connection:ident| $body:expr) => {
        match $db.on() {
            $crate::db::Engine::Sqlite($connection) => $body,
            $crate::db::Engine::Postgres($connection) => $body,
        }
    };
}

/// All rows: `fetch_all!(db, RowType, SQL, bind, ...) -> Result<Vec<RowType>, StoreError>`.
#[macro_export]
macro_rules! fetch_all {
    ($db:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::on_engine!($db, |connection| sqlx::query_as::<_, $row>($sql)
            $(.bind($bind))*.fetch_all(connection).await.map_err($crate::error::StoreError::from))
    };
}

/// At most one row: `fetch_optional!(db, RowType, SQL, bind, ...) -> Result<Option<RowType>, _>`.
#[macro_export]
macro_rules! fetch_optional {
    ($db:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::on_engine!($db, |connection| sqlx::query_as::<_, $row>($sql)
            $(.bind($bind))*.fetch_optional(connection).await.map_err($crate::error::StoreError::from))
    };
}

/// Exactly one row: `fetch_one!(db, RowType, SQL, bind, ...) -> Result<RowType, StoreError>`.
#[macro_export]
macro_rules! fetch_one {
    ($db:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::on_engine!($db, |connection| sqlx::query_as::<_, $row>($sql)
            $(.bind($bind))*.fetch_one(connection).await.map_err($crate::error::StoreError::from))
    };
}

/// Changes rows: `execute!(tx, SQL, bind, ...) -> Result<u64, StoreError>`, the rows touched.
#[macro_export]
macro_rules! execute {
    ($db:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::on_engine!($db, |connection| sqlx::query($sql)
            $(.bind($bind))*.execute(connection).await
            .map(|done| done.rows_affected()).map_err($crate::error::StoreError::from))
    };
}

/// Declares statements, and a list of them for the test that prepares each on both engines:
/// `statements! { STAFF_BY_MAIL = "SELECT ..."; }` makes the constant and `STATEMENTS`.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: &str = $sql;)+
        /// Every statement of this file, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
