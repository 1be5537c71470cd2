//! The overview's rollups against the rows they roll up, counted another way.

use regulars::{money::Minor, time::Day, views::Overview};
use regulars_storage::{
    Store, StoreConfig,
    db::EngineKind,
    fetch_one,
    services::{overview, sample},
};

use crate::{counter::TestEnvironment, shop::Place};

async fn number(store: &Store, sql: &'static str, from: Day, to: Day) -> i64 {
    let mut db = store.read().await.unwrap();
    fetch_one!(db, (i64,), sql, 1_i64, from.0, to.0).unwrap().0
}

const SALES: &str = "SELECT CAST(COALESCE(SUM(o.total), 0) - (SELECT COALESCE(SUM(r.amount), 0)
    FROM refunds r WHERE r.merchant_id = $1 AND r.occurred_on BETWEEN $2 AND $3) AS BIGINT)
    FROM orders o WHERE o.merchant_id = $1 AND o.occurred_on BETWEEN $2 AND $3";
const ORDERS: &str = "SELECT COUNT(*) FROM orders o
    WHERE o.merchant_id = $1 AND o.occurred_on BETWEEN $2 AND $3
    AND o.id NOT IN (SELECT order_id FROM refunds WHERE closes)";
const ACTIVE: &str = "SELECT COUNT(DISTINCT o.member_id) FROM orders o
    WHERE o.merchant_id = $1 AND o.occurred_on BETWEEN $2 AND $3
    AND o.id NOT IN (SELECT order_id FROM refunds WHERE closes)";
const JOINED: &str = "SELECT COUNT(*) FROM members
    WHERE merchant_id = $1 AND joined_on BETWEEN $2 AND $3";
const ISSUED: &str = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) FROM transfers
    WHERE merchant_id = $1 AND occurred_on BETWEEN $2 AND $3 AND from_account = 10";
const REDEEMED: &str = "SELECT CAST(COALESCE(SUM(CASE kind WHEN 4 THEN points ELSE -points END), 0)
    AS BIGINT) FROM transfers
    WHERE merchant_id = $1 AND occurred_on BETWEEN $2 AND $3 AND kind IN (4, 5)";
const EXPIRED: &str = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) FROM transfers
    WHERE merchant_id = $1 AND occurred_on BETWEEN $2 AND $3 AND kind = 6";
const REFERRED: &str = "SELECT CAST(COALESCE(SUM(o.total), 0) - (SELECT COALESCE(SUM(r.amount), 0)
    FROM refunds r JOIN orders p ON p.id = r.order_id
    WHERE p.occurred_on BETWEEN $2 AND $3
    AND r.member_id IN (SELECT friend_id FROM referrals WHERE friend_id IS NOT NULL)) AS BIGINT)
    FROM orders o WHERE o.merchant_id = $1 AND o.occurred_on BETWEEN $2 AND $3
    AND o.member_id IN (SELECT friend_id FROM referrals WHERE friend_id IS NOT NULL)";
const OUTSTANDING: &str = "SELECT CAST(SUM(CASE WHEN to_account IN (1, 2) THEN points ELSE 0 END)
    - SUM(CASE WHEN from_account IN (1, 2) THEN points ELSE 0 END) AS BIGINT)
    FROM transfers WHERE merchant_id = $1 AND $2 <= $3";

async fn assert_counts(store: &Store, seen: &Overview) {
    let count = |sql| number(store, sql, seen.from, seen.to);
    let now = seen.now;
    assert_eq!(now.sales, Minor(count(SALES).await));
    assert_eq!(now.orders, count(ORDERS).await);
    assert_eq!(now.active_members, count(ACTIVE).await);
    assert_eq!(now.new_members, count(JOINED).await);
    assert_eq!(now.issued, count(ISSUED).await);
    assert_eq!(now.redeemed, count(REDEEMED).await);
    assert_eq!(now.expired, count(EXPIRED).await);
    assert_eq!(now.referred_sales, Minor(count(REFERRED).await));
    assert_eq!(seen.outstanding, count(OUTSTANDING).await);
    assert_eq!(
        seen.days.len(),
        usize::try_from(seen.to.0 - seen.from.0 + 1).unwrap()
    );
    assert_eq!(
        seen.days.iter().map(|day| day.orders).sum::<i64>(),
        now.orders
    );
    assert_eq!(
        seen.tiers.iter().map(|(_, members)| members).sum::<i64>(),
        seen.members
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_numbers_are_those_of_the_rows() {
    let place = Place::fresh(EngineKind::Sqlite).await;
    let store = Store::open(StoreConfig::new(&place.url)).await.unwrap();
    let env = TestEnvironment::default();
    let shop = sample::create(&store, &env, 3, "northside coffee")
        .await
        .unwrap()
        .shop;
    for (ago, days) in [(0, 1), (0, 30), (40, 28), (100, 200), (0, 500)] {
        let to = shop.today.plus_days(-ago);
        let seen = overview::load(&store, &shop, to.plus_days(1 - days), to)
            .await
            .unwrap();
        assert_counts(&store, &seen).await;
        assert!(seen.now.orders > 0, "there is something to count");
        let before = overview::load(
            &store,
            &shop,
            seen.from.plus_days(-days),
            seen.from.plus_days(-1),
        );
        assert_eq!(before.await.unwrap().now, seen.before);
    }
    store.close().await;
    place.remove().await;
}
