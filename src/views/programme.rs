//! What the pages about the programme's life are told: set-up, versions, releases.

use serde::{Deserialize, Serialize};

use super::Shop;
use crate::{
    programme::Programme,
    release::Audience,
    time::{Day, Micros},
};

/// The set-up page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpPage {
    /// The merchant.
    pub shop: Shop,
    /// What the programme will be called.
    pub name: String,
    /// What is in force; `None`: nothing was ever published.
    pub in_force: Option<InForce>,
    /// Whether a draft waits in the editor.
    pub has_draft: bool,
}

/// The programme that orders are judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// Its number.
    pub version: i64,
    /// Its rules, a sentence each.
    pub sentences: Vec<String>,
}

/// A version of the programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionRow {
    /// The running number.
    pub version: i64,
    /// Draft, published or superseded.
    pub status: VersionStatus,
    /// Who last changed it.
    pub by: Option<String>,
    /// When it was published or, for a draft, last changed.
    pub at: Micros,
    /// The merchant's day of that.
    pub day: Day,
}

/// Where a version is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum VersionStatus {
    /// Being edited.
    Draft = 1,
    /// In force.
    Published = 2,
    /// Was in force.
    Superseded = 3,
    /// Waits for its day, or for the rest of the members.
    Waiting = 4,
    /// Was released to some members, or was to be, and was taken back.
    TakenBack = 5,
}

impl VersionStatus {
    /// The status of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        [
            Self::Draft,
            Self::Published,
            Self::Superseded,
            Self::Waiting,
            Self::TakenBack,
        ]
        .into_iter()
        .find(|status| *status as i16 == code)
    }

    /// What a merchant reads.
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Published => "In force",
            Self::Superseded => "Earlier",
            Self::Waiting => "Waits",
            Self::TakenBack => "Taken back",
        }
    }
}

/// The programme editor's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeEditor {
    /// The merchant.
    pub shop: Shop,
    /// The draft, or the published version to start one from, or a template.
    pub document: Programme,
    /// Whether `document` is a saved draft.
    pub is_draft: bool,
    /// What is in force.
    pub in_force: Option<Programme>,
    /// What waits, if anything.
    pub waiting: Option<Waiting>,
    /// Versions, newest first, at most fifty.
    pub versions: Vec<VersionRow>,
}

/// A version that is not in force for everybody yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its number.
    pub version: i64,
    /// For what it waits.
    pub until: Until,
}

/// For what a version waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "until")]
pub enum Until {
    /// A moment of the shop's.
    Moment {
        /// The day.
        day: Day,
        /// The time of the day, `06:00`.
        time: String,
    },
    /// The rest of the members: some have it already.
    Everybody {
        /// Who has it.
        audience: Audience,
        /// The same in words: `10 % of the members`.
        words: String,
    },
}

impl Waiting {
    /// `Version 4 takes effect on Monday, 30 November at 06:00.`
    pub fn words(&self) -> String {
        match &self.until {
            Until::Moment { day, time } => format!(
                "Version {} takes effect on {} at {time}.",
                self.version,
                day.to_date().format("%A, %-d %B")
            ),
            Until::Everybody { words, .. } => format!(
                "Version {} holds for {words}. Everybody else stays with the one in force.",
                self.version
            ),
        }
    }
}

/// A version in the list of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionLine {
    /// The version.
    pub row: VersionRow,
    /// The version it is compared with; `None`: it is the first.
    pub before: Option<i64>,
    /// What changed, a sentence each.
    pub changes: Vec<String>,
}

/// The list of versions, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// The merchant.
    pub shop: Shop,
    /// What waits, if anything.
    pub waiting: Option<Waiting>,
    /// Versions, newest first.
    pub lines: Vec<VersionLine>,
    /// Below which number the next page begins.
    pub next: Option<i64>,
}

/// A version's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionPage {
    /// The merchant.
    pub shop: Shop,
    /// The version.
    pub row: VersionRow,
    /// Its rules, a sentence each.
    pub sentences: Vec<String>,
    /// What points buy.
    pub rewards: Vec<String>,
    /// Its levels.
    pub levels: Vec<String>,
    /// The version in force, if another one is, with what changes from it to this one.
    pub against: Option<(i64, Vec<String>)>,
    /// What waits, if anything: this version or another.
    pub waiting: Option<Waiting>,
    /// Levels of the version in force, by key and name.
    pub tiers: Vec<(String, String)>,
    /// Whether there is a draft that going back would replace.
    pub has_draft: bool,
}
