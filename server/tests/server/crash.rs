//! What was acknowledged survives: kill -9 at any moment under load, and a graceful stop.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use regulars::{
    ids::{MemberId, MerchantId},
    programme::template,
    views::Role,
};
use regulars_server::clock::System;
use regulars_storage::{
    Store, StoreConfig,
    env::Environment,
    fetch_all, fetch_one,
    services::{
        join::{self, JoinRequest},
        sessions::{self, SessionKind},
        shop::{self, NewShop},
        staff,
    },
};
use serde::Deserialize;
use tempfile::TempDir;
use uuid::Uuid;

use super::support::Program;

const KILLS: u64 = 50;
const CALLERS: usize = 8;
const MEMBERS: usize = 20;

/// What the till is told; the rest does not matter here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Sold {
    order: Uuid,
    points: i64,
}

/// A shop on disk and what its callers know of it.
struct Shop {
    folder: TempDir,
    token: String,
    members: Vec<MemberId>,
    /// Acknowledged sales by key.
    sold: Mutex<BTreeMap<String, Sold>>,
    /// Keys whose answer never came: to be sent again.
    unanswered: Mutex<Vec<String>>,
    keys: AtomicU64,
}

impl Shop {
    async fn open() -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder.path().join("shop.sqlite3")).await;
        let currency = "GBP".parse().unwrap();
        let new = NewShop {
            slug: "north".to_owned(),
            name: "North".to_owned(),
            currency,
            time_zone: "UTC".to_owned(),
            colour: None,
            sample: false,
            programme: Some(template::simple("Regulars", currency)),
        };
        let shop = shop::create(&store, &System, new).await.unwrap();
        let mail = "cara@north.example".parse().unwrap();
        let (role, password) = (Role::Cashier, "a long enough password");
        let cashier =
            staff::add_with_password(&store, &System, shop.id, &mail, "Cara", role, password)
                .await
                .unwrap();
        let token = sessions::begin(
            &store,
            &System,
            SessionKind::Staff,
            shop.id,
            cashier.0,
            40_000,
        )
        .await
        .unwrap();
        let mut members = Vec::new();
        for number in 0..MEMBERS {
            let mail = format!("m{number}@example.com");
            let request = JoinRequest {
                mail: mail.parse().unwrap(),
                name: None,
                referred_by: None,
            };
            members.push(
                join::join(&store, &System, &shop, &request, &mail)
                    .await
                    .unwrap(),
            );
        }
        store.close().await;
        Arc::new(Self {
            folder,
            token,
            members,
            sold: Mutex::default(),
            unanswered: Mutex::default(),
            keys: AtomicU64::new(0),
        })
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("shop.sqlite3")
    }

    /// Sends sales until the server is gone or `enough`; what was not answered is remembered.
    async fn call(self: Arc<Self>, url: String, enough: Arc<AtomicBool>) {
        let client = reqwest::Client::new();
        while !enough.load(Ordering::Relaxed) {
            let again = self.unanswered.lock().unwrap().pop();
            let fresh = || format!("sale-{}", self.keys.fetch_add(1, Ordering::Relaxed));
            let key = again.unwrap_or_else(fresh);
            if !self.ring_up(&client, &url, &key).await {
                self.unanswered.lock().unwrap().push(key);
                return;
            }
        }
    }

    /// The same key is always the same sale. Answers whether there was an answer.
    async fn ring_up(&self, client: &reqwest::Client, url: &str, key: &str) -> bool {
        let number: usize = key.rsplit('-').next().unwrap().parse().unwrap();
        let member = self.members[number * 7 % MEMBERS];
        let body = format!("member={member}&basket={}.50&key={key}", number % 9 + 1);
        let sent = client
            .post(format!("{url}/api/till/ring-up"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", format!("regulars-staff={}", self.token))
            .body(body)
            .send()
            .await;
        let Ok(response) = sent else { return false };
        let status = response.status();
        let Ok(text) = response.text().await else {
            return false;
        };
        if status == 503 {
            return false;
        }
        assert_eq!(status, 200, "{text}");
        let sold: Sold = serde_json::from_str(&text).unwrap();
        let before = self
            .sold
            .lock()
            .unwrap()
            .insert(key.to_owned(), sold.clone());
        assert!(
            before.is_none_or(|before| before == sold),
            "a key has one answer"
        );
        true
    }

    /// Loads the server with callers for a while, ends it by `end`, and waits for the callers.
    async fn load(self: &Arc<Self>, server: Program, millis: u64, end: impl FnOnce(Program)) {
        let enough = Arc::new(AtomicBool::new(false));
        let callers: Vec<_> = (0..CALLERS)
            .map(|_| tokio::spawn(self.clone().call(server.url.clone(), enough.clone())))
            .collect();
        tokio::time::sleep(Duration::from_millis(millis)).await;
        tokio::task::block_in_place(|| end(server));
        enough.store(true, Ordering::Relaxed);
        for caller in callers {
            caller.await.unwrap();
        }
    }

    /// Everything that disagrees between what callers were told and what is in `store`.
    async fn disagreements(&self, store: &Store) -> Vec<String> {
        let mut found = Vec::new();
        let report = store.verify().await.unwrap();
        if !report.is_sound() {
            found.push(report.to_string());
        }
        let merchant = MerchantId(1).0;
        let mut db = store.read().await.unwrap();
        let orders = fetch_all!(
            db,
            (Uuid, i64),
            "SELECT id, earned FROM orders WHERE merchant_id = $1",
            merchant
        )
        .unwrap();
        let there: BTreeMap<Uuid, i64> = orders.into_iter().collect();
        let sold = self.sold.lock().unwrap().clone();
        for (key, sold) in &sold {
            if there.get(&sold.order) != Some(&sold.points) {
                found.push(format!("{key} was acknowledged and is not there"));
            }
        }
        // A sale whose answer was lost may be there; nothing else may.
        let unanswered = self.unanswered.lock().unwrap().len();
        if there.len() > sold.len() + unanswered {
            found.push(format!("{} orders for {} sales", there.len(), sold.len()));
        }
        let balances =
            "SELECT CAST(SUM(available + pending) AS BIGINT) FROM accounts WHERE merchant_id = $1";
        let (points,) = fetch_one!(db, (i64,), balances, merchant).unwrap();
        let earned: i64 = there.values().sum();
        if points != earned {
            found.push(format!("{points} points in balances, {earned} earned"));
        }
        found
    }
}

async fn open(file: &Path) -> Store {
    Store::open(StoreConfig::new(format!("sqlite:{}", file.display())))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_nothing_and_doubles_nothing() {
    let shop = Shop::open().await;
    let early = shop.folder.path().join("early.sqlite3");
    for round in 0..KILLS {
        let server = tokio::task::block_in_place(|| Program::start("serve", &shop.file()));
        // Random moments: while the first requests arrive, and deep in the load.
        let millis = u64::try_from(System.random() % 300).unwrap() + 5;
        shop.load(server, millis, Program::kill).await;
        if round == KILLS / 2 {
            let store = open(&shop.file()).await;
            store.backup(&early).await.unwrap();
            store.close().await;
        }
    }
    // The last round answers what is still open.
    let server = tokio::task::block_in_place(|| Program::start("serve", &shop.file()));
    let client = reqwest::Client::new();
    while let Some(key) = { shop.unanswered.lock().unwrap().pop() } {
        assert!(shop.ring_up(&client, &server.url, &key).await);
    }
    server.kill();
    let store = open(&shop.file()).await;
    let found = shop.disagreements(&store).await;
    assert!(found.is_empty(), "{found:#?}");
    store.close().await;
    let sold = shop.sold.lock().unwrap().len();
    assert!(sold > 500, "there was load: {sold} sales");
    // A simulated loss: the database as it was half-way is whole in itself, but does not hold
    // what was acknowledged since. This is what a commit that never reached the disk looks like.
    let lost = open(&early).await;
    assert!(lost.verify().await.unwrap().is_sound());
    let found = shop.disagreements(&lost).await;
    assert!(
        found
            .iter()
            .any(|line| line.ends_with("was acknowledged and is not there")),
        "{found:#?}"
    );
    lost.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_graceful_stop_answers_what_is_under_way() {
    let shop = Shop::open().await;
    for signal in ["-TERM", "-INT"] {
        let server = tokio::task::block_in_place(|| Program::start("serve", &shop.file()));
        let (status, stopped) = (Arc::new(Mutex::new(None)), Arc::new(AtomicBool::new(false)));
        let (seen, done) = (status.clone(), stopped.clone());
        shop.load(server, 400, move |mut server| {
            server.send_signal(signal);
            *seen.lock().unwrap() = Some(server.wait());
            done.store(true, Ordering::Relaxed);
        })
        .await;
        assert!(stopped.load(Ordering::Relaxed));
        assert_eq!(status.lock().unwrap().unwrap().code(), Some(0), "{signal}");
    }
    let store = open(&shop.file()).await;
    let found = shop.disagreements(&store).await;
    assert!(found.is_empty(), "{found:#?}");
    store.close().await;
    assert!(shop.sold.lock().unwrap().len() > 50);
}
