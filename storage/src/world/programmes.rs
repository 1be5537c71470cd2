//! The versions of a merchant's programme that hold today: the one in force, and one that is
//! released to some members or whose moment has come.

use std::{collections::HashMap, sync::Arc};

use regulars::{
    ids::MerchantId,
    programme::Published,
    release::{Audience, Release},
    time::Micros,
};
use sqlx::FromRow;

use crate::{
    db::Tx,
    error::{Corrupt, StoreError},
    execute, fetch_one, fetch_optional, statements,
};

statements! {
    MERCHANT = "SELECT p.version, r.version AS released, r.takes_effect_at, r.audience \
        FROM merchants m \
        LEFT JOIN programmes p ON p.merchant_id = m.id AND p.status = 2 \
        LEFT JOIN releases r ON r.merchant_id = m.id WHERE m.id = $1";
    DOCUMENT = "SELECT document FROM programmes WHERE merchant_id = $1 AND version = $2";
    TAKE_DUE = "DELETE FROM releases WHERE merchant_id = $1 AND version = $2";
    SUPERSEDE = "UPDATE programmes SET status = 3 WHERE merchant_id = $1 AND status = 2";
    IN_FORCE = "UPDATE programmes SET status = 2, note = '' WHERE merchant_id = $1 AND version = $2";
}

/// Versions kept of one merchant: what is in force, and what some members have already.
const KEPT_MAX: usize = 2;

/// Published versions read before. Their documents never change.
#[derive(Debug, Default)]
pub(crate) struct Programmes(HashMap<MerchantId, Vec<Arc<Published>>>);

impl Programmes {
    pub fn get(&self, merchant: MerchantId, version: i64) -> Option<Arc<Published>> {
        let kept = self.0.get(&merchant)?;
        kept.iter().find(|it| it.version == version).cloned()
    }

    /// Keeps a version; the one kept longest goes.
    pub fn keep(&mut self, merchant: MerchantId, read: Arc<Published>) {
        let kept = self.0.entry(merchant).or_default();
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        kept.push(read);
    }
}

/// What of a merchant's programme holds.
#[derive(Debug, Default)]
pub(super) struct Holding {
    pub programme: Option<Arc<Published>>,
    pub release: Option<Release>,
}

#[derive(Debug, FromRow)]
struct MerchantRow {
    version: Option<i64>,
    released: Option<i64>,
    takes_effect_at: Option<i64>,
    audience: Option<String>,
}

/// What holds at `now`; `None`: no such merchant. A version whose moment has come is put into
/// force on the way where `write` says so, and is taken for it in any case.
pub(super) async fn holding(
    tx: &mut Tx,
    programmes: &mut Programmes,
    merchant: MerchantId,
    now: Micros,
    write: bool,
) -> Result<Option<Holding>, StoreError> {
    let Some(row) = fetch_optional!(tx, MerchantRow, MERCHANT, merchant.0)? else {
        return Ok(None);
    };
    let due = row.takes_effect_at.is_some_and(|at| at <= now.0);
    if due
        && write
        && let Some(version) = row.released
    {
        put_into_force(tx, merchant, version).await?;
    }
    let version = if due { row.released } else { row.version };
    let mut holding = Holding::default();
    if let Some(version) = version {
        holding.programme = Some(published(tx, programmes, merchant, version).await?);
    }
    if let Some((version, text)) = row.released.zip(row.audience) {
        let audience: Audience = serde_json::from_str(&text).map_err(|cause| Corrupt {
            table: "releases",
            what: cause.to_string(),
        })?;
        let published = published(tx, programmes, merchant, version).await?;
        holding.release = Some(Release {
            published,
            audience,
        });
    }
    Ok(Some(holding))
}

/// Ends the wait of a version. Whoever comes second, from another server, finds nothing to do.
/// Answers whether it was this one.
pub(crate) async fn put_into_force(
    tx: &mut Tx,
    merchant: MerchantId,
    version: i64,
) -> Result<bool, StoreError> {
    // The row is locked by its deletion, so only one server goes on.
    if execute!(tx, TAKE_DUE, merchant.0, version)? == 0 {
        return Ok(false);
    }
    execute!(tx, SUPERSEDE, merchant.0)?;
    execute!(tx, IN_FORCE, merchant.0, version)?;
    Ok(true)
}

async fn published(
    tx: &mut Tx,
    programmes: &mut Programmes,
    merchant: MerchantId,
    version: i64,
) -> Result<Arc<Published>, StoreError> {
    if let Some(known) = programmes.get(merchant, version) {
        return Ok(known);
    }
    let (document,) = fetch_one!(tx, (String,), DOCUMENT, merchant.0, version)?;
    let programme = serde_json::from_str(&document).map_err(|cause| Corrupt {
        table: "programmes",
        what: cause.to_string(),
    })?;
    let read = Arc::new(Published { version, programme });
    programmes.keep(merchant, read.clone());
    Ok(read)
}
