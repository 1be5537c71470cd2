//! The rows of an award by bare prepared statements: nothing is read, judged or answered. This is
//! the limit that the disk, the engine and the schema set.

mod tables;

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
    shop::{Fixture, MEMBERS, SHOP, TODAY, new_id},
};
use tables::{Award, DAY, TABLES, Table, Value};

/// Most rows in one statement.
const ROWS_MAX: usize = 256;

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
            Connection::Sqlite(c) => sqlx::query(sql).execute(c).await.map(|_| ())?,
            Connection::Postgres(c) => sqlx::query(sql).execute(c).await.map(|_| ())?,
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
