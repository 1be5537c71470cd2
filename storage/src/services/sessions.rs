//! Signed-in browsers: a random secret in a cookie, its hash in the table, an end that moves
//! with use.

use regulars::{
    ids::{MemberId, MerchantId, StaffId},
    time::Micros,
    views::Role,
};
use uuid::Uuid;

use super::{ServiceError, secret};
use crate::{Store, env::Environment, error::Corrupt, execute, fetch_optional, statements};

/// Which of a browser's two sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i16)]
pub enum SessionKind {
    /// The merchant's pages.
    Staff = 1,
    /// The member's card.
    Member = 2,
}

/// Whose session a cookie is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberSession {
    /// Whose programme.
    pub merchant: MerchantId,
    /// Who.
    pub member: MemberId,
    /// When it ends without use.
    pub expires_at: Micros,
}

/// Whose session a cookie is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSession {
    /// For whom.
    pub merchant: MerchantId,
    /// Who.
    pub staff: StaffId,
    /// What they may do at this moment.
    pub role: Role,
    /// The name.
    pub name: String,
    /// When it ends without use.
    pub expires_at: Micros,
}

statements! {
    INSERT = "INSERT INTO sessions (id_hash, kind, merchant_id, subject, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    MEMBER = "SELECT s.merchant_id, s.subject, s.expires_at FROM sessions s \
        JOIN members m ON m.merchant_id = s.merchant_id AND m.id = s.subject \
        WHERE s.id_hash = $1 AND s.kind = 2 AND s.expires_at > $2 AND m.deleted_at IS NULL";
    STAFF = "SELECT s.merchant_id, s.subject, t.role, t.name, s.expires_at FROM sessions s \
        JOIN staff t ON t.merchant_id = s.merchant_id AND t.id = s.subject \
        WHERE s.id_hash = $1 AND s.kind = 1 AND s.expires_at > $2 AND t.disabled_at IS NULL";
    EXTEND = "UPDATE sessions SET expires_at = $2 WHERE id_hash = $1 AND expires_at < $2";
    END = "DELETE FROM sessions WHERE id_hash = $1";
    END_ALL = "DELETE FROM sessions WHERE merchant_id = $1 AND subject = $2 AND kind = $3";
    PURGE = "DELETE FROM sessions WHERE expires_at <= $1";
}

/// Begins a session and answers the cookie's secret.
///
/// # Errors
/// The database's.
pub async fn begin(
    store: &Store,
    env: &dyn Environment,
    kind: SessionKind,
    merchant: MerchantId,
    subject: Uuid,
    idle_seconds: i64,
) -> Result<String, ServiceError> {
    let (token, now) = (secret::token(env), env.now());
    let ends = now.plus_seconds(idle_seconds).0;
    let mut tx = store.write().await?;
    execute!(
        tx,
        INSERT,
        secret::hash(&[&token]),
        kind as i16,
        merchant.0,
        subject,
        now.0,
        ends
    )?;
    tx.commit().await?;
    Ok(token)
}

/// Whose card the browser with this secret holds; nobody's when it ended.
///
/// # Errors
/// The database's.
pub async fn member(
    store: &Store,
    now: Micros,
    token: &str,
) -> Result<Option<MemberSession>, ServiceError> {
    let mut db = store.read().await?;
    let row = fetch_optional!(db, (i64, Uuid, i64), MEMBER, secret::hash(&[token]), now.0)?;
    Ok(row.map(|(merchant, member, expires_at)| MemberSession {
        merchant: MerchantId(merchant),
        member: MemberId(member),
        expires_at: Micros(expires_at),
    }))
}

/// Who works at the browser with this secret; nobody when it ended or they were disabled.
///
/// # Errors
/// The database's.
pub async fn staff(
    store: &Store,
    now: Micros,
    token: &str,
) -> Result<Option<StaffSession>, ServiceError> {
    let mut db = store.read().await?;
    let hash = secret::hash(&[token]);
    let row = fetch_optional!(db, (i64, Uuid, i16, String, i64), STAFF, hash, now.0)?;
    row.map(|(merchant, staff, role, name, expires_at)| {
        Ok(StaffSession {
            merchant: MerchantId(merchant),
            staff: StaffId(staff),
            role: role_of(role)?,
            name,
            expires_at: Micros(expires_at),
        })
    })
    .transpose()
}

/// The role of a stored code.
pub(super) fn role_of(code: i16) -> Result<Role, ServiceError> {
    let corrupt = || Corrupt {
        table: "staff",
        what: format!("role {code}"),
    };
    Ok(Role::from_code(code)
        .ok_or_else(corrupt)
        .map_err(crate::StoreError::from)?)
}

/// Moves a session's end.
///
/// # Errors
/// The database's.
pub async fn extend(store: &Store, token: &str, expires_at: Micros) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    execute!(tx, EXTEND, secret::hash(&[token]), expires_at.0)?;
    Ok(tx.commit().await?)
}

/// Ends the session of this secret, if there is one.
///
/// # Errors
/// The database's.
pub async fn end(store: &Store, token: &str) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    execute!(tx, END, secret::hash(&[token]))?;
    Ok(tx.commit().await?)
}

/// Ends all sessions of a person, on whatever browser.
///
/// # Errors
/// The database's.
pub async fn end_all(
    store: &Store,
    kind: SessionKind,
    merchant: MerchantId,
    subject: Uuid,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    execute!(tx, END_ALL, merchant.0, subject, kind as i16)?;
    Ok(tx.commit().await?)
}

/// Removes sessions that ended; answers how many.
///
/// # Errors
/// The database's.
pub async fn purge(store: &Store, now: Micros) -> Result<u64, ServiceError> {
    let mut tx = store.write().await?;
    let ended = execute!(tx, PURGE, now.0)?;
    tx.commit().await?;
    Ok(ended)
}
