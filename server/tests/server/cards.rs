//! Gift cards over HTTP: sold, loaded, paid with, sent by mail; and what guessing costs.

use http::StatusCode;
use regulars::{rejection::Rejection, views::Role};
use regulars_app::error::AppError;
use regulars_storage::services::announce::announce_next;
use serde_json::Value;

use super::support::{Browser, House};

async fn sell(till: &Browser, amount: &str, key: &str) -> String {
    let reply = till
        .call("cards/sell", &[("amount", amount), ("key", key)])
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.json()
}

async fn on_card(till: &Browser, code: &str) -> i64 {
    let page: Value = till
        .ask("cards/page", &[("code", code), ("after", "")])
        .await
        .json();
    page["card"]["card"]["balance"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_sold_loaded_used_and_cannot_be_taken_back_then() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let mia = house.member(&shop, "mia@example.com").await;
        let till = house.staff(&shop, Role::Cashier).await;
        let code = sell(&till, "20", "sale-1").await;
        assert_eq!(sell(&till, "20", "sale-1").await, code, "one key, one card");
        let load = [
            ("code", code.as_str()),
            ("amount", "5.00"),
            ("key", "load-1"),
        ];
        till.call("cards/load", &load).await;
        let void = [("code", code.as_str()), ("key", "void-1")];
        assert_eq!(till.call("cards/void", &void).await.status, StatusCode::OK);
        assert_eq!(on_card(&till, &code).await, 20_00);

        let member = mia.member.to_string();
        let used = format!("v:{code}");
        let fields = [
            ("member", member.as_str()),
            ("basket", "12.50"),
            ("used[0]", used.as_str()),
            ("key", "order-1"),
        ];
        let sold: Value = till.call("till/ring-up", &fields).await.json();
        assert_eq!(sold["total"], 12_50);
        assert_eq!(sold["left_to_pay"], 0);
        assert_eq!(sold["points"], 0, "what a card pays earns nothing");
        assert_eq!(sold["cards"][0]["left"], 7_50);
        assert_eq!(on_card(&till, &code).await, 7_50);
        let void = [("code", code.as_str()), ("key", "void-2")];
        let refused = till.call("cards/void", &void).await.error();
        assert_eq!(refused, AppError::Rejected(Rejection::CardUsed));

        let manager = house.staff_again(&shop, Role::Manager).await;
        let order = sold["order"].as_str().unwrap();
        let refund = [
            ("order", order),
            ("to_credit", "true"),
            ("reason", "torn"),
            ("key", "refund-1"),
        ];
        let reply = manager.call("admin/order/refund", &refund).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        let card: Value = mia
            .browser
            .ask("member/card", &[("shop", "north")])
            .await
            .json();
        assert_eq!(card["card"]["money"]["credit"], 12_50);
        assert!(house.store().verify().await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn an_amount_outside_the_terms_is_refused_at_its_field() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let till = house.staff(&shop, Role::Cashier).await;
    for (amount, words) in [
        ("4.99", "Between £5 and £500 goes on a card at a time."),
        ("500.01", "Between £5 and £500 goes on a card at a time."),
        ("0", "The amount must be more than zero."),
    ] {
        let fields = [("amount", amount), ("key", "k")];
        let refused = till.call("cards/sell", &fields).await.error();
        assert_eq!(refused.of_field("amount"), Some(words), "{amount}");
    }
    let manager = house.staff_again(&shop, Role::Manager).await;
    let terms = [("least", "1"), ("most", "2")];
    let reply = manager.call("cards/terms", &terms).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    sell(&till, "1.50", "k").await;
}

#[tokio::test]
async fn a_card_that_is_sent_arrives_once_with_its_code() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let fields = [
        ("amount", "25"),
        ("mail", "kim@example.com"),
        ("giver", "Mia"),
        ("message", "Happy birthday"),
        ("key", "gift"),
    ];
    for _ in 0..2 {
        till.call("cards/sell", &fields).await;
    }
    // The job comes by twice, too.
    for _ in 0..2 {
        let url = |path: &str| format!("http://localhost{path}");
        let queued = announce_next(house.store(), &*house.env, url).await;
        queued.unwrap();
    }
    let letters = house.mails(&shop, "kim@example.com").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(
        letters[0].contains("Mia has given you £25.00"),
        "{}",
        letters[0]
    );
    assert!(letters[0].contains("Happy birthday"), "{}", letters[0]);
    let link = letters[0]
        .split_whitespace()
        .find(|it| it.contains("/gift-card?code="));
    let code = link.unwrap().split("code=").last().unwrap();
    let page = house
        .browser()
        .open(&format!("/north/gift-card?code={code}"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("£25.00"), "{}", page.body);
}

#[tokio::test]
async fn a_guesser_learns_nothing_waits_and_is_noticed() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let other = house.shop("south").await;
    let there = house.staff(&other, Role::Cashier).await;
    let foreign = sell(&there, "20", "k").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let mia = house.member(&shop, "mia@example.com").await;
    let member = mia.member.to_string();
    let try_code = async |code: &str| {
        let used = format!("v:{code}");
        let fields = [
            ("member", member.as_str()),
            ("basket", "1"),
            ("used[0]", used.as_str()),
        ];
        till.call("till/preview", &fields).await.error()
    };
    let unknown = AppError::Rejected(Rejection::VoucherNotValid);
    assert_eq!(try_code(&foreign).await, unknown);
    // The same again is a preview that is asked anew, and no further try.
    for _ in 0..20 {
        assert_eq!(try_code(&foreign).await, unknown);
    }
    for number in 0..9_u128 {
        let code = regulars::reward::VoucherCode::from_random(number);
        assert_eq!(try_code(code.as_str()).await, unknown);
    }
    let waits = try_code("7Q4K9XWM2HTBV").await;
    assert!(matches!(waits, AppError::TooMany { .. }), "{waits:?}");
    let manager = house.staff_again(&shop, Role::Manager).await;
    let overview: Value = manager
        .ask("admin/overview", &[("period", "week")])
        .await
        .json();
    let todo = overview["overview"]["todo"]
        .as_array()
        .or(overview["todo"].as_array());
    let told = todo.unwrap().iter().any(|it| it["todo"] == "codes_guessed");
    assert!(told, "{overview}");
    house.env.pass(600);
    assert_eq!(try_code("7Q4K9XWM2HTBV").await, unknown);
}
