//! How many awards a second the ledger writer takes, beside what the same rows cost by bare
//! statements on the same disk. An award is a whole order: its lines, transfer, lot, running
//! totals, days, events and kept answer.
//!
//! `cargo run --release -p regulars-storage --example bench_ledger -- [--json] [--only=TEXT]`, with
//! a Postgres server's address in REGULARS_TEST_POSTGRES.
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
}

/// Prints figures as they come, as a table or one JSON object each.
struct Figures {
    json: bool,
    /// What a figure's name must contain to be measured.
    only: Option<String>,
    all: Vec<Figure>,
}

impl Figures {
    fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| name.contains(only))
    }

    fn add(&mut self, name: String, value: u64, unit: &'static str) {
        if self.json {
            println!(
                "{}",
                serde_json::json!({ "name": name, "value": value, "unit": unit })
            );
        } else {
            println!("{name:<84} {value:>7} {unit}");
        }
        self.all.push(Figure { name, value });
    }

    /// One figure as a percentage of another, if both were measured.
    fn share(&mut self, name: &str, of: &str, among: &str) {
        let (of, among) = (of.replace('*', name), among.replace('*', name));
        let value = |wanted: &str| {
            let found = self.all.iter().find(|figure| figure.name == wanted);
            found.map(|figure| figure.value)
        };
        if let (Some(part), Some(whole)) = (value(&of), value(&among)) {
            self.add(
                format!("{of}: share of {among}"),
                part * 100 / whole.max(1),
                "%",
            );
        }
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
    Ok(u64::try_from(
        appends * 1_000_000 / start.elapsed().as_micros().max(1),
    )?)
}

async fn engine(figures: &mut Figures, kind: EngineKind) -> Result<(), Failure> {
    let (usual, unit) = (WriterConfig::default(), "awards/s");
    let name = match kind {
        EngineKind::Sqlite => "sqlite",
        EngineKind::Postgres => "postgres",
    };
    for batch in [1, 64, 1_024] {
        let title = format!("{name} bare, {batch} a commit");
        if figures.wants(&title) {
            figures.add(title, bare(kind, 1, batch).await?, unit);
        }
    }
    let one = WriterConfig {
        batch_max: 1,
        ..usual
    };
    let through_the_writer_by = [
        ("1 callers", usual, (1, MEMBERS)),
        ("64 callers", usual, (64, MEMBERS)),
        ("1024 callers", usual, (1_024, MEMBERS)),
        ("64 callers, one member", usual, (64, 1)),
        ("1024 callers, one member", usual, (1_024, 1)),
        ("64 callers, one commit an award", one, (64, MEMBERS)),
    ];
    for (by, config, load) in through_the_writer_by {
        let title = format!("{name} writer, {by}");
        if figures.wants(&title) {
            figures.add(title, through_the_writer(kind, config, load).await?, unit);
        }
    }
    if kind == EngineKind::Postgres {
        let title = format!("{name} bare, 1 a commit, 64 connections");
        if figures.wants(&title) {
            figures.add(title, bare(kind, 64, 1).await?, unit);
        }
        figures.share(
            name,
            "* writer, 64 callers",
            "* bare, 1 a commit, 64 connections",
        );
    }
    figures.share(name, "* writer, 1 callers", "* bare, 1 a commit");
    figures.share(name, "* writer, 64 callers", "* bare, 64 a commit");
    figures.share(name, "* writer, 1024 callers", "* bare, 1024 a commit");
    figures.share(
        name,
        "* writer, 64 callers, one member",
        "* writer, 64 callers",
    );
    figures.share(
        name,
        "* writer, 1024 callers, one member",
        "* writer, 1024 callers",
    );
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    let only = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix("--only="));
    let mut figures = Figures {
        json,
        only: only.map(str::to_owned),
        all: Vec::new(),
    };
    figures.add(
        "one synced append".to_owned(),
        synced_appends()?,
        "appends/s",
    );
    engine(&mut figures, EngineKind::Sqlite).await?;
    engine(&mut figures, EngineKind::Postgres).await
}
