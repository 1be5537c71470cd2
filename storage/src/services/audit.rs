//! Who did what: one row for each thing that staff changed outside the ledger, where every
//! transfer names its actor itself.

use regulars::{
    command::Actor,
    time::{Day, Micros},
    views::{Page, Shop},
};
use uuid::Uuid;

use super::{
    ServiceError,
    page::{self, PAGE_FETCH, Place},
};
use crate::{
    Store, StoreError,
    db::Tx,
    env::{Environment, local_time},
    execute, fetch_all,
    rows::{actor_code, actor_from_code},
    statements,
};

statements! {
    NEW_ENTRY = "INSERT INTO audit
        (merchant_id, id, at, actor_kind, actor_id, action, subject, detail)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ENTRIES = "SELECT a.id, a.at, a.actor_kind, a.actor_id, s.name, a.action, a.subject, a.detail
        FROM audit a
        LEFT JOIN staff s ON s.merchant_id = a.merchant_id AND s.id = a.actor_id
        WHERE a.merchant_id = $1 AND (a.at < $2 OR (a.at = $2 AND a.id < $3))
        ORDER BY a.at DESC, a.id DESC LIMIT $4";
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// By whom.
    pub actor: Actor,
    /// What, as `thing.verb`: `programme.publish`.
    pub action: &'static str,
    /// To what: a row's id or name.
    pub subject: String,
    /// Anything more, in words.
    pub detail: String,
}

/// An entry as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// When.
    pub at: Micros,
    /// The merchant's day of it.
    pub day: Day,
    /// By whom.
    pub actor: Actor,
    /// The name, for staff.
    pub actor_name: Option<String>,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// Anything more.
    pub detail: String,
}

/// Notes an entry.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn record(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    entry: &Entry,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    record_in(&mut tx, env, shop, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes an entry together with what it is about.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn record_in(
    tx: &mut Tx,
    env: &dyn Environment,
    shop: &Shop,
    entry: &Entry,
) -> Result<(), ServiceError> {
    let (kind, id) = actor_code(entry.actor);
    execute!(
        tx,
        NEW_ENTRY,
        shop.id.0,
        env.new_id(),
        env.now().0,
        kind,
        id,
        entry.action,
        entry.subject.as_str(),
        entry.detail.as_str(),
    )?;
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    at: i64,
    actor_kind: i16,
    actor_id: Option<Uuid>,
    name: Option<String>,
    action: String,
    subject: String,
    detail: String,
}

impl EntryRow {
    fn view(self, shop: &Shop) -> Result<AuditRow, StoreError> {
        Ok(AuditRow {
            at: Micros(self.at),
            day: local_time(&shop.time_zone, Micros(self.at)).day,
            actor: actor_from_code(self.actor_kind, self.actor_id)?,
            actor_name: self.name,
            action: self.action,
            subject: self.subject,
            detail: self.detail,
        })
    }
}

/// Entries, newest first.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn list(
    store: &Store,
    shop: &Shop,
    cursor: Option<&str>,
) -> Result<Page<AuditRow>, ServiceError> {
    let from = Place::read(cursor);
    let mut db = store.read().await?;
    let rows = fetch_all!(
        db, EntryRow, ENTRIES, shop.id.0, from.by, from.id, PAGE_FETCH
    )?;
    let place = |row: &EntryRow| Place {
        by: row.at,
        id: row.id,
    };
    Ok(page::cut(rows, place, |row| row.view(shop))?)
}
