//! The sample shop shows what it is meant to show, the same every time and on both engines.

use std::collections::BTreeSet;

use regulars::{
    referral::Stage,
    views::{MemberSort, Overview, Todo},
};
use regulars_storage::{
    Store, StoreConfig,
    db::EngineKind,
    services::{card, history, members, orders, overview, refer, sample, till},
};

use crate::{counter::TestEnvironment, shop::Place};

const PASSWORD: &str = "northside coffee";

struct Sample {
    place: Place,
    store: Store,
    env: TestEnvironment,
    made: sample::SampleShop,
}

async fn open(kind: EngineKind, seed: u64) -> Sample {
    let place = Place::fresh(kind).await;
    let store = Store::open(StoreConfig::new(&place.url)).await.unwrap();
    let env = TestEnvironment::default();
    let made = sample::create(&store, &env, seed, PASSWORD).await.unwrap();
    Sample {
        place,
        store,
        env,
        made,
    }
}

impl Sample {
    async fn overview(&self, days: i32) -> Overview {
        let today = self.made.shop.today;
        overview::load(
            &self.store,
            &self.made.shop,
            today.plus_days(1 - days),
            today,
        )
        .await
        .unwrap()
    }

    /// Much of what can be seen, in words.
    async fn seen(&self) -> String {
        let (store, shop) = (&self.store, &self.made.shop);
        let card = card::load(store, shop, self.made.ada).await.unwrap();
        let history = history::page(store, shop, self.made.ada, None)
            .await
            .unwrap();
        let sold = orders::page(store, shop, &orders::OrderFilter::default(), None)
            .await
            .unwrap();
        let by_points = members::page(store, shop, "", MemberSort::Points, None)
            .await
            .unwrap();
        format!(
            "{card:?}\n{history:?}\n{sold:?}\n{by_points:?}\n{:?}",
            self.overview(90).await
        )
    }

    async fn close(self) {
        let report = self.store.verify().await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        self.store.close().await;
        self.place.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ada_is_who_she_is_meant_to_be() {
    let sample = open(EngineKind::Sqlite, 1).await;
    let (store, shop) = (&sample.store, &sample.made.shop);
    let card = card::load(store, shop, sample.made.ada).await.unwrap();
    let next = card.tier.clone().unwrap().next.unwrap();
    assert_eq!(
        (card.available, next.percent, next.missing.0),
        (1_240, 68, 16_000),
        "{card:?}"
    );
    assert!(
        card.pending > 0 && card.confirmed && card.vouchers.len() == 2,
        "{card:?}"
    );
    let soon = card
        .expiries
        .iter()
        .filter(|it| it.on <= shop.today.plus_days(31));
    assert!(soon.map(|it| it.points).sum::<i64>() >= 50, "{card:?}");
    let friends = refer::load(store, shop, sample.made.ada)
        .await
        .unwrap()
        .friends;
    let stages: Vec<(&str, Stage)> = friends
        .iter()
        .map(|friend| (friend.name.as_str(), friend.stage))
        .collect();
    assert_eq!(
        stages,
        [
            ("s\u{2026}@example.com", Stage::Invite),
            ("Jonas", Stage::Lead),
            ("Mara", Stage::Held),
            ("Priya", Stage::Rewarded),
        ]
    );
    assert!(friends[2].due_on.unwrap() > shop.today);
    sample.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shop_looks_alive() {
    let sample = open(EngineKind::Sqlite, 1).await;
    let (store, shop) = (&sample.store, &sample.made.shop);
    let month = sample.overview(30).await;
    assert!((140..=160).contains(&month.members), "{}", month.members);
    assert!(
        month.now.orders > 200 && month.now.returning_members > 40,
        "{:?}",
        month.now
    );
    assert!(month.now.issued > 0 && month.now.redeemed > 0 && month.now.expired > 0);
    assert!(
        month.tiers.iter().all(|(_, members)| *members > 2),
        "{:?}",
        month.tiers
    );
    assert!(
        month
            .todo
            .iter()
            .any(|todo| matches!(todo, Todo::ExpiringPoints { .. }))
    );
    assert!(
        month
            .todo
            .iter()
            .any(|todo| matches!(todo, Todo::ReferralsDue { .. }))
    );
    assert!(month.todo.contains(&Todo::ClaimsWait { claims: 2 }));
    let card = card::load(store, shop, sample.made.ada).await.unwrap();
    assert!(
        card.has_ways && card.stamp_cards[0].filled > 0,
        "{:?}",
        card.stamp_cards
    );
    assert!(card.vouchers.iter().any(|it| it.order_code.is_some()));
    let year = sample.overview(365).await;
    assert!(year.days.iter().filter(|day| day.orders > 0).count() > 360);
    let mut stages = BTreeSet::new();
    for name in ["Ada", "Ruth"] {
        let found = till::find(store, shop, name).await.unwrap();
        let friends = refer::load(store, shop, found[0].id).await.unwrap().friends;
        stages.extend(friends.into_iter().map(|friend| friend.stage));
    }
    let meant = [
        Stage::Invite,
        Stage::Lead,
        Stage::Qualified,
        Stage::Held,
        Stage::Rewarded,
        Stage::Rejected,
        Stage::Reversed,
    ];
    assert_eq!(stages, meant.into());
    sample.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_shop_on_both_engines_and_another_seed_another() {
    let one = open(EngineKind::Sqlite, 1).await;
    let same = open(EngineKind::Postgres, 1).await;
    let other = open(EngineKind::Sqlite, 2).await;
    let seen = one.seen().await;
    assert_eq!(seen, same.seen().await);
    assert_ne!(seen, other.seen().await);
    let again = sample::create(&one.store, &one.env, 1, PASSWORD)
        .await
        .unwrap();
    assert_eq!((again.ada, one.seen().await), (one.made.ada, seen));
    for sample in [one, same, other] {
        sample.close().await;
    }
}
