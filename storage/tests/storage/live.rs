//! Law 11: every committed event reaches every listener and every consumer of the outbox.

use std::time::Duration;

use regulars::{plan::Event, time::Micros};
use regulars_storage::{LiveEvent, db::EngineKind};
use tokio::{sync::broadcast, time::timeout};

use crate::shop::{SHOP, on_both_engines};

async fn balances(live: &mut broadcast::Receiver<LiveEvent>, count: usize) -> Vec<i64> {
    let mut heard = Vec::new();
    while heard.len() < count {
        let event = timeout(Duration::from_secs(10), live.recv())
            .await
            .expect("an event")
            .unwrap();
        assert_eq!(event.merchant, SHOP);
        if let Event::BalanceChanged { available, .. } = event.event {
            heard.push(available);
        }
    }
    heard
}

on_both_engines! {
    async fn a_listener_hears_each_event_once(shop) {
        let member = shop.join().await;
        let mut live = shop.store.live();
        for pence in [1_00, 2_00, 3_00] {
            shop.ring_up(member, pence).await;
        }
        assert_eq!(balances(&mut live, 3).await, [1, 3, 6]);
        tokio::time::sleep(Duration::from_millis(100)).await;
        while let Ok(more) = live.try_recv() {
            assert!(!matches!(more.event, Event::BalanceChanged { .. }), "{more:?}");
        }
    }

    async fn another_server_hears_it_too(shop) {
        if shop.store.kind() == EngineKind::Sqlite {
            // One server: there is no other to hear it.
            return;
        }
        let member = shop.join().await;
        let second = shop.second_server().await;
        let mut live = second.live();
        shop.ring_up(member, 5_00).await;
        assert_eq!(balances(&mut live, 1).await, [5]);
        second.close().await;
    }

    async fn a_consumer_gets_every_event_until_it_is_done_with_it(shop) {
        let member = shop.join().await;
        shop.ring_up(member, 1_00).await;
        let first = shop.store.outbox_next("mail", 100).await.unwrap();
        assert!(matches!(first[0].event, Event::Joined { member: who } if who == member));
        assert_eq!(shop.store.outbox_next("mail", 100).await.unwrap(), first);
        let last = first.last().unwrap();
        shop.store.outbox_done("mail", (last.lane, last.position)).await.unwrap();
        assert_eq!(shop.store.outbox_next("mail", 100).await.unwrap(), []);
        assert_eq!(shop.store.outbox_next("other", 1).await.unwrap(), first[..1]);
        // What somebody still waits for is kept; the last row is kept for its number.
        shop.store.outbox_done("other", (first[0].lane, first[0].position)).await.unwrap();
        assert_eq!(shop.store.outbox_prune(Micros(i64::MAX)).await.unwrap(), 1);
        shop.store.outbox_done("other", (last.lane, last.position)).await.unwrap();
        let removed = shop.store.outbox_prune(Micros(i64::MAX)).await.unwrap();
        assert_eq!(removed as usize, first.len() - 2);
        let restarted = shop.second_server().await;
        shop.ring_up(member, 1_00).await;
        assert!(!shop.store.outbox_next("mail", 100).await.unwrap().is_empty());
        restarted.close().await;
    }
}
