//! A shop to test with, in a fresh database of either engine, and short words for what happens
//! in it.

#[path = "place.rs"]
mod place;

use std::sync::atomic::{AtomicU64, Ordering};

use regulars::{
    command::{Actor, Adjust, Command, Join, Redeem, Refund, RingUp, SpareVoucher},
    ids::{MemberId, MerchantId, OrderId, ReferralId, RefundId, VoucherId},
    money::Minor,
    order::{Order, OrderSource},
    plan::Receipt,
    programme::{Expiry, Programme, template},
    purse::PayWith,
    reward::VoucherCode,
    time::{Day, Micros, Now},
};
use regulars_storage::{
    Answer, Store, StoreConfig, Submission, SubmitError, db::EngineKind, execute, fetch_all,
    fingerprint,
};
use uuid::Uuid;

pub use place::Place;

/// Runs one test on both engines.
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($shop:ident) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            async fn body($shop: &$crate::shop::Shop) $body
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let shop = $crate::shop::Shop::open(regulars_storage::db::EngineKind::Sqlite).await;
                body(&shop).await;
                shop.finish().await;
            }
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let shop = $crate::shop::Shop::open(regulars_storage::db::EngineKind::Postgres).await;
                body(&shop).await;
                shop.finish().await;
            }
        }
    )+};
}
pub(crate) use on_both_engines;

/// 1 June 2026.
pub const TODAY: Day = Day(20_605);
pub const SHOP: MerchantId = MerchantId(1);
pub const OTHER_SHOP: MerchantId = MerchantId(2);

static IDS: AtomicU64 = AtomicU64::new(1);

/// An id that no other call in this process gives.
pub fn new_id() -> Uuid {
    Uuid::from_u128(u128::from(IDS.fetch_add(1, Ordering::Relaxed)))
}

/// Noon of a day.
pub fn noon(day: Day) -> Now {
    Now {
        at: Micros(day.utc_start().0 + 43_200_000_000),
        today: day,
    }
}

/// A shop with a programme, in a database of its own.
#[derive(Debug)]
pub struct Shop {
    pub store: Store,
    pub place: Place,
}

impl Shop {
    pub async fn open(kind: EngineKind) -> Self {
        let place = Place::fresh(kind).await;
        let store = Store::open(StoreConfig::new(&place.url)).await.unwrap();
        let shop = Self { store, place };
        for merchant in [SHOP, OTHER_SHOP] {
            shop.add_merchant(merchant).await;
            shop.publish(merchant, 1, &programme()).await;
        }
        shop
    }

    /// Another server on the same database.
    pub async fn second_server(&self) -> Store {
        Store::open(StoreConfig::new(&self.place.url))
            .await
            .unwrap()
    }

    /// Everything must add up at the end of every test.
    pub async fn finish(self) {
        let report = self.store.verify().await.unwrap();
        assert!(report.is_sound(), "{report}");
        self.drop_unverified().await;
    }

    pub async fn drop_unverified(self) {
        self.store.close().await;
        self.place.remove().await;
    }

    async fn add_merchant(&self, merchant: MerchantId) {
        let mut tx = self.store.write().await.unwrap();
        execute!(
            tx,
            "INSERT INTO merchants (id, slug, name, currency, time_zone, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            merchant.0,
            format!("shop-{merchant}"),
            "Corner shop",
            "GBP",
            "UTC",
            0_i64
        )
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn publish(&self, merchant: MerchantId, version: i64, programme: &Programme) {
        let mut tx = self.store.write().await.unwrap();
        execute!(
            tx,
            "UPDATE programmes SET status = 3 WHERE merchant_id = $1 AND status = 2",
            merchant.0
        )
        .unwrap();
        execute!(
            tx,
            "INSERT INTO programmes (merchant_id, version, status, document, created_at, published_at) \
             VALUES ($1, $2, 2, $3, 0, 0)",
            merchant.0, version, serde_json::to_string(programme).unwrap()
        )
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Runs one statement past the ledger, as a hand in the database would.
    pub async fn tamper(&self, sql: &'static str) -> Result<u64, regulars_storage::StoreError> {
        let mut tx = self.store.write().await?;
        let touched = execute!(tx, sql)?;
        tx.commit().await?;
        Ok(touched)
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        let mut db = self.store.read().await.unwrap();
        fetch_all!(db, (i64,), sql).unwrap()[0].0
    }

    pub async fn submit(&self, command: Command) -> Result<Answer, SubmitError> {
        self.submit_on(TODAY, command).await
    }

    pub async fn submit_on(&self, day: Day, command: Command) -> Result<Answer, SubmitError> {
        self.store
            .submit(submission(SHOP, &new_id().to_string(), day, command))
            .await
    }

    pub async fn join(&self) -> MemberId {
        self.join_with(SHOP, None).await
    }

    pub async fn join_with(&self, merchant: MerchantId, referred_by: Option<String>) -> MemberId {
        let join = join(referred_by);
        let member = join.member;
        let submission = submission(merchant, &member.to_string(), TODAY, Command::Join(join));
        self.store.submit(submission).await.unwrap();
        member
    }

    /// Rings up an order of an amount in pence.
    pub async fn ring_up(&self, member: MemberId, pence: i64) -> OrderId {
        let ring_up = ring_up(member, pence);
        let order = ring_up.id;
        self.submit(Command::RingUp(ring_up)).await.unwrap();
        order
    }

    pub async fn redeem(&self, member: MemberId) -> Result<VoucherCode, SubmitError> {
        match self.submit(Command::Redeem(redeem(member))).await?.receipt {
            Receipt::Redeemed { code, .. } => Ok(code),
            other => panic!("not a redemption: {other:?}"),
        }
    }

    pub async fn adjust(&self, member: MemberId, points: i64) {
        let reason = "Counted again".to_owned();
        let adjust = Adjust {
            member,
            points,
            reason,
            limit: 1_000_000,
        };
        self.submit(Command::Adjust(adjust)).await.unwrap();
    }

    pub async fn available(&self, member: MemberId) -> i64 {
        let mut db = self.store.read().await.unwrap();
        let rows = fetch_all!(
            db,
            (i64,),
            "SELECT available FROM accounts WHERE member_id = $1",
            member.0
        );
        rows.unwrap()[0].0
    }
}

/// The template, without a wait and with points that expire.
pub fn programme() -> Programme {
    Programme {
        expiry: Expiry::Days { days: 365 },
        ..template::simple("Corner club", "GBP".parse().unwrap())
    }
}

pub fn submission(merchant: MerchantId, key: &str, day: Day, command: Command) -> Submission {
    Submission {
        merchant,
        key: key.to_owned(),
        fingerprint: fingerprint(&command).unwrap(),
        actor: Actor::System,
        command,
        now: noon(day),
        location: None,
    }
}

pub fn join(referred_by: Option<String>) -> Join {
    let id = new_id();
    Join {
        member: MemberId(id),
        mail: format!("member-{}@example.com", id.as_u128()).parse().ok(),
        name: "Ada".to_owned(),
        reference: None,
        own_code: own_code(MemberId(id)),
        card_code: format!("card-{}", id.as_u128()),
        referred_by,
        referral: ReferralId(new_id()),
        occurred_at: noon(TODAY).at,
        occurred_on: TODAY,
    }
}

pub fn own_code(member: MemberId) -> String {
    format!("code-{}", member.0.as_u128())
}

pub fn ring_up(member: MemberId, pence: i64) -> RingUp {
    RingUp {
        id: OrderId(new_id()),
        member,
        order: Order::of_amount(OrderSource::Till, Minor(pence)),
        occurred_at: noon(TODAY).at,
        occurred_on: TODAY,
        hour: Some(12),
        location: None,
        spare: Vec::new(),
        pay_points: 0,
        pay_with: PayWith::default(),
        reservation: None,
    }
}

/// Fresh ids and codes for so many vouchers.
pub fn spare(vouchers: usize) -> Vec<SpareVoucher> {
    let fresh = |id: Uuid| SpareVoucher {
        id: VoucherId(id),
        code: VoucherCode::from_random(id.as_u128()),
    };
    (0..vouchers).map(|_| fresh(new_id())).collect()
}

pub fn refund(order: OrderId, pence: Option<i64>, undo: bool) -> Refund {
    Refund {
        id: RefundId(new_id()),
        order,
        amount: pence.map(Minor),
        undo,
        to_credit: false,
        reason: "Brought back".to_owned(),
        occurred_at: noon(TODAY).at,
        occurred_on: TODAY,
    }
}

pub fn redeem(member: MemberId) -> Redeem {
    let id = new_id();
    Redeem {
        member,
        reward: "five-off".to_owned(),
        voucher: VoucherId(id),
        code: VoucherCode::from_random(id.as_u128()),
    }
}
