//! No merchant sees or touches another's row (law 12), on both engines.

use http::StatusCode;
use regulars::views::Role;
use regulars_app::error::AppError;
use regulars_storage::services::orders;

use super::support::House;

#[tokio::test]
async fn a_neighbour_finds_nothing() {
    for house in House::open_on_both().await {
        let (north, south) = (house.shop("north").await, house.shop("south").await);
        let mia = house.member(&north, "mia@example.com").await;
        house.ring_up(&north, mia.member, 20_000, "k1").await;
        let order = orders::page(house.store(), &north, &orders::OrderFilter::default(), None)
            .await
            .unwrap()
            .rows
            .remove(0)
            .id
            .to_string();
        let (member, owner) = (
            mia.member.to_string(),
            house.staff(&south, Role::Owner).await,
        );
        let none = |reply: &super::support::Reply| assert_eq!(reply.error(), AppError::NotFound);
        none(
            &owner
                .ask("admin/member", &[("id", &member), ("after", "")])
                .await,
        );
        none(&owner.ask("admin/order", &[("id", &order)]).await);
        none(&owner.ask("till/page", &[("member", &member)]).await);
        let refund = [("order", order.as_str()), ("reason", "r"), ("key", "k")];
        let adjust = [
            ("member", member.as_str()),
            ("points", "5"),
            ("reason", "r"),
            ("key", "k"),
        ];
        let ring_up = [("member", member.as_str()), ("basket", "5"), ("key", "k")];
        for (function, fields) in [
            ("admin/order/refund", &refund[..]),
            ("admin/member/adjust", &adjust),
            ("till/ring-up", &ring_up),
        ] {
            let reply = owner.call(function, fields).await;
            assert!(reply.status.is_client_error(), "{function}: {}", reply.body);
        }
        for text in ["mia", "mia@example.com"] {
            let found: Vec<serde_json::Value> =
                owner.ask("till/find", &[("text", text)]).await.json();
            assert!(found.is_empty(), "{found:?}");
        }
        let page: serde_json::Value = owner
            .ask(
                "admin/members",
                &[("text", ""), ("sort", "joined"), ("after", "")],
            )
            .await
            .json();
        assert_eq!(page["rows"], serde_json::json!([]));
        // The card opens at its own shop only.
        assert_eq!(
            mia.browser
                .ask("member/card", &[("shop", "south")])
                .await
                .error(),
            AppError::NotSignedIn
        );
        assert_eq!(
            mia.browser
                .ask("member/card", &[("shop", "north")])
                .await
                .status,
            StatusCode::OK
        );
        assert!(house.store().verify().await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn a_neighbours_voucher_is_not_valid() {
    for house in House::open_on_both().await {
        let (north, south) = (house.shop("north").await, house.shop("south").await);
        let mia = house.member(&north, "mia@example.com").await;
        house.ring_up(&north, mia.member, 20_000, "k1").await;
        let fields = [("shop", "north"), ("reward", "five-off"), ("key", "take")];
        let taken = mia
            .browser
            .submit("/north/rewards", "member/take-reward", &fields)
            .await;
        let code = taken.location().rsplit('/').next().unwrap().to_owned();
        let cashier = house.staff(&south, Role::Cashier).await;
        let other = house
            .member(&south, "zoe@example.com")
            .await
            .member
            .to_string();
        let (used, unknown) = (format!("v:{code}"), "v:7Q4K9XWM2HTBV".to_owned());
        let mut answers = Vec::new();
        for voucher in [used, unknown] {
            let fields = [
                ("member", other.as_str()),
                ("basket", "20"),
                ("used[0]", &voucher),
                ("key", "k"),
            ];
            answers.push(cashier.call("till/ring-up", &fields).await.error());
        }
        assert!(matches!(answers[0], AppError::Rejected(_)), "{answers:?}");
        assert_eq!(answers[0], answers[1], "a guesser learns nothing");
    }
}
