//! Reads the outbox: every committed event, at least once, for each consumer (law 11).
//!
//! A lane's positions rise in the order of its commits, so a consumer keeps one cursor a lane and
//! never skips an event whose transaction took longer than a later one's.

use regulars::{
    ids::{MemberId, MerchantId},
    plan::Event,
    time::Micros,
};
use uuid::Uuid;

use crate::{
    error::{Corrupt, StoreError},
    execute, fetch_all, statements,
    store::Store,
};

statements! {
    NEXT = "SELECT o.lane, o.position, o.merchant_id, o.member_id, o.event, o.recorded_at \
        FROM outbox o LEFT JOIN outbox_cursors c ON c.consumer = $1 AND c.lane = o.lane \
        WHERE o.position > COALESCE(c.position, 0) ORDER BY o.lane, o.position LIMIT $2";
    DONE = "INSERT INTO outbox_cursors (consumer, lane, position) VALUES ($1, $2, $3) \
        ON CONFLICT (consumer, lane) DO UPDATE SET position = excluded.position \
        WHERE outbox_cursors.position < excluded.position";
    // The last row of a lane stays: the next position follows from it.
    PRUNE = "DELETE FROM outbox WHERE recorded_at < $1 AND position < \
        (SELECT MAX(last.position) FROM outbox last WHERE last.lane = outbox.lane) \
        AND NOT EXISTS (SELECT 1 FROM outbox_cursors c WHERE c.lane = outbox.lane \
            AND c.position < outbox.position)";
}

/// A committed event in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEvent {
    /// The lane of the server that wrote it.
    pub lane: i16,
    /// Its place in the lane.
    pub position: i64,
    /// Whose programme.
    pub merchant: MerchantId,
    /// Whom it concerns.
    pub member: MemberId,
    /// What happened.
    pub event: Event,
    /// When it was recorded.
    pub recorded_at: Micros,
}

impl Store {
    /// The next events for `consumer`, at most `limit`, lane by lane in the order of commits.
    /// They come again until [`Store::outbox_done`] is told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_next(
        &self,
        consumer: &str,
        limit: u16,
    ) -> Result<Vec<OutboxEvent>, StoreError> {
        let mut db = self.read().await?;
        let rows = fetch_all!(
            db,
            (i16, i64, i64, Uuid, String, i64),
            NEXT,
            consumer,
            i64::from(limit)
        )?;
        rows.into_iter()
            .map(|(lane, position, merchant, member, event, recorded_at)| {
                let event = serde_json::from_str(&event).map_err(|cause| Corrupt {
                    table: "outbox",
                    what: format!("event {position} of lane {lane}: {cause}"),
                })?;
                let (merchant, member) = (MerchantId(merchant), MemberId(member));
                let recorded_at = Micros(recorded_at);
                Ok(OutboxEvent {
                    lane,
                    position,
                    merchant,
                    member,
                    event,
                    recorded_at,
                })
            })
            .collect()
    }

    /// Notes that `consumer` is done with everything up to `position` of `lane`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_done(
        &self,
        consumer: &str,
        (lane, position): (i16, i64),
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        execute!(tx, DONE, consumer, lane, position)?;
        tx.commit().await
    }

    /// Removes events recorded before `before` that no consumer still waits for; returns how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_prune(&self, before: Micros) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let removed = execute!(tx, PRUNE, before.0)?;
        tx.commit().await?;
        Ok(removed)
    }
}
