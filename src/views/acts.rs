//! What pages about acts are told: ways to earn, the member's profile, claims that wait.

use serde::{Deserialize, Serialize};

use super::Shop;
use crate::{
    act::ActRule,
    birthday::Birthday,
    ids::{ClaimId, MemberId},
    time::Day,
};

/// Ways to earn points besides buying.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ways {
    /// The merchant.
    pub shop: Shop,
    /// Each way, in the programme's order.
    pub ways: Vec<Way>,
}

/// A way to earn points, and where the member is with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// The rule.
    pub rule: ActRule,
    /// Where the member is with it.
    pub state: WayState,
}

/// Where a member is with an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum WayState {
    /// It can be claimed.
    Open {
        /// Whether the last claim was refused.
        refused: bool,
    },
    /// It comes by itself, once it is done.
    Seen,
    /// A claim waits to be looked at.
    Waiting {
        /// Since when.
        since: Day,
    },
    /// It brought its points for this period.
    Done {
        /// When.
        on: Day,
        /// The first day on which it brings points again.
        again_on: Option<Day>,
    },
    /// Not at this time, or not for this member.
    NotNow {
        /// Which condition is not met, in words.
        because: String,
    },
}

/// What a member told besides name and mail address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The birthday.
    pub birthday: Option<Birthday>,
    /// The first day on which another one can be told; `None`: now.
    pub birthday_kept_until: Option<Day>,
    /// The telephone number, as it was typed.
    pub phone: Option<String>,
    /// Points for telling all of it, where they are still to be had.
    pub brings: Option<i64>,
    /// Points on the birthday, where the programme gives any.
    pub birthday_brings: Option<i64>,
    /// Whether points can be passed on to other members.
    pub may_pass_on: bool,
}

/// A claim that waits to be looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// Its row.
    pub id: ClaimId,
    /// Whose.
    pub member: MemberId,
    /// What the member is called.
    pub member_name: String,
    /// What was done, as the programme calls it now; its key where that is gone.
    pub act: String,
    /// What it brings.
    pub points: i64,
    /// The day of the claim.
    pub on: Day,
    /// What shows it.
    pub proof: Option<String>,
}
