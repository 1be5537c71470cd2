//! A copy is made while the shop is open, is verified, and can be put back.

use regulars_storage::{
    Store, StoreConfig,
    backup::{BackupError, restore},
    db::EngineKind,
};

use crate::shop::Shop;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_under_load_is_whole_and_can_be_put_back() {
    let shop = Shop::open(EngineKind::Sqlite).await;
    let member = shop.join().await;
    let copy = shop.place.folder.path().join("copy.db");
    let orders = async {
        for _ in 0..100 {
            shop.ring_up(member, 1_00).await;
        }
    };
    let ((), report) = tokio::join!(orders, shop.store.backup(&copy));
    assert!(report.unwrap().is_sound());
    assert!(matches!(
        shop.store.backup(&copy).await,
        Err(BackupError::Exists(_))
    ));

    let place = shop.place.folder.path().join("restored.db");
    assert!(restore(&copy, &place).await.unwrap().is_sound());
    let restored = Store::open(StoreConfig::new(format!("sqlite:{}", place.display())))
        .await
        .unwrap();
    assert!(restored.verify().await.unwrap().is_sound());
    restored.close().await;
    shop.finish().await;
}

#[tokio::test]
async fn a_copy_that_does_not_add_up_is_not_put_back() {
    let shop = Shop::open(EngineKind::Sqlite).await;
    shop.join().await;
    shop.tamper("UPDATE accounts SET available = 5")
        .await
        .unwrap();
    let copy = shop.place.folder.path().join("copy.db");
    assert!(matches!(
        shop.store.backup(&copy).await,
        Err(BackupError::Unsound { .. })
    ));
    assert!(!copy.exists());
    let nowhere = shop.place.folder.path().join("nowhere/copy.db");
    assert!(matches!(
        shop.store.backup(&nowhere).await,
        Err(BackupError::FolderMissing(_))
    ));
    shop.drop_unverified().await;
}

#[tokio::test]
async fn postgres_has_tools_of_its_own() {
    let shop = Shop::open(EngineKind::Postgres).await;
    let copy = shop.place.folder.path().join("copy.db");
    assert!(matches!(
        shop.store.backup(&copy).await,
        Err(BackupError::UsePgDump)
    ));
    shop.finish().await;
}
