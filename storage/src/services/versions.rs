//! Versions of the programme: the list, each compared with the one before, one of them, and going
//! back, which makes a new draft: what was in force stays as it was.

use regulars::{
    programme::{Programme, compare::compare, words},
    time::Micros,
    views::{Shop, VersionLine, VersionPage, VersionRow, VersionStatus, Versions},
};

use super::{AtWork, ServiceError, decode, programme, releases};
use crate::{
    Corrupt, Store,
    db::Reader,
    env::{Environment, local_time},
    fetch_all, fetch_optional, statements,
};

/// What is told of a version. Status 4 waits, and 5 was taken back.
macro_rules! told {
    ($condition:literal) => {
        concat!(
            "SELECT p.version, CASE WHEN r.version IS NOT NULL THEN 4
                WHEN p.status = 3 AND p.note <> '' THEN 5 ELSE p.status END AS status,
            s.name AS staff_name, COALESCE(p.published_at, p.created_at) AS at, p.document
        FROM programmes p
        LEFT JOIN releases r ON r.merchant_id = p.merchant_id AND r.version = p.version
        LEFT JOIN staff s ON s.merchant_id = p.merchant_id AND s.id = p.published_by
        WHERE p.merchant_id = $1 ",
            $condition
        )
    };
}

statements! {
    BELOW = told!("AND p.version < $2 ORDER BY p.version DESC LIMIT $3");
    ONE = told!("AND p.version = $2");
    DOCUMENT = "SELECT document FROM programmes WHERE merchant_id = $1 AND version = $2";
    DRAFT = "SELECT version FROM programmes WHERE merchant_id = $1 AND status = 1";
}

/// Versions on one page.
const PAGE: i64 = 20;
/// Versions beside the editor.
const RECENT: i64 = 5;

#[derive(Debug, sqlx::FromRow)]
struct Row {
    version: i64,
    status: i32,
    staff_name: Option<String>,
    at: i64,
    document: String,
}

impl Row {
    fn view(&self, shop: &Shop) -> Result<VersionRow, ServiceError> {
        let at = Micros(self.at);
        let status = i16::try_from(self.status).ok();
        let status = status.and_then(VersionStatus::from_code);
        Ok(VersionRow {
            version: self.version,
            status: status.ok_or_else(|| Corrupt {
                table: "programmes",
                what: format!("status {}", self.status),
            })?,
            by: self.staff_name.clone(),
            at,
            day: local_time(&shop.time_zone, at).day,
        })
    }

    fn rules(&self) -> Result<Programme, ServiceError> {
        Ok(decode::json("programmes", &self.document)?)
    }
}

/// The newest versions, for the editor.
pub(super) async fn recent(db: &mut Reader, shop: &Shop) -> Result<Vec<VersionRow>, ServiceError> {
    let rows = fetch_all!(db, Row, BELOW, shop.id.0, i64::MAX, RECENT)?;
    rows.iter().map(|row| row.view(shop)).collect()
}

/// Versions below a number, newest first, each with what changed from the one before it.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn list(
    store: &Store,
    shop: &Shop,
    below: Option<i64>,
) -> Result<Versions, ServiceError> {
    let mut db = store.read().await?;
    let below = below.unwrap_or(i64::MAX);
    // One more than is shown: the last of the page is compared with it.
    let rows = fetch_all!(db, Row, BELOW, shop.id.0, below, PAGE + 1)?;
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    for (place, row) in rows.iter().take(shown).enumerate() {
        let before = rows.get(place + 1);
        lines.push(VersionLine {
            row: row.view(shop)?,
            before: before.map(|before| before.version),
            changes: match before {
                Some(before) => compare(&before.rules()?, &row.rules()?, shop.currency),
                None => Vec::new(),
            },
        });
    }
    let last = lines.last().map(|line| line.row.version);
    Ok(Versions {
        shop: shop.clone(),
        waiting: releases::waiting(store, &mut db, shop).await?,
        next: last.filter(|_| rows.len() > shown),
        lines,
    })
}

/// One version, with what it would change.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn one(store: &Store, shop: &Shop, version: i64) -> Result<VersionPage, ServiceError> {
    let mut db = store.read().await?;
    let row = fetch_optional!(db, Row, ONE, shop.id.0, version)?.ok_or(ServiceError::NotFound)?;
    let rules = row.rules()?;
    let in_force = programme::in_force(store, &mut db, shop.id).await?;
    let other = in_force.as_ref().filter(|it| it.version != version);
    let against = other.map(|it| (it.version, compare(&it.programme, &rules, shop.currency)));
    let levels = |programme: &Programme| programme.tiers.clone().map_or(Vec::new(), |it| it.levels);
    let tiers = in_force.iter().flat_map(|it| levels(&it.programme));
    let draft = fetch_optional!(db, (i64,), DRAFT, shop.id.0)?;
    Ok(VersionPage {
        shop: shop.clone(),
        row: row.view(shop)?,
        sentences: rules.sentences(shop.currency),
        rewards: rules.rewards.iter().map(|reward| reward.words()).collect(),
        levels: levels(&rules)
            .iter()
            .map(|level| {
                let reached = rules.tier_words(level, shop.currency);
                let perk = words::multiplier(level.multiplier);
                let perk = perk.map(|perk| format!(", {perk}")).unwrap_or_default();
                format!("{}: {reached}{perk}", level.name)
            })
            .collect(),
        against,
        waiting: releases::waiting(store, &mut db, shop).await?,
        tiers: tiers.map(|level| (level.key, level.name)).collect(),
        has_draft: draft.is_some_and(|(draft,)| draft != version),
    })
}

/// Makes a new draft of an earlier version, in place of the one there may be; answers with the
/// draft's number. Twice is the same as once.
///
/// # Errors
/// [`ServiceError::NotFound`]; [`ServiceError::Fields`] when its rules would be refused today.
pub async fn go_back(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    version: i64,
) -> Result<i64, ServiceError> {
    let mut db = store.read().await?;
    let (text,) = fetch_optional!(db, (String,), DOCUMENT, shop.id.0, version)?
        .ok_or(ServiceError::NotFound)?;
    drop(db);
    let document: Programme = decode::json("programmes", &text)?;
    programme::save_draft(store, env, shop, by, &document).await
}
