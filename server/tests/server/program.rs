//! The program from the outside: its settings, its commands, and how it starts and stops.

use std::{net::TcpListener, path::PathBuf, process::Output};

use regulars_storage::{Store, StoreConfig};
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use super::support::Program;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("shop.sqlite3")
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }

    async fn connect(&self) -> SqliteConnection {
        SqliteConnection::connect(&self.database()).await.unwrap()
    }

    /// Opens a shop with an owner.
    fn open_shop(&self) {
        let output = Program::run_with_input(
            &[
                "create-owner", "--database", &self.database(), "--merchant", "north", "--shop-name",
                "North", "--currency", "GBP", "--mail", "olivia@north.example", "--name", "Olivia",
                "--password-stdin",
            ],
            "a long enough password\n",
        );
        assert!(output.status.success(), "{}", errors(&output));
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn wrong_settings_and_wrong_usage_end_with_2() {
    let output = Program::run(&["serve", "--listen", "here", "--public-url", "example.com"]);
    assert_eq!(output.status.code(), Some(2));
    let text = errors(&output);
    assert!(text.contains("listen is \"here\" as the flag --listen: write an address and a port"), "{text}");
    assert!(text.contains("public_url is \"example.com\" as the flag --public-url"), "{text}");
    let output = Program::run(&["serve", "--config", "/no/such/file.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("/no/such/file.toml cannot be read"), "{}", errors(&output));
    for args in [&["no-such-command"][..], &["serve", "--no-such-flag"], &[]] {
        assert_eq!(Program::run(args).status.code(), Some(2), "{args:?}");
    }
    for args in [&["--help"][..], &["serve", "--help"], &["--version"]] {
        assert_eq!(Program::run(args).status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn a_port_in_use_is_named_before_the_database_is_touched() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = Program::run(&["serve", "--listen", &address, "--database", &place.database()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains(&format!("{address} is in use by another program")), "{}", errors(&output));
    assert!(!place.file().exists());
}

#[tokio::test]
async fn each_unusable_database_has_its_own_words() {
    let missing = Program::run(&["verify", "--database", "sqlite:/no/such/folder/shop.sqlite3"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(errors(&missing).contains("the folder /no/such/folder does not exist"), "{}", errors(&missing));

    let other = Place::new();
    std::fs::write(other.file(), "this is a letter, and not a database at all").unwrap();
    let output = Program::run(&["verify", "--database", &other.database()]);
    assert!(errors(&output).contains("is not a database of this program"), "{}", errors(&output));

    let newer = Place::new();
    newer.open_shop();
    let mut connection = newer.connect().await;
    let row = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
               VALUES (99990101000000, 'later', TRUE, x'00', 0)";
    sqlx::query(row).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let output = Program::run(&["verify", "--database", &newer.database()]);
    assert!(errors(&output).contains("was written by a newer version"), "{}", errors(&output));

    let locked = Place::new();
    locked.open_shop();
    let mut connection = locked.connect().await;
    sqlx::query("PRAGMA locking_mode = EXCLUSIVE").execute(&mut connection).await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await.unwrap();
    let output = Program::run(&["verify", "--database", &locked.database()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("is locked by another program"), "{}", errors(&output));
}

#[tokio::test]
async fn the_first_owner_can_sign_in() {
    let place = Place::new();
    place.open_shop();
    let server = Program::start("serve", &place.file());
    let sign_in = |password: &'static str| {
        let url = format!("{}/api/admin/sign-in", server.url);
        let body = format!("mail=olivia%40north.example&password={}", password.replace(' ', "+"));
        let form = "application/x-www-form-urlencoded";
        reqwest::Client::new().post(url).header("content-type", form).body(body).send()
    };
    assert_eq!(sign_in("a long enough password").await.unwrap().status(), 200);
    assert_eq!(sign_in("some other password").await.unwrap().status(), 422);
}

#[test]
fn an_owner_can_be_invited_by_a_link() {
    let place = Place::new();
    let base = ["create-owner", "--merchant", "north", "--mail", "o@north.example", "--name", "Olivia"];
    let database = place.database();
    let run = |more: &[&str]| Program::run(&[&base[..], &["--database", &database], more].concat());
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("add --shop-name to open it"), "{}", errors(&output));
    let output = run(&["--shop-name", "North", "--currency", "GBP", "--time-zone", "Mars/Base"]);
    assert!(errors(&output).contains("time zone"), "{}", errors(&output));
    let output = run(&["--shop-name", "North", "--currency", "GBP"]);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(said(&output).contains("/admin/invitation/1-"), "{}", said(&output));
}

#[test]
fn an_import_run_twice_changes_nothing_and_a_backup_can_be_restored() {
    let place = Place::new();
    place.open_shop();
    let csv = place.folder.path().join("orders.csv");
    std::fs::write(&csv, "customer,date,amount\n7,2026-01-05,12.50\n7,2026-01-06,bad\n8,2026-02-01,8\n").unwrap();
    let (csv, database) = (csv.to_str().unwrap().to_owned(), place.database());
    let import = || {
        Program::run(&[
            "import", &csv, "--merchant", "north", "--database", &database, "--map", "member=customer",
            "--map", "occurred_at=date", "--map", "total=amount", "--source", "test",
        ])
    };
    let first = import();
    assert!(first.status.success(), "{}", errors(&first));
    assert!(said(&first).contains("2 orders, 0 there already, 2 members"), "{}", said(&first));
    assert!(errors(&first).contains("line 3: "), "{}", errors(&first));
    let second = import();
    assert!(said(&second).contains("0 orders, 2 there already, 0 members"), "{}", said(&second));
    let verify = |database: &str| Program::run(&["verify", "--database", database]);
    assert!(verify(&database).status.success());

    let copy = place.folder.path().join("copy.sqlite3").to_str().unwrap().to_owned();
    let backup = Program::run(&["backup", &copy, "--database", &database]);
    assert!(backup.status.success(), "{}", errors(&backup));
    let again = Program::run(&["backup", &copy, "--database", &database]);
    assert!(errors(&again).contains("exists already"), "{}", errors(&again));
    let restored = format!("sqlite:{}", place.folder.path().join("restored.sqlite3").display());
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
    let store = Store::open(StoreConfig::new(place.database())).await.unwrap();
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
