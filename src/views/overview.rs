//! What the overview is told.

use serde::{Deserialize, Serialize};

use super::Shop;
use crate::{ids::ImportId, money::Minor, time::Day};

/// The overview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The merchant.
    pub shop: Shop,
    /// First and last day of the period shown, both included.
    pub from: Day,
    /// See `from`.
    pub to: Day,
    /// The period's figures.
    pub now: Figures,
    /// The figures of the period of the same length before.
    pub before: Figures,
    /// Members in all.
    pub members: i64,
    /// Points that members hold, free and waiting.
    pub outstanding: i64,
    /// What these are worth at most.
    pub outstanding_worth: Option<Minor>,
    /// One a day of the period.
    pub days: Vec<DayFigures>,
    /// Members by tier, in the order of the programme.
    pub tiers: Vec<(String, i64)>,
    /// The funnel of referrals made in the period: invited, joined, first order, paid.
    pub referrals: [i64; 4],
    /// Things worth doing today.
    pub todo: Vec<Todo>,
    /// Whether a programme is in force.
    pub is_set_up: bool,
}

/// Figures of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Orders, whole refunds not counted.
    pub orders: i64,
    /// Sales, refunds taken off.
    pub sales: Minor,
    /// Members with an order.
    pub active_members: i64,
    /// Of these, members who had an order before.
    pub returning_members: i64,
    /// Members who joined.
    pub new_members: i64,
    /// Points issued.
    pub issued: i64,
    /// Points spent on rewards, those given back taken off.
    pub redeemed: i64,
    /// Points expired.
    pub expired: i64,
    /// Sales from members who were referred.
    pub referred_sales: Minor,
}

/// Figures of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayFigures {
    /// The day.
    pub day: Day,
    /// Orders.
    pub orders: i64,
    /// Sales.
    pub sales: Minor,
    /// Points issued.
    pub issued: i64,
    /// Points redeemed.
    pub redeemed: i64,
}

/// Something worth doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "todo")]
pub enum Todo {
    /// Points expire within thirty days.
    ExpiringPoints {
        /// How many.
        points: i64,
        /// What they are worth at most.
        worth: Option<Minor>,
        /// Whose.
        members: i64,
    },
    /// Referrals are paid within seven days.
    ReferralsDue {
        /// How many.
        referrals: i64,
        /// Points to be paid, both sides.
        points: i64,
    },
    /// Members claim points for something that they did.
    ClaimsWait {
        /// How many.
        claims: i64,
    },
    /// A programme draft waits to be published.
    DraftWaits,
    /// An import stopped before its end.
    ImportStopped {
        /// Which.
        import: ImportId,
    },
    /// Many wrong codes were tried of late.
    CodesGuessed {
        /// How often somebody was made to wait.
        times: i64,
    },
    /// There is no member yet.
    NobodyYet,
}
