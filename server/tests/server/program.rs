//! The program from the outside: its settings, its commands, and how it starts and stops.

use std::net::TcpListener;

use sqlx::Connection;

use super::support::{Place, Program, errors, said};

#[test]
fn wrong_settings_and_wrong_usage_end_with_2() {
    let output = Program::run(&["serve", "--listen", "here", "--public-url", "example.com"]);
    assert_eq!(output.status.code(), Some(2));
    let text = errors(&output);
    assert!(
        text.contains("listen is \"here\" as the flag --listen: write an address and a port"),
        "{text}"
    );
    assert!(
        text.contains("public_url is \"example.com\" as the flag --public-url"),
        "{text}"
    );
    let output = Program::run(&["serve", "--config", "/no/such/file.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("/no/such/file.toml cannot be read"),
        "{}",
        errors(&output)
    );
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
    let output = Program::run(&[
        "serve",
        "--listen",
        &address,
        "--database",
        &place.database(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains(&format!("{address} is in use by another program")),
        "{}",
        errors(&output)
    );
    assert!(!place.file().exists());
}

#[tokio::test]
async fn each_unusable_database_has_its_own_words() {
    let missing = Program::run(&[
        "verify",
        "--database",
        "sqlite:/no/such/folder/shop.sqlite3",
    ]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        errors(&missing).contains("the folder /no/such/folder does not exist"),
        "{}",
        errors(&missing)
    );

    let other = Place::new();
    std::fs::write(other.file(), "this is a letter, and not a database at all").unwrap();
    let output = Program::run(&["verify", "--database", &other.database()]);
    assert!(
        errors(&output).contains("is not a database of this program"),
        "{}",
        errors(&output)
    );

    let newer = Place::new();
    newer.open_shop();
    let mut connection = newer.connect().await;
    let row = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
               VALUES (99990101000000, 'later', TRUE, x'00', 0)";
    sqlx::query(row).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let output = Program::run(&["verify", "--database", &newer.database()]);
    assert!(
        errors(&output).contains("was written by a newer version"),
        "{}",
        errors(&output)
    );

    let locked = Place::new();
    locked.open_shop();
    let mut connection = locked.connect().await;
    sqlx::query("PRAGMA locking_mode = EXCLUSIVE")
        .execute(&mut connection)
        .await
        .unwrap();
    sqlx::query("BEGIN EXCLUSIVE")
        .execute(&mut connection)
        .await
        .unwrap();
    let output = Program::run(&["verify", "--database", &locked.database()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains("is locked by another program"),
        "{}",
        errors(&output)
    );
}

#[tokio::test]
async fn the_first_owner_can_sign_in() {
    let place = Place::new();
    place.open_shop();
    let server = Program::start("serve", &place.file());
    let sign_in = |password: &'static str| {
        let url = format!("{}/api/admin/sign-in", server.url);
        let body = format!(
            "mail=olivia%40north.example&password={}",
            password.replace(' ', "+")
        );
        let form = "application/x-www-form-urlencoded";
        reqwest::Client::new()
            .post(url)
            .header("content-type", form)
            .body(body)
            .send()
    };
    assert_eq!(
        sign_in("a long enough password").await.unwrap().status(),
        200
    );
    assert_eq!(sign_in("some other password").await.unwrap().status(), 422);
}

#[test]
fn an_owner_can_be_invited_by_a_link() {
    let place = Place::new();
    let base = [
        "create-owner",
        "--merchant",
        "north",
        "--mail",
        "o@north.example",
        "--name",
        "Olivia",
    ];
    let database = place.database();
    let run = |more: &[&str]| Program::run(&[&base[..], &["--database", &database], more].concat());
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("add --shop-name to open it"),
        "{}",
        errors(&output)
    );
    let output = run(&[
        "--shop-name",
        "North",
        "--currency",
        "GBP",
        "--time-zone",
        "Mars/Base",
    ]);
    assert!(errors(&output).contains("time zone"), "{}", errors(&output));
    let open = ["--shop-name", "North", "--currency", "GBP"];
    let output = run(&[&open[..], &["--sells", "books"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("write cafe, lessons"),
        "{}",
        errors(&output)
    );
    let output = run(&open);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(
        said(&output).contains("/admin/invitation/1-"),
        "{}",
        said(&output)
    );
}
