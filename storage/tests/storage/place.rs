//! A fresh database of either engine for one test.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use regulars_storage::db::EngineKind;
use sqlx::Connection as _;

static DATABASES: AtomicU32 = AtomicU32::new(1);

/// A database for one test.
#[derive(Debug)]
pub struct Place {
    pub url: String,
    pub folder: tempfile::TempDir,
    admin: Option<(String, String)>,
}

impl Place {
    pub async fn fresh(kind: EngineKind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match kind {
            EngineKind::Sqlite => {
                let url = format!("sqlite:{}", folder.path().join("shop.db").display());
                Self {
                    url,
                    folder,
                    admin: None,
                }
            }
            EngineKind::Postgres => {
                let server = std::env::var("REGULARS_TEST_POSTGRES").expect(
                    "REGULARS_TEST_POSTGRES is not set: it names the Postgres server to test on, \
                     such as postgres://regulars@127.0.0.1:5432/postgres. `./dev test storage` \
                     starts one and sets it.",
                );
                let number = DATABASES.fetch_add(1, Ordering::Relaxed);
                let name = format!("regulars_test_{}_{number}", std::process::id());
                admin(
                    &server,
                    &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                )
                .await;
                admin(
                    &server,
                    &format!("CREATE DATABASE {name} TEMPLATE template0"),
                )
                .await;
                let (base, _) = server.rsplit_once('/').unwrap();
                Self {
                    url: format!("{base}/{name}"),
                    folder,
                    admin: Some((server, name)),
                }
            }
        }
    }

    pub async fn remove(self) {
        if let Some((server, name)) = self.admin {
            admin(
                &server,
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            )
            .await;
        }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }
}

async fn admin(server: &str, sql: &str) {
    let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}
