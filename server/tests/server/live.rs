//! Live updates: to whom they belong, at once, and not for ever.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures::StreamExt;
use http::{Method, StatusCode};
use regulars::views::Role;
use regulars_server::http::build_router;
use tower::ServiceExt;

use super::support::{Browser, House};

const SOON: Duration = Duration::from_secs(5);
const QUIET: Duration = Duration::from_millis(300);

async fn listen(house: &House, browser: &Browser, path: &str, returning: bool) -> BodyDataStream {
    let mut request = browser.request(Method::GET, path);
    if returning {
        request = request.header("last-event-id", "7");
    }
    let router = build_router(house.state.clone());
    let response = router
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body().into_data_stream()
}

async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let bytes = tokio::time::timeout(SOON, stream.next())
        .await
        .expect("nothing came");
    bytes.map(|bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap())
}

async fn is_quiet(stream: &mut BodyDataStream) -> bool {
    tokio::time::timeout(QUIET, stream.next()).await.is_err()
}

#[tokio::test]
async fn a_sale_reaches_the_members_phone_and_nobody_elses() {
    for house in House::open_on_both().await {
        let (north, south) = (house.shop("north").await, house.shop("south").await);
        let mia = house.member(&north, "mia@example.com").await;
        let zoe = house.member(&north, "zoe@example.com").await;
        let (owner, neighbour) = (
            house.staff(&north, Role::Cashier).await,
            house.staff(&south, Role::Owner).await,
        );
        let mut phone = listen(&house, &mia.browser, "/live/member", false).await;
        let mut other_phone = listen(&house, &zoe.browser, "/live/member", false).await;
        let mut till = listen(&house, &owner, "/live/merchant", false).await;
        let mut other_till = listen(&house, &neighbour, "/live/merchant", false).await;
        house.ring_up(&north, mia.member, 1_250, "k").await;
        let news = next(&mut phone).await.unwrap();
        assert!(news.contains("data: {") && news.contains("id: 1"), "{news}");
        assert!(next(&mut till).await.is_some());
        assert!(is_quiet(&mut other_phone).await);
        assert!(is_quiet(&mut other_till).await);
    }
}

#[tokio::test]
async fn whoever_returns_is_told_to_look_again() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    let mut phone = listen(&house, &mia.browser, "/live/member", true).await;
    assert!(next(&mut phone).await.unwrap().contains("may_have_moved"));
    assert!(is_quiet(&mut phone).await);
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    let mut phone = listen(&house, &mia.browser, "/live/member", false).await;
    house.state.stopping.cancel();
    assert_eq!(next(&mut phone).await, None);
}

#[tokio::test]
async fn nobody_listens_without_signing_in() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    assert_eq!(
        house.browser().open("/live/member").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        mia.browser.open("/live/merchant").await.status,
        StatusCode::UNAUTHORIZED
    );
}
