//! A shop with many members, fresh for each figure.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use regulars::{
    command::{Actor, Command, Join, RingUp},
    ids::{MemberId, MerchantId, OrderId, ReferralId},
    money::Minor,
    order::{Order, OrderSource},
    programme::template,
    purse::PayWith,
    time::{Day, Micros, Now},
};
use regulars_storage::{
    Store, StoreConfig, Submission, WriterConfig, db::EngineKind, execute, fingerprint,
};
use sqlx::Connection as _;
use uuid::Uuid;

use crate::Failure;

/// Members of the shop.
pub const MEMBERS: usize = 10_000;
/// The shop.
pub const SHOP: MerchantId = MerchantId(1);
/// 1 June 2026.
pub const TODAY: Day = Day(20_605);

static IDS: AtomicU64 = AtomicU64::new(1);

/// An id ordered by time, as real ones are.
pub fn new_id() -> Uuid {
    Uuid::from_u128(
        (0x0199_0000_0000_7000_8000 << 48) + u128::from(IDS.fetch_add(1, Ordering::Relaxed)),
    )
}

/// The moment of everything.
pub fn now() -> Now {
    Now {
        at: Micros(TODAY.utc_start().0 + 43_200_000_000),
        today: TODAY,
    }
}

/// An order of twelve pounds.
pub fn award(member: MemberId) -> Submission {
    submission(Command::RingUp(RingUp {
        id: OrderId(new_id()),
        member,
        order: Order::of_amount(OrderSource::Till, Minor(12_00)),
        occurred_at: now().at,
        occurred_on: TODAY,
        hour: Some(12),
        location: None,
        spare: Vec::new(),
        pay_points: 0,
        pay_with: PayWith::default(),
        reservation: None,
    }))
}

fn submission(command: Command) -> Submission {
    Submission {
        merchant: SHOP,
        key: new_id().to_string(),
        fingerprint: fingerprint(&command).unwrap_or_default(),
        actor: Actor::System,
        command,
        now: now(),
        location: None,
    }
}

/// An open shop.
pub struct Fixture {
    /// Its store.
    pub store: Store,
    /// Its members.
    pub members: Arc<Vec<MemberId>>,
    /// Where it is.
    pub url: String,
    server: Option<String>,
    _folder: tempfile::TempDir,
}

impl Fixture {
    /// A fresh database with a published programme and all members.
    pub async fn open(kind: EngineKind, writer: WriterConfig) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let (url, server) = match kind {
            EngineKind::Sqlite => (format!("sqlite:{}/shop.db", folder.path().display()), None),
            EngineKind::Postgres => {
                let server = std::env::var("REGULARS_TEST_POSTGRES")
                    .map_err(|_| "REGULARS_TEST_POSTGRES must name a Postgres server")?;
                reset(&server).await?;
                let (base, _) = server.rsplit_once('/').ok_or("that is no address")?;
                (format!("{base}/regulars_bench"), Some(server))
            }
        };
        let store = Store::open(StoreConfig {
            url: url.clone(),
            writer: WriterConfig::default(),
        })
        .await?;
        publish(&store).await?;
        let members = join_all(&store).await?;
        store.close().await;
        let store = Store::open(StoreConfig {
            url: url.clone(),
            writer,
        })
        .await?;
        Ok(Self {
            store,
            members: Arc::new(members),
            url,
            server,
            _folder: folder,
        })
    }

    /// Everything must add up; then the database goes.
    pub async fn close(self) -> Result<(), Failure> {
        self.store.close().await;
        if let Some(server) = &self.server {
            reset(server).await?;
        }
        Ok(())
    }
}

/// An empty database for Postgres.
async fn reset(server: &str) -> Result<(), Failure> {
    let mut connection = sqlx::PgConnection::connect(server).await?;
    sqlx::raw_sql("DROP DATABASE IF EXISTS regulars_bench WITH (FORCE)")
        .execute(&mut connection)
        .await?;
    sqlx::raw_sql("CREATE DATABASE regulars_bench")
        .execute(&mut connection)
        .await?;
    Ok(connection.close().await?)
}

async fn publish(store: &Store) -> Result<(), Failure> {
    let mut tx = store.write().await?;
    execute!(
        tx,
        "INSERT INTO merchants (id, slug, name, currency, time_zone, created_at) \
         VALUES ($1, 'bench', 'Bench', 'GBP', 'UTC', 0)",
        SHOP.0
    )?;
    let programme = template::simple("Bench", "GBP".parse()?);
    execute!(
        tx,
        "INSERT INTO programmes (merchant_id, version, status, document, created_at, published_at) \
         VALUES ($1, 1, 2, $2, 0, 0)",
        SHOP.0,
        serde_json::to_string(&programme)?
    )?;
    Ok(tx.commit().await?)
}

async fn join_all(store: &Store) -> Result<Vec<MemberId>, Failure> {
    let mut tasks = tokio::task::JoinSet::new();
    let mut members = Vec::with_capacity(MEMBERS);
    for _ in 0..MEMBERS {
        let id = new_id();
        members.push(MemberId(id));
        let (store, name) = (store.clone(), id.simple().to_string());
        let join = Join {
            member: MemberId(id),
            mail: format!("{name}@example.com").parse().ok(),
            name: "Member".to_owned(),
            reference: None,
            own_code: name.clone(),
            card_code: name,
            referred_by: None,
            referral: ReferralId(new_id()),
            occurred_at: now().at,
            occurred_on: TODAY,
        };
        tasks.spawn(async move { store.submit(submission(Command::Join(join))).await });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(members)
}
