//! Publishing in time and in steps: at a moment of the shop's, to some members first, to
//! everybody, or not at all.
//!
//! A version that waits has a row in `releases`; there is one a merchant, so that it is always
//! plain which two versions hold.

mod wait;

use regulars::{
    command::Actor,
    ids::MerchantId,
    programme::Programme,
    release::Audience,
    time::{Day, Micros},
    views::{Shop, Until, Waiting},
};

use super::{AtWork, ServiceError, audit, decode, programme};
use crate::{
    Store,
    db::{Reader, Tx},
    env::{Environment, local_time},
    execute, fetch_optional, statements, world,
};
use wait::Wait;

statements! {
    WAITS = "SELECT version, takes_effect_at, audience FROM releases WHERE merchant_id = $1";
    FOUND = "SELECT p.status, p.document, f.version AS in_force, f.document AS rules_in_force
        FROM programmes p
        LEFT JOIN programmes f ON f.merchant_id = p.merchant_id AND f.status = 2
        WHERE p.merchant_id = $1 AND p.version = $2";
    NO_DRAFT_ANY_MORE = "UPDATE programmes SET status = 3, published_at = $3, published_by = $4,
        note = COALESCE($5, note) WHERE merchant_id = $1 AND version = $2 AND status IN (1, 3)";
    RELEASE = "INSERT INTO releases (merchant_id, version, takes_effect_at, audience, released_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (merchant_id) DO UPDATE SET
        takes_effect_at = excluded.takes_effect_at, audience = excluded.audience,
        released_at = excluded.released_at";
    PUBLISHED_NOW = "UPDATE programmes SET published_at = $3, published_by = $4
        WHERE merchant_id = $1 AND version = $2";
    TAKE_BACK = "DELETE FROM releases WHERE merchant_id = $1 AND version = $2
        RETURNING takes_effect_at";
    DRAFT_AGAIN = "UPDATE programmes SET status = 1, published_at = NULL, published_by = NULL
        WHERE merchant_id = $1 AND version = $2 AND note = '' AND NOT EXISTS (SELECT 1 FROM programmes d
            WHERE d.merchant_id = $1 AND d.status = 1)";
    TAKEN_BACK = "UPDATE programmes SET note = 'taken back' WHERE merchant_id = $1 AND version = $2";
    DUE = "SELECT version FROM releases WHERE merchant_id = $1 AND takes_effect_at <= $2";
}

/// For whom a version is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseTo {
    /// Everybody, from now on.
    Everybody,
    /// Everybody, from a moment of the shop's on.
    At {
        /// The shop's day.
        day: Day,
        /// The hour, 0 to 23.
        hour: u8,
        /// The minute.
        minute: u8,
    },
    /// Members who work here.
    Staff,
    /// Members of a tier of the version in force.
    Tier {
        /// Its key.
        key: String,
    },
    /// A share of the members, in whole per cent.
    Share {
        /// 1 to 99.
        percent: u8,
    },
}

#[derive(Debug, sqlx::FromRow)]
struct WaitsRow {
    version: i64,
    takes_effect_at: Option<i64>,
    audience: Option<String>,
}

#[derive(Debug, sqlx::FromRow)]
struct FoundRow {
    status: i16,
    document: String,
    in_force: Option<i64>,
    rules_in_force: Option<String>,
}

/// What waits, if anything.
pub(super) async fn waiting(
    store: &Store,
    db: &mut Reader,
    shop: &Shop,
) -> Result<Option<Waiting>, ServiceError> {
    let Some(row) = fetch_optional!(db, WaitsRow, WAITS, shop.id.0)? else {
        return Ok(None);
    };
    let until = match (row.takes_effect_at, row.audience) {
        (Some(at), _) => {
            let local = local_time(&shop.time_zone, Micros(at));
            let (day, time) = (local.day, format!("{:02}:{:02}", local.hour, local.minute));
            Until::Moment { day, time }
        }
        (None, Some(text)) => {
            let audience: Audience = decode::json("releases", &text)?;
            let in_force = programme::in_force(store, db, shop.id).await?;
            let rules = in_force.as_ref().map(|it| &it.programme);
            let words = audience.words(|key| tier_name(rules, key));
            Until::Everybody { audience, words }
        }
        (None, None) => return Ok(None),
    };
    let version = row.version;
    Ok(Some(Waiting { version, until }))
}

fn tier_name(rules: Option<&Programme>, key: &str) -> String {
    let mut levels = rules
        .and_then(|rules| rules.tiers.as_ref())
        .into_iter()
        .flat_map(|scheme| &scheme.levels);
    let level = levels.find(|level| level.key == key);
    level.map_or_else(|| key.to_owned(), |level| level.name.clone())
}

/// Publishing has to wait until what waits is decided about.
pub(super) async fn none_waits(tx: &mut Tx, merchant: MerchantId) -> Result<(), ServiceError> {
    match fetch_optional!(tx, WaitsRow, WAITS, merchant.0)? {
        Some(row) => Err(waits_already(row.version)),
        None => Ok(()),
    }
}

fn waits_already(version: i64) -> ServiceError {
    let text = format!(
        "Version {version} waits already. Release it to everybody or take it back, then publish this one."
    );
    ServiceError::field("release", text)
}

/// Lets a draft, or a version that waits, hold for whom is said. Twice is the same as once.
///
/// # Errors
/// [`ServiceError::NotFound`]; [`ServiceError::Fields`] on `release`, `day`, `tier` or `percent`.
pub async fn release(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    version: i64,
    to: &ReleaseTo,
) -> Result<(), ServiceError> {
    let now = env.now();
    let mut tx = store.write().await?;
    let found =
        fetch_optional!(tx, FoundRow, FOUND, shop.id.0, version)?.ok_or(ServiceError::NotFound)?;
    let waits = fetch_optional!(tx, WaitsRow, WAITS, shop.id.0)?;
    match &waits {
        Some(row) if row.version != version => return Err(waits_already(row.version)),
        _ if found.in_force == Some(version) && *to == ReleaseTo::Everybody => return Ok(()),
        None if found.status != 1 => {
            let text = "Only a draft is published. Go back to this version first.";
            return Err(ServiceError::field("release", text));
        }
        _ => {}
    }
    let programme: Programme = decode::json("programmes", &found.document)?;
    programme.validate()?;
    let plan = Wait::of(env, shop, to, &found, waits.as_ref())?;
    let at = plan.takes_effect_at.unwrap_or(now.0);
    let (takes_effect_at, audience) = (plan.takes_effect_at, plan.audience.as_deref());
    // Orders may be judged by it from now on, so it never becomes a draft again.
    let note = audience.map(|_| "released to some");
    execute!(
        tx,
        NO_DRAFT_ANY_MORE,
        shop.id.0,
        version,
        at,
        by.staff.0,
        note
    )?;
    execute!(
        tx,
        RELEASE,
        shop.id.0,
        version,
        takes_effect_at,
        audience,
        now.0
    )?;
    if *to == ReleaseTo::Everybody {
        world::put_into_force(&mut tx, shop.id, version).await?;
        execute!(tx, PUBLISHED_NOW, shop.id.0, version, now.0, by.staff.0)?;
    }
    let published = programme::published_words(version, &programme);
    let detail = format!("{published}: {}", plan.words);
    programme::note(&mut tx, env, shop, by, "programme.release", detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the wait of a version. Orders that it judged keep it. One that nobody had yet is a draft
/// again, unless there is another one.
///
/// # Errors
/// [`ServiceError::Storage`]; a version that does not wait is left as it is.
pub async fn take_back(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    version: i64,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    let taken = fetch_optional!(tx, (Option<i64>,), TAKE_BACK, shop.id.0, version)?;
    let Some((takes_effect_at,)) = taken else {
        return Ok(());
    };
    let again = match takes_effect_at {
        Some(_) => execute!(tx, DRAFT_AGAIN, shop.id.0, version)?,
        None => 0,
    };
    if again == 0 {
        execute!(tx, TAKEN_BACK, shop.id.0, version)?;
    }
    let detail = format!("version {version}");
    programme::note(&mut tx, env, shop, by, "programme.take-back", detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a version into force whose moment has come. The first order after it does the same.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn take_effect(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
) -> Result<bool, ServiceError> {
    let mut db = store.read().await?;
    let due = fetch_optional!(db, (i64,), DUE, shop.id.0, env.now().0)?;
    drop(db);
    let Some((version,)) = due else {
        return Ok(false);
    };
    let mut tx = store.write().await?;
    let done = world::put_into_force(&mut tx, shop.id, version).await?;
    if done {
        let entry = audit::Entry {
            actor: Actor::System,
            action: "programme.take-effect",
            subject: "programme".to_owned(),
            detail: format!("version {version}"),
        };
        audit::record_in(&mut tx, env, shop, &entry).await?;
    }
    tx.commit().await?;
    Ok(done)
}
