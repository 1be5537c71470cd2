//! Whether the database answers.

use crate::{Store, StoreError, fetch_one, statements};

statements! {
    PING = "SELECT CAST(1 AS BIGINT)";
}

/// Asks the database for nothing.
///
/// # Errors
/// The database's.
pub async fn ping(store: &Store) -> Result<(), StoreError> {
    let mut db = store.read().await?;
    fetch_one!(db, (i64,), PING).map(|_| ())
}
