//! Both engines have the same schema, and both understand every statement.

use std::collections::BTreeSet;

use regulars_storage::{all_statements, db::EngineKind, fetch_all};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqlSafeStr as _};

use crate::shop::{Shop, on_both_engines};

on_both_engines! {
    async fn every_statement_prepares(shop) {
        let kind = shop.store.kind();
        let statements = all_statements(kind);
        assert!(statements.len() > 80, "{} statements", statements.len());
        for (name, sql) in statements {
            let text = AssertSqlSafe(sql.clone()).into_sql_str();
            let prepared = match kind {
                EngineKind::Sqlite => {
                    let mut connection =
                        sqlx::SqliteConnection::connect(&shop.place.url).await.unwrap();
                    connection.prepare(text).await.map(drop)
                }
                EngineKind::Postgres => {
                    let mut connection = sqlx::PgConnection::connect(&shop.place.url).await.unwrap();
                    connection.prepare(text).await.map(drop)
                }
            };
            assert!(prepared.is_ok(), "{name}: {prepared:?}\n{sql}");
        }
    }
}

const SQLITE_COLUMNS: &str = "SELECT m.name, c.name, LOWER(c.type), \
    CAST(c.\"notnull\" = 0 AND c.pk = 0 AS INTEGER) FROM sqlite_schema m \
    JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
    AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '_sqlx%'";
const POSTGRES_COLUMNS: &str = "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), \
    CAST(c.data_type AS TEXT), CAST(CASE c.is_nullable WHEN 'YES' THEN 1 ELSE 0 END AS BIGINT) \
    FROM information_schema.columns c JOIN information_schema.tables t \
    ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
    AND c.table_name NOT LIKE '\\_sqlx%'";
const SQLITE_INDEXES: &str =
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite%'";
const POSTGRES_INDEXES: &str = "SELECT CAST(indexname AS TEXT) FROM pg_indexes \
    WHERE schemaname = current_schema() AND indexname NOT LIKE '%\\_pkey' \
    AND indexname NOT LIKE '%\\_key'";

/// What SQLite stores a Postgres type as.
fn stored_as(postgres: &str) -> &'static str {
    match postgres {
        "bigint" | "integer" | "smallint" | "boolean" => "integer",
        "uuid" | "bytea" => "blob",
        "text" => "text",
        other => panic!("a type outside the common subset: {other}"),
    }
}

type Column = (String, String, String, i64);

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_indexes() {
    let sqlite = Shop::open(EngineKind::Sqlite).await;
    let postgres = Shop::open(EngineKind::Postgres).await;
    let mut db = sqlite.store.read().await.unwrap();
    let ours: BTreeSet<Column> = fetch_all!(db, Column, SQLITE_COLUMNS)
        .unwrap()
        .into_iter()
        .collect();
    let our_indexes: BTreeSet<(String,)> = fetch_all!(db, (String,), SQLITE_INDEXES)
        .unwrap()
        .into_iter()
        .collect();
    drop(db);
    let mut db = postgres.store.read().await.unwrap();
    let theirs: BTreeSet<Column> = fetch_all!(db, Column, POSTGRES_COLUMNS)
        .unwrap()
        .into_iter()
        .map(|(table, column, kind, null)| (table, column, stored_as(&kind).to_owned(), null))
        .collect();
    let their_indexes: BTreeSet<(String,)> = fetch_all!(db, (String,), POSTGRES_INDEXES)
        .unwrap()
        .into_iter()
        .collect();
    drop(db);
    assert!(ours.len() > 150, "{} columns", ours.len());
    let different: Vec<_> = ours.symmetric_difference(&theirs).collect();
    assert!(different.is_empty(), "{different:#?}");
    let different: Vec<_> = our_indexes.symmetric_difference(&their_indexes).collect();
    assert!(different.is_empty(), "{different:#?}");
    sqlite.finish().await;
    postgres.finish().await;
}
