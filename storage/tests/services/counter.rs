//! A shop at its counter: a fresh database, a clock that stands still, and short words.

use std::sync::{
    Mutex,
    atomic::{AtomicI64, Ordering},
};

use regulars::{
    ids::{MemberId, StaffId},
    money::{Currency, Minor},
    order::{Order, OrderSource},
    plan::RungUp,
    programme::{Programme, template},
    time::Micros,
    views::{Role, Shop},
};
use regulars_storage::{
    Store, StoreConfig,
    db::EngineKind,
    env::Environment,
    services::{
        AtWork, ServiceError,
        join::{JoinRequest, join},
        shop::{NewShop, create},
        staff, till,
    },
};
use uuid::{Builder, Uuid};

use crate::shop::Place;

/// 21 November 2026, 14:05 in London.
pub const NOW: i64 = 1_795_269_900_000_000;

/// Time that a test sets, and chance that repeats itself.
#[derive(Debug)]
pub struct TestEnvironment {
    now: AtomicI64,
    drawn: Mutex<u128>,
}

impl Default for TestEnvironment {
    fn default() -> Self {
        Self {
            now: AtomicI64::new(NOW),
            drawn: Mutex::new(0),
        }
    }
}

impl TestEnvironment {
    pub fn wait_days(&self, days: i64) {
        self.now.fetch_add(days * 86_400_000_000, Ordering::Relaxed);
    }

    pub fn wait_seconds(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Environment for TestEnvironment {
    fn now(&self) -> Micros {
        Micros(self.now.load(Ordering::Relaxed))
    }

    fn new_id(&self) -> Uuid {
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&self.random().to_le_bytes()[..10]);
        let millis = u64::try_from(self.now().0 / 1_000).unwrap();
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    fn random(&self) -> u128 {
        let mut drawn = self.drawn.lock().unwrap();
        *drawn = drawn.wrapping_add(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        let mixed =
            (*drawn ^ (*drawn >> 61)).wrapping_mul(0xbf58_476d_1ce4_e5b9_94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 53)
    }
}

/// A shop at its counter.
#[derive(Debug)]
pub struct Counter {
    pub place: Place,
    pub store: Store,
    pub env: TestEnvironment,
    pub shop: Shop,
    pub cashier: AtWork,
    pub owner: AtWork,
}

pub fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

pub fn programme(code: &str) -> Programme {
    template::simple("Test regulars", currency(code))
}

/// Opens another shop in a store.
pub async fn new_shop(store: &Store, env: &TestEnvironment, slug: &str, code: &str) -> Shop {
    let new = NewShop {
        slug: slug.to_owned(),
        name: format!("The {slug}"),
        currency: currency(code),
        time_zone: "Europe/London".to_owned(),
        colour: None,
        sample: false,
        programme: Some(programme(code)),
    };
    create(store, env, new).await.unwrap()
}

impl Counter {
    pub async fn open(kind: EngineKind) -> Self {
        Self::open_in(kind, "GBP").await
    }

    pub async fn open_in(kind: EngineKind, code: &str) -> Self {
        let place = Place::fresh(kind).await;
        let store = Store::open(StoreConfig::new(&place.url)).await.unwrap();
        let env = TestEnvironment::default();
        let shop = new_shop(&store, &env, "corner", code).await;
        let mut at_work = Vec::new();
        for (name, role) in [("Cleo", Role::Cashier), ("Olive", Role::Owner)] {
            let mail = format!("{name}@example.com").parse().unwrap();
            let password = "correct horse battery";
            let id = staff::add_with_password(&store, &env, shop.id, &mail, name, role, password)
                .await
                .unwrap();
            at_work.push(AtWork {
                staff: StaffId(id.0),
                role,
                location: None,
            });
        }
        let (owner, cashier) = (at_work.pop().unwrap(), at_work.pop().unwrap());
        Self {
            place,
            store,
            env,
            shop,
            cashier,
            owner,
        }
    }

    /// Every balance, lot and total agrees with the entries.
    pub async fn assert_sound(&self) {
        let report = self.store.verify().await.unwrap();
        assert!(report.is_sound(), "{report:?}");
    }

    pub async fn finish(self) {
        self.assert_sound().await;
        self.store.close().await;
        self.place.remove().await;
    }

    pub async fn join(&self, mail: &str, code: Option<&str>) -> MemberId {
        self.try_join(mail, code, mail).await.unwrap()
    }

    pub async fn try_join(
        &self,
        mail: &str,
        code: Option<&str>,
        key: &str,
    ) -> Result<MemberId, ServiceError> {
        let request = JoinRequest {
            mail: mail.parse().unwrap(),
            name: Some(mail.split('@').next().unwrap().to_owned()),
            referred_by: code.map(str::to_owned),
        };
        join(&self.store, &self.env, &self.shop, &request, key).await
    }

    pub async fn sell(&self, member: MemberId, pence: i64, key: &str) -> RungUp {
        self.try_sell(member, &sale(pence), key).await.unwrap()
    }

    pub async fn try_sell(
        &self,
        member: MemberId,
        order: &Order,
        key: &str,
    ) -> Result<RungUp, ServiceError> {
        let order = order.clone();
        till::ring_up(
            &self.store,
            &self.env,
            &self.shop,
            &self.cashier,
            member,
            order,
            key,
        )
        .await
    }
}

pub fn sale(pence: i64) -> Order {
    Order::of_amount(OrderSource::Till, Minor(pence))
}

/// Runs one test on both engines.
macro_rules! at_both_counters {
    ($($(#[$doc:meta])* async fn $name:ident($counter:ident) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            async fn body($counter: &$crate::counter::Counter) $body
            async fn run(kind: regulars_storage::db::EngineKind) {
                let counter = $crate::counter::Counter::open(kind).await;
                body(&counter).await;
                counter.finish().await;
            }
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(regulars_storage::db::EngineKind::Sqlite).await;
            }
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(regulars_storage::db::EngineKind::Postgres).await;
            }
        }
    )+};
}
pub(crate) use at_both_counters;
