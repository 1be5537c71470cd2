//! Statements over many rows: multi-row inserts and reads by a list of keys.
//!
//! Both come in sizes of powers of two, so that a few prepared statements serve batches of any
//! size. A list of keys is filled up with its last key; rows are split into full sizes.

use std::{collections::HashMap, sync::Arc};

use sqlx::{
    AssertSqlSafe, Encode, FromRow, Postgres, Sqlite, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{
    db::{Engine, EngineKind},
    error::StoreError,
    hooks,
};

/// Most rows in one statement.
const ROWS_MAX: usize = 256;
/// Most values in one statement; SQLite takes 32,766, Postgres 65,535.
const VALUES_MAX: usize = 8_192;
/// Most keys in one list.
const KEYS_MAX: usize = 512;

/// A value that both engines take.
pub(crate) trait Value<'v>:
    Encode<'v, Sqlite> + Type<Sqlite> + Encode<'v, Postgres> + Type<Postgres>
{
}
impl<'v, T> Value<'v> for T where
    T: Encode<'v, Sqlite> + Type<Sqlite> + Encode<'v, Postgres> + Type<Postgres>
{
}

/// The values of one statement, in order.
#[derive(Debug)]
pub(crate) enum Values {
    /// For SQLite.
    Sqlite(SqliteArguments),
    /// For Postgres.
    Postgres(PgArguments),
}

impl Values {
    fn new(kind: EngineKind) -> Self {
        match kind {
            EngineKind::Sqlite => Self::Sqlite(SqliteArguments::default()),
            EngineKind::Postgres => Self::Postgres(PgArguments::default()),
        }
    }

    /// Adds the next value.
    pub fn put<'v>(&mut self, value: impl Value<'v>) -> Result<&mut Self, StoreError> {
        use sqlx::Arguments as _;
        match self {
            Self::Sqlite(arguments) => arguments.add(value),
            Self::Postgres(arguments) => arguments.add(value),
        }
        .map_err(|cause| StoreError::Other(sqlx::Error::Encode(cause)))?;
        Ok(self)
    }
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
    /// Its columns.
    pub columns: &'static [&'static str],
    /// `ON CONFLICT ...`, or nothing.
    pub on_conflict: &'static str,
}

impl Target {
    /// Most rows in one statement.
    fn rows_max(&self) -> usize {
        let fit = (VALUES_MAX / self.columns.len()).min(ROWS_MAX);
        1 << fit.ilog2()
    }

    /// The statement that inserts `rows` rows.
    pub fn text(&self, kind: EngineKind, rows: usize) -> String {
        let columns = self.columns.len();
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", self.table, self.columns.join(", "));
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ",(" });
            hooks::placeholders(kind, row * columns + 1, columns, &mut sql);
            sql.push(')');
        }
        sql.push(' ');
        sql.push_str(self.on_conflict);
        sql
    }
}

/// A read by a list of keys. `{keys}` in the text stands for the list; `$1` to `$9` before it
/// for single values.
#[derive(Debug)]
pub(crate) struct Lookup {
    /// The text.
    pub sql: &'static str,
    /// How many single values come before the list.
    pub singles: usize,
}

impl Lookup {
    /// The statement for a list of `keys` keys.
    pub fn text(&self, kind: EngineKind, keys: usize) -> String {
        let mut list = String::new();
        hooks::placeholders(kind, self.singles + 1, keys, &mut list);
        let mut sql = self.sql.replace("{keys}", &list);
        if kind == EngineKind::Sqlite {
            for single in 1..=self.singles {
                sql = sql.replacen(&format!("${single}"), "?", 1);
            }
        }
        sql
    }
}

/// The texts made so far, by table or lookup and size.
#[derive(Debug, Default)]
pub(crate) struct Texts(HashMap<(usize, usize), Arc<str>>);

impl Texts {
    fn get<T>(&mut self, of: &'static T, size: usize, make: impl FnOnce() -> String) -> Arc<str> {
        let place = std::ptr::from_ref(of) as usize;
        self.0.entry((place, size)).or_insert_with(|| make().into()).clone()
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
            let size = (1 << rest.len().ilog2()).min(target.rows_max());
            let (now, later) = rest.split_at(size);
            rest = later;
            let mut values = Values::new(kind);
            for row in now {
                row.put(&mut values)?;
            }
            let sql = AssertSqlSafe(self.get(target, size, || target.text(kind, size)));
            match (db.on(), values) {
                (Engine::Sqlite(connection), Values::Sqlite(values)) => {
                    sqlx::query_with(sql, values).execute(connection).await?;
                }
                (Engine::Postgres(connection), Values::Postgres(values)) => {
                    sqlx::query_with(sql, values).execute(connection).await?;
                }
                // The values were made for this engine, above.
                _ => {}
            }
        }
        Ok(())
    }

    /// All rows of a list of keys, in no order.
    pub async fn fetch<R, K>(
        &mut self,
        db: &mut Engine<'_>,
        lookup: &'static Lookup,
        singles: &[i64],
        keys: &[K],
    ) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
        K: Clone + for<'v> Value<'v>,
    {
        debug_assert_eq!(singles.len(), lookup.singles);
        let kind = db.kind();
        let mut found = Vec::new();
        for keys in keys.chunks(KEYS_MAX) {
            let size = keys.len().next_power_of_two();
            let mut values = Values::new(kind);
            for single in singles {
                values.put(*single)?;
            }
            let filled = keys.iter().chain(std::iter::repeat(&keys[keys.len() - 1])).take(size);
            for key in filled {
                values.put(key.clone())?;
            }
            let sql = AssertSqlSafe(self.get(lookup, size, || lookup.text(kind, size)));
            match (db.on(), values) {
                (Engine::Sqlite(connection), Values::Sqlite(values)) => {
                    found.extend(sqlx::query_as_with(sql, values).fetch_all(connection).await?);
                }
                (Engine::Postgres(connection), Values::Postgres(values)) => {
                    found.extend(sqlx::query_as_with(sql, values).fetch_all(connection).await?);
                }
                // The values were made for this engine, above.
                _ => {}
            }
        }
        Ok(found)
    }
}
