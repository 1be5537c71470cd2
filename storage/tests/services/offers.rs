//! Promotions at the till and on the screens: what is previewed is what is rung up, and every page
//! tells it.

use regulars::{
    command::Actor,
    money::Minor,
    order::{Order, OrderLine},
    plan::RungUp,
    programme::{PayWithPoints, Programme},
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward, Trigger},
    reward::{RewardKind, VoucherCode},
};
use regulars_storage::services::{
    ServiceError, card, members, members::Adjustment, orders, programme, rewards, till,
    till::Purchase,
};

use crate::counter::{Counter, at_both_counters, sale};

fn rules(counter: &Counter) -> Programme {
    let card = StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(5, 100)],
    };
    let next = PromotionKind::NextOrder {
        gives: RewardKind::AmountOff { amount: Minor(200) },
        valid_days: 30,
        order_code: true,
    };
    let summer = Promotion {
        trigger: Trigger::Code {
            code: "SUMMER".to_owned(),
        },
        ..Promotion::new(
            "summer",
            "Summer",
            PromotionKind::PercentOff { percent: 10 },
        )
    };
    Programme {
        promotions: vec![
            Promotion::new("card", "Coffee card", PromotionKind::StampCard(card)),
            Promotion {
                minimum: Minor(1_000),
                ..Promotion::new("next", "Next order", next)
            },
            summer,
        ],
        pay_with_points: Some(PayWithPoints {
            points: 100,
            amount: Minor(100),
            minimum_points: 50,
            at_most_percent: None,
        }),
        ..crate::counter::programme(counter.shop.currency.code())
    }
}

async fn publish(counter: &Counter) {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    let rules = rules(counter);
    programme::save_draft(store, env, shop, &counter.owner, &rules)
        .await
        .unwrap();
    programme::publish(store, env, shop, &counter.owner)
        .await
        .unwrap();
}

fn coffees(units: i64) -> Order {
    let line = OrderLine {
        quantity: units,
        ..OrderLine::amount("Coffee", Minor(300 * units))
    };
    Order {
        lines: vec![line],
        ..sale(1)
    }
}

/// Without what is made afresh each time.
fn figures(mut sold: RungUp) -> (usize, RungUp) {
    sold.order = regulars::ids::OrderId(uuid::Uuid::nil());
    let vouchers = std::mem::take(&mut sold.coupons).len();
    (vouchers, sold)
}

at_both_counters! {
    async fn what_is_previewed_is_what_is_rung_up_and_what_pages_tell(counter) {
        publish(counter).await;
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let gift = Adjustment { member: ada, points: 80, reason: "hello".to_owned() };
        members::adjust(store, env, shop, &counter.owner, &gift, "gift").await.unwrap();
        let mut order = coffees(6);
        order.codes = vec!["summer".to_owned()];
        let purchase = Purchase { pay_points: 80, ..order.into() };
        let preview = till::preview(store, env, shop, ada, purchase.clone(), &[]).await.unwrap();
        let ring_up = |key| {
            till::ring_up(store, env, shop, &counter.cashier, ada, purchase.clone(), key)
        };
        let sold = ring_up("one").await.unwrap();
        assert_eq!(ring_up("one").await.unwrap(), sold, "the same form again");
        assert_eq!(figures(preview), figures(sold.clone()));
        // One of six is free, then a tenth off the rest, then points.
        assert_eq!((sold.promoted, sold.paid_with_points), (Minor(300 + 150), Minor(80)));
        assert_eq!(sold.total, Minor(1_800 - 450 - 80));

        let detail = orders::detail(store, shop, sold.order).await.unwrap();
        assert_eq!((detail.promoted, detail.line_discounts), (Minor(450), vec![Minor(450)]));
        assert_eq!((detail.points_paid, detail.paid_with_points), (80, Minor(80)));
        let used: Vec<_> = detail.promotions.iter().map(|it| (it.name.as_str(), it.discount.0)).collect();
        assert_eq!(used, [("Coffee card", 300), ("Next order", 0), ("Summer", 150)]);
        assert_eq!(detail.made.len(), 1);
        let shown = card::load(store, shop, ada).await.unwrap();
        assert_eq!((shown.stamp_cards[0].filled, shown.stamp_cards[0].card.size()), (1, 5));
        let code = shown.vouchers[0].order_code.clone().unwrap();
        assert_eq!((code.to_string().as_str(), shown.vouchers[0].made_by), ("A01", Some(sold.order)));
        for query in ["A01", "a 01", "a-1"] {
            let found = till::find(store, shop, query).await.unwrap();
            assert_eq!(found.first().map(|row| row.id), Some(ada), "{query}");
        }
        let at_till = till::at_till(store, shop, ada).await.unwrap();
        assert_eq!(at_till.pay_with_points.map(|terms| terms.minimum_points), Some(50));
        assert_eq!((at_till.stamp_cards.len(), at_till.vouchers.len()), (1, 1));
        let given: VoucherCode = shown.vouchers[0].code.clone();
        let back = rewards::give_back(store, env, shop, Actor::Member(ada), ada, &given).await;
        assert!(matches!(back, Err(ServiceError::Rejected(_))), "{back:?}");
    }
}
