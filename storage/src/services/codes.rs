//! One-time codes of a promotion: made by the batch, listed, switched off and on, exported.

use regulars::{
    command::Actor,
    ids::BatchId,
    promotion::OneTimeCode,
    reward::VoucherCode,
    time::Day,
    views::{CodeBatch, Shop},
};
use uuid::Uuid;

use super::{ServiceError, audit, programme, secret};
use crate::{
    Store, StoreError,
    db::Tx,
    env::Environment,
    execute, fetch_all, fetch_one, fetch_optional,
    many::Texts,
    statements,
    write_plan::{NEW_CODES, OneTimeCodeRow},
};

/// Most codes in a batch.
pub const BATCH_MAX: i64 = 100_000;
/// Codes that are written in one transaction, so that sales go on meanwhile.
const AT_ONCE: i64 = 5_000;
/// Batches that a list shows.
const BATCHES_MAX: i64 = 100;
/// Longest name of a batch, in characters.
const NAME_MAX: usize = 200;

statements! {
    NEW_BATCH = "INSERT INTO code_batches
        (merchant_id, id, promotion, name, size, good_until, enabled, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7) ON CONFLICT (merchant_id, id) DO NOTHING";
    BATCH = "SELECT promotion, name, size, good_until FROM code_batches
        WHERE merchant_id = $1 AND id = $2";
    /// Two who make the same batch take turns.
    TAKE_TURN = "UPDATE code_batches SET size = size WHERE merchant_id = $1 AND id = $2";
    MADE = "SELECT COUNT(*) FROM one_time_codes WHERE merchant_id = $1 AND batch_id = $2";
    LIST = "SELECT b.id, b.promotion, b.name, b.good_until, b.enabled,
            (SELECT COUNT(*) FROM one_time_codes c
                WHERE c.merchant_id = b.merchant_id AND c.batch_id = b.id) AS codes,
            (SELECT COUNT(c.used_by) FROM one_time_codes c
                WHERE c.merchant_id = b.merchant_id AND c.batch_id = b.id) AS used
        FROM code_batches b WHERE b.merchant_id = $1 ORDER BY b.created_at DESC, b.id LIMIT $2";
    SET_ENABLED = "UPDATE code_batches SET enabled = $3 WHERE merchant_id = $1 AND id = $2";
    PART = "SELECT code, CASE WHEN used_by IS NULL THEN 0 ELSE 1 END FROM one_time_codes
        WHERE merchant_id = $1 AND batch_id = $2 AND code > $3 ORDER BY code LIMIT $4";
    IS_ONE = "SELECT 1 FROM one_time_codes WHERE merchant_id = $1 AND code = $2";
}

/// A batch to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRequest {
    /// The key of its promotion.
    pub promotion: String,
    /// What it is for, in the merchant's words.
    pub name: String,
    /// How many codes.
    pub count: i64,
    /// The last day on which they can be used.
    pub good_until: Day,
}

/// Makes a batch. The same key makes it once; where making it was cut short, it goes on.
///
/// # Errors
/// [`ServiceError::Fields`]; [`ServiceError::KeyReused`] for the same key with another content.
pub async fn make(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    request: &BatchRequest,
    key: &str,
) -> Result<BatchId, ServiceError> {
    let name: String = request.name.trim().chars().take(NAME_MAX).collect();
    check(store, shop, request, &name).await?;
    let batch = batch_of(shop, key);
    let mut tx = store.write().await?;
    let made = execute!(
        tx,
        NEW_BATCH,
        shop.id.0,
        batch.0,
        request.promotion.as_str(),
        name.as_str(),
        request.count,
        request.good_until.0,
        env.now().0,
    )?;
    if made > 0 {
        let entry = audit::Entry {
            actor,
            action: "codes.make",
            subject: batch.to_string(),
            detail: format!("{} codes for {}", request.count, request.promotion),
        };
        audit::record_in(&mut tx, env, shop, &entry).await?;
    }
    let row = fetch_one!(tx, (String, String, i64, i32), BATCH, shop.id.0, batch.0)?;
    tx.commit().await?;
    let wanted = (
        request.promotion.clone(),
        name,
        request.count,
        request.good_until.0,
    );
    if row != wanted {
        return Err(ServiceError::KeyReused);
    }
    while fill(store, env, shop, batch, request.count).await? {}
    Ok(batch)
}

async fn check(
    store: &Store,
    shop: &Shop,
    request: &BatchRequest,
    name: &str,
) -> Result<(), ServiceError> {
    if name.is_empty() {
        return Err(ServiceError::field("name", "Say what these codes are for."));
    }
    if !(1..=BATCH_MAX).contains(&request.count) {
        let message = "Between 1 and 100,000 codes are made at a time.";
        return Err(ServiceError::field("count", message));
    }
    if request.good_until < shop.today || request.good_until > Day::MAX {
        let message = "The last day is today or later.";
        return Err(ServiceError::field("good_until", message));
    }
    let published = programme::published(store, shop.id).await?;
    let promotions = published.iter().flat_map(|it| &it.programme.promotions);
    let mut by_code = promotions.filter(|it| !it.trigger.is_automatic());
    if by_code.any(|it| it.key == request.promotion) {
        return Ok(());
    }
    let message = "Choose a promotion that applies with a code, and publish it first.";
    Err(ServiceError::field("promotion", message))
}

/// The key as an id: making the same batch again finds it there.
fn batch_of(shop: &Shop, key: &str) -> BatchId {
    let hash = secret::hash(&["codes", &shop.id.to_string(), key]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    BatchId(Uuid::from_bytes(bytes))
}

/// Writes the next codes of a batch; whether there may be more to write.
async fn fill(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    batch: BatchId,
    size: i64,
) -> Result<bool, ServiceError> {
    let mut tx = store.write().await?;
    execute!(tx, TAKE_TURN, shop.id.0, batch.0)?;
    let (made,) = fetch_one!(tx, (i64,), MADE, shop.id.0, batch.0)?;
    let count = (size - made).clamp(0, AT_ONCE);
    if count > 0 {
        insert(&mut tx, env, shop, batch, count).await?;
    }
    tx.commit().await?;
    Ok(made + count < size)
}

async fn insert(
    tx: &mut Tx,
    env: &dyn Environment,
    shop: &Shop,
    batch: BatchId,
    count: i64,
) -> Result<(), StoreError> {
    let fresh = |_| OneTimeCode {
        code: VoucherCode::from_random(env.random()),
        batch,
        promotion: String::new(),
        good_until: Day::MAX,
        enabled: true,
        used_by: None,
    };
    let mut codes: Vec<OneTimeCode> = (0..count).map(fresh).collect();
    codes.sort_by(|a, b| a.code.cmp(&b.code));
    codes.dedup_by(|a, b| a.code == b.code);
    let rows: Vec<_> = codes
        .iter()
        .map(|code| OneTimeCodeRow(shop.id.0, code))
        .collect();
    Texts::default()
        .insert(&mut tx.on(), &NEW_CODES, &rows)
        .await
}

/// All batches, newest first, with how many codes each has and how many were used.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn list(store: &Store, shop: &Shop) -> Result<Vec<CodeBatch>, ServiceError> {
    type Found = (Uuid, String, String, i32, bool, i64, i64);
    let mut db = store.read().await?;
    let rows = fetch_all!(db, Found, LIST, shop.id.0, BATCHES_MAX)?;
    let published = programme::published(store, shop.id).await?;
    let name_of = |key: &str| {
        let mut promotions = published.iter().flat_map(|it| &it.programme.promotions);
        let promotion = promotions.find(|it| it.key == key);
        promotion.map(|it| it.name.clone())
    };
    let view = |(id, promotion, name, good_until, enabled, codes, used): Found| CodeBatch {
        id: BatchId(id),
        promotion_name: name_of(&promotion),
        name,
        codes,
        used,
        good_until: Day(good_until),
        enabled,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Switches a batch off, or on again.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn set_enabled(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    (batch, enabled): (BatchId, bool),
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    if execute!(tx, SET_ENABLED, shop.id.0, batch.0, enabled)? == 0 {
        return Err(ServiceError::NotFound);
    }
    let entry = audit::Entry {
        actor,
        action: if enabled {
            "codes.enable"
        } else {
            "codes.disable"
        },
        subject: batch.to_string(),
        detail: String::new(),
    };
    audit::record_in(&mut tx, env, shop, &entry).await?;
    tx.commit().await?;
    Ok(())
}

/// A batch as a CSV file: a line a code, and whether it was used.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn export(store: &Store, shop: &Shop, batch: BatchId) -> Result<String, ServiceError> {
    let mut db = store.read().await?;
    let known = fetch_optional!(db, (String, String, i64, i32), BATCH, shop.id.0, batch.0)?;
    if known.is_none() {
        return Err(ServiceError::NotFound);
    }
    let mut file = String::from("code,used\r\n");
    let mut last = String::new();
    loop {
        let rows = fetch_all!(
            db,
            (String, i32),
            PART,
            shop.id.0,
            batch.0,
            last.as_str(),
            AT_ONCE
        )?;
        for (code, used) in &rows {
            let used = if *used == 0 { "no" } else { "yes" };
            file.push_str(&format!("{code},{used}\r\n"));
        }
        match rows.into_iter().next_back() {
            Some((code, _)) => last = code,
            None => return Ok(file),
        }
    }
}

/// Which of some codes are one-time codes.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn are_one_time(
    store: &Store,
    shop: &Shop,
    codes: &[VoucherCode],
) -> Result<Vec<VoucherCode>, ServiceError> {
    let mut db = store.read().await?;
    let mut found = Vec::new();
    for code in codes {
        if fetch_optional!(db, (i32,), IS_ONE, shop.id.0, code.as_str())?.is_some() {
            found.push(code.clone());
        }
    }
    Ok(found)
}
