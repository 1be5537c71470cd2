//! The values of a statement over many rows, as each engine takes them.

use std::borrow::Cow;

use sqlx::{
    Arguments as _, Encode, Postgres, Type,
    error::BoxDynError,
    postgres::{PgArguments, PgHasArrayType},
    sqlite::SqliteArguments,
};
use uuid::Uuid;

use super::Key;
use crate::{db::EngineKind, error::StoreError};

/// One value of a row.
#[derive(Debug)]
pub(crate) enum Cell<'v> {
    Big(Option<i64>),
    Int(Option<i32>),
    Small(Option<i16>),
    Flag(Option<bool>),
    Id(Option<Uuid>),
    Text(Option<Cow<'v, str>>),
    Bytes(Option<&'v [u8]>),
}

macro_rules! cell_of {
    ($($cell:ident: $type:ty),+ $(,)?) => {$(
        impl<'v> From<$type> for Cell<'v> {
            fn from(value: $type) -> Self {
                Self::$cell(Some(value.into()))
            }
        }
        impl<'v> From<Option<$type>> for Cell<'v> {
            fn from(value: Option<$type>) -> Self {
                Self::$cell(value.map(Into::into))
            }
        }
    )+};
}

cell_of! {
    Big: i64, Int: i32, Small: i16, Flag: bool, Id: Uuid, Text: &'v str, Text: String,
    Bytes: &'v [u8],
}

/// The values of all rows of one statement.
#[derive(Debug)]
pub(crate) enum Values {
    /// SQLite: row after row.
    Sqlite(SqliteArguments),
    /// Postgres: an array a column.
    Postgres(Columns),
}

impl Values {
    /// For `rows` rows of `columns` values.
    pub fn new(kind: EngineKind, columns: usize, rows: usize) -> Self {
        match kind {
            EngineKind::Sqlite => {
                let mut arguments = SqliteArguments::default();
                arguments.reserve(columns * rows, 0);
                Self::Sqlite(arguments)
            }
            EngineKind::Postgres => Self::Postgres(Columns {
                all: Vec::with_capacity(columns),
                columns,
                rows,
                next: 0,
            }),
        }
    }

    /// Adds the next value of the row.
    pub fn put<'v>(&mut self, value: impl Into<Cell<'v>>) -> Result<&mut Self, StoreError> {
        match self {
            Self::Sqlite(arguments) => put_sqlite(arguments, value.into()).map_err(encoding)?,
            Self::Postgres(columns) => columns.put(value.into())?,
        }
        Ok(self)
    }
}

fn encoding(cause: BoxDynError) -> StoreError {
    StoreError::Other(sqlx::Error::Encode(cause))
}

fn put_sqlite(arguments: &mut SqliteArguments, cell: Cell<'_>) -> Result<(), BoxDynError> {
    match cell {
        Cell::Big(value) => arguments.add(value),
        Cell::Int(value) => arguments.add(value),
        Cell::Small(value) => arguments.add(value),
        Cell::Flag(value) => arguments.add(value),
        Cell::Id(value) => arguments.add(value),
        Cell::Text(value) => arguments.add(value.as_deref()),
        Cell::Bytes(value) => arguments.add(value),
    }
}

/// The columns of a statement for Postgres.
#[derive(Debug)]
pub(crate) struct Columns {
    all: Vec<Column>,
    columns: usize,
    rows: usize,
    next: usize,
}

#[derive(Debug)]
enum Column {
    Big(Vec<Option<i64>>),
    Int(Vec<Option<i32>>),
    Small(Vec<Option<i16>>),
    Flag(Vec<Option<bool>>),
    Id(Vec<Option<Uuid>>),
    Text(Vec<Option<String>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Column {
    /// An empty column for values like `cell`.
    fn like(cell: &Cell<'_>, rows: usize) -> Self {
        match cell {
            Cell::Big(_) => Self::Big(Vec::with_capacity(rows)),
            Cell::Int(_) => Self::Int(Vec::with_capacity(rows)),
            Cell::Small(_) => Self::Small(Vec::with_capacity(rows)),
            Cell::Flag(_) => Self::Flag(Vec::with_capacity(rows)),
            Cell::Id(_) => Self::Id(Vec::with_capacity(rows)),
            Cell::Text(_) => Self::Text(Vec::with_capacity(rows)),
            Cell::Bytes(_) => Self::Bytes(Vec::with_capacity(rows)),
        }
    }

    /// Adds a value; `false` if it is of another type.
    fn push(&mut self, cell: Cell<'_>) -> bool {
        match (self, cell) {
            (Self::Big(all), Cell::Big(value)) => all.push(value),
            (Self::Int(all), Cell::Int(value)) => all.push(value),
            (Self::Small(all), Cell::Small(value)) => all.push(value),
            (Self::Flag(all), Cell::Flag(value)) => all.push(value),
            (Self::Id(all), Cell::Id(value)) => all.push(value),
            (Self::Text(all), Cell::Text(value)) => all.push(value.map(Cow::into_owned)),
            (Self::Bytes(all), Cell::Bytes(value)) => all.push(value.map(<[u8]>::to_vec)),
            _ => return false,
        }
        true
    }
}

impl Columns {
    fn put(&mut self, cell: Cell<'_>) -> Result<(), StoreError> {
        let place = self.next % self.columns;
        self.next += 1;
        if place == self.all.len() {
            self.all.push(Column::like(&cell, self.rows));
        }
        if self.all[place].push(cell) {
            Ok(())
        } else {
            Err(encoding(
                format!("value {place} is of another type than the row before").into(),
            ))
        }
    }

    /// As the driver takes them.
    pub fn arguments(self) -> Result<PgArguments, StoreError> {
        let mut arguments = PgArguments::default();
        for column in self.all {
            match column {
                Column::Big(all) => arguments.add(all),
                Column::Int(all) => arguments.add(all),
                Column::Small(all) => arguments.add(all),
                Column::Flag(all) => arguments.add(all),
                Column::Id(all) => arguments.add(all),
                Column::Text(all) => arguments.add(all),
                Column::Bytes(all) => arguments.add(all),
            }
            .map_err(encoding)?;
        }
        Ok(arguments)
    }
}

/// Single values and a list of keys filled up to `size` with its last.
pub(super) fn sqlite_list<K: Key>(
    singles: &[i64],
    keys: &[K],
    size: usize,
) -> Result<SqliteArguments, StoreError> {
    let mut arguments = SqliteArguments::default();
    for single in singles {
        arguments.add(*single).map_err(encoding)?;
    }
    let last = keys.iter().rev().take(1).cycle();
    for key in keys.iter().chain(last).take(size) {
        arguments.add(key.clone()).map_err(encoding)?;
    }
    Ok(arguments)
}

/// Single values and an array of keys.
pub(super) fn postgres_list<K>(singles: &[i64], keys: &[K]) -> Result<PgArguments, StoreError>
where
    K: Clone + PgHasArrayType + Type<Postgres> + for<'v> Encode<'v, Postgres>,
{
    let mut arguments = PgArguments::default();
    for single in singles {
        arguments.add(*single).map_err(encoding)?;
    }
    arguments.add(keys.to_vec()).map_err(encoding)?;
    Ok(arguments)
}
