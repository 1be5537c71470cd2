//! Commands that work on the books: import, backup, restore, verify.

use regulars_storage::{Store, StoreConfig};
use sqlx::Connection;

use super::support::{Place, Program, errors, said};

#[test]
fn an_import_run_twice_changes_nothing_and_a_backup_can_be_restored() {
    let place = Place::new();
    place.open_shop();
    let csv = place.folder.path().join("orders.csv");
    std::fs::write(
        &csv,
        "customer,date,amount\n7,2026-01-05,12.50\n7,2026-01-06,bad\n8,2026-02-01,8\n",
    )
    .unwrap();
    let (csv, database) = (csv.to_str().unwrap().to_owned(), place.database());
    let import = || {
        Program::run(&[
            "import",
            &csv,
            "--merchant",
            "north",
            "--database",
            &database,
            "--map",
            "member=customer",
            "--map",
            "occurred_at=date",
            "--map",
            "total=amount",
            "--source",
            "test",
        ])
    };
    let first = import();
    assert!(first.status.success(), "{}", errors(&first));
    assert!(
        said(&first).contains("2 orders, 0 there already, 2 members"),
        "{}",
        said(&first)
    );
    assert!(errors(&first).contains("line 3: "), "{}", errors(&first));
    let second = import();
    assert!(
        said(&second).contains("0 orders, 2 there already, 0 members"),
        "{}",
        said(&second)
    );
    let verify = |database: &str| Program::run(&["verify", "--database", database]);
    assert!(verify(&database).status.success());

    let copy = place
        .folder
        .path()
        .join("copy.sqlite3")
        .to_str()
        .unwrap()
        .to_owned();
    let backup = Program::run(&["backup", &copy, "--database", &database]);
    assert!(backup.status.success(), "{}", errors(&backup));
    let again = Program::run(&["backup", &copy, "--database", &database]);
    assert!(
        errors(&again).contains("exists already"),
        "{}",
        errors(&again)
    );
    let restored = format!(
        "sqlite:{}",
        place.folder.path().join("restored.sqlite3").display()
    );
    let restore = Program::run(&["restore", &copy, "--database", &restored]);
    assert!(restore.status.success(), "{}", errors(&restore));
    assert!(verify(&restored).status.success());
    let over = Program::run(&["restore", &copy, "--database", &restored]);
    assert_eq!(over.status.code(), Some(1), "nothing is overwritten");
}

#[tokio::test]
async fn a_ledger_that_does_not_add_up_fails_to_verify() {
    let place = Place::new();
    place.open_shop();
    let store = Store::open(StoreConfig::new(place.database()))
        .await
        .unwrap();
    store.close().await;
    let mut connection = place.connect().await;
    let row = "INSERT INTO merchant_days (merchant_id, day, lane, orders, sales, refunds, new_members, \
               points_issued, points_redeemed, points_expired, points_reversed, points_adjusted) \
               VALUES (1, 20000, 1, 1, 500, 0, 0, 5, 0, 0, 0, 0)";
    sqlx::query(row).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let output = Program::run(&["verify", "--database", &place.database()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("WRONG"), "{}", errors(&output));
}
