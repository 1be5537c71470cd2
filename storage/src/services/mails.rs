//! The queue of mail: letters go in with what caused them, a worker sends them, and the sample
//! shop shows them on a page.

mod letter;

use regulars::{ids::MerchantId, time::Micros};
use uuid::Uuid;

pub use letter::Letter;

use super::ServiceError;
use crate::{Store, db::Tx, env::Environment, execute, fetch_all, fetch_optional, statements};

/// Tries before a mail is given up: with the waits between them, about a day and a half.
pub const TRIES_MAX: i16 = 10;
/// How long a worker has for sending what it took, before another may take it again.
const LEASE_S: i64 = 300;
/// Shortest and longest wait between two tries.
const WAIT_S: (i64, i64) = (60, 28_800);

/// A mail to be sent now.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Due {
    /// Whose programme it is about.
    pub merchant_id: i64,
    /// Its row.
    pub id: Uuid,
    /// To whom.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text_body: String,
    /// As HTML.
    pub html_body: String,
    /// Which try this is, from 1.
    pub attempts: i16,
}

/// A mail as the sample shop's inbox shows it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct InboxMail {
    /// Its row.
    pub id: Uuid,
    /// To whom.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text_body: String,
    /// When it was written.
    pub created_at: i64,
}

statements! {
    ADD = "INSERT INTO mails (merchant_id, id, recipient, subject, text_body, html_body, state, \
        next_attempt_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7) \
        ON CONFLICT (merchant_id, id) DO NOTHING";
    ANY_DUE = "SELECT CAST(1 AS BIGINT) FROM mails \
        WHERE state = 1 AND next_attempt_at <= $1 LIMIT 1";
    // The outer conditions are those of the inner select: where two workers meet on a row, the
    // second one looks again after the first has committed, and leaves it.
    TAKE = "UPDATE mails SET attempts = attempts + 1, next_attempt_at = $2 \
        WHERE state = 1 AND next_attempt_at <= $1 AND (merchant_id, id) IN \
        (SELECT merchant_id, id FROM mails WHERE state = 1 AND next_attempt_at <= $1 \
        ORDER BY next_attempt_at LIMIT $3) \
        RETURNING merchant_id, id, recipient, subject, text_body, html_body, attempts";
    SENT = "UPDATE mails SET state = 2, sent_at = $3, last_error = NULL \
        WHERE merchant_id = $1 AND id = $2";
    FAILED = "UPDATE mails SET state = $3, last_error = $4, next_attempt_at = $5 \
        WHERE merchant_id = $1 AND id = $2";
    INBOX = "SELECT id, recipient, subject, text_body, created_at FROM mails \
        WHERE merchant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    PURGE = "DELETE FROM mails WHERE state <> 1 AND created_at < $1";
}

/// Puts a letter into the queue, in the transaction of what caused it.
///
/// # Errors
/// The database's.
pub async fn add(
    tx: &mut Tx,
    env: &dyn Environment,
    merchant: MerchantId,
    letter: &Letter,
) -> Result<(), ServiceError> {
    add_once(tx, env, merchant, env.new_id(), letter).await
}

/// Puts a letter into the queue under an id of the caller's, unless it is there.
///
/// # Errors
/// The database's.
pub async fn add_once(
    tx: &mut Tx,
    env: &dyn Environment,
    merchant: MerchantId,
    id: Uuid,
    letter: &Letter,
) -> Result<(), ServiceError> {
    let now = env.now().0;
    let (text, html) = (letter.text(), letter.html());
    execute!(
        tx,
        ADD,
        merchant.0,
        id,
        &letter.to,
        &letter.subject,
        text,
        html,
        now
    )?;
    Ok(())
}

/// Takes at most `limit` mails that are due. No other worker gets them for some minutes.
///
/// # Errors
/// The database's.
pub async fn take(store: &Store, now: Micros, limit: i64) -> Result<Vec<Due>, ServiceError> {
    // Mostly there is nothing, and looking must not wait in line with those who write.
    let mut db = store.read().await?;
    if fetch_optional!(db, (i64,), ANY_DUE, now.0)?.is_none() {
        return Ok(Vec::new());
    }
    drop(db);
    let mut tx = store.write().await?;
    let due = fetch_all!(tx, Due, TAKE, now.0, now.plus_seconds(LEASE_S).0, limit)?;
    tx.commit().await?;
    Ok(due)
}

/// Notes that a mail was accepted by the mail server.
///
/// # Errors
/// The database's.
pub async fn sent(store: &Store, now: Micros, mail: &Due) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    execute!(tx, SENT, mail.merchant_id, mail.id, now.0)?;
    Ok(tx.commit().await?)
}

/// Notes that a mail was not accepted. It is tried again later, unless `for_good` or tried too
/// often; answers whether it is.
///
/// # Errors
/// The database's.
pub async fn failed(
    store: &Store,
    now: Micros,
    mail: &Due,
    reason: &str,
    for_good: bool,
) -> Result<bool, ServiceError> {
    let again = !for_good && mail.attempts < TRIES_MAX;
    let state: i16 = if again { 1 } else { 3 };
    let next = now.plus_seconds(wait_s(mail.attempts)).0;
    let mut tx = store.write().await?;
    execute!(tx, FAILED, mail.merchant_id, mail.id, state, reason, next)?;
    tx.commit().await?;
    Ok(again)
}

/// One minute after the first try, then twice as long after each, up to eight hours.
fn wait_s(tries: i16) -> i64 {
    let doublings = u32::try_from(tries.clamp(1, 20) - 1).unwrap_or(0);
    (WAIT_S.0 << doublings).min(WAIT_S.1)
}

/// The last mails of a shop, newest first.
///
/// # Errors
/// The database's.
pub async fn inbox(
    store: &Store,
    merchant: MerchantId,
    limit: i64,
) -> Result<Vec<InboxMail>, ServiceError> {
    let mut db = store.read().await?;
    Ok(fetch_all!(db, InboxMail, INBOX, merchant.0, limit)?)
}

/// Removes mail that was sent or given up before `before`: it names people and holds codes.
///
/// # Errors
/// The database's.
pub async fn purge(store: &Store, before: Micros) -> Result<u64, ServiceError> {
    let mut tx = store.write().await?;
    let removed = execute!(tx, PURGE, before.0)?;
    tx.commit().await?;
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::wait_s;

    #[test]
    fn waits_grow_up_to_a_bound() {
        assert_eq!(
            [1, 2, 3, 10, 300].map(wait_s),
            [60, 120, 240, 28_800, 28_800]
        );
    }
}
