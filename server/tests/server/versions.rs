//! Versions as plain forms: compared, published later or to some, taken back, gone back to.

use http::StatusCode;
use regulars::{
    programme::{EarningKind, template},
    views::Role,
};
use serde_json::json;

use super::support::{Browser, House};

const LIST: &str = "/admin/programme/versions";
const SECOND: &str = "/admin/programme/versions/2";

/// A manager of a shop with a draft that gives twice the points.
async fn with_draft(house: &House) -> Browser {
    let shop = house.shop("north").await;
    let manager = house.staff(&shop, Role::Manager).await;
    let mut document = template::simple("Regulars", shop.currency);
    if let EarningKind::Spend { points, .. } = &mut document.earning[0].kind {
        *points = 2;
    }
    let saved = manager
        .call_json("admin/programme/save", &json!({ "document": document }))
        .await;
    assert_eq!((saved.status, saved.body.as_str()), (StatusCode::OK, "2"));
    manager
}

/// Sends a form of the second version's page, which leads back there.
async fn send(manager: &Browser, function: &str, fields: &[(&str, &str)]) {
    let fields = [&[("version", "2")][..], fields].concat();
    let sent = manager.submit(SECOND, function, &fields).await;
    assert_eq!(sent.status, StatusCode::FOUND, "{}", sent.body);
    assert_eq!(sent.headers["location"], SECOND);
}

#[tokio::test]
async fn a_draft_is_compared_waits_and_is_taken_back() {
    let house = House::open().await;
    let manager = with_draft(&house).await;
    let changed = "Every purchase: 2 points for every £1 instead of 1 point for every £1.";
    for page in [LIST, SECOND] {
        assert!(manager.open(page).await.body.contains(changed), "{page}");
    }
    let fields = [("to", "at"), ("day", "2026-06-16"), ("time", "06:00")];
    send(&manager, "admin/version/release", &fields).await;
    let told = "Version 2 takes effect on Tuesday, 16 June at 06:00.";
    for page in [LIST, SECOND, "/admin/programme"] {
        assert!(manager.open(page).await.body.contains(told), "{page}");
    }
    send(&manager, "admin/version/take-back", &[]).await;
    assert!(!manager.open(LIST).await.body.contains(told));
    send(&manager, "admin/version/release", &[("to", "staff")]).await;
    let told = "Version 2 holds for members who work here.";
    assert!(manager.open(SECOND).await.body.contains(told));
    send(&manager, "admin/version/release", &[("to", "now")]).await;
    assert!(
        manager
            .open(SECOND)
            .await
            .body
            .contains("Orders are judged by this version.")
    );

    let back = manager
        .submit(LIST, "admin/version/go-back", &[("version", "1")])
        .await;
    assert_eq!(back.headers["location"], "/admin/programme/versions/3");
}

#[tokio::test]
async fn what_cannot_be_released_is_said_beside_its_field() {
    let house = House::open().await;
    let manager = with_draft(&house).await;
    let refused = async |fields: &[(&str, &str)], words: &str| {
        let fields = [&[("version", "2")][..], fields].concat();
        let reply = manager.call("admin/version/release", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(reply.body.contains(words), "{}", reply.body);
    };
    refused(&[("to", "at")], "Choose a day.").await;
    refused(
        &[("to", "at"), ("day", "2026-12-01"), ("time", "soon")],
        "06:00",
    )
    .await;
    refused(
        &[("to", "at"), ("day", "2001-01-01"), ("time", "06:00")],
        "has passed",
    )
    .await;
    refused(&[("to", "share"), ("percent", "all")], "from 1 to 99").await;
    refused(&[("to", "tier"), ("tier", "brass")], "one of the levels").await;
    let missing = manager
        .call("admin/version/release", &[("version", "9")])
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
