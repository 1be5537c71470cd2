//! What falls due by itself, for one shop at a time. Every job may run anywhere and any number
//! of times: its keys are made of what is due, so nothing happens twice.

use futures::{StreamExt as _, stream};
use regulars::{
    command::{Actor, Command, PayReferral, Settle},
    ids::{MemberId, ReferralId},
    time::Now,
    views::Shop,
};
use uuid::Uuid;

use super::{
    ServiceError,
    ask::{Ask, now},
};
use crate::{Store, env::Environment, fetch_all, statements};

statements! {
    LOTS_DUE = "SELECT d.member_id, a.last_seq
        FROM (SELECT member_id FROM lots
                WHERE merchant_id = $1 AND state = 1 AND available_on <= $2
            UNION SELECT member_id FROM lots
                WHERE merchant_id = $1 AND state = 2 AND remaining > 0
                AND expires_on IS NOT NULL AND expires_on < $2) d
        JOIN accounts a ON a.merchant_id = $1 AND a.member_id = d.member_id
        ORDER BY d.member_id LIMIT $3";
    REFERRALS_DUE = "SELECT id FROM referrals
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
    count(settled).await
}

/// The key names what the member's ledger looked like: two servers that see the same member due
/// settle once, and a lot that falls due later the same day is settled again.
async fn settle(
    store: &Store,
    shop: &Shop,
    now: Now,
    member: MemberId,
    last_seq: i64,
) -> Result<(), ServiceError> {
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
    ask.submit(store, &member, Command::Settle(Settle { member }))
        .await?;
    Ok(())
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
    let due = fetch_all!(db, (Uuid,), REFERRALS_DUE, shop.id.0, now.today.0, limit)?;
    drop(db);
    let paid = stream::iter(due)
        .map(|(referral,)| pay(store, shop, now, ReferralId(referral)))
        .buffer_unordered(AT_ONCE);
    count(paid).await
}

async fn pay(
    store: &Store,
    shop: &Shop,
    now: Now,
    referral: ReferralId,
) -> Result<(), ServiceError> {
    let key = referral.to_string();
    let (actor, location) = (Actor::System, None);
    let ask = Ask {
        shop,
        actor,
        location,
        what: "pay-referral",
        key: &key,
        now,
    };
    let command = Command::PayReferral(PayReferral { referral });
    ask.submit(store, &referral, command).await?;
    Ok(())
}

/// How many were done. One that was refused, as somebody else was faster, is no error.
async fn count(
    results: impl stream::Stream<Item = Result<(), ServiceError>>,
) -> Result<u64, ServiceError> {
    let mut results = std::pin::pin!(results);
    let mut done = 0;
    while let Some(result) = results.next().await {
        match result {
            Ok(()) => done += 1,
            Err(ServiceError::Rejected(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
