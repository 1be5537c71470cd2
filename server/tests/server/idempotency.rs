//! One key has one effect, over HTTP and at the same moment.

use std::collections::BTreeSet;

use futures::future::join_all;
use http::StatusCode;
use regulars::{rejection::Rejection, views::Role};
use regulars_app::error::AppError;

use super::support::House;

const COPIES: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_copies_of_a_sale_are_one_sale() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let mia = house.member(&shop, "mia@example.com").await;
        let till = house.staff(&shop, Role::Cashier).await;
        let member = mia.member.to_string();
        let fields = [
            ("member", member.as_str()),
            ("basket", "12.50"),
            ("key", "sale-1"),
        ];
        let replies = join_all((0..COPIES).map(|_| till.call("till/ring-up", &fields))).await;
        let answers: BTreeSet<String> = replies
            .iter()
            .map(|reply| {
                assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
                reply.body.clone()
            })
            .collect();
        assert_eq!(
            answers.len(),
            1,
            "every copy gets the same answer: {answers:?}"
        );
        let card: serde_json::Value = mia
            .browser
            .ask("member/card", &[("shop", "north")])
            .await
            .json();
        assert_eq!(card["card"]["available"], 12);
        let other = [
            ("member", member.as_str()),
            ("basket", "99"),
            ("key", "sale-1"),
        ];
        assert_eq!(
            till.call("till/ring-up", &other).await.error(),
            AppError::Conflict
        );
        assert!(house.store().verify().await.unwrap().is_sound());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_sixty_four_redemptions_of_a_balance_for_one_one_succeeds() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let mia = house.member(&shop, "mia@example.com").await;
        house.ring_up(&shop, mia.member, 10_000, "earn").await;
        let browser = &mia.browser;
        let replies = join_all((0..COPIES).map(|copy| async move {
            let key = format!("take-{copy}");
            let fields = [
                ("shop", "north"),
                ("reward", "five-off"),
                ("key", key.as_str()),
            ];
            browser.call("member/take-reward", &fields).await
        }))
        .await;
        let (taken, refused): (Vec<_>, Vec<_>) = replies
            .iter()
            .partition(|reply| reply.status == StatusCode::OK);
        assert_eq!(taken.len(), 1);
        for reply in refused {
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                reply.error().message().contains("points more"),
                "{}",
                reply.body
            );
        }
        assert!(house.store().verify().await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn a_form_sent_twice_takes_one_reward() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    house.ring_up(&shop, mia.member, 30_000, "earn").await;
    let fields = [("shop", "north"), ("reward", "five-off"), ("key", "form-1")];
    let first = mia
        .browser
        .submit("/north/rewards", "member/take-reward", &fields)
        .await;
    let second = mia
        .browser
        .submit("/north/rewards", "member/take-reward", &fields)
        .await;
    assert_eq!(first.location(), second.location());
    let rewards: serde_json::Value = mia
        .browser
        .ask("member/rewards", &[("shop", "north")])
        .await
        .json();
    assert_eq!(rewards["vouchers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_order_code_quoted_twice_under_one_key_is_one_sale() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let mia = house.member(&shop, "mia@example.com").await;
        let manager = house.staff(&shop, Role::Manager).await;
        let mut editor: serde_json::Value = manager.ask("admin/programme", &[]).await.json();
        editor["document"]["promotions"] = serde_json::json!([{
            "key": "next", "name": "Next time", "kind": "next_order", "valid_days": 30,
            "order_code": true, "gives": { "kind": "amount_off", "amount": 300 },
        }]);
        let programme = serde_json::from_value(editor["document"].clone()).unwrap();
        house.publish(&shop, &programme).await;
        let till = house.staff(&shop, Role::Cashier).await;
        let member = mia.member.to_string();
        let sale = |used: &'static str, key: &'static str| {
            let mut fields = vec![("member", member.as_str()), ("basket", "20"), ("key", key)];
            if !used.is_empty() {
                fields.push(("used[]", used));
            }
            let till = &till;
            async move { till.call("till/ring-up", &fields).await }
        };
        let first = sale("", "first").await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.body);
        assert!(first.body.contains("\"MM01\""), "{}", first.body);
        let second = sale("c:MM01", "second").await;
        assert!(second.body.contains("\"total\":1700"), "{}", second.body);
        assert_eq!(sale("c:MM01", "second").await.body, second.body);
        assert_eq!(sale("", "first").await.body, first.body);
        let again = sale("c:MM01", "third").await.error();
        assert_eq!(again, AppError::Rejected(Rejection::VoucherNotValid));
    }
}
