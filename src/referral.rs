//! Referrals: what a friend became, step by step.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, OrderId, ReferralId},
    money::Minor,
    time::Day,
};

/// How far a friend has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum Stage {
    /// Was sent an invitation.
    Invite = 1,
    /// Joined.
    Lead = 2,
    /// Confirmed the mail address by signing in.
    Qualified = 3,
    /// Placed the first order that counts, nothing to wait for.
    Closed = 4,
    /// Placed it, and the return window runs.
    Held = 5,
    /// Both sides were paid.
    Rewarded = 6,
    /// Refused, with a reason.
    Rejected = 7,
    /// Paid and taken back, because the order was refunded.
    Reversed = 8,
}

impl Stage {
    /// All stages, in the order of their codes.
    pub const ALL: [Self; 8] = [
        Self::Invite,
        Self::Lead,
        Self::Qualified,
        Self::Closed,
        Self::Held,
        Self::Rewarded,
        Self::Rejected,
        Self::Reversed,
    ];

    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The stage of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// How many of the four steps (invited, joined, first order, paid) are done.
    pub fn steps_done(self) -> u8 {
        match self {
            Self::Rejected | Self::Reversed => 0,
            Self::Invite => 1,
            Self::Lead | Self::Qualified => 2,
            Self::Closed | Self::Held => 3,
            Self::Rewarded => 4,
        }
    }
}

/// One friend brought by one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Its row.
    pub id: ReferralId,
    /// The member who referred.
    pub advocate: MemberId,
    /// The friend, once joined.
    pub friend: Option<MemberId>,
    /// How far it has come.
    pub stage: Stage,
    /// The order that closed it.
    pub order: Option<OrderId>,
    /// What that order came to.
    pub order_total: Minor,
    /// The first day on which both sides are paid.
    pub due_on: Option<Day>,
    /// What the referrer gets, in points; fixed when the order closes it.
    pub advocate_points: i64,
    /// What the friend gets, in points; fixed when the order closes it.
    pub friend_points: i64,
    /// Why it was rejected or reversed.
    pub reason: Option<String>,
}

impl Referral {
    /// An invitation, or a friend about to join.
    pub fn new(id: ReferralId, advocate: MemberId) -> Self {
        Self {
            id,
            advocate,
            friend: None,
            stage: Stage::Invite,
            order: None,
            order_total: Minor::ZERO,
            due_on: None,
            advocate_points: 0,
            friend_points: 0,
            reason: None,
        }
    }
}
