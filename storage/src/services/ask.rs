//! Handing a command to the ledger, under a key of the caller's.

use regulars::{
    command::{Actor, Command},
    ids::LocationId,
    plan::Receipt,
    time::Now,
    views::Shop,
};
use serde::Serialize;

use super::ServiceError;
use crate::{
    Answer, Store, StoreError, Submission,
    env::{Environment, now_in},
    fetch_optional, fingerprint, statements,
};

statements! {
    ANSWERED = "SELECT answer FROM commands WHERE merchant_id = $1 AND idem_key = $2";
}

/// Who asks for what, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The shop.
    pub shop: &'a Shop,
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub location: Option<LocationId>,
    /// What is asked, as the first part of the stored key: two forms cannot share one.
    pub what: &'static str,
    /// The caller's key.
    pub key: &'a str,
    /// When.
    pub now: Now,
}

impl<'a> Ask<'a> {
    /// Asks now, and nowhere in particular.
    pub fn new(
        env: &dyn Environment,
        shop: &'a Shop,
        actor: Actor,
        what: &'static str,
        key: &'a str,
    ) -> Self {
        Self {
            shop,
            actor,
            location: None,
            what,
            key,
            now: now(env, shop),
        }
    }

    /// Submits `command`. `content` is what the caller decided, without ids and codes made on the
    /// way: the same key with the same content repeats its first answer.
    pub async fn submit(
        self,
        store: &Store,
        content: &impl Serialize,
        command: Command,
    ) -> Result<Answer, ServiceError> {
        if self.key.is_empty() {
            return Err(ServiceError::field(
                "key",
                "Load the page again and repeat it.",
            ));
        }
        let submission = Submission {
            merchant: self.shop.id,
            key: stored_key(self.what, self.key),
            fingerprint: fingerprint(&(self.what, self.actor, content))?,
            actor: self.actor,
            command,
            now: self.now,
            location: self.location,
        };
        Ok(store.submit(submission).await?)
    }
}

fn stored_key(what: &str, key: &str) -> String {
    format!("{what}:{key}")
}

/// What was answered under a key before, whoever asked and whatever the content was.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn answered(
    store: &Store,
    shop: &Shop,
    what: &str,
    key: &str,
) -> Result<Option<Receipt>, ServiceError> {
    let mut db = store.read().await?;
    let key = stored_key(what, key);
    let found = fetch_optional!(db, (String,), ANSWERED, shop.id.0, key.as_str())?;
    let receipt = found.map(|(answer,)| serde_json::from_str(&answer));
    Ok(receipt.transpose().map_err(StoreError::from)?)
}

/// The present instant with the shop's day.
pub fn now(env: &dyn Environment, shop: &Shop) -> Now {
    now_in(&shop.time_zone, env.now())
}

/// An answer of another kind than its command's: corrupt data under the key.
pub fn unexpected(receipt: &Receipt) -> ServiceError {
    let what = format!("an answer of another command: {receipt:?}");
    StoreError::from(crate::Corrupt {
        table: "commands",
        what,
    })
    .into()
}
