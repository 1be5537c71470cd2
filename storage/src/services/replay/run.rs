//! Carrying a run out: pages are read while the one before is judged on a thread of its own.

use regulars::{
    replay::{Outcome, Replay},
    time::Micros,
};
use tokio::task::spawn_blocking;

use super::{
    Job,
    book::{self, Beat, End},
    past::{PastOrders, PastReader},
};
use crate::{Store, StoreError, env::Environment, services::ServiceError};

/// How long a run is silent at most while it goes on, in microseconds.
const BEAT_EVERY: i64 = 400_000;

/// How a run went.
enum Went {
    /// To its end.
    Through(Box<Outcome>),
    /// Until somebody stopped it.
    Stopped,
    /// Until another one took its place.
    Replaced,
}

/// Carries a run out. What it came to is for its row; the answer says only that it was written.
///
/// # Errors
/// [`ServiceError::Storage`]; the run is noted as failed then, where even that can be written.
pub async fn run(store: &Store, env: &dyn Environment, job: Job) -> Result<(), ServiceError> {
    let (shop, name) = (job.shop.clone(), job.run.clone());
    let mut done = 0;
    let went = carry_out(store, env, job, &mut done).await;
    let end = async |end: End<'_>| book::end(store, &shop, &name, done, end, env.now()).await;
    match went {
        Ok(Went::Through(outcome)) => {
            let outcome = serde_json::to_string(&outcome).map_err(StoreError::from)?;
            end(End::Done(&outcome)).await
        }
        Ok(Went::Stopped) => end(End::Stopped).await,
        Ok(Went::Replaced) => Ok(()),
        Err(error) => {
            end(End::Failed).await?;
            Err(error)
        }
    }
}

async fn carry_out(
    store: &Store,
    env: &dyn Environment,
    job: Job,
    done: &mut i64,
) -> Result<Went, ServiceError> {
    let mut past = PastReader::new(&job.shop, job.before);
    let mut replay = Replay::new(job.today.as_ref(), &job.draft, job.options);
    let mut page = past.next(store).await?;
    let mut silent_since = Micros(i64::MIN);
    while !page.is_empty() {
        let now = env.now();
        if now.0.saturating_sub(silent_since.0) >= BEAT_EVERY {
            silent_since = now;
            match book::beat(store, &job.shop, &job.run, *done, now).await? {
                Beat::GoOn => {}
                Beat::Stop => return Ok(Went::Stopped),
                Beat::Replaced => return Ok(Went::Replaced),
            }
        }
        *done += i64::try_from(page.len()).unwrap_or(0);
        let (fed, next) = tokio::join!(feed(replay, page), past.next(store));
        (replay, page) = (fed?, next?);
    }
    let outcome = spawn_blocking(move || replay.finish()).await;
    Ok(Went::Through(Box::new(outcome.map_err(broken)?)))
}

/// Judges a page, away from the threads that answer requests.
async fn feed(mut replay: Replay, page: PastOrders) -> Result<Replay, ServiceError> {
    let fed = spawn_blocking(move || {
        for (member, past) in page {
            replay.feed(member, past);
        }
        replay
    });
    fed.await.map_err(broken)
}

/// A thread that broke off.
fn broken(error: tokio::task::JoinError) -> ServiceError {
    StoreError::Other(sqlx::Error::Protocol(format!(
        "a replay broke off: {error}"
    )))
    .into()
}
