//! Publishing at a moment, to some members first, to everybody; versions compared and gone back to.

use regulars::{
    ids::MemberId,
    margin::{MarginGuard, Override},
    programme::{EarningKind, Programme},
    release::Audience,
    views::{Until, VersionStatus},
};
use regulars_storage::{
    Store, StoreConfig,
    db::EngineKind,
    services::{
        ServiceError, audit, card, jobs, members, orders, programme,
        releases::{self, ReleaseTo},
        rewards, till, versions,
    },
};

use crate::counter::{Counter, at_both_counters, programme as first, sale};

/// The first rules with twice the points, and a reward that costs twice as much.
fn second() -> Programme {
    let mut rules = first("GBP");
    if let EarningKind::Spend { points, .. } = &mut rules.earning[0].kind {
        *points = 2;
    }
    rules.rewards[0].points = 200;
    rules
}

async fn draft(counter: &Counter) -> i64 {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    programme::save_draft(store, env, shop, &counter.owner, &second())
        .await
        .unwrap()
}

async fn release(counter: &Counter, version: i64, to: ReleaseTo) -> Result<(), ServiceError> {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    releases::release(store, env, shop, &counter.owner, version, &to).await
}

async fn take_back(counter: &Counter, version: i64) {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    releases::take_back(store, env, shop, &counter.owner, version)
        .await
        .unwrap();
}

/// Whether the card, the till's preview, the rewards and a sale all say the second rules.
async fn has_second(counter: &Counter, member: MemberId, key: &str) -> bool {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    let rewards = rewards::load(store, shop, member).await.unwrap();
    let at_till = till::at_till(store, shop, member).await.unwrap();
    let preview = till::preview(store, env, shop, member, sale(10_00), &[])
        .await
        .unwrap();
    let sold = counter.sell(member, 10_00, key).await;
    assert_eq!(preview.points, sold.points);
    assert!(at_till.rewards.is_empty(), "nobody has points for one yet");
    card::load(store, shop, member).await.unwrap();
    let second = rewards.offers[0].reward.points == 200;
    assert_eq!(sold.points, if second { 20 } else { 10 }, "{key}");
    let order = orders::detail(store, shop, sold.order).await.unwrap();
    assert_eq!(
        order.version,
        if second { 2 } else { 1 },
        "the order keeps the version"
    );
    second
}

fn field_of(result: Result<(), ServiceError>) -> String {
    match result {
        Err(ServiceError::Fields(fields)) => fields[0].field.clone(),
        other => panic!("{other:?}"),
    }
}

/// The counter stands at 14:05 of 21 November 2026 in London.
fn tomorrow_at_six() -> ReleaseTo {
    let day = "2026-11-22".parse().unwrap();
    ReleaseTo::At {
        day,
        hour: 6,
        minute: 0,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_put_it_into_force_once() {
    let counter = Counter::open(EngineKind::Postgres).await;
    let other = Store::open(StoreConfig::new(&counter.place.url))
        .await
        .unwrap();
    let (env, shop, cashier) = (&counter.env, &counter.shop, &counter.cashier);
    let mut members = Vec::new();
    for number in 0..16 {
        members.push(counter.join(&format!("m{number}@example.com"), None).await);
    }
    let version = draft(&counter).await;
    release(&counter, version, tomorrow_at_six()).await.unwrap();
    env.wait_days(1);
    let sales = members.iter().enumerate().map(async |(number, member)| {
        let store = if number % 2 == 0 {
            &counter.store
        } else {
            &other
        };
        let key = format!("sale {number}");
        till::ring_up(store, env, shop, cashier, *member, sale(10_00), &key).await
    });
    for sold in futures::future::join_all(sales).await {
        assert_eq!(sold.unwrap().points, 20);
    }
    let list = versions::list(&counter.store, shop, None).await.unwrap();
    let statuses: Vec<_> = list.lines.iter().map(|line| line.row.status).collect();
    assert_eq!(
        statuses,
        [VersionStatus::Published, VersionStatus::Superseded]
    );
    other.close().await;
    counter.finish().await;
}

at_both_counters! {
    async fn a_version_takes_effect_with_the_first_order_after_its_moment(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let version = draft(counter).await;
        release(counter, version, tomorrow_at_six()).await.unwrap();
        let page = programme::editor(store, shop).await.unwrap();
        assert_eq!(
            page.waiting.unwrap().words(),
            "Version 2 takes effect on Sunday, 22 November at 06:00."
        );
        assert!(!page.is_draft);
        assert!(!has_second(counter, ada, "before").await);
        env.wait_seconds(15 * 3_600 + 54 * 60);
        assert!(!releases::take_effect(store, env, shop).await.unwrap(), "a minute early");
        assert_eq!(counter.sell(ada, 10_00, "early").await.points, 10);
        env.wait_seconds(60);
        assert_eq!(counter.sell(ada, 10_00, "on time").await.points, 20);
        assert!(!releases::take_effect(store, env, shop).await.unwrap(), "the order did it");
        let list = versions::list(store, shop, None).await.unwrap();
        let statuses: Vec<_> = list.lines.iter().map(|line| line.row.status).collect();
        assert_eq!(statuses, [VersionStatus::Published, VersionStatus::Superseded]);
        assert_eq!(list.waiting, None);
    }

    async fn the_job_puts_it_into_force_without_an_order(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let version = draft(counter).await;
        release(counter, version, tomorrow_at_six()).await.unwrap();
        env.wait_days(1);
        assert!(releases::take_effect(store, env, shop).await.unwrap());
        assert!(!releases::take_effect(store, env, shop).await.unwrap());
        let in_force = programme::published(store, shop.id).await.unwrap().unwrap();
        assert_eq!((in_force.version, &in_force.programme), (2, &second()));
        assert_eq!(jobs::settle_due(store, env, shop, 10).await.unwrap(), 0);
    }

    async fn a_moment_must_be_to_come_and_can_be_taken_back(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let version = draft(counter).await;
        let at = |text: &str, hour, minute| {
            let day = text.parse().unwrap();
            ReleaseTo::At { day, hour, minute }
        };
        for (text, hour, minute) in [("2026-11-21", 14, 5), ("2028-01-01", 6, 0), ("2027-03-28", 1, 30)] {
            let refused = release(counter, version, at(text, hour, minute)).await;
            assert_eq!(field_of(refused), "day", "{text}");
        }
        for _ in 0..2 {
            release(counter, version, tomorrow_at_six()).await.unwrap();
        }
        let other = draft(counter).await;
        assert_eq!(other, 3);
        let published = programme::publish(store, env, shop, &counter.owner).await;
        assert_eq!(field_of(published.map(drop)), "release", "one waits already");
        assert_eq!(field_of(release(counter, other, ReleaseTo::Everybody).await), "release");
        programme::discard_draft(store, env, shop, &counter.owner).await.unwrap();
        for _ in 0..2 {
            take_back(counter, version).await;
        }
        let page = programme::editor(store, shop).await.unwrap();
        assert!(page.is_draft && page.document == second() && page.waiting.is_none());
        env.wait_days(2);
        assert!(!releases::take_effect(store, env, shop).await.unwrap());
        release(counter, version, ReleaseTo::Everybody).await.unwrap();
        release(counter, version, ReleaseTo::Everybody).await.unwrap();
        let in_force = programme::published(store, shop.id).await.unwrap().unwrap();
        assert_eq!(in_force.version, 2);
    }

    async fn a_share_has_it_first_and_keeps_it_when_the_share_grows(counter) {
        let mut members = Vec::new();
        for number in 0..30 {
            members.push(counter.join(&format!("m{number}@example.com"), None).await);
        }
        let version = draft(counter).await;
        for percent in [0, 100] {
            let refused = release(counter, version, ReleaseTo::Share { percent }).await;
            assert_eq!(field_of(refused), "percent");
        }
        release(counter, version, ReleaseTo::Share { percent: 30 }).await.unwrap();
        let mut first = Vec::new();
        for (number, member) in members.iter().enumerate() {
            if has_second(counter, *member, &format!("a{number}")).await {
                first.push(*member);
            }
        }
        assert!((2..=18).contains(&first.len()), "{}", first.len());
        release(counter, version, ReleaseTo::Share { percent: 70 }).await.unwrap();
        let mut more = 0;
        for member in &members {
            let rewards = rewards::load(&counter.store, &counter.shop, *member).await.unwrap();
            let second = rewards.offers[0].reward.points == 200;
            assert!(second || !first.contains(member), "whoever has it keeps it");
            more += usize::from(second);
        }
        assert!(more > first.len());
        release(counter, version, tomorrow_at_six()).await.unwrap();
        take_back(counter, version).await;
        assert!(!has_second(counter, first[0], "after").await);
        let page = versions::one(&counter.store, &counter.shop, version).await.unwrap();
        assert_eq!(page.row.status, VersionStatus::TakenBack);
    }

    async fn staff_have_it_first_and_then_everybody(counter) {
        let cleo = counter.join("cleo@example.com", None).await;
        let ada = counter.join("ada@example.com", None).await;
        let version = draft(counter).await;
        release(counter, version, ReleaseTo::Staff).await.unwrap();
        assert!(has_second(counter, cleo, "cleo").await);
        assert!(!has_second(counter, ada, "ada").await);
        release(counter, version, ReleaseTo::Everybody).await.unwrap();
        assert!(has_second(counter, ada, "then").await);
        let list = versions::list(&counter.store, &counter.shop, None).await.unwrap();
        assert_eq!(list.lines[0].row.by.as_deref(), Some("Olive"));
    }

    async fn a_level_has_it_first(counter) {
        let ada = counter.join("ada@example.com", None).await;
        let bob = counter.join("bob@example.com", None).await;
        counter.sell(ada, 300_00, "much").await;
        let version = draft(counter).await;
        let to = |key: &str| ReleaseTo::Tier { key: key.to_owned() };
        assert_eq!(field_of(release(counter, version, to("brass")).await), "tier");
        release(counter, version, to("silver")).await.unwrap();
        let offer = |member| rewards::load(&counter.store, &counter.shop, member);
        assert_eq!(offer(ada).await.unwrap().offers[0].reward.points, 200);
        assert_eq!(offer(bob).await.unwrap().offers[0].reward.points, 100);
        let sold = counter.sell(ada, 10_00, "ada").await;
        assert_eq!(sold.points, 25, "two a pound, times 1.25");
        let page = versions::one(&counter.store, &counter.shop, version).await.unwrap();
        let Until::Everybody { audience, words } = page.waiting.unwrap().until else {
            panic!("it waits for a moment");
        };
        assert_eq!((audience, words.as_str()), (Audience::Tier { key: "silver".to_owned() }, "members of Silver"));
        members::detail(&counter.store, &counter.shop, ada).await.unwrap();
    }

    async fn versions_are_compared_and_gone_back_to(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let version = draft(counter).await;
        programme::publish(store, env, shop, &counter.owner).await.unwrap();
        let list = versions::list(store, shop, None).await.unwrap();
        assert_eq!(
            list.lines[0].changes,
            [
                "Every purchase: 2 points for every £1 instead of 1 point for every £1.",
                "£5 off: for 200 points instead of 100 points.",
            ]
        );
        assert_eq!((list.lines[0].before, list.lines[1].before), (Some(1), None));
        let again = versions::go_back(store, env, shop, &counter.owner, 1).await.unwrap();
        assert_eq!((version, again), (2, 3));
        let page = versions::one(store, shop, again).await.unwrap();
        assert_eq!(page.row.status, VersionStatus::Draft);
        assert_eq!(page.against.unwrap().1.len(), 2);
        release(counter, again, ReleaseTo::Everybody).await.unwrap();
        let in_force = programme::published(store, shop.id).await.unwrap().unwrap();
        assert_eq!((in_force.version, &in_force.programme), (3, &first("GBP")));
        let list = versions::list(store, shop, None).await.unwrap();
        assert_eq!(list.lines.len(), 3, "history is kept");
        let older = versions::list(store, shop, Some(2)).await.unwrap();
        assert_eq!(older.lines.len(), 1);
        let missing = versions::one(store, shop, 9).await;
        assert!(matches!(missing, Err(ServiceError::NotFound)));
    }

    async fn who_lets_orders_go_below_the_margin_is_noted_with_the_reason(counter) {
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let mut rules = second();
        let named = Override { by: "Olive".to_owned(), reason: "Opening week".to_owned() };
        rules.margin = Some(MarginGuard {
            floor_percent: 90,
            usual_percent: 50,
            ..MarginGuard::default()
        });
        let refused = programme::save_draft(store, env, shop, &counter.owner, &rules).await;
        assert_eq!(field_of(refused.map(|_| ())), "margin.floor_percent");
        rules.margin = rules.margin.map(|guard| MarginGuard { overridden: Some(named), ..guard });
        programme::save_draft(store, env, shop, &counter.owner, &rules).await.unwrap();
        programme::publish(store, env, shop, &counter.owner).await.unwrap();
        let log = audit::list(store, shop, None).await.unwrap().rows;
        let published = log.iter().find(|entry| entry.action == "programme.publish").unwrap();
        let detail = "version 2, below the margin by word of Olive: Opening week";
        assert_eq!(published.detail, detail);
    }
}
