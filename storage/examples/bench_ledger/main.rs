//! How many awards a second the ledger writer takes, beside what the same rows cost by bare
//! statements on the same disk. An award is a whole order: its lines, transfer, lot, running
//! totals, days, events and kept answer.
//!
//! `cargo run --release -p regulars-storage --example bench_ledger -- [--json]`, with a Postgres
//! server's address in REGULARS_TEST_POSTGRES.
#![allow(clippy::print_stdout)]

mod bare;
mod shop;

use std::{
    io::Write as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use regulars_storage::{Store, WriterConfig, db::EngineKind};
use shop::{Fixture, MEMBERS};

/// How long each figure is measured.
const MEASURED: Duration = Duration::from_secs(4);
/// How long it runs before.
const WARM_UP: Duration = Duration::from_secs(1);

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// One measured number.
struct Figure {
    name: String,
    value: u64,
    unit: &'static str,
}

/// Prints figures as they come, as a table or one JSON object each.
struct Figures {
    json: bool,
    all: Vec<Figure>,
}

impl Figures {
    fn add(&mut self, name: String, value: u64, unit: &'static str) {
        if self.json {
            println!("{}", serde_json::json!({ "name": name, "value": value, "unit": unit }));
        } else {
            println!("{name:<58} {value:>9} {unit}");
        }
        self.all.push(Figure { name, value, unit });
    }

    /// One figure as a percentage of another.
    fn share(&mut self, name: &str, of: &str, among: &str) {
        let value = |wanted: &str| {
            let found = self.all.iter().find(|f| f.name == wanted && f.unit == "awards/s");
            found.map_or(0, |figure| figure.value)
        };
        let share = value(&of.replace('*', name)) * 100 / value(&among.replace('*', name)).max(1);
        self.add(format!("{} of {}", of.replace('*', name), among.replace('*', name)), share, "%");
    }
}

/// Counts what `work` counts, after a warm-up, and answers how many a second.
async fn rate<F>(counter: Arc<AtomicU64>, work: F) -> Result<u64, Failure>
where
    F: Future<Output = Result<(), Failure>>,
{
    let watch = async {
        tokio::time::sleep(WARM_UP).await;
        let (before, start) = (counter.load(Ordering::Relaxed), Instant::now());
        tokio::time::sleep(MEASURED).await;
        let done = u128::from(counter.load(Ordering::Relaxed) - before);
        u64::try_from(done * 1_000_000 / start.elapsed().as_micros().max(1)).unwrap_or(u64::MAX)
    };
    tokio::select! {
        rate = watch => Ok(rate),
        done = work => Err(match done {
            Err(failure) => failure,
            Ok(()) => "the work ended before the time".into(),
        }),
    }
}

/// Awards through the writer, by so many callers at once, to so many members.
async fn through_the_writer(
    kind: EngineKind,
    config: WriterConfig,
    (callers, members): (usize, usize),
) -> Result<u64, Failure> {
    let fixture = Fixture::open(kind, config).await?;
    let counter = Arc::new(AtomicU64::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for caller in 0..callers {
        let (store, counter): (Store, _) = (fixture.store.clone(), counter.clone());
        let all = fixture.members.clone();
        tasks.spawn(async move {
            for step in 0.. {
                // A step of a prime number visits all members in an order that is none.
                let member = all[(caller * 131 + step * 7919) % members];
                store.submit(shop::award(member)).await?;
                counter.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), Failure>(())
        });
    }
    let all = async {
        match tasks.join_next().await {
            Some(done) => done?,
            None => Ok(()),
        }
    };
    let rate = rate(counter, all).await?;
    tasks.shutdown().await;
    fixture.close().await?;
    Ok(rate)
}

/// The same rows by bare statements, so many awards a commit, over so many connections.
async fn bare(kind: EngineKind, connections: usize, batch: usize) -> Result<u64, Failure> {
    let fixture = Fixture::open(kind, WriterConfig::default()).await?;
    let counter = Arc::new(AtomicU64::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for lane in 0..connections {
        let mut writer = bare::Writer::connect(&fixture, (lane, connections)).await?;
        let counter = counter.clone();
        tasks.spawn(async move {
            loop {
                writer.write(batch).await?;
                counter.fetch_add(batch as u64, Ordering::Relaxed);
            }
        });
    }
    let all = async {
        match tasks.join_next().await {
            Some(done) => done?,
            None => Ok(()),
        }
    };
    let rate = rate(counter, all).await?;
    tasks.shutdown().await;
    fixture.close().await?;
    Ok(rate)
}

/// Appends of four kilobytes, each brought to the disk.
fn synced_appends() -> Result<u64, Failure> {
    let mut file = tempfile::tempfile()?;
    let (page, start, mut appends) = ([7_u8; 4_096], Instant::now(), 0_u128);
    while start.elapsed() < MEASURED {
        file.write_all(&page)?;
        file.sync_data()?;
        appends += 1;
    }
    Ok(u64::try_from(appends * 1_000_000 / start.elapsed().as_micros().max(1))?)
}

async fn engine(figures: &mut Figures, kind: EngineKind) -> Result<(), Failure> {
    let name = match kind {
        EngineKind::Sqlite => "sqlite",
        EngineKind::Postgres => "postgres",
    };
    let unit = "awards/s";
    for batch in [1, 64, 1_024] {
        figures.add(format!("{name} bare, {batch} a commit"), bare(kind, 1, batch).await?, unit);
    }
    for callers in [1, 64, 1_024] {
        let rate = through_the_writer(kind, WriterConfig::default(), (callers, MEMBERS)).await?;
        figures.add(format!("{name} writer, {callers} callers"), rate, unit);
    }
    for callers in [64, 1_024] {
        let rate = through_the_writer(kind, WriterConfig::default(), (callers, 1)).await?;
        figures.add(format!("{name} writer, {callers} callers, one member"), rate, unit);
    }
    let one = WriterConfig { batch_max: 1, ..WriterConfig::default() };
    let rate = through_the_writer(kind, one, (64, MEMBERS)).await?;
    figures.add(format!("{name} writer, 64 callers, one commit an award"), rate, unit);
    if kind == EngineKind::Postgres {
        let rate = bare(kind, 64, 1).await?;
        figures.add(format!("{name} bare, 1 a commit, 64 connections"), rate, unit);
        figures.share(name, "* writer, 64 callers", "* bare, 1 a commit, 64 connections");
    }
    figures.share(name, "* writer, 1 callers", "* bare, 1 a commit");
    figures.share(name, "* writer, 64 callers", "* bare, 64 a commit");
    figures.share(name, "* writer, 1024 callers", "* bare, 1024 a commit");
    figures.share(name, "* writer, 64 callers, one member", "* writer, 64 callers");
    figures.share(name, "* writer, 1024 callers, one member", "* writer, 1024 callers");
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only = |wanted: &str| !arguments.iter().any(|a| a.starts_with("--only=") && a != wanted);
    let json = arguments.iter().any(|argument| argument == "--json");
    let mut figures = Figures { json, all: Vec::new() };
    figures.add("one synced append".to_owned(), synced_appends()?, "appends/s");
    if only("--only=sqlite") {
        engine(&mut figures, EngineKind::Sqlite).await?;
    }
    if only("--only=postgres") {
        engine(&mut figures, EngineKind::Postgres).await?;
    }
    Ok(())
}
