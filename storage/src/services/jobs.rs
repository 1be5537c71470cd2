//! What falls due by itself, for one shop at a time. Every job may run anywhere and any number
//! of times: its keys are made of what is due, so nothing happens twice.

use futures::{StreamExt as _, stream};
use regulars::{
    act::Act,
    command::{Actor, Command, PayReferral, Settle},
    ids::{MemberId, ReferralId},
    time::Now,
    views::Shop,
};
use uuid::Uuid;

use super::{
    ServiceError, acts,
    ask::{Ask, now},
};
use crate::{Answer, Store, env::Environment, fetch_all, statements};

statements! {
    LOTS_DUE = "SELECT d.member_id, a.last_seq
        FROM (SELECT member_id FROM lots
                WHERE merchant_id = $1 AND state = 1 AND available_on <= $2
            UNION SELECT member_id FROM lots
                WHERE merchant_id = $1 AND state = 2 AND remaining > 0
                AND expires_on IS NOT NULL AND expires_on < $2) d
        JOIN accounts a ON a.merchant_id = $1 AND a.member_id = d.member_id
        ORDER BY d.member_id LIMIT $3";
    REFERRALS_DUE = "SELECT id, advocate_id FROM referrals
        WHERE merchant_id = $1 AND stage IN (4, 5) AND due_on <= $2
        ORDER BY due_on, id LIMIT $3";
}

/// Commands handed over at a time.
const AT_ONCE: usize = 64;

/// Settles members whose holds ended or lots ran out, at most `limit`, and answers how many.
///
/// # Errors
/// The first [`ServiceError`]; what was settled before stays so.
pub async fn settle_due(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    limit: i64,
) -> Result<u64, ServiceError> {
    let now = now(env, shop);
    let mut db = store.read().await?;
    let due = fetch_all!(db, (Uuid, i64), LOTS_DUE, shop.id.0, now.today.0, limit)?;
    drop(db);
    let settled = stream::iter(due)
        .map(|(member, last_seq)| settle(store, shop, now, MemberId(member), last_seq))
        .buffer_unordered(AT_ONCE);
    sum(settled).await
}

/// Settles one member; answers 1, or 0 when it was refused. The key names what the member's ledger
/// looked like: two servers that see the same member due settle once, and a lot that falls due
/// later the same day is settled again.
pub(super) async fn settle(
    store: &Store,
    shop: &Shop,
    now: Now,
    member: MemberId,
    last_seq: i64,
) -> Result<u64, ServiceError> {
    let key = format!("{member}:{}:{last_seq}", now.today);
    let (actor, location) = (Actor::System, None);
    let ask = Ask {
        shop,
        actor,
        location,
        what: "settle",
        key: &key,
        now,
    };
    let settled = ask.submit(store, &member, Command::Settle(Settle { member }));
    done(settled.await)
}

/// Pays referrals whose hold is over, at most `limit`, and answers how many.
///
/// # Errors
/// The first [`ServiceError`]; what was paid before stays so.
pub async fn pay_due_referrals(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    limit: i64,
) -> Result<u64, ServiceError> {
    let now = now(env, shop);
    let mut db = store.read().await?;
    let due = fetch_all!(
        db,
        (Uuid, Uuid),
        REFERRALS_DUE,
        shop.id.0,
        now.today.0,
        limit
    )?;
    drop(db);
    let paid = stream::iter(due)
        .map(|(referral, advocate)| pay(store, env, shop, (referral, advocate)))
        .buffer_unordered(AT_ONCE);
    sum(paid).await
}

async fn pay(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    (referral, advocate): (Uuid, Uuid),
) -> Result<u64, ServiceError> {
    let (referral, key) = (ReferralId(referral), referral.to_string());
    let ask = Ask::new(env, shop, Actor::System, "pay-referral", &key);
    let command = Command::PayReferral(PayReferral { referral });
    let paid = done(ask.submit(store, &referral, command).await)?;
    if paid > 0 {
        let advocate = MemberId(advocate);
        acts::seen(store, env, shop, advocate, Act::Referral, &key).await?;
    }
    Ok(paid)
}

/// 1 for what was done. What was refused, as somebody else was faster, is no error.
fn done(answer: Result<Answer, ServiceError>) -> Result<u64, ServiceError> {
    match answer {
        Ok(_) => Ok(1),
        Err(ServiceError::Rejected(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

/// How many were done, or the first error.
async fn sum(
    results: impl stream::Stream<Item = Result<u64, ServiceError>>,
) -> Result<u64, ServiceError> {
    let mut results = std::pin::pin!(results);
    let mut done = 0;
    while let Some(result) = results.next().await {
        done += result?;
    }
    Ok(done)
}
