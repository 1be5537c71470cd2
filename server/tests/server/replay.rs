//! A draft on past orders, as a manager without JavaScript tries it.

use std::time::Duration;

use http::StatusCode;
use regulars::{
    programme::template,
    promotion::{Promotion, PromotionKind},
    views::{ReplayPage, ReplayRun, ReplayState, Role},
};
use serde::Deserialize;
use serde_json::json;

use super::support::{Browser, House};

const PAGE: &str = "/admin/programme/replay";

#[derive(Debug, Deserialize)]
struct Form {
    page: ReplayPage,
    key: String,
}

async fn form(browser: &Browser) -> Form {
    browser.ask("admin/replay", &[]).await.json()
}

/// The last run, once it is over.
async fn over(browser: &Browser) -> ReplayRun {
    for _ in 0..200 {
        let run = form(browser).await.page.run.unwrap();
        if run.progress.state != ReplayState::Running {
            return run;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the run does not end");
}

/// Saves a draft that takes a tenth off everything.
async fn save_draft(browser: &Browser) {
    let mut draft = template::simple("Regulars", "GBP".parse().unwrap());
    let tenth = PromotionKind::PercentOff { percent: 10 };
    draft.promotions = vec![Promotion::new("tenth", "A tenth off", tenth)];
    let body = json!({ "document": draft });
    let saved = browser.call_json("admin/programme/save", &body).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
}

#[tokio::test]
async fn a_plain_form_begins_it_and_the_page_tells_the_outcome() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let manager = house.staff(&shop, Role::Manager).await;
    let empty = manager.open(PAGE).await;
    assert!(
        empty.body.contains("No orders to try it on yet"),
        "{}",
        empty.body
    );
    let mia = house.member(&shop, "mia@example.com").await;
    house.ring_up(&shop, mia.member, 20_000, "k").await;
    let without = manager.open(PAGE).await;
    assert!(
        without.body.contains("There is no draft to try"),
        "{}",
        without.body
    );

    save_draft(&manager).await;
    let key = form(&manager).await.key;
    let fields = [("past", "year"), ("share", "60"), ("key", key.as_str())];
    let begun = manager.submit(PAGE, "admin/replay/start", &fields).await;
    assert_eq!(begun.location(), PAGE);
    let run = over(&manager).await;
    assert_eq!(
        (run.progress.state, run.progress.total),
        (ReplayState::Done, 1)
    );
    let page = manager.open(PAGE).await;
    for words in [
        "given back £20 more, 10.0",
        "1 order by 1 member",
        "Mia Member",
        "Silver",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    // Sent again, it begins nothing.
    let again = manager.submit(PAGE, "admin/replay/start", &fields).await;
    assert_eq!(again.location(), PAGE);
    assert_eq!(form(&manager).await.page.run.unwrap(), run);
}

#[tokio::test]
async fn what_was_typed_wrong_is_said_beside_its_field() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let manager = house.staff(&shop, Role::Manager).await;
    save_draft(&manager).await;
    let start = async |more: &[(&str, &str)]| {
        let mut fields = vec![("key", "k")];
        fields.extend(more);
        manager.call("admin/replay/start", &fields).await.error()
    };
    for (field, fields) in [
        ("share", [("past", "all"), ("share", "many"), ("from", "")]),
        ("share", [("past", "all"), ("share", "101"), ("from", "")]),
        (
            "from",
            [("past", "days"), ("share", "60"), ("from", "soon")],
        ),
        (
            "until",
            [("past", "days"), ("share", "60"), ("from", "2026-01-01")],
        ),
    ] {
        let error = start(&fields).await;
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
    let other = house.shop("south").await;
    let stranger = house.staff(&other, Role::Manager).await;
    let fields = [("past", "all"), ("share", "60"), ("key", "k")];
    let without = stranger.call("admin/replay/start", &fields).await.error();
    assert!(
        without.of_field("key").is_some(),
        "another shop's draft is not theirs: {without:?}"
    );
}
