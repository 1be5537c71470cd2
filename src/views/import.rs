//! What the import's page is told.

use serde::{Deserialize, Serialize};

use crate::ids::ImportId;

/// What an import's column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportField {
    /// The member's number. Needed.
    Member,
    /// The order's number; rows with the same number are lines of one order. Without it every
    /// row is an order of its own.
    Order,
    /// When it happened. Needed.
    OccurredAt,
    /// What the row came to. Needed.
    Total,
    /// Units.
    Quantity,
    /// Article number.
    Sku,
    /// What the receipt says.
    Name,
    /// Category.
    Category,
    /// The member's mail address.
    Mail,
    /// The member's name.
    MemberName,
}

/// How a file's columns are used: the column's header by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportMapping {
    /// Field and column header.
    pub columns: Vec<(ImportField, String)>,
    /// How dates are written, in chrono's notation (`%Y%m%d`); `None`: found out from the file.
    pub date_format: Option<String>,
    /// What tells this source from others: the same order of the same source is imported once.
    pub source: String,
}

/// A file before it is imported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// Its headers.
    pub headers: Vec<String>,
    /// Its first rows, at most five.
    pub rows: Vec<Vec<String>>,
    /// The mapping saved for these headers, or a guess.
    pub mapping: ImportMapping,
    /// What the first rows become with it, or what is wrong.
    pub first: Vec<Result<String, String>>,
}

/// How far an import has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// Its row.
    pub id: ImportId,
    /// The file's name.
    pub file: String,
    /// Whether it is running, done, or stopped before its end.
    pub state: ImportState,
    /// Bytes read.
    pub bytes_done: i64,
    /// Bytes in all.
    pub bytes_total: i64,
    /// Rows read.
    pub rows: i64,
    /// Orders written.
    pub orders: i64,
    /// Orders that were there already.
    pub repeated: i64,
    /// Members created.
    pub members: i64,
    /// Rows refused.
    pub refused: i64,
    /// Points issued.
    pub points: i64,
    /// The first refused rows, at most one hundred.
    pub errors: Vec<ImportError>,
}

/// Where an import is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum ImportState {
    /// The file is here; the mapping waits for its go.
    Ready = 1,
    /// Reading.
    Running = 2,
    /// All read.
    Done = 3,
    /// Stopped before its end; can be gone on with.
    Stopped = 4,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportError {
    /// The line in the file, from 1 with the header.
    pub line: i64,
    /// Why.
    pub reason: String,
    /// The row as it stands, shortened.
    pub row: String,
}
