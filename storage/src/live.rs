//! Hears from Postgres what other servers committed, and tells this server's listeners.

use regulars::{
    ids::{MemberId, MerchantId},
    plan::Event,
};
use sqlx::postgres::PgListener;
use tokio::{sync::broadcast, task::JoinHandle};
use uuid::Uuid;

use crate::{
    db::Pools, error::StoreError, fetch_all, hooks::CHANNEL, statements, store::LiveEvent,
};

statements! {
    APPENDED = "SELECT merchant_id, member_id, event FROM outbox \
        WHERE lane = $1 AND position BETWEEN $2 AND $3 ORDER BY position";
}

/// Starts to listen, where there can be other servers. `own_lane` is skipped: what this server
/// committed it has told already.
pub(crate) async fn listen(
    pools: &Pools,
    own_lane: i16,
    live: broadcast::Sender<LiveEvent>,
) -> Result<Option<JoinHandle<()>>, StoreError> {
    let Pools::Postgres(pool) = pools else {
        return Ok(None);
    };
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    let pools = pools.clone();
    Ok(Some(tokio::spawn(async move {
        loop {
            match listener.recv().await {
                Ok(heard) => {
                    if let Err(error) = relay(&pools, own_lane, heard.payload(), &live).await {
                        tracing::warn!(%error, "live events of another server were missed");
                    }
                }
                Err(sqlx::Error::PoolClosed) => return,
                // The listener connects again by itself on the next call.
                Err(error) => tracing::warn!(%error, "live events may be missed"),
            }
        }
    })))
}

async fn relay(
    pools: &Pools,
    own_lane: i16,
    payload: &str,
    live: &broadcast::Sender<LiveEvent>,
) -> Result<(), StoreError> {
    let numbers: Vec<i64> = payload
        .split(' ')
        .filter_map(|word| word.parse().ok())
        .collect();
    let [lane, first, last] = numbers[..] else {
        return Ok(());
    };
    if lane == i64::from(own_lane) || live.receiver_count() == 0 {
        return Ok(());
    }
    let mut db = pools.read().await?;
    let rows = fetch_all!(db, (i64, Uuid, String), APPENDED, lane, first, last)?;
    for (merchant, member, event) in rows {
        let event: Event = serde_json::from_str(&event)?;
        // Nobody listening is no fault.
        let _ = live.send(LiveEvent {
            merchant: MerchantId(merchant),
            member: MemberId(member),
            event,
        });
    }
    Ok(())
}
