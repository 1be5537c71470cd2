//! The whole list of what differs between the two engines, besides their migrations.
//!
//! | hook | SQLite | Postgres |
//! | --- | --- | --- |
//! | begin a write | BEGIN IMMEDIATE on the one writer | BEGIN, READ COMMITTED, plans by key |
//! | lock members | nothing: there is one writer | row locks on `accounts`, in the order of ids |
//! | lock counters | nothing | row locks on `offer_uses` and `order_codes`, in the order of keys |
//! | lock codes | nothing | row locks on `one_time_codes`, in the order of codes |
//! | lock purses | nothing | row locks on `purses`, in the order of ids |
//! | lease a lane | always 1 | the first free one, by an advisory lock |
//! | notify | nothing: there is one server | NOTIFY in the transaction |
//! | many rows | see [`crate::many`]: sizes of a power of two | an array a column |
//! | checkpoint | see [`crate::checkpoint`] | the server does it |

use sqlx::{Connection as _, PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    db::{Engine, Pools, Tx},
    error::StoreError,
};

/// The channel on which servers tell each other which outbox rows were committed.
pub(crate) const CHANNEL: &str = "regulars_outbox";
/// The first half of the advisory locks that stand for lanes: the letters `rglr`.
const LANE_LOCK: i32 = 0x7267_6c72;
/// Most servers on one database.
const LANES_MAX: i16 = 1_024;

/// Every read and write of a transaction that writes is by key. A table that is young has no
/// statistics, and Postgres would read it from end to end, and keep that plan while it grows.
const BEGIN_BY_KEY: &str = "BEGIN; SET LOCAL enable_seqscan = off";

/// Begins a transaction that may write.
pub(crate) async fn begin_write(pools: &Pools) -> Result<Tx, StoreError> {
    Ok(match pools {
        Pools::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
        Pools::Postgres(pool) => Tx::Postgres(pool.begin_with(BEGIN_BY_KEY).await?),
    })
}

/// Locks the accounts of `members` until the end of the transaction. They must be sorted: two
/// servers that lock the same members in the same order never wait for each other in a circle.
pub(crate) async fn lock_members(
    db: &mut Engine<'_>,
    merchant: i64,
    members: &[Uuid],
) -> Result<(), StoreError> {
    let Engine::Postgres(connection) = db.on() else {
        return Ok(());
    };
    if !members.is_empty() {
        let sql = "SELECT 1 FROM accounts WHERE merchant_id = $1 AND member_id = ANY($2) \
                   ORDER BY member_id FOR UPDATE";
        sqlx::query(sql)
            .bind(merchant)
            .bind(members)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Rows that servers lock before they count what is limited for everybody together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counters {
    /// The uses of an offer.
    Offers,
    /// The order codes of the same initials.
    OrderCodes,
}

impl Counters {
    /// Makes the rows that are not there: only a row can be locked.
    fn made(self) -> &'static str {
        match self {
            Self::Offers => {
                "INSERT INTO offer_uses (merchant_id, offer, lane, times, amount) \
                SELECT $1, key, 0, 0, 0 FROM UNNEST(CAST($2 AS TEXT[])) AS key ON CONFLICT DO NOTHING"
            }
            Self::OrderCodes => {
                "INSERT INTO order_codes (merchant_id, initials, last_number) \
                SELECT $1, key, 0 FROM UNNEST(CAST($2 AS TEXT[])) AS key ON CONFLICT DO NOTHING"
            }
        }
    }

    fn locked(self) -> &'static str {
        match self {
            Self::Offers => {
                "SELECT 1 FROM offer_uses WHERE merchant_id = $1 AND lane = 0 \
                AND offer = ANY($2) ORDER BY offer FOR UPDATE"
            }
            Self::OrderCodes => {
                "SELECT 1 FROM order_codes WHERE merchant_id = $1 \
                AND initials = ANY($2) ORDER BY initials FOR UPDATE"
            }
        }
    }
}

/// Locks counters until the end of the transaction, after the members and in the order of their
/// keys, for the same reason.
pub(crate) async fn lock_counters(
    db: &mut Engine<'_>,
    merchant: i64,
    counters: Counters,
    keys: &[String],
) -> Result<(), StoreError> {
    let Engine::Postgres(connection) = db.on() else {
        return Ok(());
    };
    if keys.is_empty() {
        return Ok(());
    }
    for sql in [counters.made(), counters.locked()] {
        sqlx::query(sql)
            .bind(merchant)
            .bind(keys)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Locks one-time codes until the end of the transaction, among the counters and in the order of
/// the codes.
pub(crate) async fn lock_codes(
    db: &mut Engine<'_>,
    merchant: i64,
    codes: &[String],
) -> Result<(), StoreError> {
    let Engine::Postgres(connection) = db.on() else {
        return Ok(());
    };
    if !codes.is_empty() {
        let sql = "SELECT 1 FROM one_time_codes WHERE merchant_id = $1 AND code = ANY($2) \
                   ORDER BY code FOR UPDATE";
        sqlx::query(sql)
            .bind(merchant)
            .bind(codes)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Locks purses until the end of the transaction, after members and counters and in the order of
/// their ids, for the same reason. Store credit that is not there yet is made under the lock of
/// its member.
pub(crate) async fn lock_purses(
    db: &mut Engine<'_>,
    merchant: i64,
    purses: &[Uuid],
) -> Result<(), StoreError> {
    let Engine::Postgres(connection) = db.on() else {
        return Ok(());
    };
    if !purses.is_empty() {
        let sql = "SELECT 1 FROM purses WHERE merchant_id = $1 AND id = ANY($2) \
                   ORDER BY id FOR UPDATE";
        sqlx::query(sql)
            .bind(merchant)
            .bind(purses)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// A lane of the outbox that this server alone writes to, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Lane {
    /// Its number.
    pub number: i16,
    /// The session that holds it. Losing it costs waiting and never order: two servers in one
    /// lane meet at the outbox's key, and one of them tries again.
    _session: Option<PgConnection>,
}

/// Takes a free lane.
pub(crate) async fn lease_lane(pools: &Pools) -> Result<Lane, StoreError> {
    let pool: &PgPool = match pools {
        Pools::Sqlite { .. } => {
            return Ok(Lane {
                number: 1,
                _session: None,
            });
        }
        Pools::Postgres(pool) => pool,
    };
    let mut session = PgConnection::connect_with(&pool.connect_options()).await?;
    for number in 1..LANES_MAX {
        let taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1, $2)")
            .bind(LANE_LOCK)
            .bind(i32::from(number))
            .fetch_one(&mut session)
            .await?;
        if taken {
            return Ok(Lane {
                number,
                _session: Some(session),
            });
        }
    }
    Err(StoreError::Other(sqlx::Error::Protocol(
        "no lane of the outbox is free".to_owned(),
    )))
}

/// Tells the other servers, once the transaction commits, what was appended to a lane.
pub(crate) async fn notify(
    tx: &mut Tx,
    lane: i16,
    (first, last): (i64, i64),
) -> Result<(), StoreError> {
    if let Tx::Postgres(tx) = tx {
        sqlx::query("SELECT pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(format!("{lane} {first} {last}"))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
