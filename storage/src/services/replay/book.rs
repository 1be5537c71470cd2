//! A merchant's last run, as a row; and what its page asks besides.

use regulars::{
    ids::{MemberId, StaffId},
    time::{Day, Micros},
    views::{ReplayProgress, ReplayState, Shop},
};

use crate::{
    Corrupt, Store, StoreError,
    db::{Reader, Tx},
    env::Environment,
    execute, fetch_one, fetch_optional,
    services::{ServiceError, decode},
    statements,
};

statements! {
    ONE = "SELECT run, state, draft_hash, version, orders_total, orders_done, stop, outcome,
            started_at, beat_at
        FROM replays WHERE merchant_id = $1";
    DRAFT = "SELECT document FROM programmes WHERE merchant_id = $1 AND status = 1";
    VERSION = "SELECT version FROM programmes WHERE merchant_id = $1 AND status = 2";
    FIRST_ORDER = "SELECT occurred_at FROM orders WHERE merchant_id = $1
        ORDER BY occurred_at LIMIT 1";
    COUNT = "SELECT COUNT(*) FROM orders WHERE merchant_id = $1 AND occurred_at < $2";
    POINTS = "SELECT MIN(CASE WHEN points_issued > 0 THEN day END) AS first_day,
            CAST(COALESCE(SUM(points_issued), 0) AS BIGINT) AS issued,
            CAST(COALESCE(SUM(points_redeemed), 0) AS BIGINT) AS redeemed
        FROM merchant_days WHERE merchant_id = $1";
    NAME = "SELECT name, mail, reference FROM members WHERE merchant_id = $1 AND id = $2";
    BEGIN = "INSERT INTO replays (merchant_id, run, state, from_day, until_day, spent_percent,
            draft_hash, version, orders_total, orders_done, stop, outcome, started_by, started_at,
            beat_at)
        VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, 0, FALSE, NULL, $9, $10, $10)
        ON CONFLICT (merchant_id) DO UPDATE SET run = excluded.run, state = excluded.state,
            from_day = excluded.from_day, until_day = excluded.until_day,
            spent_percent = excluded.spent_percent, draft_hash = excluded.draft_hash,
            version = excluded.version, orders_total = excluded.orders_total, orders_done = 0,
            stop = FALSE, outcome = NULL, started_by = excluded.started_by,
            started_at = excluded.started_at, beat_at = excluded.beat_at
        WHERE replays.run <> excluded.run AND (replays.state <> 1 OR replays.beat_at < $11)";
    BEAT = "UPDATE replays SET orders_done = $3, beat_at = $4
        WHERE merchant_id = $1 AND run = $2 AND state = 1 RETURNING stop";
    END = "UPDATE replays SET state = $3, orders_done = $4, outcome = $5, beat_at = $6
        WHERE merchant_id = $1 AND run = $2 AND state = 1";
    STOP = "UPDATE replays SET stop = TRUE WHERE merchant_id = $1 AND run = $2 AND state = 1";
}

/// A run that said nothing for so long has been interrupted, in seconds.
const SILENT_SECONDS: i64 = 30;

/// A merchant's last run.
#[derive(Debug, sqlx::FromRow)]
pub struct ReplayRow {
    pub run: String,
    state: i16,
    pub draft_hash: Vec<u8>,
    pub version: Option<i64>,
    orders_total: i64,
    orders_done: i64,
    stop: bool,
    pub outcome: Option<String>,
    pub started_at: i64,
    beat_at: i64,
}

impl ReplayRow {
    /// How far it is, by what was last heard of it.
    pub fn progress(&self, now: Micros) -> Result<ReplayProgress, StoreError> {
        let state = match self.state {
            1 if self.beat_at < silent_since(now) => ReplayState::Interrupted,
            1 => ReplayState::Running,
            2 => ReplayState::Done,
            3 => ReplayState::Stopped,
            4 => ReplayState::Failed,
            code => {
                return Err(Corrupt {
                    table: "replays",
                    what: format!("state {code}"),
                }
                .into());
            }
        };
        Ok(ReplayProgress {
            state,
            done: self.orders_done,
            total: self.orders_total,
            stopping: self.stop,
        })
    }
}

fn silent_since(now: Micros) -> i64 {
    now.plus_seconds(-SILENT_SECONDS).0
}

/// A run to note.
#[derive(Debug)]
pub struct New<'a> {
    pub run: &'a str,
    pub from: Option<Day>,
    pub until: Day,
    pub spent_percent: u8,
    pub draft_hash: [u8; 32],
    pub version: Option<i64>,
    pub orders: i64,
    pub by: StaffId,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End<'a> {
    /// With this outcome, as JSON.
    Done(&'a str),
    /// Somebody stopped it.
    Stopped,
    /// It could not go on.
    Failed,
}

/// Points that the merchant's members got and spent.
#[derive(Debug, sqlx::FromRow)]
pub struct PointsRow {
    pub first_day: Option<i32>,
    pub issued: i64,
    pub redeemed: i64,
}

/// The last run.
pub async fn load(db: &mut Reader, shop: &Shop) -> Result<Option<ReplayRow>, ServiceError> {
    Ok(fetch_optional!(db, ReplayRow, ONE, shop.id.0)?)
}

/// The draft's document, as it lies there.
pub async fn draft(db: &mut Reader, shop: &Shop) -> Result<Option<String>, ServiceError> {
    let found = fetch_optional!(db, (String,), DRAFT, shop.id.0)?;
    Ok(found.map(|(document,)| document))
}

/// The version in force.
pub async fn version(db: &mut Reader, shop: &Shop) -> Result<Option<i64>, ServiceError> {
    let found = fetch_optional!(db, (i64,), VERSION, shop.id.0)?;
    Ok(found.map(|(version,)| version))
}

/// When the first order was.
pub async fn first_order(db: &mut Reader, shop: &Shop) -> Result<Option<Micros>, ServiceError> {
    let found = fetch_optional!(db, (i64,), FIRST_ORDER, shop.id.0)?;
    Ok(found.map(|(at,)| Micros(at)))
}

/// How many orders there are before an instant.
pub async fn count(db: &mut Reader, shop: &Shop, before: Micros) -> Result<i64, ServiceError> {
    Ok(fetch_one!(db, (i64,), COUNT, shop.id.0, before.0)?.0)
}

/// Points of all days.
pub async fn points(db: &mut Reader, shop: &Shop) -> Result<PointsRow, ServiceError> {
    Ok(fetch_one!(db, PointsRow, POINTS, shop.id.0)?)
}

/// What a few members are called.
pub async fn names(
    db: &mut Reader,
    shop: &Shop,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, ServiceError> {
    type Names = (String, Option<String>, Option<String>);
    let mut names = Vec::with_capacity(members.len());
    for member in members {
        let found = fetch_optional!(db, Names, NAME, shop.id.0, member.0)?;
        let name = found.map(|(name, mail, reference)| {
            decode::display_name(&name, mail.as_deref(), reference.as_deref())
        });
        names.push((*member, name.unwrap_or_else(|| "Member".to_owned())));
    }
    Ok(names)
}

/// Notes a run in place of the last one. False: the last one is under way, or is this one.
pub async fn begin(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    new: &New<'_>,
) -> Result<bool, ServiceError> {
    let now = env.now();
    let mut tx = store.write().await?;
    let begun = execute!(
        tx,
        BEGIN,
        shop.id.0,
        new.run,
        new.from.map(|day| day.0),
        new.until.0,
        i16::from(new.spent_percent),
        &new.draft_hash[..],
        new.version,
        new.orders,
        new.by.0,
        now.0,
        silent_since(now),
    )?;
    tx.commit().await?;
    Ok(begun > 0)
}

/// Says that a run goes on, and how far it is. Answers whether it is to: not when somebody asked it
/// to stop, nor when another run took its place.
pub async fn beat(
    store: &Store,
    shop: &Shop,
    run: &str,
    done: i64,
    now: Micros,
) -> Result<Beat, ServiceError> {
    let mut tx = store.write().await?;
    let stop = fetch_optional!(tx, (bool,), BEAT, shop.id.0, run, done, now.0)?;
    tx.commit().await?;
    Ok(match stop {
        Some((false,)) => Beat::GoOn,
        Some((true,)) => Beat::Stop,
        None => Beat::Replaced,
    })
}

/// What a run is to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// Go on.
    GoOn,
    /// End: somebody asked for it.
    Stop,
    /// End without a word: another run has the row.
    Replaced,
}

/// Notes the end of a run.
pub async fn end(
    store: &Store,
    shop: &Shop,
    run: &str,
    done: i64,
    end: End<'_>,
    now: Micros,
) -> Result<(), ServiceError> {
    let (state, outcome): (i16, Option<&str>) = match end {
        End::Done(outcome) => (2, Some(outcome)),
        End::Stopped => (3, None),
        End::Failed => (4, None),
    };
    let mut tx = store.write().await?;
    execute!(tx, END, shop.id.0, run, state, done, outcome, now.0)?;
    tx.commit().await?;
    Ok(())
}

/// Asks a run to stop.
pub async fn stop(store: &Store, shop: &Shop, run: &str) -> Result<(), ServiceError> {
    let mut tx: Tx = store.write().await?;
    execute!(tx, STOP, shop.id.0, run)?;
    tx.commit().await?;
    Ok(())
}
