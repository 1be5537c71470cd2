//! Wrong input and failing disks: each with its clear error, and nothing written.

use regulars::command::Command;
use regulars_storage::{OpenError, Store, StoreConfig, StoreError, SubmitError, db::EngineKind};
use sqlx::Connection as _;

use crate::shop::{Place, SHOP, Shop, TODAY, on_both_engines, ring_up, submission};
use regulars::ids::MerchantId;

async fn open_error(url: &str) -> OpenError {
    match Store::open(StoreConfig::new(url)).await {
        Ok(_) => panic!("{url} opened"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    for url in ["", "mysql://x", "shop.db", "sqlite:", "sqlite::memory:"] {
        assert!(
            matches!(open_error(url).await, OpenError::Address { .. }),
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_missing_folder_is_named() {
    let error = open_error("sqlite:/nowhere/at/all/shop.db").await;
    assert!(matches!(&error, OpenError::FolderMissing { folder } if folder == "/nowhere/at/all"));
}

#[tokio::test]
async fn a_file_that_is_something_else_is_left_alone() {
    let place = Place::fresh(EngineKind::Sqlite).await;
    let text = "member,points\n".repeat(200);
    std::fs::write(place.file(), &text).unwrap();
    assert!(matches!(
        open_error(&place.url).await,
        OpenError::NotADatabase { .. }
    ));
    assert_eq!(std::fs::read_to_string(place.file()).unwrap(), text);
}

#[tokio::test]
async fn a_locked_file_is_said_to_be_locked() {
    let shop = Shop::open(EngineKind::Sqlite).await;
    shop.store.close().await;
    let mut other = sqlx::SqliteConnection::connect(&shop.place.url)
        .await
        .unwrap();
    sqlx::raw_sql(
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE merchants SET name = name;",
    )
    .execute(&mut other)
    .await
    .unwrap();
    assert!(matches!(
        open_error(&shop.place.url).await,
        OpenError::Locked { .. }
    ));
    other.close().await.unwrap();
}

on_both_engines! {
    async fn a_newer_schema_is_refused(shop) {
        shop.tamper("INSERT INTO _sqlx_migrations (version, description, success, checksum, \
            execution_time) SELECT 9000, description, success, checksum, execution_time \
            FROM _sqlx_migrations WHERE version = 1").await.unwrap();
        let error = open_error(&shop.place.url).await;
        assert!(matches!(error, OpenError::Newer { version: 9000, .. }), "{error:?}");
    }

    async fn an_unknown_merchant_is_said_to_be_unknown(shop) {
        let member = shop.join().await;
        let lost = submission(MerchantId(77), "0001", TODAY, Command::RingUp(ring_up(member, 1_00)));
        assert!(matches!(shop.store.submit(lost).await, Err(SubmitError::UnknownMerchant)));
    }

    async fn text_that_the_engine_cannot_hold_fails_alone(shop) {
        let member = shop.join().await;
        let mut order = ring_up(member, 1_00);
        order.order.lines[0].name = "tea\0".to_owned();
        let odd = submission(SHOP, "odd", TODAY, Command::RingUp(order));
        let plain = submission(SHOP, "plain", TODAY, Command::RingUp(ring_up(member, 1_00)));
        let (_, plain) = tokio::join!(shop.store.submit(odd), shop.store.submit(plain));
        plain.unwrap();
    }

    async fn a_corrupt_row_is_an_error_and_not_a_panic(shop) {
        let (spoilt, whole) = (shop.join().await, shop.join().await);
        shop.tamper("UPDATE programmes SET document = '{}' WHERE merchant_id = 2").await.unwrap();
        let wish = |member| {
            submission(SHOP, "whole", TODAY, Command::RingUp(ring_up(member, 1_00)))
        };
        let there = submission(
            crate::shop::OTHER_SHOP, "x", TODAY, Command::RingUp(ring_up(spoilt, 1_00)),
        );
        let (bad, good) = tokio::join!(shop.store.submit(there), shop.store.submit(wish(whole)));
        good.unwrap();
        let corrupt = |error: &StoreError| {
            matches!(error, StoreError::Corrupt(row) if row.table == "programmes")
        };
        assert!(matches!(&bad, Err(SubmitError::Storage(error)) if corrupt(error)), "{bad:?}");
    }
}

#[tokio::test]
async fn no_postgres_there_is_said_so() {
    let error = open_error("postgres://nobody:secret@127.0.0.1:1/none").await;
    assert!(
        matches!(error, OpenError::CannotConnect { .. }),
        "{error:?}"
    );
    assert!(!error.to_string().contains("secret"), "{error}");
}

/// SQLite's own bound on the file stands in for a full disk: the same code comes back.
#[tokio::test]
async fn a_full_disk_loses_nothing_and_the_writer_goes_on() {
    let shop = Shop::open(EngineKind::Sqlite).await;
    let member = shop.join().await;
    shop.ring_up(member, 1_00).await;
    shop.tamper("PRAGMA max_page_count = 1").await.unwrap();
    let mut big = ring_up(member, 1_00);
    big.order.lines =
        vec![
            regulars::order::OrderLine::amount(&"x".repeat(200), regulars::money::Minor(1));
            1_000
        ];
    let refused = shop.submit(Command::RingUp(big.clone())).await;
    let full = |error: &SubmitError| matches!(error, SubmitError::Storage(cause) if matches!(**cause, StoreError::DiskFull(_)));
    assert!(refused.as_ref().is_err_and(full), "{refused:?}");
    assert_eq!(shop.available(member).await, 1);
    shop.tamper("PRAGMA max_page_count = 1000000")
        .await
        .unwrap();
    shop.submit(Command::RingUp(big)).await.unwrap();
    shop.finish().await;
}

#[tokio::test]
async fn a_database_that_turned_read_only_says_so() {
    let shop = Shop::open(EngineKind::Sqlite).await;
    let member = shop.join().await;
    shop.tamper("PRAGMA query_only = on").await.unwrap();
    let refused = shop.submit(Command::RingUp(ring_up(member, 1_00))).await;
    let read_only = |error: &SubmitError| matches!(error, SubmitError::Storage(cause) if matches!(**cause, StoreError::ReadOnly(_)));
    assert!(refused.as_ref().is_err_and(read_only), "{refused:?}");
    assert_eq!(shop.available(member).await, 0);
    shop.finish().await;
}
