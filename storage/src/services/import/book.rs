//! The imports of a shop, as rows: what was asked, how far it has come, what was refused.

use regulars::{
    ids::ImportId,
    views::{ImportError, ImportMapping, ImportProgress, ImportState, Shop},
};
use uuid::Uuid;

use super::records::BadRow;
use crate::{
    Corrupt, Store, StoreError,
    db::Reader,
    env::Environment,
    execute, fetch_all, fetch_optional,
    services::{ServiceError, decode},
    statements,
};

/// The columns of an [`ImportRow`].
macro_rules! imports {
    ($rest:literal) => {
        concat!(
            "SELECT id, file_name, file_path, header_hash, mapping, state, bytes_total,
                bytes_read, lines_read, lines_bad, orders_new, orders_known, members_new, points_new
            FROM imports WHERE merchant_id = $1 ",
            $rest,
        )
    };
}

statements! {
    ONE = imports!("AND id = $2");
    LIST = imports!("ORDER BY created_at DESC, id DESC LIMIT 50");
    UNFINISHED = "SELECT id FROM imports
        WHERE merchant_id = $1 AND file_hash = $2 AND state <> 3
        ORDER BY created_at DESC LIMIT 1";
    NEW = "INSERT INTO imports (merchant_id, id, kind, file_name, file_path, file_hash,
            header_hash, mapping, state, bytes_total, bytes_read, lines_read, lines_bad, orders_new,
            orders_known, members_new, points_new, created_by, created_at, updated_at)
        VALUES ($1, $2, 1, $3, $4, $5, $6, $7, 1, $8, 0, 0, 0, 0, 0, 0, 0, $9, $10, $10)";
    AGAIN = "UPDATE imports SET file_name = $3, file_path = $4, mapping = $5, updated_at = $6
        WHERE merchant_id = $1 AND id = $2";
    SAVE = "UPDATE imports SET state = $3, bytes_read = $4, lines_read = $5, lines_bad = $6,
            orders_new = $7, orders_known = $8, members_new = $9, points_new = $10, message = $11,
            updated_at = $12
        WHERE merchant_id = $1 AND id = $2";
    INTERRUPTED = "UPDATE imports SET state = 4, message = $2
        WHERE state = 2 AND updated_at < $1";
    ERRORS = "SELECT line, reason, raw FROM import_errors
        WHERE merchant_id = $1 AND import_id = $2 ORDER BY line LIMIT 100";
    NEW_ERROR = "INSERT INTO import_errors (merchant_id, import_id, line, reason, raw)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (merchant_id, import_id, line) DO NOTHING";
    MAPPING = "SELECT mapping FROM import_mappings WHERE merchant_id = $1 AND header_hash = $2";
    KEEP_MAPPING = "INSERT INTO import_mappings (merchant_id, header_hash, mapping, updated_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (merchant_id, header_hash)
        DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at";
}

/// Bad rows kept for reading; all are counted.
const ERRORS_KEPT_MAX: i64 = 10_000;
/// An import that said nothing for so long has been interrupted, in seconds.
const SILENT_SECONDS: i64 = 60;

/// An import, as it lies in the database.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ImportRow {
    id: Uuid,
    file_name: String,
    pub file_path: String,
    pub header_hash: Vec<u8>,
    mapping: String,
    pub state: i16,
    pub bytes_total: i64,
    pub bytes_read: i64,
    pub lines_read: i64,
    pub lines_bad: i64,
    pub orders_new: i64,
    pub orders_known: i64,
    pub members_new: i64,
    pub points_new: i64,
}

impl ImportRow {
    /// How the columns are used.
    pub fn mapping(&self) -> Result<ImportMapping, StoreError> {
        decode::json("imports", &self.mapping)
    }

    /// As people see it, with the bad rows at hand.
    pub fn view(&self, errors: Vec<ImportError>) -> Result<ImportProgress, StoreError> {
        let state = match self.state {
            1 => ImportState::Ready,
            2 => ImportState::Running,
            3 => ImportState::Done,
            4 => ImportState::Stopped,
            code => {
                return Err(Corrupt {
                    table: "imports",
                    what: format!("state {code}"),
                }
                .into());
            }
        };
        Ok(ImportProgress {
            id: ImportId(self.id),
            file: self.file_name.clone(),
            state,
            bytes_done: self.bytes_read,
            bytes_total: self.bytes_total,
            // The first line is the header.
            rows: (self.lines_read - 1).max(0),
            orders: self.orders_new,
            repeated: self.orders_known,
            members: self.members_new,
            refused: self.lines_bad,
            points: self.points_new,
            errors,
        })
    }
}

/// An import to note down.
#[derive(Debug)]
pub struct New<'a> {
    pub file_name: &'a str,
    pub file_path: &'a str,
    pub file: super::file::Checked,
    pub header_hash: [u8; 32],
    pub mapping: &'a ImportMapping,
    pub by: Option<Uuid>,
}

/// Reads one import.
pub async fn load(
    db: &mut Reader,
    shop: &Shop,
    import: ImportId,
) -> Result<ImportRow, ServiceError> {
    fetch_optional!(db, ImportRow, ONE, shop.id.0, import.0)?.ok_or(ServiceError::NotFound)
}

/// The mapping kept for a file of these headers.
pub async fn kept_mapping(
    store: &Store,
    shop: &Shop,
    header_hash: &[u8; 32],
) -> Result<Option<ImportMapping>, ServiceError> {
    let mut db = store.read().await?;
    let found = fetch_optional!(db, (String,), MAPPING, shop.id.0, &header_hash[..])?;
    Ok(found
        .map(|(text,)| decode::json("import_mappings", &text))
        .transpose()?)
}

/// Notes an import down. A file that was begun before is gone on with.
pub async fn note(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    new: New<'_>,
) -> Result<ImportId, ServiceError> {
    let (merchant, now) = (shop.id.0, env.now().0);
    let mapping = serde_json::to_string(new.mapping).map_err(StoreError::from)?;
    let mut tx = store.write().await?;
    execute!(
        tx,
        KEEP_MAPPING,
        merchant,
        &new.header_hash[..],
        mapping.as_str(),
        now
    )?;
    let begun = fetch_optional!(tx, (Uuid,), UNFINISHED, merchant, &new.file.hash[..])?;
    let id = match begun {
        Some((id,)) => {
            execute!(
                tx,
                AGAIN,
                merchant,
                id,
                new.file_name,
                new.file_path,
                mapping.as_str(),
                now,
            )?;
            id
        }
        None => {
            let id = env.new_id();
            execute!(
                tx,
                NEW,
                merchant,
                id,
                new.file_name,
                new.file_path,
                &new.file.hash[..],
                &new.header_hash[..],
                mapping.as_str(),
                new.file.bytes,
                new.by,
                now,
            )?;
            id
        }
    };
    tx.commit().await?;
    Ok(ImportId(id))
}

/// Keeps how far an import has come, and its latest bad rows.
pub async fn save(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    row: &ImportRow,
    (bad, message): (&[BadRow], Option<&str>),
) -> Result<(), ServiceError> {
    let merchant = shop.id.0;
    let mut tx = store.write().await?;
    let kept_before = row.lines_bad - bad.len() as i64;
    let room = usize::try_from(ERRORS_KEPT_MAX - kept_before).unwrap_or(0);
    for bad in bad.iter().take(room) {
        execute!(
            tx,
            NEW_ERROR,
            merchant,
            row.id,
            bad.line,
            bad.reason.as_str(),
            // Postgres keeps no NUL in a text.
            bad.shown.replace('\0', "\u{fffd}").as_str(),
        )?;
    }
    execute!(
        tx,
        SAVE,
        merchant,
        row.id,
        row.state,
        row.bytes_read,
        row.lines_read,
        row.lines_bad,
        row.orders_new,
        row.orders_known,
        row.members_new,
        row.points_new,
        message,
        env.now().0,
    )?;
    tx.commit().await?;
    Ok(())
}

async fn errors(
    db: &mut Reader,
    shop: &Shop,
    import: ImportId,
) -> Result<Vec<ImportError>, ServiceError> {
    let rows = fetch_all!(db, (i64, String, String), ERRORS, shop.id.0, import.0)?;
    Ok(rows
        .into_iter()
        .map(|(line, reason, row)| ImportError { line, reason, row })
        .collect())
}

/// How far an import has come, with its first hundred bad rows.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn progress(
    store: &Store,
    shop: &Shop,
    import: ImportId,
) -> Result<ImportProgress, ServiceError> {
    let mut db = store.read().await?;
    let row = load(&mut db, shop, import).await?;
    let errors = errors(&mut db, shop, import).await?;
    Ok(row.view(errors)?)
}

/// The latest imports, newest first, at most fifty, without their bad rows.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn list(store: &Store, shop: &Shop) -> Result<Vec<ImportProgress>, ServiceError> {
    let mut db = store.read().await?;
    let rows = fetch_all!(db, ImportRow, LIST, shop.id.0)?;
    Ok(rows
        .iter()
        .map(|row| row.view(Vec::new()))
        .collect::<Result<_, _>>()?)
}

/// Marks imports that a server was killed over as stopped, so that a page can offer to go on:
/// those that kept nothing for a minute, of any shop. Answers how many.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn stop_interrupted(store: &Store, env: &dyn Environment) -> Result<u64, ServiceError> {
    let before = env.now().plus_seconds(-SILENT_SECONDS).0;
    let mut tx = store.write().await?;
    let stopped = execute!(tx, INTERRUPTED, before, "The server was stopped.")?;
    tx.commit().await?;
    Ok(stopped)
}
