//! The programme's document: a draft, the published version, and those before it.

use std::sync::Arc;

use regulars::{
    command::Actor,
    ids::MerchantId,
    programme::{Programme, Published, template},
    views::{ProgrammeEditor, Shop},
};

use super::{AtWork, ServiceError, audit, decode, releases, versions};
use crate::{
    Store, StoreError, db::Reader, env::Environment, execute, fetch_one, fetch_optional, statements,
};

statements! {
    IN_FORCE = "SELECT version FROM programmes WHERE merchant_id = $1 AND status = 2";
    DOCUMENT = "SELECT document FROM programmes WHERE merchant_id = $1 AND version = $2";
    DRAFT = "SELECT document FROM programmes WHERE merchant_id = $1 AND status = 1";
    NEXT_VERSION = "SELECT COALESCE(MAX(version), 0) + 1 FROM programmes WHERE merchant_id = $1";
    UPDATE_DRAFT = "UPDATE programmes SET document = $2, created_at = $3
        WHERE merchant_id = $1 AND status = 1 RETURNING version";
    NEW_DRAFT = "INSERT INTO programmes (merchant_id, version, status, document, created_at)
        VALUES ($1, $2, 1, $3, $4)";
    SUPERSEDE = "UPDATE programmes SET status = 3 WHERE merchant_id = $1 AND status = 2";
    PUBLISH = "UPDATE programmes SET status = 2, published_at = $2, published_by = $3
        WHERE merchant_id = $1 AND status = 1 RETURNING version";
    DISCARD = "DELETE FROM programmes WHERE merchant_id = $1 AND status = 1";
}

/// The programme in force, if there is one.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn published(
    store: &Store,
    merchant: MerchantId,
) -> Result<Option<Arc<Published>>, ServiceError> {
    in_force(store, &mut store.read().await?, merchant).await
}

/// The programme in force, read on a connection at hand.
pub(super) async fn in_force(
    store: &Store,
    db: &mut Reader,
    merchant: MerchantId,
) -> Result<Option<Arc<Published>>, ServiceError> {
    match fetch_optional!(db, (i64,), IN_FORCE, merchant.0)? {
        Some((version,)) => Ok(Some(of_version(store, db, merchant, version).await?)),
        None => Ok(None),
    }
}

/// A published version. Its document never changes, so it is read once; whether it is still the
/// one in force is the caller's to ask the database, which several servers may share.
pub(super) async fn of_version(
    store: &Store,
    db: &mut Reader,
    merchant: MerchantId,
    version: i64,
) -> Result<Arc<Published>, ServiceError> {
    if let Some(known) = store.known_programme(merchant, version) {
        return Ok(known);
    }
    let (text,) = fetch_one!(db, (String,), DOCUMENT, merchant.0, version)?;
    let programme = decode::json("programmes", &text)?;
    let read = Arc::new(Published { version, programme });
    store.keep_programme(merchant, read.clone());
    Ok(read)
}

/// The editor's page: the draft, else a copy of what is published, else a template.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn editor(store: &Store, shop: &Shop) -> Result<ProgrammeEditor, ServiceError> {
    let in_force = published(store, shop.id).await?;
    let mut db = store.read().await?;
    let draft = fetch_optional!(db, (String,), DRAFT, shop.id.0)?;
    let versions = versions::recent(&mut db, shop).await?;
    let waiting = releases::waiting(store, &mut db, shop).await?;
    let is_draft = draft.is_some();
    let in_force = in_force.map(|published| published.programme.clone());
    let document = match (draft, &in_force) {
        (Some((text,)), _) => decode::json::<Programme>("programmes", &text)?,
        (None, Some(programme)) => programme.clone(),
        (None, None) => template::simple(&format!("{} regulars", shop.name), shop.currency),
    };
    Ok(ProgrammeEditor {
        shop: shop.clone(),
        document,
        is_draft,
        in_force,
        waiting,
        versions,
    })
}

/// Saves the draft, whole, and answers with its number.
///
/// # Errors
/// [`ServiceError::Fields`] with every fault: a draft that could not be published is not kept,
/// so that publishing is a single step.
pub async fn save_draft(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    programme: &Programme,
) -> Result<i64, ServiceError> {
    programme.validate()?;
    let document = serde_json::to_string(programme).map_err(StoreError::from)?;
    let now = env.now().0;
    let mut tx = store.write().await?;
    let updated = fetch_optional!(tx, (i64,), UPDATE_DRAFT, shop.id.0, document.as_str(), now)?;
    let version = match updated {
        Some((version,)) => version,
        None => {
            let (version,) = fetch_one!(tx, (i64,), NEXT_VERSION, shop.id.0)?;
            execute!(tx, NEW_DRAFT, shop.id.0, version, document.as_str(), now)?;
            version
        }
    };
    note(&mut tx, env, shop, by, "programme.draft", String::new()).await?;
    tx.commit().await?;
    Ok(version)
}

/// Puts the draft into force and answers with its version. Orders from now on are judged by it.
///
/// # Errors
/// [`ServiceError::NotFound`] without a draft; [`ServiceError::Fields`] while another version waits.
pub async fn publish(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
) -> Result<i64, ServiceError> {
    let mut tx = store.write().await?;
    releases::none_waits(&mut tx, shop.id).await?;
    let (text,) =
        fetch_optional!(tx, (String,), DRAFT, shop.id.0)?.ok_or(ServiceError::NotFound)?;
    let programme: Programme = decode::json("programmes", &text)?;
    programme.validate()?;
    execute!(tx, SUPERSEDE, shop.id.0)?;
    let (version,) = fetch_one!(tx, (i64,), PUBLISH, shop.id.0, env.now().0, by.staff.0)?;
    note(
        &mut tx,
        env,
        shop,
        by,
        "programme.publish",
        published_words(version, &programme),
    )
    .await?;
    tx.commit().await?;
    Ok(version)
}

/// Which version was published, and who answers for it where it may go below the margin.
pub(super) fn published_words(version: i64, programme: &Programme) -> String {
    let guard = programme.margin.as_ref();
    match guard.and_then(|guard| guard.overridden.as_ref()) {
        None => format!("version {version}"),
        Some(named) => format!(
            "version {version}, below the margin by word of {}: {}",
            named.by, named.reason
        ),
    }
}

/// Throws the draft away; harmless without one.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn discard_draft(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    if execute!(tx, DISCARD, shop.id.0)? > 0 {
        note(&mut tx, env, shop, by, "programme.discard", String::new()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Notes what was done to the programme.
pub(super) async fn note(
    tx: &mut crate::db::Tx,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    action: &'static str,
    detail: String,
) -> Result<(), ServiceError> {
    let actor: Actor = by.actor();
    let entry = audit::Entry {
        actor,
        action,
        subject: "programme".to_owned(),
        detail,
    };
    audit::record_in(tx, env, shop, &entry).await
}
