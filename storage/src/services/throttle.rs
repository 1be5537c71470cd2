//! Counting tries by a key, such as a network address, in windows of time.

use regulars::time::Micros;

use super::sign_in::SignInError;
use crate::{Store, StoreError, execute, fetch_one, fetch_optional, statements};

/// How often something may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is tried; keeps the counts apart.
    pub what: &'static str,
    /// Tries in a window.
    pub tries: i64,
    /// The window, in seconds.
    pub window_s: i64,
}

statements! {
    COUNT = "INSERT INTO throttles (throttle_key, window_start, tries) VALUES ($1, $2, 1) \
        ON CONFLICT (throttle_key, window_start) DO UPDATE SET tries = throttles.tries + 1 \
        RETURNING CAST(tries AS BIGINT)";
    READ = "SELECT CAST(tries AS BIGINT) FROM throttles WHERE throttle_key = $1 AND window_start = $2";
    PURGE = "DELETE FROM throttles WHERE window_start < $1";
}

impl Limit {
    /// Beginning of the window that `now` lies in.
    fn window(self, now: Micros) -> Micros {
        let length = self.window_s.saturating_mul(1_000_000).max(1);
        Micros(now.0 - now.0.rem_euclid(length))
    }

    fn key(self, whom: &str) -> String {
        format!("{}:{whom}", self.what)
    }

    fn verdict(self, tries: i64, now: Micros) -> Result<(), SignInError> {
        if tries <= self.tries {
            return Ok(());
        }
        let left_us = self.window(now).plus_seconds(self.window_s).0 - now.0;
        let retry_after_s = u32::try_from(left_us / 1_000_000 + 1).unwrap_or(u32::MAX);
        Err(SignInError::TooMany { retry_after_s })
    }

    /// Counts a try of `whom`. The count is kept even when the try is refused.
    ///
    /// # Errors
    /// [`SignInError::TooMany`] beyond the limit.
    pub async fn count(self, store: &Store, now: Micros, whom: &str) -> Result<(), SignInError> {
        let mut tx = store.write().await?;
        let (tries,) = fetch_one!(tx, (i64,), COUNT, self.key(whom), self.window(now).0)?;
        tx.commit().await?;
        self.verdict(tries, now)
    }

    /// Whether another try of `whom` is allowed, without counting one.
    ///
    /// # Errors
    /// [`SignInError::TooMany`] beyond the limit.
    pub async fn check(self, store: &Store, now: Micros, whom: &str) -> Result<(), SignInError> {
        let mut db = store.read().await?;
        let row = fetch_optional!(db, (i64,), READ, self.key(whom), self.window(now).0)?;
        self.verdict(row.map_or(0, |(tries,)| tries) + 1, now)
    }
}

/// Forgets windows that began a day ago or earlier; answers how many.
///
/// # Errors
/// The database's.
pub async fn purge(store: &Store, now: Micros) -> Result<u64, StoreError> {
    let mut tx = store.write().await?;
    let forgotten = execute!(tx, PURGE, now.plus_seconds(-86_400).0)?;
    tx.commit().await?;
    Ok(forgotten)
}
