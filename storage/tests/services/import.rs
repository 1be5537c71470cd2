//! Real order histories, on both engines, against an independent computation from the files.

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

use regulars::{
    ids::ImportId,
    views::{ImportProgress, ImportState, MemberSort},
};
use regulars_storage::{
    db::EngineKind,
    fetch_all,
    services::{
        ServiceError, history,
        import::{self, NewImport},
        members, till,
    },
};
use serde::Deserialize;

use crate::counter::Counter;

/// Where the order histories lie.
fn data(name: &str) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data");
    let folder = std::env::var("REGULARS_DATA").unwrap_or_else(|_| beside.to_owned());
    let path = Path::new(&folder).join(name);
    assert!(
        path.exists(),
        "{} is missing; set REGULARS_DATA to the folder of the order histories",
        path.display()
    );
    path
}

/// What the script works out.
#[derive(Debug, Deserialize)]
struct Expected {
    members: i64,
    orders: i64,
    sales: i64,
    points: i64,
    refused: Vec<i64>,
    by_member: BTreeMap<String, i64>,
}

fn worked_out(path: &Path, columns: &[&str]) -> Expected {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/points_from_csv.py");
    let out = Command::new("python3")
        .arg(script)
        .arg(path)
        .args(columns)
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    serde_json::from_slice(&out.stdout).unwrap()
}

pub async fn start(counter: &Counter, path: &Path) -> Result<ImportId, ServiceError> {
    let mapping = import::inspect(&counter.store, &counter.shop, path)
        .await?
        .mapping;
    let file_name = path.file_name().unwrap().to_string_lossy().into_owned();
    let new = NewImport {
        path: path.to_owned(),
        file_name,
        mapping,
        staff: None,
    };
    import::start(&counter.store, &counter.env, &counter.shop, &new).await
}

pub async fn run(counter: &Counter, id: ImportId) -> ImportProgress {
    let (never, quiet) = (AtomicBool::new(false), |_: &ImportProgress| {});
    import::run(
        &counter.store,
        &counter.env,
        &counter.shop,
        id,
        &quiet,
        &never,
    )
    .await
    .unwrap()
}

pub async fn import_file(counter: &Counter, path: &Path) -> ImportProgress {
    let id = start(counter, path).await.unwrap();
    run(counter, id).await
}

/// A file of its own, kept as long as the answer.
pub fn csv(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(content).unwrap();
    file
}

/// What lies in the books: members by number, orders, sales, points issued.
async fn in_the_books(counter: &Counter) -> (BTreeMap<String, i64>, i64, i64) {
    let mut db = counter.store.read().await.unwrap();
    let sql = "SELECT m.reference, CAST(COALESCE(SUM(t.points), 0) AS BIGINT) FROM members m
        LEFT JOIN transfers t ON t.merchant_id = m.merchant_id AND t.member_id = m.id AND t.kind = 1
        WHERE m.merchant_id = $1 GROUP BY m.reference";
    let points = fetch_all!(db, (String, i64), sql, counter.shop.id.0).unwrap();
    let sql = "SELECT COUNT(*), CAST(SUM(total) AS BIGINT) FROM orders WHERE merchant_id = $1";
    let sums = fetch_all!(db, (i64, i64), sql, counter.shop.id.0).unwrap();
    (points.into_iter().collect(), sums[0].0, sums[0].1)
}

async fn assert_imported(kind: EngineKind, file: &str, columns: &[&str]) {
    let counter = Counter::open_in(kind, "USD").await;
    let path = data(file);
    let expected = worked_out(&path, columns);
    let began = Instant::now();
    let done = import_file(&counter, &path).await;
    eprintln!("{file} on {kind:?}: {:?}", began.elapsed());
    assert_eq!(done.state, ImportState::Done);
    let seen = (done.members, done.orders, done.points, done.repeated);
    assert_eq!(
        seen,
        (expected.members, expected.orders, expected.points, 0)
    );
    let refused: Vec<i64> = done.errors.iter().map(|error| error.line).collect();
    assert_eq!(refused, expected.refused, "{:?}", done.errors);
    let (points, orders, sales) = in_the_books(&counter).await;
    assert_eq!((orders, sales), (expected.orders, expected.sales));
    assert_eq!(points, expected.by_member);
    counter.assert_sound().await;

    let again = import_file(&counter, &path).await;
    let seen = (again.members, again.orders, again.points, again.repeated);
    assert_eq!(seen, (0, 0, 0, expected.orders), "again changes nothing");
    assert_eq!(in_the_books(&counter).await, (points, orders, sales));
    counter.finish().await;
}

const CDNOW: &[&str] = &["customer_id", "date", "dollar_value"];
const GROCERY: &[&str] = &[
    "household_id",
    "transaction_timestamp",
    "sales_value",
    "basket_id",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cdnow_on_sqlite() {
    assert_imported(EngineKind::Sqlite, "cdnow_sample.csv", CDNOW).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cdnow_on_postgres() {
    assert_imported(EngineKind::Postgres, "cdnow_sample.csv", CDNOW).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn grocery_on_sqlite() {
    assert_imported(EngineKind::Sqlite, "grocery_order_lines.csv", GROCERY).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn grocery_on_postgres() {
    assert_imported(EngineKind::Postgres, "grocery_order_lines.csv", GROCERY).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_keep_their_zeros_and_days_are_those_of_the_file() {
    let counter = Counter::open(EngineKind::Sqlite).await;
    let file = csv(b"customer_id,date,amount\n0007,19970102,12.50\n7,19970103,3\n");
    import_file(&counter, file.path()).await;
    let found = till::find(&counter.store, &counter.shop, "0007")
        .await
        .unwrap();
    assert_eq!((found.len(), found[0].name.as_str()), (1, "Member 0007"));
    assert_eq!(found[0].joined_on.to_string(), "1997-01-02");
    let moved = history::page(&counter.store, &counter.shop, found[0].id, None)
        .await
        .unwrap();
    assert_eq!(moved.page.rows[0].day.to_string(), "1997-01-02");
    counter.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_joined_on_a_phone_is_found_by_mail() {
    let counter = Counter::open(EngineKind::Sqlite).await;
    let ada = counter.join("ada@example.com", None).await;
    let file = csv(b"customer_id,email,date,amount\n12,ADA@example.com,2026-01-02,12.50\n");
    let done = import_file(&counter, file.path()).await;
    assert_eq!((done.members, done.orders), (0, 1));
    let listed = members::page(&counter.store, &counter.shop, "", MemberSort::Joined, None).await;
    let rows = listed.unwrap().rows;
    assert_eq!((rows.len(), rows[0].id, rows[0].orders), (1, ada, 1));
    counter.finish().await;
}

/// Stops a run in the middle, again and again, and goes on: in the end every order is there once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_was_stopped_goes_on() {
    let counter = Counter::open_in(EngineKind::Sqlite, "USD").await;
    let path = data("cdnow_sample.csv");
    let expected = worked_out(&path, CDNOW);
    let id = start(&counter, &path).await.unwrap();
    let mut stops = 0;
    let done = loop {
        let (cancel, before) = (AtomicBool::new(false), AtomicBool::new(false));
        let told = |progress: &ImportProgress| {
            let far = progress.rows > i64::from(stops + 1) * 1_500;
            if far && !before.swap(true, Ordering::Relaxed) {
                cancel.store(true, Ordering::Relaxed);
            }
        };
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let progress = import::run(store, env, shop, id, &told, &cancel)
            .await
            .unwrap();
        if progress.state == ImportState::Done {
            break progress;
        }
        assert_eq!(progress.state, ImportState::Stopped);
        assert_eq!(
            start(&counter, &path).await.unwrap(),
            id,
            "the same file is the same import"
        );
        stops += 1;
    };
    assert!(stops >= 2, "it was stopped {stops} times");
    assert_eq!(done.orders + done.repeated, expected.orders);
    assert_eq!(
        (done.rows, done.bytes_done),
        (expected.orders, done.bytes_total)
    );
    let (points, orders, _) = in_the_books(&counter).await;
    assert_eq!((points, orders), (expected.by_member, expected.orders));
    counter.finish().await;
}

/// A server that is killed keeps nothing of its last moments but what the ledger has: the import
/// is dropped in the middle, without any of its own tidying.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_was_killed_goes_on() {
    let counter = Counter::open_in(EngineKind::Sqlite, "USD").await;
    let path = data("cdnow_sample.csv");
    let expected = worked_out(&path, CDNOW);
    let id = start(&counter, &path).await.unwrap();
    {
        let (never, told) = (AtomicBool::new(false), tokio::sync::Notify::new());
        let tell = |progress: &ImportProgress| {
            if progress.rows > 3_000 {
                told.notify_one();
            }
        };
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        tokio::select! {
            _ = import::run(store, env, shop, id, &tell, &never) => panic!("it was not killed"),
            () = told.notified() => {}
        }
    }
    let left = import::progress(&counter.store, &counter.shop, id)
        .await
        .unwrap();
    assert_eq!(left.state, ImportState::Running);
    counter.env.wait_seconds(120);
    assert_eq!(
        import::stop_interrupted(&counter.store, &counter.env)
            .await
            .unwrap(),
        1
    );
    let done = run(&counter, id).await;
    assert!(done.repeated > 0, "what the ledger had is found there");
    let (points, orders, _) = in_the_books(&counter).await;
    assert_eq!((points, orders), (expected.by_member, expected.orders));
    counter.finish().await;
}
