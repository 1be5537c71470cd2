//! Statements over many rows: multi-row inserts and reads by a list of keys.
//!
//! Postgres takes each column as an array, so one statement serves any number of rows. SQLite
//! has no arrays: there a statement comes in sizes of powers of two, so that a few prepared
//! statements serve any number; rows are split into full sizes, and a list of keys is filled up
//! with its last key.

mod cells;

use std::{collections::HashMap, sync::Arc};

use sqlx::{
    AssertSqlSafe, Encode, FromRow, Postgres, Sqlite, Type,
    postgres::{PgArguments, PgHasArrayType, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{
    db::{Engine, EngineKind},
    error::StoreError,
};

pub(crate) use cells::Values;

/// Most rows in one statement for SQLite.
const ROWS_MAX: usize = 256;
/// Most values in one statement for SQLite, which takes 32,766.
const VALUES_MAX: usize = 8_192;
/// Most keys in one list for SQLite.
const KEYS_MAX: usize = 512;

/// A key that both engines take.
pub(crate) trait Key:
    Clone
    + PgHasArrayType
    + Type<Sqlite>
    + Type<Postgres>
    + for<'v> Encode<'v, Sqlite>
    + for<'v> Encode<'v, Postgres>
{
}
impl<T> Key for T where
    T: Clone
        + PgHasArrayType
        + Type<Sqlite>
        + Type<Postgres>
        + for<'v> Encode<'v, Sqlite>
        + for<'v> Encode<'v, Postgres>
{
}

/// A row to insert.
pub(crate) trait Row {
    /// Adds its values, in the order of its table's columns.
    fn put(&self, values: &mut Values) -> Result<(), StoreError>;
}

/// Where rows are inserted.
#[derive(Debug)]
pub(crate) struct Target {
    /// The table.
    pub table: &'static str,
    /// Its columns, each with its type in Postgres.
    pub columns: &'static [(&'static str, &'static str)],
    /// `ON CONFLICT ...`, or nothing.
    pub on_conflict: &'static str,
}

impl Target {
    /// How many of `rows` rows the next statement takes.
    fn size(&self, kind: EngineKind, rows: usize) -> usize {
        match kind {
            EngineKind::Sqlite => {
                let fit = (VALUES_MAX / self.columns.len()).min(ROWS_MAX);
                (1 << rows.ilog2()).min(1 << fit.ilog2())
            }
            EngineKind::Postgres => rows,
        }
    }

    /// The statement that inserts `rows` rows.
    pub fn text(&self, kind: EngineKind, rows: usize) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let values = match kind {
            EngineKind::Sqlite => {
                let row = format!("({})", vec!["?"; names.len()].join(","));
                format!("VALUES {}", vec![row.as_str(); rows].join(","))
            }
            EngineKind::Postgres => {
                let arrays: Vec<String> = self
                    .columns
                    .iter()
                    .zip(1..)
                    .map(|((_, of), number)| format!("CAST(${number} AS {of}[])"))
                    .collect();
                format!("SELECT * FROM UNNEST({})", arrays.join(", "))
            }
        };
        format!(
            "INSERT INTO {} ({}) {values} {}",
            self.table,
            names.join(", "),
            self.on_conflict
        )
    }
}

/// A read by a list of keys. `{keys}` in the text stands for "is one of them"; `$1` to `$9`, in
/// this order and before it, for single values.
#[derive(Debug)]
pub(crate) struct Lookup {
    /// The text.
    pub sql: &'static str,
    /// How many single values come before the list.
    pub singles: usize,
}

impl Lookup {
    /// How many keys the statement for `keys` keys takes.
    fn size(kind: EngineKind, keys: usize) -> usize {
        match kind {
            EngineKind::Sqlite => keys.next_power_of_two(),
            EngineKind::Postgres => 1,
        }
    }

    /// The statement for a list of `keys` keys.
    pub fn text(&self, kind: EngineKind, keys: usize) -> String {
        match kind {
            EngineKind::Sqlite => {
                let list = format!("IN ({})", vec!["?"; keys].join(","));
                let sql = self.sql.replace("{keys}", &list);
                (1..=self.singles).fold(sql, |sql, single| {
                    sql.replacen(&format!("${single}"), "?", 1)
                })
            }
            EngineKind::Postgres => self
                .sql
                .replace("{keys}", &format!("= ANY(${})", self.singles + 1)),
        }
    }
}

/// The texts made so far, by table or lookup and size.
#[derive(Debug, Default)]
pub(crate) struct Texts(HashMap<(usize, usize), Arc<str>>);

impl Texts {
    fn get<T>(&mut self, of: &'static T, size: usize, make: impl FnOnce() -> String) -> Arc<str> {
        let place = std::ptr::from_ref(of) as usize;
        self.0
            .entry((place, size))
            .or_insert_with(|| make().into())
            .clone()
    }

    /// Inserts all rows.
    pub async fn insert<R: Row>(
        &mut self,
        db: &mut Engine<'_>,
        target: &'static Target,
        rows: &[R],
    ) -> Result<(), StoreError> {
        let kind = db.kind();
        let mut rest = rows;
        while !rest.is_empty() {
            let size = target.size(kind, rest.len());
            let (now, later) = rest.split_at(size);
            rest = later;
            let mut values = Values::new(kind, target.columns.len(), size);
            for row in now {
                row.put(&mut values)?;
            }
            let text_size = if kind == EngineKind::Postgres {
                0
            } else {
                size
            };
            let sql = AssertSqlSafe(self.get(target, text_size, || target.text(kind, size)));
            match (db.on(), values) {
                (Engine::Sqlite(connection), Values::Sqlite(values)) => {
                    sqlx::query_with(sql, values).execute(connection).await?;
                }
                (Engine::Postgres(connection), Values::Postgres(columns)) => {
                    sqlx::query_with(sql, columns.arguments()?)
                        .execute(connection)
                        .await?;
                }
                // The values were made for this engine, above.
                _ => {}
            }
        }
        Ok(())
    }

    /// All rows of a list of keys, in the order that the text says, list by list.
    pub async fn fetch<R, K>(
        &mut self,
        db: &mut Engine<'_>,
        lookup: &'static Lookup,
        singles: &[i64],
        keys: &[K],
    ) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
        K: Key,
    {
        debug_assert_eq!(singles.len(), lookup.singles);
        let mut found = Vec::new();
        if keys.is_empty() {
            return Ok(found);
        }
        match db.on() {
            Engine::Sqlite(connection) => {
                for keys in keys.chunks(KEYS_MAX) {
                    let size = Lookup::size(EngineKind::Sqlite, keys.len());
                    let sql = self.get(lookup, size, || lookup.text(EngineKind::Sqlite, size));
                    let values = cells::sqlite_list(singles, keys, size)?;
                    let query =
                        sqlx::query_as_with::<_, R, SqliteArguments>(AssertSqlSafe(sql), values);
                    found.extend(query.fetch_all(&mut *connection).await?);
                }
            }
            Engine::Postgres(connection) => {
                let size = Lookup::size(EngineKind::Postgres, keys.len());
                let sql = self.get(lookup, size, || lookup.text(EngineKind::Postgres, size));
                let values = cells::postgres_list(singles, keys)?;
                let query = sqlx::query_as_with::<_, R, PgArguments>(AssertSqlSafe(sql), values);
                found.extend(query.fetch_all(connection).await?);
            }
        }
        Ok(found)
    }
}
