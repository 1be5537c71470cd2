//! The store: one handle to the database, for everybody, cheap to clone.

use std::{path::Path, sync::Arc};

use regulars::{
    command::Command,
    ids::{MemberId, MerchantId},
    plan::{Event, Plan},
    programme::Published,
    time::Now,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tokio::{
    sync::{Mutex, broadcast, mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    backup::{self, BackupError},
    checkpoint,
    db::{EngineKind, Pools, Reader, Tx},
    error::{OpenError, StoreError, SubmitError},
    hooks, live,
    many::Texts,
    open,
    remembered::Remembered,
    services::shop::ShopRow,
    verify::{self, Report},
    world::{self, Programmes},
    writer::{self, Answer, Job, KEY_MAX, Pending, Scribe, Submission, WriterConfig},
};

/// Events that a slow listener may lag behind before it misses some.
const LIVE_EVENTS_MAX: usize = 4_096;

/// Where the data is, and how it is written.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub url: String,
    /// How the ledger writer works.
    pub writer: WriterConfig,
}

impl StoreConfig {
    /// The usual settings for the database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            writer: WriterConfig::default(),
        }
    }
}

/// Something that was committed, by this server or, on Postgres, by another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveEvent {
    /// Whose programme.
    pub merchant: MerchantId,
    /// Whose screens it concerns.
    pub member: MemberId,
    /// What happened.
    pub event: Event,
}

/// The database, open.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pools: Pools,
    place: String,
    queue: mpsc::Sender<Job>,
    live: broadcast::Sender<LiveEvent>,
    writer: Mutex<Option<JoinHandle<()>>>,
    helpers: Vec<JoinHandle<()>>,
    /// Published programmes that services read before; a version never changes.
    programmes: std::sync::Mutex<Programmes>,
    /// Shops by their name in addresses.
    shops: Remembered<String, Arc<ShopRow>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        for helper in &self.helpers {
            helper.abort();
        }
    }
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// One variant of [`OpenError`] for each thing that an operator can put right.
    pub async fn open(config: StoreConfig) -> Result<Self, OpenError> {
        let pools = open::open(&config.url, config.writer.synchronous).await?;
        let failed = |error: StoreError| OpenError::CannotConnect {
            place: "the database".to_owned(),
            cause: error.to_string(),
        };
        let lane = hooks::lease_lane(&pools).await.map_err(failed)?;
        let (live, _) = broadcast::channel(LIVE_EVENTS_MAX);
        let mut helpers = Vec::new();
        helpers.extend(
            live::listen(&pools, lane.number, live.clone())
                .await
                .map_err(failed)?,
        );
        helpers.extend(checkpoint::start(&pools));
        let (queue, submitted) = writer::queue();
        let scribe = Scribe::new(pools.clone(), lane, live.clone());
        let writer = tokio::spawn(writer::run(scribe, submitted, config.writer.batch_max));
        let writer = Mutex::new(Some(writer));
        let (place, programmes) = (config.url, std::sync::Mutex::default());
        Ok(Self(Arc::new(Inner {
            pools,
            place,
            queue,
            live,
            writer,
            helpers,
            programmes,
            shops: Remembered::default(),
        })))
    }

    /// Which engine it is.
    pub fn kind(&self) -> EngineKind {
        self.0.pools.kind()
    }

    /// Hands a command to the ledger and waits until it is committed.
    ///
    /// # Errors
    /// [`SubmitError::Rejected`] when the rules refuse it; nothing is written then, nor in any
    /// other case of error, except that a connection lost in the middle of a commit leaves it
    /// open: the same key tried again finds out.
    pub async fn submit(&self, submission: Submission) -> Result<Answer, SubmitError> {
        if submission.key.is_empty() || submission.key.chars().count() > KEY_MAX {
            return Err(SubmitError::BadKey);
        }
        let (answer, answered) = oneshot::channel();
        let job = Job::Submit(Box::new(Pending { submission, answer }));
        self.0
            .queue
            .try_send(job)
            .map_err(|refused| match refused {
                mpsc::error::TrySendError::Full(_) => SubmitError::Busy,
                mpsc::error::TrySendError::Closed(_) => StoreError::Closed.into(),
            })?;
        answered
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// What a command would do now, if those in `first` had been done. Writes nothing.
    ///
    /// # Errors
    /// As [`Store::submit`], for each of the commands.
    pub async fn preview(
        &self,
        merchant: MerchantId,
        first: &[Command],
        command: &Command,
        now: Now,
    ) -> Result<Plan, SubmitError> {
        let mut tx = self.0.pools.snapshot().await?;
        let (mut texts, mut programmes) = (Texts::default(), Programmes::default());
        let commands: Vec<&Command> = first.iter().chain([command]).collect();
        let asked = (&commands[..], now);
        let loaded =
            world::load(&mut tx, &mut texts, &mut programmes, merchant, asked, false).await?;
        tx.rollback().await?;
        let mut world = loaded.ok_or(SubmitError::UnknownMerchant)?;
        for before in first {
            let plan = regulars::decide::decide(&world, before, now)?;
            world.apply(&plan);
        }
        Ok(regulars::decide::decide(&world, command, now)?)
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        self.0.pools.read().await
    }

    /// A transaction to write with, for everything but the ledger.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        hooks::begin_write(&self.0.pools).await
    }

    /// Shops that were read a moment ago, by their name in addresses.
    pub(crate) fn shops(&self) -> &Remembered<String, Arc<ShopRow>> {
        &self.0.shops
    }

    /// A published version that was read before. Whether it is still in force is for the
    /// database to say: other servers publish too.
    pub(crate) fn known_programme(
        &self,
        merchant: MerchantId,
        version: i64,
    ) -> Option<Arc<Published>> {
        self.programmes().get(merchant, version)
    }

    /// Keeps a published programme for the next reader.
    pub(crate) fn keep_programme(&self, merchant: MerchantId, programme: Arc<Published>) {
        self.programmes().keep(merchant, programme);
    }

    fn programmes(&self) -> std::sync::MutexGuard<'_, Programmes> {
        self.0
            .programmes
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Events from now on, each once, after their commit.
    pub fn live(&self) -> broadcast::Receiver<LiveEvent> {
        self.0.live.subscribe()
    }

    /// Recomputes every balance, lot and total from the rows below them.
    ///
    /// # Errors
    /// Only when the database fails; what disagrees is in the report.
    pub async fn verify(&self) -> Result<Report, StoreError> {
        verify::verify(&self.0.pools).await
    }

    /// Makes a verified copy of a SQLite database at `path` while the store is in use.
    ///
    /// # Errors
    /// One variant of [`BackupError`] for each thing that can be put right.
    pub async fn backup(&self, path: &Path) -> Result<Report, BackupError> {
        backup::backup(&self.0.pools, path).await
    }

    /// Answers everything that was submitted, then closes. Nothing is lost. Safe to call twice.
    pub async fn close(&self) {
        // A queue that is closed already takes nothing: then the writer is ending.
        let _ = self.0.queue.send(Job::Close).await;
        if let Some(writer) = self.0.writer.lock().await.take()
            && let Err(error) = writer.await
        {
            tracing::error!(%error, "the ledger writer ended badly");
        }
        for helper in &self.0.helpers {
            helper.abort();
        }
        checkpoint::finish(&self.0.pools).await;
        self.0.pools.close().await;
        tracing::info!(place = %open::without_password(&self.0.place), "the store is closed");
    }
}

/// What the content of a request is recognised by: the SHA-256 of its JSON.
///
/// # Errors
/// When `content` cannot be written as JSON.
pub fn fingerprint(content: &impl Serialize) -> Result<[u8; 32], StoreError> {
    Ok(Sha256::digest(serde_json::to_vec(content)?).into())
}
