//! What runs beside the requests: mail, what falls due, and clearing away.
//!
//! Every job may run on several servers at once: keys and claims make that harmless.

mod daily;

use std::{future::Future, time::Duration};

use regulars_app::context::ServerContext;
use regulars_storage::services::{
    ServiceError, announce, import, jobs, mails, releases, reservations, sessions, shop, sign_in,
    throttle,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::mail::Post;

const MAIL_EVERY: Duration = Duration::from_secs(1);
const DUE_EVERY: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_secs(600);
const CLEAR_EVERY: Duration = Duration::from_secs(3_600);
/// Members or referrals settled for a shop in one go.
const DUE_MAX: i64 = 10_000;
/// Days that sent mail and read events are kept.
const KEPT_DAYS: i64 = 30;

/// Starts all jobs. Mail leaves only with a way to a mail server; the sample shop has none.
pub fn start(
    context: &ServerContext,
    post: Option<Post>,
    stopping: &CancellationToken,
) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    let run = |context: &ServerContext| context.clone();
    let at_work = run(context);
    jobs.spawn(every(MAIL_EVERY, "mail", stopping.clone(), move || {
        send(at_work.clone(), post.clone())
    }));
    let at_work = run(context);
    jobs.spawn(every(DUE_EVERY, "due", stopping.clone(), move || {
        settle(at_work.clone())
    }));
    let (at_work, looked) = (run(context), daily::Looked::default());
    jobs.spawn(every(LOOK_EVERY, "daily", stopping.clone(), move || {
        daily::look(at_work.clone(), looked.clone())
    }));
    let at_work = run(context);
    jobs.spawn(every(CLEAR_EVERY, "clear", stopping.clone(), move || {
        clear(at_work.clone())
    }));
    jobs
}

/// Does `job` now and after each pause, until the server stops. A failure is logged, and the
/// next turn tries again.
async fn every<F>(
    pause: Duration,
    name: &'static str,
    stopping: CancellationToken,
    job: impl Fn() -> F,
) where
    F: Future<Output = Result<(), ServiceError>>,
{
    loop {
        if let Err(error) = job().await {
            tracing::error!(job = name, "{error}");
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn send(context: ServerContext, post: Option<Post>) -> Result<(), ServiceError> {
    let url = |path: &str| context.site.url(path);
    while announce::announce_next(&context.store, &*context.env, url).await? > 0 {}
    if let Some(post) = post {
        while post.send_due(&context).await? > 0 {}
    }
    Ok(())
}

async fn settle(context: ServerContext) -> Result<(), ServiceError> {
    let (store, env) = (&context.store, &*context.env);
    let stopped = import::stop_interrupted(store, env).await?;
    if stopped > 0 {
        tracing::info!(
            stopped,
            "imports that a server was stopped over can be gone on with"
        );
    }
    for shop in shop::list(store, env).await? {
        if releases::take_effect(store, env, &shop).await? {
            tracing::info!(shop = shop.slug, "a version of the programme took effect");
        }
        let settled = jobs::settle_due(store, env, &shop, DUE_MAX).await?;
        let paid = jobs::pay_due_referrals(store, env, &shop, DUE_MAX).await?;
        if settled + paid > 0 {
            tracing::info!(shop = shop.slug, settled, paid, "settled what was due");
        }
    }
    Ok(())
}

async fn clear(context: ServerContext) -> Result<(), ServiceError> {
    let (store, now) = (&context.store, context.env.now());
    let kept_from = now.plus_seconds(-KEPT_DAYS * 86_400);
    let removed = sessions::purge(store, now).await?
        + sign_in::purge(store, now).await?
        + throttle::purge(store, now).await?
        + reservations::purge(store, kept_from).await?
        + mails::purge(store, kept_from).await?
        + store.outbox_prune(kept_from).await?;
    tracing::debug!(removed, "cleared away");
    Ok(())
}
