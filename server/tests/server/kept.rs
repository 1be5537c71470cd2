//! Sales that a till kept while it had no connection: once each, for the right member, or not yet.

use http::StatusCode;
use regulars::{
    money::Minor,
    programme::{PayWithPoints, template},
    views::{Role, Shop},
};
use regulars_app::error::AppError;
use regulars_storage::{
    env::Environment as _,
    services::{audit, orders},
};
use serde_json::Value;

use super::support::{Browser, House};

const DAY: i64 = 86_400;

/// A kept sale as a device sends it.
struct Sale<'a> {
    key: &'a str,
    who: &'a str,
    basket: &'a str,
    used: &'a [&'a str],
    /// How long ago, in seconds.
    age: i64,
    by: Option<String>,
}

impl<'a> Sale<'a> {
    fn of(key: &'a str, who: &'a str) -> Self {
        Self {
            key,
            who,
            basket: "12.50",
            used: &[],
            age: 60,
            by: None,
        }
    }

    async fn send(&self, house: &House, shop: &Shop, browser: &Browser) -> Value {
        let at = house.env.now().plus_seconds(-self.age).0.to_string();
        let shop = shop.id.to_string();
        let mut fields = vec![
            ("shop", shop.as_str()),
            ("key", self.key),
            ("who", self.who),
            ("basket", self.basket),
            ("at", &at),
        ];
        fields.extend(self.used.iter().map(|used| ("used[]", *used)));
        fields.extend(self.by.as_deref().map(|by| ("by", by)));
        browser.call("till/kept", &fields).await.json()
    }
}

fn assert_needs(answer: &Value, field: &str, words: &str) {
    assert_eq!(answer["state"], "needs_you", "{answer}");
    assert_eq!(answer["field"], field, "{answer}");
    let reason = answer["reason"].as_str().unwrap();
    assert!(reason.contains(words), "{reason}");
}

async fn orders_of(house: &House, shop: &Shop) -> Vec<regulars::views::OrderRow> {
    let all = orders::OrderFilter::default();
    orders::page(house.store(), shop, &all, None)
        .await
        .unwrap()
        .rows
}

#[tokio::test]
async fn a_key_is_one_sale_whoever_sends_it_and_whatever_was_mended() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        house.member(&shop, "mia@example.com").await;
        house.member(&shop, "zoe@example.com").await;
        let tom = house.staff(&shop, Role::Cashier).await;
        let ann = house.staff(&shop, Role::Manager).await;
        let sale = Sale::of("sale-1", "mia@example.com");
        let first = sale.send(&house, &shop, &tom).await;
        assert_eq!(first["state"], "rung_up", "{first}");
        assert_eq!(first["words"], "£12.50 for Mia Member, 12 points");
        assert_eq!(first["before"], false);
        let mended = Sale {
            who: "zoe@example.com",
            basket: "99",
            ..Sale::of("sale-1", "")
        };
        for (sale, browser) in [(&sale, &tom), (&sale, &ann), (&mended, &tom)] {
            let again = sale.send(&house, &shop, browser).await;
            assert_eq!(again["order"], first["order"], "{again}");
            assert_eq!(again["before"], true);
        }
        assert_eq!(orders_of(&house, &shop).await.len(), 1);
        assert!(house.store().verify().await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn a_sale_whose_answer_was_lost_at_the_till_is_not_rung_up_again() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house
        .member(&shop, "mia@example.com")
        .await
        .member
        .to_string();
    let till = house.staff(&shop, Role::Cashier).await;
    let fields = [("member", mia.as_str()), ("basket", "12.50"), ("key", "k")];
    assert_eq!(
        till.call("till/ring-up", &fields).await.status,
        StatusCode::OK
    );
    let kept = Sale::of("k", &mia).send(&house, &shop, &till).await;
    assert_eq!(kept["before"], true, "{kept}");
    assert_eq!(orders_of(&house, &shop).await.len(), 1);
}

#[tokio::test]
async fn a_sale_counts_on_the_day_it_happened() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        house.member(&shop, "mia@example.com").await;
        let till = house.staff(&shop, Role::Cashier).await;
        for (key, age) in [("now", 60), ("fast clock", -120), ("old", 13 * DAY)] {
            let sale = Sale {
                age,
                ..Sale::of(key, "mia@example.com")
            };
            let answer = sale.send(&house, &shop, &till).await;
            assert_eq!(answer["state"], "rung_up", "{key}: {answer}");
        }
        let mut days: Vec<_> = orders_of(&house, &shop)
            .await
            .iter()
            .map(|order| order.day)
            .collect();
        days.sort_unstable();
        let today = shop.today;
        assert_eq!(days, [today.plus_days(-13), today, today]);
        for (age, words) in [
            (
                15 * DAY,
                "This sale is of 31 May at 11:00, and sales are kept for 14 days.",
            ),
            (
                -DAY,
                "This sale is of 16 June at 11:00, which is still to come.",
            ),
        ] {
            let sale = Sale {
                age,
                ..Sale::of("wrong", "mia@example.com")
            };
            assert_needs(&sale.send(&house, &shop, &till).await, "at", words);
        }
        assert_eq!(orders_of(&house, &shop).await.len(), 3);
    }
}

#[tokio::test]
async fn only_one_member_named_in_full_is_taken_for_granted() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let mia = house.member(&shop, "mia@example.com").await;
        house.member(&shop, "zoe@example.com").await;
        let till = house.staff(&shop, Role::Cashier).await;
        let card: Value = mia
            .browser
            .ask("member/card", &[("shop", "north")])
            .await
            .json();
        let code = card["card"]["card_code"].as_str().unwrap().to_owned();
        let id = mia.member.to_string();
        for (key, who) in [("mail", "MIA@example.com"), ("card", &code), ("id", &id)] {
            let answer = Sale::of(key, who).send(&house, &shop, &till).await;
            assert_eq!(answer["state"], "rung_up", "{who}: {answer}");
        }
        for (who, words) in [
            ("", "Say whose sale it is."),
            (
                "nobody@example.com",
                "Nobody is found for nobody@example.com.",
            ),
            ("Mia Member", "2 members may be meant by Mia Member."),
            ("mia@", "mia@ may be Mia Member."),
        ] {
            assert_needs(
                &Sale::of("k", who).send(&house, &shop, &till).await,
                "who",
                words,
            );
        }
        let rename = [("shop", "north"), ("name", "Mia Moreau")];
        assert_eq!(
            mia.browser.call("member/rename", &rename).await.status,
            StatusCode::OK
        );
        let named = Sale::of("k", "mia moreau").send(&house, &shop, &till).await;
        assert_eq!(named["state"], "rung_up", "{named}");
        assert_eq!(orders_of(&house, &shop).await.len(), 4);
    }
}

#[tokio::test]
async fn another_shops_member_is_never_found_and_its_sales_are_left_to_it() {
    for house in House::open_on_both().await {
        let (north, south) = (house.shop("north").await, house.shop("south").await);
        let zoe = house
            .member(&south, "zoe@example.com")
            .await
            .member
            .to_string();
        let till = house.staff(&north, Role::Cashier).await;
        let by_mail = Sale::of("k", "zoe@example.com")
            .send(&house, &north, &till)
            .await;
        assert_needs(&by_mail, "who", "Nobody is found");
        let by_id = Sale::of("k", &zoe).send(&house, &north, &till).await;
        assert_needs(&by_id, "who", "There is no such member.");
        let of_south = Sale::of("k", &zoe).send(&house, &south, &till).await;
        assert_eq!(of_south["state"], "other_shop");
        assert!(orders_of(&house, &south).await.is_empty());
    }
}

#[tokio::test]
async fn what_the_rules_refuse_waits_for_somebody() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, "mia@example.com").await;
    let till = house.staff(&shop, Role::Cashier).await;
    let mia = "mia@example.com";
    for (basket, used, field, words) in [
        ("0", &[][..], "basket", "more than zero"),
        ("5", &["7q4k9xwm2htbv"], "used", "This code is not valid"),
        ("5", &["r:five-off"], "used", "points more"),
    ] {
        let sale = Sale {
            basket,
            used,
            ..Sale::of("k", mia)
        };
        assert_needs(&sale.send(&house, &shop, &till).await, field, words);
    }
    let mended = Sale::of("k", mia).send(&house, &shop, &till).await;
    assert_eq!(mended["before"], false, "{mended}");
    let fields = [
        ("shop", "1"),
        ("key", "k"),
        ("who", mia),
        ("basket", "5"),
        ("at", "0"),
    ];
    let unsigned = house.browser().call("till/kept", &fields).await;
    assert_eq!(unsigned.error(), AppError::NotSignedIn);
}

#[tokio::test]
async fn who_rang_it_up_is_noted_once() {
    for house in House::open_on_both().await {
        let (shop, south) = (house.shop("north").await, house.shop("south").await);
        house.member(&shop, "mia@example.com").await;
        let till = house.staff(&shop, Role::Cashier).await;
        let other = house.hire(&shop, Role::Cashier, "other@example.com").await;
        let stranger = house
            .hire(&south, Role::Cashier, "stranger@example.com")
            .await;
        for (key, by) in [("k1", other), ("k1", other), ("k2", stranger)] {
            let sale = Sale {
                by: Some(by.to_string()),
                ..Sale::of(key, "mia@example.com")
            };
            sale.send(&house, &shop, &till).await;
        }
        let notes = audit::list(house.store(), &shop, None).await.unwrap().rows;
        let notes: Vec<_> = notes.iter().filter(|it| it.action == "till.kept").collect();
        assert_eq!(notes.len(), 1, "{notes:?}");
        let words = "Rung up by Sam on 15 June at 10:59 without a connection";
        assert_eq!(notes[0].detail, words);
    }
}

#[tokio::test]
async fn a_sale_that_is_refused_takes_no_reward() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let mut rules = template::simple("Regulars", shop.currency);
        rules.pay_with_points = Some(PayWithPoints {
            points: 1,
            amount: Minor(1),
            minimum_points: 50,
            at_most_percent: None,
        });
        house.publish(&shop, &rules).await;
        let mia = house.member(&shop, "mia@example.com").await;
        house.ring_up(&shop, mia.member, 12_000, "earn").await;
        let till = house.staff(&shop, Role::Cashier).await;
        let member = mia.member.to_string();
        let sale = |points: &'static str, key: &'static str| {
            let fields = [
                ("member", member.as_str()),
                ("basket", "20"),
                ("used[0]", "r:five-off"),
                ("used[1]", points),
                ("key", key),
            ];
            let till = &till;
            async move { till.call("till/ring-up", &fields).await }
        };
        // 120 points: the reward takes 100, and what is left is too little to pay with.
        let refused = sale("p:20", "k").await.error();
        assert!(matches!(refused, AppError::Rejected(_)), "{refused:?}");
        let rewards: Value = mia
            .browser
            .ask("member/rewards", &[("shop", "north")])
            .await
            .json();
        assert_eq!(rewards["available"], 120, "{rewards}");
        assert_eq!(rewards["vouchers"], serde_json::json!([]));
    }
}

#[tokio::test]
async fn the_page_that_stands_in_for_the_till_knows_nobody() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let owner = house.staff(&shop, Role::Owner).await;
    for browser in [house.browser(), owner] {
        let page = browser.open("/till/offline").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("src=\"/till/till.js\""), "{}", page.body);
        for not_there in ["north", "Sam", "wasm", "hydrate"] {
            assert!(!page.body.contains(not_there), "{not_there}: {}", page.body);
        }
    }
}
