//! One batch: load, judge, write, commit, and what to do when that fails.
//!
//! | failure | what happens |
//! | --- | --- |
//! | the rules refuse a command | its caller is told; the others go on |
//! | two servers met (Postgres) | the batch is tried again |
//! | a row is refused or unreadable | the batch is halved until the command at fault is alone |
//! | disk, lock, connection | every caller is told; nothing was written; the writer goes on |

use std::collections::BTreeMap;

use regulars::ids::MerchantId;
use tokio::sync::broadcast;

use super::{Outcome, Pending, judge::Draft};
use crate::{
    db::{EngineKind, Pools, Tx},
    error::{StoreError, SubmitError},
    fetch_one,
    hooks::{self, Lane},
    many::Texts,
    statements,
    store::LiveEvent,
    world::Programmes,
    write_plan::{self, Decided, MayOwe},
};

statements! {
    LAST_POSITION = "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM outbox WHERE lane = $1";
}

/// Times that a batch which met another server's is tried again.
const TRIES_MAX: usize = 8;

/// Writes batches. There is one a server.
#[derive(Debug)]
pub(crate) struct Scribe {
    pools: Pools,
    lane: Lane,
    live: broadcast::Sender<LiveEvent>,
    pub(super) texts: Texts,
    pub(super) programmes: Programmes,
    /// The last position written to the lane, while nothing has gone wrong.
    last_position: Option<i64>,
}

impl Scribe {
    pub fn new(pools: Pools, lane: Lane, live: broadcast::Sender<LiveEvent>) -> Self {
        let (texts, programmes) = (Texts::default(), Programmes::default());
        Self {
            pools,
            lane,
            live,
            texts,
            programmes,
            last_position: None,
        }
    }

    /// Carries out all commands and answers in their order.
    pub async fn carry_out(&mut self, batch: &[Pending]) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(batch.len());
        // The parts still to do, the next one last.
        let mut todo = vec![batch];
        while let Some(part) = todo.pop() {
            match self.with_retries(part).await {
                Ok(done) => outcomes.extend(done),
                Err(error) if part.len() > 1 && is_of_a_row(&error) => {
                    let (first, second) = part.split_at(part.len() / 2);
                    todo.extend([second, first]);
                }
                Err(error) => {
                    tracing::error!(%error, commands = part.len(), "a batch was not written");
                    let error = told(error);
                    outcomes.extend(part.iter().map(|_| Err(error.clone())));
                }
            }
        }
        outcomes
    }

    async fn with_retries(&mut self, part: &[Pending]) -> Result<Vec<Outcome>, StoreError> {
        let mut tries = 1;
        loop {
            let error = match self.attempt(part).await {
                Ok(outcomes) => return Ok(outcomes),
                Err(error) => error,
            };
            // Another process may have written to the lane.
            let knew_position = self.last_position.take().is_some();
            let meeting = match &error {
                StoreError::Conflict(_) => true,
                StoreError::Constraint { unique: true, name } => {
                    self.pools.kind() == EngineKind::Postgres
                        || (knew_position && name.contains("outbox"))
                }
                _ => false,
            };
            if !meeting || tries == TRIES_MAX {
                return Err(error);
            }
            tries += 1;
        }
    }

    async fn attempt(&mut self, part: &[Pending]) -> Result<Vec<Outcome>, StoreError> {
        let mut tx = hooks::begin_write(&self.pools).await?;
        let mut draft = Draft {
            outcomes: part.iter().map(|_| None).collect(),
            decided: Vec::with_capacity(part.len()),
            may_owe: MayOwe::default(),
        };
        let mut merchants: BTreeMap<MerchantId, Vec<usize>> = BTreeMap::new();
        for (place, pending) in part.iter().enumerate() {
            merchants
                .entry(pending.submission.merchant)
                .or_default()
                .push(place);
        }
        for (merchant, places) in merchants {
            self.judge(&mut tx, merchant, part, places, &mut draft)
                .await?;
        }
        if draft.decided.is_empty() {
            tx.rollback().await?;
        } else {
            self.write(tx, &draft).await?;
            self.tell(&draft.decided);
        }
        let unanswered = || Err(SubmitError::from(StoreError::Closed));
        Ok(draft
            .outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or_else(unanswered))
            .collect())
    }

    async fn write(&mut self, mut tx: Tx, draft: &Draft<'_>) -> Result<(), StoreError> {
        let lane = self.lane.number;
        let last = match self.last_position {
            Some(last) => last,
            None => fetch_one!(tx, (i64,), LAST_POSITION, lane)?.0,
        };
        let first = last + 1;
        let (texts, batch) = (&mut self.texts, &draft.decided);
        let next =
            write_plan::write(&mut tx.on(), texts, batch, &draft.may_owe, (lane, first)).await?;
        if next > first {
            hooks::notify(&mut tx, lane, (first, next - 1)).await?;
        }
        tx.commit().await?;
        self.last_position = Some(next - 1);
        Ok(())
    }

    /// Tells this server's own listeners; the others hear of it from the database.
    fn tell(&self, decided: &[Decided<'_>]) {
        if self.live.receiver_count() == 0 {
            return;
        }
        for decided in decided {
            for event in &decided.plan.events {
                // Nobody listening is no fault.
                let _ = self.live.send(LiveEvent {
                    merchant: decided.submission.merchant,
                    member: event.member(),
                    event: event.clone(),
                });
            }
        }
    }
}

/// Whether an error comes from one command's rows and not from the database as a whole.
fn is_of_a_row(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Constraint { .. }
            | StoreError::Corrupt(_)
            | StoreError::Json(_)
            | StoreError::Conflict(_)
            | StoreError::Other(_)
    )
}

/// What the caller is told.
fn told(error: StoreError) -> SubmitError {
    match error {
        StoreError::Constraint { unique: true, name } => SubmitError::Duplicate(name),
        error => error.into(),
    }
}
