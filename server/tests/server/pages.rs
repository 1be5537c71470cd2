//! Pages as a browser without JavaScript gets them.

use http::{Method, StatusCode};
use regulars::views::Role;

use super::support::House;

#[tokio::test]
async fn pages_come_whole_and_with_the_right_status() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    house.ring_up(&shop, mia.member, 12_345, "k").await;
    let visitor = house.browser();
    let open = visitor.open("/north").await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(
        open.body.contains("The north shop"),
        "the page holds its data"
    );
    for path in [
        "/north/card",
        "/north/history",
        "/north/rewards",
        "/north/earn",
        "/north/refer",
        "/north/me",
    ] {
        let reply = mia.browser.open(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let sent_away = visitor.open(path).await;
        assert_eq!(sent_away.location(), "/north/sign-in", "{path}");
    }
    assert!(
        mia.browser.open("/north/card").await.body.contains("123"),
        "the balance is on the card"
    );
}

#[tokio::test]
async fn the_merchants_pages_open_for_staff() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let owner = house.staff(&shop, Role::Owner).await;
    for path in [
        "/admin",
        "/admin/till",
        "/admin/members",
        "/admin/orders",
        "/admin/claims",
        "/admin/programme",
        "/admin/programme/replay",
        "/admin/import",
        "/admin/staff",
    ] {
        let reply = owner.open(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
        let sent_away = house.browser().open(path).await;
        assert!(sent_away.location().starts_with("/admin/sign-in"), "{path}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_404_and_a_page() {
    let house = House::open().await;
    house.shop("north").await;
    for path in [
        "/nowhere",
        "/north/no-such-page",
        "/a/b/c/d",
        "/pkg/no-such-file.js",
    ] {
        let reply = house.browser().open(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(reply.body.contains("<!DOCTYPE html>"), "{path}");
    }
    // Mail is shown in the sample shop only.
    assert_eq!(
        house.browser().open("/inbox").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_watcher_hears_whether_it_works() {
    let house = House::open().await;
    let browser = house.browser();
    assert_eq!(browser.open("/health").await.body, "ok");
    assert_eq!(browser.open("/ready").await.status, StatusCode::OK);
    house.state.stopping.cancel();
    assert_eq!(
        browser.open("/ready").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(browser.open("/health").await.status, StatusCode::OK);
}

#[tokio::test]
async fn large_pages_travel_compressed() {
    let house = House::open().await;
    house.shop("north").await;
    let browser = house.browser();
    for encoding in ["br", "gzip"] {
        let request = browser
            .request(Method::GET, "/north")
            .header("accept-encoding", encoding);
        let reply = browser.send(request.body("".into()).unwrap()).await;
        assert_eq!(reply.header("content-encoding"), encoding);
    }
}
