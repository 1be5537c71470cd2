//! A shop without a programme: where its people are led, and set-up as a plain form.

use http::StatusCode;
use regulars::views::{Role, Shop};
use regulars_storage::services::{programme, shop};

use super::support::{Browser, House, PASSWORD};

/// A shop in which nothing is published, and somebody who works there.
async fn empty_shop(house: &House, role: Role) -> (Shop, Browser) {
    let new = shop::NewShop {
        slug: "new".to_owned(),
        name: "New Goods".to_owned(),
        currency: "GBP".parse().unwrap(),
        time_zone: "Europe/London".to_owned(),
        colour: None,
        sample: false,
        programme: None,
    };
    let shop = shop::create(house.store(), &*house.env, new).await.unwrap();
    let browser = house.staff(&shop, role).await;
    (shop, browser)
}

const ANSWERS: &[(&str, &str)] = &[
    ("sells", "retail"),
    ("margin", "40"),
    ("generosity", "medium"),
    ("gets", "friends"),
];

#[tokio::test]
async fn four_answers_are_a_programme_and_a_second_press_changes_nothing() {
    let house = House::open().await;
    let (shop, owner) = empty_shop(&house, Role::Owner).await;
    let overview = owner.open("/admin").await;
    assert_eq!(overview.headers["location"], "/admin/set-up");
    let page = owner.open("/admin/set-up").await;
    assert!(page.body.contains("What do you sell?"), "{}", page.body);
    let other = owner.open("/admin/set-up?sells=lessons&gets=stamps&margin=70&generosity=medium");
    assert!(
        other
            .await
            .body
            .contains("with every 5th visit, one item is free")
    );
    for _ in 0..2 {
        let sent = owner.submit("/admin/set-up", "admin/set-up", ANSWERS).await;
        assert_eq!(sent.status, StatusCode::FOUND, "{}", sent.body);
        assert_eq!(sent.headers["location"], "/admin/set-up");
    }
    let in_force = programme::published(house.store(), shop.id).await.unwrap();
    assert_eq!(in_force.map(|it| it.version), Some(1));
    assert!(
        owner
            .open("/admin/set-up")
            .await
            .body
            .contains("You are ready")
    );
    assert_eq!(owner.open("/admin").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_margin_that_cannot_be_publishes_nothing() {
    let house = House::open().await;
    let (shop, owner) = empty_shop(&house, Role::Owner).await;
    let mut answers = ANSWERS.to_vec();
    for margin in ["", "4", "96", "half"] {
        answers[1].1 = margin;
        let refused = owner.call("admin/set-up", &answers).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{margin}");
        assert!(refused.body.contains("from 5 to 95"), "{}", refused.body);
    }
    let in_force = programme::published(house.store(), shop.id).await.unwrap();
    assert!(in_force.is_none());
}

#[tokio::test]
async fn who_may_publish_begins_with_the_set_up_and_a_cashier_at_the_till() {
    let house = House::open().await;
    let (shop, _) = empty_shop(&house, Role::Owner).await;
    for (role, page) in [
        (Role::Manager, "/admin/set-up"),
        (Role::Cashier, "/admin/till"),
    ] {
        let mail = format!("first-{role:?}@new.example");
        house.hire(&shop, role, &mail).await;
        let fields = [("mail", mail.as_str()), ("password", PASSWORD)];
        let sent = house
            .browser()
            .submit("/admin/sign-in", "admin/sign-in", &fields)
            .await;
        assert_eq!(sent.headers["location"], page, "{role:?}");
    }
}
