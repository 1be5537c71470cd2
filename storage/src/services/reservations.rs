//! What is kept for orders at a checkout, as people see it, and clearing old rows away.

use regulars::{ids::MemberId, time::Micros, views::Shop};

use super::ServiceError;
use crate::{
    Store, StoreError,
    env::{Environment, local_time},
    execute, fetch_one, statements,
};

statements! {
    KEPT_UNTIL = "SELECT MAX(until_at) FROM reservations
        WHERE merchant_id = $1 AND member_id = $2 AND open AND until_at >= $3";
    PURGE_HOLDS = "DELETE FROM reservation_holds WHERE reservation_id IN
        (SELECT r.id FROM reservations r WHERE r.merchant_id = reservation_holds.merchant_id
            AND r.until_at < $1)";
    PURGE = "DELETE FROM reservations WHERE until_at < $1";
}

/// Until when something of a member's is kept for an order, as the shop's clock will show it
/// (`14:30`); nothing when nothing is.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn kept_until(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
) -> Result<Option<String>, ServiceError> {
    let mut db = store.read().await?;
    let now = env.now().0;
    let (until,) = fetch_one!(db, (Option<i64>,), KEPT_UNTIL, shop.id.0, member.0, now)?;
    Ok(until.map(|until| {
        let local = local_time(&shop.time_zone, Micros(until));
        format!("{:02}:{:02}", local.hour, local.minute)
    }))
}

/// Forgets reservations whose time was up before an instant; answers how many.
///
/// # Errors
/// The database's.
pub async fn purge(store: &Store, before: Micros) -> Result<u64, StoreError> {
    let mut tx = store.write().await?;
    execute!(tx, PURGE_HOLDS, before.0)?;
    let forgotten = execute!(tx, PURGE, before.0)?;
    tx.commit().await?;
    Ok(forgotten)
}
