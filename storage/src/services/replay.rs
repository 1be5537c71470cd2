//! Trying a draft on past orders: one run a merchant, its outcome kept until the next.
//!
//! [`start`] notes a run and hands it out once; [`run`] carries it out, page by page, with the
//! engine's [`Replay`](regulars::replay::Replay) on a thread of its own. Where the run is lies in
//! the database, so that every server can show it and stop it.

mod book;
mod past;
mod run;

pub(crate) use book::STATEMENTS as BOOK_STATEMENTS;
pub(crate) use past::{LOOKUPS, STATEMENTS as PAST_STATEMENTS};
pub use run::run;

use regulars::{
    ids::MemberId,
    programme::Programme,
    replay::{Options, Outcome},
    time::{Day, Micros},
    views::{ReplayPage, ReplayProgress, ReplayRun, Shop, SpentShare},
};

use super::{AtWork, ServiceError, decode, import::dates::day_start, programme};
use crate::{
    Store,
    env::{Environment, local_time},
    fingerprint,
};

/// Days of points that it takes to know how members spend them.
const HISTORY_DAYS: i32 = 90;
/// The share that is taken to be spent while that is not known.
const GUESSED_PERCENT: u8 = 60;

/// What to try, by the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish<'a> {
    /// The key of the form: pressed twice, it starts once.
    pub key: &'a str,
    /// The first day that counts; `None`: the first order's.
    pub from: Option<Day>,
    /// The last day.
    pub until: Day,
    /// Of a hundred points earned, how many are spent.
    pub spent_percent: u8,
}

/// A run to be carried out, by whoever started it.
#[derive(Debug)]
pub struct Job {
    shop: Shop,
    run: String,
    today: Option<Programme>,
    draft: Programme,
    options: Options,
    /// Orders before this instant are read.
    before: Micros,
}

/// The page: what may be tried, and the last run.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn load(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
) -> Result<ReplayPage, ServiceError> {
    let mut db = store.read().await?;
    let draft = book::draft(&mut db, shop).await?;
    let version = book::version(&mut db, shop).await?;
    let first = book::first_order(&mut db, shop).await?;
    let run = match book::load(&mut db, shop).await? {
        None => None,
        Some(row) => {
            let current = draft.as_deref().map(fingerprint_of).transpose()?;
            let same = current.is_some_and(|hash| hash[..] == row.draft_hash[..]);
            let outdated = !same || row.version != version;
            let outcome = row.outcome.as_deref();
            let outcome: Option<Outcome> = outcome
                .map(|text| decode::json("replays", text))
                .transpose()?;
            let names = match &outcome {
                Some(outcome) => book::names(&mut db, shop, &named(outcome)).await?,
                None => Vec::new(),
            };
            Some(ReplayRun {
                progress: row.progress(env.now())?,
                run: row.run,
                started: local_time(&shop.time_zone, Micros(row.started_at)).day,
                outdated,
                outcome,
                names,
            })
        }
    };
    Ok(ReplayPage {
        shop: shop.clone(),
        has_draft: draft.is_some(),
        first_order: first.map(|at| local_time(&shop.time_zone, at).day),
        share: share(&book::points(&mut db, shop).await?, shop.today),
        run,
    })
}

/// How far a run is, for a page that waits for its end.
///
/// # Errors
/// [`ServiceError::NotFound`] when another run took its place.
pub async fn progress(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    run: &str,
) -> Result<ReplayProgress, ServiceError> {
    let mut db = store.read().await?;
    let row = book::load(&mut db, shop).await?;
    let row = row.filter(|row| row.run == run);
    Ok(row.ok_or(ServiceError::NotFound)?.progress(env.now())?)
}

/// Members whom an outcome names.
fn named(outcome: &Outcome) -> Vec<MemberId> {
    let winners = outcome.winners.biggest.iter();
    let all = winners.chain(&outcome.losers.biggest);
    all.map(|change| change.member).collect()
}

/// What the shop's members did, or a guess.
fn share(points: &book::PointsRow, today: Day) -> SpentShare {
    let long = points
        .first_day
        .is_some_and(|day| Day(day).plus_days(HISTORY_DAYS) <= today);
    if !long || points.issued <= 0 {
        return SpentShare {
            percent: GUESSED_PERCENT,
            own: false,
        };
    }
    let percent = i128::from(points.redeemed.max(0)) * 100 / i128::from(points.issued);
    SpentShare {
        percent: u8::try_from(percent.min(100)).unwrap_or(100),
        own: true,
    }
}

/// Notes a run, to be handed to [`run`]. `None`: the same form started it before.
///
/// # Errors
/// [`ServiceError::Fields`] on `from`, `until` or `share`, and on `key` without a draft or while
/// another run is under way.
pub async fn start(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    wish: Wish<'_>,
) -> Result<Option<Job>, ServiceError> {
    check(shop, &wish)?;
    let today = programme::published(store, shop.id).await?;
    let mut db = store.read().await?;
    let draft = book::draft(&mut db, shop).await?;
    let draft = draft.ok_or_else(|| {
        let words = "There is no draft to try. Change the programme and save it as a draft first.";
        ServiceError::field("key", words)
    })?;
    let before = day_start(&shop.time_zone, wish.until.plus_days(1));
    let new = book::New {
        run: wish.key,
        from: wish.from,
        until: wish.until,
        spent_percent: wish.spent_percent,
        draft_hash: fingerprint_of(&draft)?,
        version: today.as_ref().map(|it| it.version),
        orders: book::count(&mut db, shop, before).await?,
        by: by.staff,
    };
    drop(db);
    if !book::begin(store, env, shop, &new).await? {
        let mut db = store.read().await?;
        let row = book::load(&mut db, shop).await?;
        return match row {
            Some(row) if row.run == wish.key => Ok(None),
            _ => Err(ServiceError::field(
                "key",
                "A replay is under way already. Wait for its end, or stop it first.",
            )),
        };
    }
    Ok(Some(Job {
        shop: shop.clone(),
        run: wish.key.to_owned(),
        today: today.map(|published| published.programme.clone()),
        draft: decode::json("programmes", &draft)?,
        options: Options {
            from: wish.from,
            until: wish.until,
            spent_percent: wish.spent_percent,
        },
        before,
    }))
}

/// What is wrong with what was asked.
fn check(shop: &Shop, wish: &Wish<'_>) -> Result<(), ServiceError> {
    let bad = |field, message| Err(ServiceError::field(field, message));
    if wish.key.is_empty() || wish.key.len() > 100 {
        return bad("key", "Load the page again and repeat it.");
    }
    if wish.until > shop.today {
        return bad("until", "The last day cannot be in the future.");
    }
    if wish.until < Day::MIN || wish.from.is_some_and(|from| from < Day::MIN) {
        return bad("from", "Choose a day from 1900 on.");
    }
    if wish.from.is_some_and(|from| from > wish.until) {
        return bad("until", "The last day must not come before the first.");
    }
    if wish.spent_percent > 100 {
        return bad("share", "At most all of the points can be spent: 100.");
    }
    Ok(())
}

/// Asks a run to stop; harmless when it is over.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn stop(store: &Store, shop: &Shop, run: &str) -> Result<(), ServiceError> {
    book::stop(store, shop, run).await
}

/// What a draft is known by.
fn fingerprint_of(document: &str) -> Result<[u8; 32], ServiceError> {
    Ok(fingerprint(&document)?)
}
