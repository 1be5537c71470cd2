//! Trying a draft on past orders: the page, a run begun and stopped, how far it is.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::{ReplayPage, ReplayProgress};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The page's address.
pub const REPLAY_PATH: &str = "/admin/programme/replay";

/// Which orders count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// All of them.
    #[default]
    All,
    /// Those of the last twelve months.
    Year,
    /// Those of the last ninety days.
    Quarter,
    /// Those between two days.
    Days,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayForm {
    /// What may be tried, and the last run.
    pub page: ReplayPage,
    /// The idempotency key of the next run.
    pub key: String,
}

/// What may be tried, and the last run.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/replay", input = GetUrl)]
pub async fn load_replay() -> Result<ReplayForm, AppError> {
    let desk = super::manager().await?;
    let page = regulars_storage::services::replay::load(desk.store(), desk.env(), &desk.shop);
    Ok(ReplayForm {
        page: page.await?,
        key: desk.form_key(),
    })
}

/// How far a run is.
///
/// # Errors
/// [`AppError::NotFound`] when another one took its place.
#[server(endpoint = "admin/replay/progress", input = GetUrl)]
pub async fn ask_progress(run: String) -> Result<ReplayProgress, AppError> {
    use regulars_storage::services::replay::progress;
    let desk = super::manager().await?;
    Ok(progress(desk.store(), desk.env(), &desk.shop, &run).await?)
}

/// Begins a run and leaves it to itself. `from` and `until` count for [`Past::Days`] only.
///
/// # Errors
/// [`AppError::Fields`], on `key` for what concerns no field in sight.
#[server(endpoint = "admin/replay/start")]
pub async fn start_replay(
    past: Past,
    #[server(default)] from: String,
    #[server(default)] until: String,
    share: String,
    key: String,
) -> Result<(), AppError> {
    use regulars_storage::services::replay::{Wish, start};
    let desk = super::manager().await?;
    let today = desk.shop.today;
    let (from, until) = match past {
        Past::All => (None, today),
        Past::Year => (Some(today.plus_days(-364)), today),
        Past::Quarter => (Some(today.plus_days(-89)), today),
        Past::Days => (Some(day("from", &from)?), day("until", &until)?),
    };
    let spent_percent = share
        .trim()
        .parse()
        .map_err(|_| AppError::field("share", "Type a whole number from 0 to 100."))?;
    let wish = Wish {
        key: &key,
        from,
        until,
        spent_percent,
    };
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    if let Some(job) = start(store, env, &desk.shop, &by, wish).await? {
        go_on(desk, job);
    }
    super::answer_form(REPLAY_PATH);
    Ok(())
}

/// Asks a run to stop.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/replay/stop")]
pub async fn stop_replay(run: String) -> Result<(), AppError> {
    let desk = super::manager().await?;
    regulars_storage::services::replay::stop(desk.store(), &desk.shop, &run).await?;
    super::answer_form(REPLAY_PATH);
    Ok(())
}

/// A day as a date field sends it.
#[cfg(feature = "ssr")]
fn day(field: &str, text: &str) -> Result<regulars::time::Day, AppError> {
    text.trim()
        .parse()
        .map_err(|_| AppError::field(field, "Choose a day."))
}

/// Carries a run out, on its own: the page asks how far it is, and may be closed.
#[cfg(feature = "ssr")]
fn go_on(desk: super::Desk, job: regulars_storage::services::replay::Job) {
    tokio::spawn(async move {
        let run = regulars_storage::services::replay::run;
        if let Err(error) = run(desk.store(), desk.env(), job).await {
            tracing::error!(shop = desk.shop.slug, "a replay broke off: {error}");
        }
    });
}
