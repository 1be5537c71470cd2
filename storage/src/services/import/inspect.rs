//! Looking into a file before it is imported, and noting the import down.

use std::path::{Path, PathBuf};

use regulars::{
    ids::{ImportId, StaffId},
    views::{ImportField, ImportMapping, ImportPreview, Shop},
};

use super::{
    book, dates,
    file::{self, Checked, file_error, unreadable},
    mapping::{self, Columns},
    records::{BadRow, Record},
    rows::RowReader,
};
use crate::{
    Store,
    env::Environment,
    services::{ServiceError, programme},
};

/// Rows that are shown.
const ROWS_SHOWN: usize = 5;
/// Rows from which the way dates are written is found out.
const ROWS_SAMPLED: usize = 1_000;

/// The beginning of a file.
#[derive(Debug)]
struct Beginning {
    headers: Vec<String>,
    records: Vec<Result<Record, BadRow>>,
    checked: Checked,
}

/// Reads a file through, on a thread that may wait for the disk.
async fn look(path: &Path) -> Result<Beginning, ServiceError> {
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let checked = file::check(&path)?;
        let mut file = file::open(&path)?;
        let mut records = Vec::new();
        while records.len() < ROWS_SAMPLED
            && let Some(record) = file.records.read().map_err(|error| unreadable(&error))?
        {
            records.push(record);
        }
        Ok(Beginning {
            headers: file.headers,
            records,
            checked,
        })
    });
    read.await
        .unwrap_or_else(|error| Err(file_error(format!("The file cannot be read: {error}."))))
}

/// What a file holds: its headers, its first rows, the mapping kept for these headers or a guess,
/// and what the first rows become with it. The whole file is read once, to be sure that it is
/// text.
///
/// # Errors
/// [`ServiceError::Fields`] on `file`: it cannot be read, is empty, or is no UTF-8 text.
pub async fn inspect(
    store: &Store,
    shop: &Shop,
    path: &Path,
) -> Result<ImportPreview, ServiceError> {
    inspect_as(store, shop, path, None).await
}

/// As [`inspect`], with a `mapping` in place of the one kept or guessed.
///
/// # Errors
/// As [`inspect`].
pub async fn inspect_as(
    store: &Store,
    shop: &Shop,
    path: &Path,
    mapping: Option<ImportMapping>,
) -> Result<ImportPreview, ServiceError> {
    let found = look(path).await?;
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => {
            let hash = mapping::fingerprint(&found.headers);
            let kept = book::kept_mapping(store, shop, &hash).await?;
            kept.unwrap_or_else(|| mapping::guess(&found.headers))
        }
    };
    let first = match row_reader(shop, &mapping, &found) {
        Ok(reader) => first_rows(&reader, &found),
        Err(ServiceError::Fields(fields)) => {
            fields.into_iter().map(|field| Err(field.message)).collect()
        }
        Err(error) => return Err(error),
    };
    let fields = |record: &Record| record.fields.clone();
    let rows = found
        .records
        .iter()
        .flatten()
        .take(ROWS_SHOWN)
        .map(fields)
        .collect();
    Ok(ImportPreview {
        headers: found.headers,
        rows,
        mapping,
        first,
    })
}

fn first_rows(reader: &RowReader, found: &Beginning) -> Vec<Result<String, String>> {
    let sentence = |record: &Result<Record, BadRow>| {
        let row = record.clone().and_then(|record| reader.read(record));
        row.map(|row| reader.words(&row))
            .map_err(|bad| format!("Line {}: {}.", bad.line, bad.reason.trim_end_matches('.')))
    };
    found
        .records
        .iter()
        .take(ROWS_SHOWN)
        .map(sentence)
        .collect()
}

/// How the rows are read with a mapping; the way dates are written is found out if it is open.
fn row_reader(
    shop: &Shop,
    mapping: &ImportMapping,
    found: &Beginning,
) -> Result<RowReader, ServiceError> {
    let columns = Columns::find(mapping, &found.headers)?;
    let date_format = match &mapping.date_format {
        Some(format) => format.clone(),
        None => {
            let place = columns.occurred_at;
            let texts = found.records.iter().flatten();
            let texts = texts.map(|record| record.fields.get(place).map_or("", String::as_str));
            let Some(format) = dates::guess(texts) else {
                let header = found.headers.get(place).map_or("", String::as_str);
                let message = format!(
                    "The dates in \u{201c}{header}\u{201d} are written in no way that is known. \
                     Write them as 2026-11-21 or 2026-11-21 14:05."
                );
                return Err(ServiceError::field("date_format", message));
            };
            format.to_owned()
        }
    };
    Ok(RowReader {
        columns,
        date_format,
        currency: shop.currency,
        time_zone: shop.time_zone.clone(),
    })
}

/// A file to import.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// Where it lies; it must stay there until the import is done.
    pub path: PathBuf,
    /// What people call it.
    pub file_name: String,
    /// How its columns are used, as [`inspect`] found or somebody changed it.
    pub mapping: ImportMapping,
    /// Who asked.
    pub staff: Option<StaffId>,
}

/// Notes an import down and keeps its mapping for files of the same headers. A file that was
/// begun before and not finished is the same import, and [`run`](super::run) goes on with it.
///
/// # Errors
/// [`ServiceError::Fields`]: what [`inspect`] refuses, a mapping that does not fit the file, or no
/// programme to judge orders by.
pub async fn start(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    new: &NewImport,
) -> Result<ImportId, ServiceError> {
    if programme::published(store, shop.id).await?.is_none() {
        return Err(file_error(
            "Publish the programme first: orders are judged by it.",
        ));
    }
    let found = look(&new.path).await?;
    let header_hash = mapping::fingerprint(&found.headers);
    let mut chosen = new.mapping.clone();
    chosen.date_format = Some(row_reader(shop, &chosen, &found)?.date_format);
    chosen
        .columns
        .sort_by_key(|(field, _): &(ImportField, String)| *field);
    let file_path = new
        .path
        .to_str()
        .ok_or_else(|| file_error("The file's name is no text."))?;
    let note = book::New {
        file_name: &new.file_name,
        file_path,
        file: found.checked,
        header_hash,
        mapping: &chosen,
        by: new.staff.map(|staff| staff.0),
    };
    book::note(store, env, shop, note).await
}
