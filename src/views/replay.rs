//! What the page is told on which a draft is tried on past orders.

use serde::{Deserialize, Serialize};

use super::Shop;
use crate::{ids::MemberId, replay::Outcome, time::Day};

/// The page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayPage {
    /// The merchant.
    pub shop: Shop,
    /// Whether there is a draft to try.
    pub has_draft: bool,
    /// The day of the first order; `None`: there is none.
    pub first_order: Option<Day>,
    /// What share of the points to begin with.
    pub share: SpentShare,
    /// The last run, under way or over.
    pub run: Option<ReplayRun>,
}

/// Of a hundred points earned, how many are spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpentShare {
    /// How many, 0 to 100.
    pub percent: u8,
    /// Whether it is what the shop's own members did; otherwise it is a guess.
    pub own: bool,
}

/// A run over past orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayRun {
    /// Names it among the merchant's.
    pub run: String,
    /// How far it is.
    pub progress: ReplayProgress,
    /// The day on which it was begun.
    pub started: Day,
    /// Whether the draft or the published programme is another one by now.
    pub outdated: bool,
    /// What it came to, once it is done.
    pub outcome: Option<Outcome>,
    /// What the members are called that the outcome names.
    pub names: Vec<(MemberId, String)>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayProgress {
    /// Where it is in its life.
    pub state: ReplayState,
    /// Orders judged so far.
    pub done: i64,
    /// Orders in all.
    pub total: i64,
    /// Whether somebody asked it to stop.
    pub stopping: bool,
}

/// Where a run is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplayState {
    /// A server is at it.
    Running,
    /// The outcome is there.
    Done,
    /// Somebody stopped it.
    Stopped,
    /// It could not go on; the log says why.
    Failed,
    /// The server that ran it is gone.
    Interrupted,
}
