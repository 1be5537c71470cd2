//! One-time codes over HTTP: made once, fetched as a file, used, switched off.

use http::StatusCode;
use regulars::{
    money::Minor,
    programme::template,
    promotion::{Promotion, PromotionKind, Trigger},
    rejection::Rejection,
    views::Role,
};
use regulars_app::error::AppError;
use serde_json::Value;

use super::support::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_is_made_once_fetched_used_and_switched_off() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        let five = PromotionKind::AmountOff {
            amount: Minor(5_00),
        };
        let mut rules = template::simple("Regulars", "GBP".parse().unwrap());
        rules.promotions = vec![Promotion {
            trigger: Trigger::OneTime,
            ..Promotion::new("five", "Five off", five)
        }];
        house.publish(&shop, &rules).await;
        let manager = house.staff(&shop, Role::Manager).await;
        let fields = [
            ("promotion", "five"),
            ("name", "Spring flyer"),
            ("count", "12,000"),
            ("good_until", "2099-12-31"),
            ("key", "batch-1"),
        ];
        for _ in 0..2 {
            let reply = manager.call("codes/make", &fields).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        }
        let page: Value = manager.ask("codes/page", &[]).await.json();
        assert_eq!(page["batches"].as_array().unwrap().len(), 1);
        assert_eq!(page["batches"][0]["codes"], 12_000);
        let batch = page["batches"][0]["id"].as_str().unwrap().to_owned();
        let address = format!("/admin/codes/{batch}/file");
        let file = manager.open(&address).await;
        assert!(file.header("content-type").starts_with("text/csv"));
        let lines: Vec<&str> = file.body.lines().collect();
        assert_eq!((lines[0], lines.len()), ("code,used", 12_001));
        let code = |line: usize| lines[line].split(',').next().unwrap().to_owned();

        let mia = house.member(&shop, "mia@example.com").await;
        let member = mia.member.to_string();
        let sell = async |code: &str, key: &str| {
            let used = format!("v:{code}");
            let fields = [
                ("member", member.as_str()),
                ("basket", "20"),
                ("used[0]", used.as_str()),
                ("key", key),
            ];
            manager.call("till/ring-up", &fields).await
        };
        let sold: Value = sell(&code(1), "s1").await.json();
        assert_eq!(sold["total"], 15_00);
        let unknown = AppError::Rejected(Rejection::VoucherNotValid);
        assert_eq!(sell(&code(1), "s2").await.error(), unknown);
        let off = [("batch", batch.as_str()), ("enabled", "false")];
        manager.call("codes/enable", &off).await;
        assert_eq!(sell(&code(2), "s3").await.error(), unknown);
        let on = [("batch", batch.as_str()), ("enabled", "true")];
        manager.call("codes/enable", &on).await;
        let sold: Value = sell(&code(2), "s4").await.json();
        assert_eq!(sold["total"], 15_00);
        let page: Value = manager.ask("codes/page", &[]).await.json();
        assert_eq!(page["batches"][0]["used"], 2);

        let cashier = house.staff_again(&shop, Role::Cashier).await;
        assert_eq!(cashier.open(&address).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            house.browser().open(&address).await.status,
            StatusCode::UNAUTHORIZED
        );
        let south = house.shop("south").await;
        let other = house.staff(&south, Role::Manager).await;
        assert_eq!(other.open(&address).await.status, StatusCode::NOT_FOUND);
        assert!(house.store().verify().await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn a_batch_that_cannot_be_says_why_at_its_field() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let manager = house.staff(&shop, Role::Manager).await;
    for (count, until, field) in [
        ("0", "2099-12-31", "count"),
        ("100001", "2099-12-31", "count"),
        ("many", "2099-12-31", "count"),
        ("5", "2001-01-01", "good_until"),
        ("5", "soon", "good_until"),
        ("5", "2099-12-31", "promotion"),
    ] {
        let fields = [
            ("promotion", "none"),
            ("name", "Spring flyer"),
            ("count", count),
            ("good_until", until),
            ("key", "k"),
        ];
        let refused = manager.call("codes/make", &fields).await.error();
        assert!(
            refused.of_field(field).is_some(),
            "{count} {until}: {refused:?}"
        );
    }
}
