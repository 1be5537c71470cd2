//! Wrong input, each with its own words and nothing written.

use http::{Method, StatusCode};
use regulars::{rejection::Rejection, views::Role};
use regulars_app::error::AppError;

use regulars_storage::execute;

use super::support::House;

#[tokio::test]
async fn a_wrong_amount_is_refused_in_words() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let member = mia.member.to_string();
    for (amount, words) in [
        ("0", "more than zero"),
        ("-5", "cannot be negative"),
        ("1.005", "2 decimals"),
        ("10000000000.01", "too large"),
        ("", "Type an amount"),
        ("twelve", "price"),
    ] {
        let fields = [
            ("member", member.as_str()),
            ("basket", amount),
            ("key", "k"),
        ];
        let error = till.call("till/ring-up", &fields).await.error();
        let message = error
            .of_field("basket")
            .unwrap_or_else(|| panic!("{amount}: {error:?}"));
        assert!(message.contains(words), "{amount}: {message}");
    }
    let card: serde_json::Value = mia
        .browser
        .ask("member/card", &[("shop", "north")])
        .await
        .json();
    assert_eq!(card["card"]["available"], 0);
}

#[tokio::test]
async fn an_address_joins_once_whatever_its_capitals() {
    let house = House::open().await;
    house.shop("north").await;
    let join = |mail: &'static str| {
        let browser = house.browser();
        async move {
            browser
                .call("member/join", &[("shop", "north"), ("mail", mail)])
                .await
        }
    };
    assert_eq!(join("Ada@Example.com").await.status, StatusCode::OK);
    assert_eq!(
        join(" ada@EXAMPLE.com").await.error(),
        AppError::Rejected(Rejection::AlreadyMember)
    );
    assert!(join("ada@").await.error().of_field("mail").is_some());
}

#[tokio::test]
async fn a_voucher_works_once_and_not_when_it_is_over() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    house.ring_up(&shop, mia.member, 30_000, "earn").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let member = mia.member.to_string();
    let take = |key: &'static str| {
        let browser = &mia.browser;
        async move {
            let fields = [("shop", "north"), ("reward", "five-off"), ("key", key)];
            let reply = browser
                .submit("/north/rewards", "member/take-reward", &fields)
                .await;
            format!("v:{}", reply.location().rsplit('/').next().unwrap())
        }
    };
    let ring_up = |voucher: String, key: &'static str| {
        let (till, member) = (&till, member.as_str());
        async move {
            let fields = [
                ("member", member),
                ("basket", "20"),
                ("used[0]", &voucher),
                ("key", key),
            ];
            till.call("till/ring-up", &fields).await
        }
    };
    let (first, second) = (take("t1").await, take("t2").await);
    assert_eq!(ring_up(first.clone(), "s1").await.status, StatusCode::OK);
    let not_valid = AppError::Rejected(Rejection::VoucherNotValid);
    assert_eq!(ring_up(first, "s2").await.error(), not_valid, "used");
    assert_eq!(
        ring_up("v:7Q4K9XWM2HTBV".to_owned(), "s3").await.error(),
        not_valid,
        "unknown"
    );
    house.env.pass(91 * 86_400);
    let late = house.staff_again(&shop, Role::Cashier).await;
    let fields = [
        ("member", member.as_str()),
        ("basket", "20"),
        ("used[0]", &second),
        ("key", "s4"),
    ];
    assert_eq!(
        late.call("till/ring-up", &fields).await.error(),
        not_valid,
        "expired"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_a_bad_request() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let reply = till
        .call(
            "till/ring-up",
            &[("member", "not an id"), ("basket", "1"), ("key", "k")],
        )
        .await;
    assert_eq!(
        (reply.status, reply.error()),
        (StatusCode::BAD_REQUEST, AppError::BadRequest)
    );
    assert_eq!(
        till.call("no/such-function", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn too_much_is_refused_before_it_is_read() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let till = house.staff(&shop, Role::Manager).await;
    for (path, announced, words) in [
        ("/api/till/ring-up", "1100000", "At most 1 MB"),
        ("/api/admin/import/upload", "20000000", "At most 10 MB"),
    ] {
        let request = till
            .request(Method::POST, path)
            .header("content-length", announced);
        let reply = till.send(request.body("".into()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(reply.body.contains(words), "{path}: {}", reply.body);
    }
    // Whoever does not say how much it is, is stopped on the way.
    let long = "x".repeat(1_100_000);
    let reply = till
        .call(
            "till/ring-up",
            &[("member", "x"), ("basket", &long), ("key", "k")],
        )
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_fails_inside_is_told_as_a_number_only() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    let till = house.staff(&shop, Role::Cashier).await;
    // The session is found before the store closes, in the middle of the request: what remains
    // is a database that does not answer.
    house.store().close().await;
    let member = mia.member.to_string();
    let reply = till
        .call(
            "till/ring-up",
            &[("member", &member), ("basket", "1"), ("key", "k")],
        )
        .await;
    assert!(reply.status.is_server_error(), "{}", reply.body);
    assert!(!reply.body.to_lowercase().contains("sql"), "{}", reply.body);
}

/// SQLite's own bound on the file stands in for a full disk.
#[tokio::test]
async fn a_disk_that_takes_nothing_more_is_said_and_the_sale_can_be_repeated() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let member = mia.member.to_string();
    let pragma = async |sql: &'static str| {
        let mut tx = house.store().write().await.unwrap();
        execute!(tx, sql).unwrap();
        tx.commit().await.unwrap();
    };
    let basket = vec!["1 x A long name for a bun 1.00"; 900].join("\n");
    let sale = [
        ("member", member.as_str()),
        ("basket", basket.as_str()),
        ("key", "k"),
    ];
    pragma("PRAGMA max_page_count = 1").await;
    let reply = till.call("till/ring-up", &sale).await;
    assert_eq!(reply.status.as_u16(), 507);
    assert_eq!(reply.error(), AppError::NotSaved);
    pragma("PRAGMA max_page_count = 1000000").await;
    let reply = till.call("till/ring-up", &sale).await;
    assert_eq!(reply.status, StatusCode::OK);
}
