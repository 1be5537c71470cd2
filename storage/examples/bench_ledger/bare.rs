//! The rows of an award by bare prepared statements: nothing is read, judged or answered. This is
//! the limit that the disk, the engine and the schema set.

use regulars::ids::MemberId;
use regulars_storage::db::EngineKind;
use sqlx::{
    Arguments as _, AssertSqlSafe, ConnectOptions as _, PgConnection, SqliteConnection,
    postgres::{PgArguments, PgConnectOptions},
    sqlite::{SqliteArguments, SqliteConnectOptions},
};
use uuid::Uuid;

use crate::{
    Failure,
    shop::{Fixture, MEMBERS, SHOP, TODAY, new_id, now},
};

/// Most rows in one statement.
const ROWS_MAX: usize = 256;

const EVENT: &str = r#"{"event":"balance_changed","member":"01990000-0000-7000-8000-000000000001","available":1200,"pending":0}"#;
const ORDER_EVENT: &str = r#"{"event":"order_rung_up","member":"01990000-0000-7000-8000-000000000001","order":"01990000-0000-7000-8000-000000000002","total":1200,"points":12}"#;
const ANSWER: &str = r#"{"receipt":"rung_up","order":"01990000-0000-7000-8000-000000000002","member":"01990000-0000-7000-8000-000000000001","subtotal":1200,"redeemed":0,"total":1200,"points":12,"available_on":null,"available":1200,"pending":0,"new_tier":null,"trace":{"steps":[{"step":"gave","rule":"spend","name":"Every purchase","base":1200,"exact":"12/1"}]}}"#;

/// One value.
#[derive(Clone)]
enum Value {
    Number(i64),
    Small(i16),
    Id(Uuid),
    Text(String),
    Bytes(Vec<u8>),
    NoNumber,
    NoId,
    NoText,
    Flag(bool),
}

/// One award's place in its member's life.
struct Award {
    member: MemberId,
    nth: i64,
    order: Uuid,
}

struct Table {
    insert: &'static str,
    columns: usize,
    on_conflict: &'static str,
    rows: fn(&Award, &mut i64) -> Vec<Vec<Value>>,
}

fn n(number: i64) -> Value {
    Value::Number(number)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

const TABLES: &[Table] = &[
    Table {
        insert: "accounts (merchant_id, member_id, available, pending, may_be_negative, last_seq, \
            last_lot, carry_numerator, carry_denominator, orders, lifetime_spend, tier)",
        columns: 12,
        on_conflict: "ON CONFLICT (merchant_id, member_id) DO UPDATE SET \
            available = excluded.available, last_seq = excluded.last_seq, \
            last_lot = excluded.last_lot, orders = excluded.orders, \
            lifetime_spend = excluded.lifetime_spend, tier = excluded.tier",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(12 * award.nth),
                n(0),
                Value::Flag(false),
                n(award.nth),
                n(award.nth),
                n(0),
                n(1),
                n(award.nth),
                n(1200 * award.nth),
                text("member"),
            ]]
        },
    },
    Table {
        insert: "orders (merchant_id, id, member_id, location_id, occurred_at, occurred_on, \
            recorded_at, source, reference, subtotal, discount, tax, shipping, gift_card, redeemed, \
            total, earned, lot, programme_version, command_key, actor_kind, actor_id)",
        columns: 22,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.order),
                Value::Id(award.member.0),
                Value::NoId,
                n(now().at.0),
                n(TODAY.0.into()),
                n(now().at.0),
                Value::Small(1),
                Value::NoText,
                n(1200),
                n(0),
                n(0),
                n(0),
                n(0),
                n(0),
                n(1200),
                n(12),
                n(award.nth),
                n(1),
                Value::Text(award.order.to_string()),
                Value::Small(3),
                Value::NoId,
            ]]
        },
    },
    Table {
        insert: "order_lines (merchant_id, order_id, line, sku, name, category, quantity, total, \
            unit_cost)",
        columns: 9,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.order),
                Value::Small(1),
                Value::NoText,
                text("Sale"),
                Value::NoText,
                n(1),
                n(1200),
                Value::NoNumber,
            ]]
        },
    },
    Table {
        insert: "transfers (merchant_id, member_id, seq, kind, from_account, to_account, points, \
            balance_after, pending_after, occurred_at, occurred_on, recorded_at, order_id, \
            refund_id, voucher_id, referral_id, lot, reason, actor_kind, actor_id)",
        columns: 20,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(award.nth),
                Value::Small(1),
                Value::Small(10),
                Value::Small(1),
                n(12),
                n(12 * award.nth),
                n(0),
                n(now().at.0),
                n(TODAY.0.into()),
                n(now().at.0),
                Value::Id(award.order),
                Value::NoId,
                Value::NoId,
                Value::NoId,
                n(award.nth),
                Value::NoText,
                Value::Small(3),
                Value::NoId,
            ]]
        },
    },
    Table {
        insert: "lots (merchant_id, member_id, no, original, remaining, state, available_on, \
            expires_on, order_id)",
        columns: 9,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(award.nth),
                n(12),
                n(12),
                Value::Small(2),
                Value::NoNumber,
                Value::NoNumber,
                Value::Id(award.order),
            ]]
        },
    },
    Table {
        insert: "member_days (merchant_id, member_id, day, spend, orders)",
        columns: 5,
        on_conflict: "ON CONFLICT (merchant_id, member_id, day) DO UPDATE SET \
            spend = member_days.spend + excluded.spend, orders = member_days.orders + excluded.orders",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Id(award.member.0),
                n(TODAY.0.into()),
                n(1200),
                n(1),
            ]]
        },
    },
    Table {
        insert: "commands (merchant_id, idem_key, fingerprint, answer, recorded_at)",
        columns: 5,
        on_conflict: "",
        rows: |award, _| {
            vec![vec![
                n(SHOP.0),
                Value::Text(award.order.to_string()),
                Value::Bytes(vec![7; 32]),
                text(ANSWER),
                n(now().at.0),
            ]]
        },
    },
    Table {
        insert: "outbox (lane, position, merchant_id, member_id, event, recorded_at)",
        columns: 6,
        on_conflict: "",
        rows: |award, position| {
            let mut row = |event: &str| {
                *position += 1;
                vec![
                    Value::Small(i16::try_from(*position >> 40).unwrap_or(0)),
                    n(*position),
                    n(SHOP.0),
                    Value::Id(award.member.0),
                    text(event),
                    n(now().at.0),
                ]
            };
            vec![row(ORDER_EVENT), row(EVENT)]
        },
    },
];

const DAY: &str = "INSERT INTO merchant_days (merchant_id, day, lane, orders, sales, refunds, \
    new_members, points_issued, points_redeemed, points_expired, points_reversed, points_adjusted) \
    VALUES ($1, $2, $3, $4, $5, 0, 0, $6, 0, 0, 0, 0) ON CONFLICT (merchant_id, day, lane) \
    DO UPDATE SET orders = merchant_days.orders + excluded.orders, \
    sales = merchant_days.sales + excluded.sales, \
    points_issued = merchant_days.points_issued + excluded.points_issued";

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// A connection that writes awards to members of its own.
pub struct Writer {
    connection: Connection,
    members: Vec<(MemberId, i64)>,
    next: usize,
    lane: i64,
    position: i64,
}

impl Writer {
    /// Connection number `lane` of so many, with a share of the members of its own.
    pub async fn connect(fixture: &Fixture, (lane, of): (usize, usize)) -> Result<Self, Failure> {
        let connection = match fixture.store.kind() {
            EngineKind::Sqlite => {
                let path = fixture.url.trim_start_matches("sqlite:");
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .foreign_keys(true)
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                    .statement_cache_capacity(512)
                    .disable_statement_logging()
                    .pragma("wal_autocheckpoint", "131072")
                    .pragma("cache_size", "-32768");
                Connection::Sqlite(options.connect().await?)
            }
            EngineKind::Postgres => {
                let options: PgConnectOptions = fixture.url.parse()?;
                Connection::Postgres(options.disable_statement_logging().connect().await?)
            }
        };
        let own = fixture
            .members
            .iter()
            .skip(lane * MEMBERS / of)
            .take(MEMBERS / of);
        let members = own.map(|member| (*member, 0)).collect();
        let lane = i64::try_from(lane)? + 1_000;
        Ok(Self {
            connection,
            members,
            next: 0,
            lane,
            position: lane << 40,
        })
    }

    /// Writes so many awards in one commit.
    pub async fn write(&mut self, batch: usize) -> Result<(), Failure> {
        let mut awards = Vec::with_capacity(batch);
        for _ in 0..batch {
            self.next = (self.next + 7919) % self.members.len();
            let (member, count) = &mut self.members[self.next];
            *count += 1;
            awards.push(Award {
                member: *member,
                nth: *count,
                order: new_id(),
            });
        }
        self.run("BEGIN").await?;
        for table in TABLES {
            let mut rows: Vec<Vec<Value>> = awards
                .iter()
                .flat_map(|award| (table.rows)(award, &mut self.position))
                .collect();
            while !rows.is_empty() {
                let size = (1 << rows.len().ilog2()).min(ROWS_MAX);
                let rest = rows.split_off(size);
                self.insert(table, rows).await?;
                rows = rest;
            }
        }
        let count = i64::try_from(batch)?;
        let day = [
            SHOP.0,
            TODAY.0.into(),
            self.lane,
            count,
            1200 * count,
            12 * count,
        ];
        match &mut self.connection {
            Connection::Sqlite(c) => {
                let query = day
                    .into_iter()
                    .fold(sqlx::query(DAY), |query, value| query.bind(value));
                query.execute(c).await?;
            }
            Connection::Postgres(c) => {
                let query = day
                    .into_iter()
                    .fold(sqlx::query(DAY), |query, value| query.bind(value));
                query.execute(c).await?;
            }
        }
        self.run("COMMIT").await
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), Failure> {
        match &mut self.connection {
            Connection::Sqlite(c) => drop(sqlx::query(sql).execute(c).await?),
            Connection::Postgres(c) => drop(sqlx::query(sql).execute(c).await?),
        }
        Ok(())
    }

    async fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), Failure> {
        let (mut sql, count) = (format!("INSERT INTO {} VALUES ", table.insert), rows.len());
        let numbered = matches!(self.connection, Connection::Postgres(_));
        for place in 0..count * table.columns {
            let first = place % table.columns == 0;
            let last = place % table.columns == table.columns - 1;
            sql.push_str(match (first, place) {
                (true, 0) => "(",
                (true, _) => ",(",
                (false, _) => ",",
            });
            sql.push_str(&if numbered {
                format!("${}", place + 1)
            } else {
                "?".to_owned()
            });
            sql.push_str(if last { ")" } else { "" });
        }
        sql.push_str(table.on_conflict);
        let sql = AssertSqlSafe(sql);
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let mut values = SqliteArguments::default();
                for value in rows.into_iter().flatten() {
                    match value {
                        Value::Number(number) => values.add(number)?,
                        Value::Small(number) => values.add(number)?,
                        Value::Id(id) => values.add(id)?,
                        Value::Text(text) => values.add(text)?,
                        Value::Bytes(bytes) => values.add(bytes)?,
                        Value::NoNumber => values.add(None::<i64>)?,
                        Value::NoId => values.add(None::<Uuid>)?,
                        Value::NoText => values.add(None::<&str>)?,
                        Value::Flag(flag) => values.add(flag)?,
                    }
                }
                sqlx::query_with(sql, values).execute(connection).await?;
            }
            Connection::Postgres(connection) => {
                let mut values = PgArguments::default();
                for value in rows.into_iter().flatten() {
                    match value {
                        Value::Number(number) => values.add(number)?,
                        Value::Small(number) => values.add(number)?,
                        Value::Id(id) => values.add(id)?,
                        Value::Text(text) => values.add(text)?,
                        Value::Bytes(bytes) => values.add(bytes)?,
                        Value::NoNumber => values.add(None::<i64>)?,
                        Value::NoId => values.add(None::<Uuid>)?,
                        Value::NoText => values.add(None::<&str>)?,
                        Value::Flag(flag) => values.add(flag)?,
                    }
                }
                sqlx::query_with(sql, values).execute(connection).await?;
            }
        }
        Ok(())
    }
}
