//! The ledger writer: one task through which every command of a server passes.
//!
//! Callers hand a [`Submission`] to a queue. The task takes all that wait, up to a bound, judges
//! them in the order of their arrival, writes them in one transaction and answers each. An idle
//! writer commits a command at once; under load the batch grows by itself, because commands
//! arrive while the one before commits.

mod batch;
mod judge;

use std::{collections::HashSet, sync::Arc};

use regulars::{
    command::{Actor, Command},
    ids::{LocationId, MerchantId},
    plan::Receipt,
    time::Now,
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::{error::SubmitError, open::Synchronous};
pub(crate) use batch::{STATEMENTS, Scribe};
pub(crate) use judge::KNOWN;

/// Most commands in one transaction.
const BATCH_MAX: usize = 1_024;
/// Most commands that wait; further ones are refused as [`SubmitError::Busy`].
const QUEUE_MAX: usize = 16_384;
/// Longest idempotency key, in characters.
pub(crate) const KEY_MAX: usize = 200;

/// How the ledger writer works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterConfig {
    /// Most commands in one transaction.
    pub batch_max: usize,
    /// How carefully SQLite commits.
    pub synchronous: Synchronous,
}

impl Default for WriterConfig {
    fn default() -> Self {
        Self {
            batch_max: BATCH_MAX,
            synchronous: Synchronous::Full,
        }
    }
}

/// A command on its way to the ledger.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Whose programme.
    pub merchant: MerchantId,
    /// The idempotency key, 1 to 200 characters: unique to what the caller wants done once.
    pub key: String,
    /// What the content is recognised by; see [`crate::fingerprint`].
    pub fingerprint: [u8; 32],
    /// Who asks.
    pub actor: Actor,
    /// What is asked.
    pub command: Command,
    /// When it is recorded.
    pub now: Now,
    /// Where, for an order.
    pub location: Option<LocationId>,
}

/// The answer to an accepted command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it did.
    pub receipt: Receipt,
    /// The same as JSON: byte for byte what an earlier try under the same key was answered.
    pub json: Arc<str>,
    /// Whether it had been done before, and this is the answer of then.
    pub replayed: bool,
}

/// What becomes of a submission.
pub(crate) type Outcome = Result<Answer, SubmitError>;

/// A submission and who waits for it.
#[derive(Debug)]
pub(crate) struct Pending {
    pub submission: Submission,
    pub answer: oneshot::Sender<Outcome>,
}

/// What can be asked of the writer.
#[derive(Debug)]
pub(crate) enum Job {
    Submit(Box<Pending>),
    /// Answer everything that waits, then end.
    Close,
}

/// The writer's queue.
pub(crate) fn queue() -> (mpsc::Sender<Job>, mpsc::Receiver<Job>) {
    mpsc::channel(QUEUE_MAX)
}

/// The task: ends after [`Job::Close`], or when nobody can submit any more.
pub(crate) async fn run(mut scribe: Scribe, mut queue: mpsc::Receiver<Job>, batch_max: usize) {
    let mut arrived = Vec::with_capacity(batch_max);
    while queue.recv_many(&mut arrived, batch_max).await > 0 {
        // Callers answered a moment ago are about to ask again: they may, and share the batch.
        tokio::task::yield_now().await;
        while arrived.len() < batch_max
            && let Ok(job) = queue.try_recv()
        {
            arrived.push(job);
        }
        let mut pending = Vec::with_capacity(arrived.len());
        for job in arrived.drain(..) {
            match job {
                Job::Submit(submitted) => pending.push(*submitted),
                // What is in the queue by now is still taken out of it and answered.
                Job::Close => queue.close(),
            }
        }
        for part in independent_parts(pending) {
            let outcomes = scribe.carry_out(&part).await;
            for (pending, outcome) in part.into_iter().zip(outcomes) {
                // A caller that stopped waiting misses its answer, and nothing else.
                let _ = pending.answer.send(outcome);
            }
        }
    }
}

/// Splits a batch before each command that names a row which an earlier command of the batch
/// makes: what such a command needs can only be loaded once that row is there.
fn independent_parts(batch: Vec<Pending>) -> Vec<Vec<Pending>> {
    let mut parts = Vec::with_capacity(1);
    let mut part = Vec::with_capacity(batch.len());
    let mut made = HashSet::new();
    for pending in batch {
        let command = &pending.submission.command;
        if named_row(command).is_some_and(|row| made.contains(&row)) {
            parts.push(std::mem::take(&mut part));
            made.clear();
        }
        made.extend(made_row(command));
        part.push(pending);
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The row that a command names and that stands for further members to be loaded.
fn named_row(command: &Command) -> Option<Uuid> {
    match command {
        Command::Refund(refund) => Some(refund.order.0),
        Command::PayReferral(pay) => Some(pay.referral.0),
        Command::JudgeClaim(judge) => Some(judge.claim.0),
        _ => None,
    }
}

/// The row that a command makes and that another one can name in this way.
fn made_row(command: &Command) -> Option<Uuid> {
    match command {
        Command::RingUp(ring_up) => Some(ring_up.id.0),
        Command::Join(join) => Some(join.referral.0),
        Command::Invite(invite) => Some(invite.referral.0),
        Command::ClaimAct(claim) => Some(claim.id.0),
        _ => None,
    }
}
