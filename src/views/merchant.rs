//! What the merchant's pages are told.

use serde::{Deserialize, Serialize};

use super::{Friend, Movement, Page, Shop, StampCardView, VoucherView};
use crate::{
    explain::Trace,
    ids::{ImportId, LocationId, MemberId, OrderId, RefundId, StaffId},
    money::Minor,
    order::{OrderLine, OrderSource},
    programme::{PayWithPoints, Programme},
    tier::Progress,
    time::{Day, Micros},
};

/// What a person who works for the merchant may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum Role {
    /// Rings up, redeems, undoes the own last sale.
    Cashier = 1,
    /// And: members, adjustments, imports, the programme.
    Manager = 2,
    /// And: staff.
    Owner = 3,
}

impl Role {
    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The role of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        [Self::Cashier, Self::Manager, Self::Owner]
            .into_iter()
            .find(|role| role.code() == code)
    }

    /// The most points that the role may give or take in one adjustment.
    pub fn adjustment_limit(self) -> i64 {
        match self {
            Self::Cashier => 100,
            Self::Manager => 10_000,
            Self::Owner => 1_000_000,
        }
    }
}

/// A person who works for the merchant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffRow {
    /// Its row.
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// The mail address.
    pub mail: String,
    /// What they may do.
    pub role: Role,
    /// Whether an invitation still waits to be accepted.
    pub invited: bool,
    /// Whether they can no longer sign in.
    pub disabled: bool,
}

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
    /// A programme draft waits to be published.
    DraftWaits,
    /// An import stopped before its end.
    ImportStopped {
        /// Which.
        import: ImportId,
    },
    /// There is no member yet.
    NobodyYet,
}

/// A member in a list, or found at the till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Its row.
    pub id: MemberId,
    /// The name.
    pub name: String,
    /// The mail address.
    pub mail: Option<String>,
    /// The number in the shop system it came from.
    pub reference: Option<String>,
    /// The tier's name.
    pub tier: Option<String>,
    /// Points free to spend.
    pub available: i64,
    /// Points that wait.
    pub pending: i64,
    /// Orders.
    pub orders: i64,
    /// Spent in all.
    pub lifetime_spend: Minor,
    /// The day of the last order.
    pub last_order_on: Option<Day>,
    /// The day of joining.
    pub joined_on: Day,
}

/// How a list of members is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberSort {
    /// Newest first.
    #[default]
    Joined,
    /// Most points first.
    Points,
    /// Most spent first.
    Spend,
}

/// A member's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberDetail {
    /// The row.
    pub row: MemberRow,
    /// The referral code.
    pub own_code: String,
    /// Where the member stands.
    pub tier: Option<Progress>,
    /// Movements of points, newest first.
    pub history: Page<Movement>,
    /// Orders, newest first, at most fifty.
    pub orders: Vec<OrderRow>,
    /// Vouchers, newest first.
    pub vouchers: Vec<VoucherView>,
    /// Stamp cards of the programme, in its order, also those that are still empty.
    pub stamp_cards: Vec<StampCardView>,
    /// Friends brought.
    pub friends: Vec<Friend>,
    /// Who referred this member.
    pub referred_by: Option<(MemberId, String)>,
}

/// An order in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Its row.
    pub id: OrderId,
    /// Whose.
    pub member: MemberId,
    /// The member's name.
    pub member_name: String,
    /// When.
    pub occurred_at: Micros,
    /// The merchant's day of it.
    pub day: Day,
    /// The merchant's local time of day, `14:05`.
    pub time: String,
    /// What was paid.
    pub total: Minor,
    /// Refunded so far.
    pub refunded: Minor,
    /// Points earned.
    pub points: i64,
    /// Where it came from.
    pub source: OrderSource,
    /// The number that the till or shop system gave it.
    pub reference: Option<String>,
}

/// An order's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderDetail {
    /// The row.
    pub row: OrderRow,
    /// The lines.
    pub lines: Vec<OrderLine>,
    /// What promotions and vouchers took off each line; empty: nothing.
    pub line_discounts: Vec<Minor>,
    /// Promotions that it used, by key.
    pub promotions: Vec<PromotionUsed>,
    /// What promotions took off.
    pub promoted: Minor,
    /// What vouchers took off.
    pub redeemed: Minor,
    /// Points that paid a part.
    pub points_paid: i64,
    /// What they paid.
    pub paid_with_points: Minor,
    /// The merchant's own discount.
    pub discount: Minor,
    /// Vouchers that it made for later orders.
    pub made: Vec<VoucherView>,
    /// The programme's version that judged it.
    pub version: i64,
    /// Why it earned what it earned.
    pub trace: Trace,
    /// Refunds, oldest first.
    pub refunds: Vec<RefundRow>,
}

/// A promotion that an order used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionUsed {
    /// Its key.
    pub key: String,
    /// What it was called.
    pub name: String,
    /// What it took off.
    pub discount: Minor,
}

/// A refund in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefundRow {
    /// Its row.
    pub id: RefundId,
    /// The merchant's day of it.
    pub day: Day,
    /// How much.
    pub amount: Minor,
    /// Points taken back.
    pub points_taken: i64,
    /// Whether the sale never happened.
    pub undo: bool,
    /// Why.
    pub reason: String,
}

/// A member at the till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AtTill {
    /// The row.
    pub row: MemberRow,
    /// Where the member stands.
    pub tier: Option<Progress>,
    /// Vouchers that can be used now.
    pub vouchers: Vec<VoucherView>,
    /// Rewards that the points pay for now, cheapest first.
    pub rewards: Vec<super::RewardOffer>,
    /// Stamp cards of the programme, in its order, also those that are still empty.
    pub stamp_cards: Vec<StampCardView>,
    /// On which terms points pay here; `None`: they do not.
    pub pay_with_points: Option<PayWithPoints>,
}

/// The last sale rung up by somebody, which undo would take back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LastSale {
    /// The order.
    pub order: OrderId,
    /// The member's name.
    pub member_name: String,
    /// What was paid.
    pub total: Minor,
    /// Points earned.
    pub points: i64,
    /// When.
    pub occurred_at: Micros,
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
    /// Versions, newest first, at most fifty.
    pub versions: Vec<VersionRow>,
}

/// A place where orders are rung up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LocationRow {
    /// Its row.
    pub id: LocationId,
    /// What it is called.
    pub name: String,
}

/// What an import's column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportField {
    /// The member's number. Needed.
    Member,
    /// The order's number; rows with the same number are lines of one order. Without it every
    /// row is an order of its own.
    Order,
    /// When it happened. Needed.
    OccurredAt,
    /// What the row came to. Needed.
    Total,
    /// Units.
    Quantity,
    /// Article number.
    Sku,
    /// What the receipt says.
    Name,
    /// Category.
    Category,
    /// The member's mail address.
    Mail,
    /// The member's name.
    MemberName,
}

/// How a file's columns are used: the column's header by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportMapping {
    /// Field and column header.
    pub columns: Vec<(ImportField, String)>,
    /// How dates are written, in chrono's notation (`%Y%m%d`); `None`: found out from the file.
    pub date_format: Option<String>,
    /// What tells this source from others: the same order of the same source is imported once.
    pub source: String,
}

/// A file before it is imported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// Its headers.
    pub headers: Vec<String>,
    /// Its first rows, at most five.
    pub rows: Vec<Vec<String>>,
    /// The mapping saved for these headers, or a guess.
    pub mapping: ImportMapping,
    /// What the first rows become with it, or what is wrong.
    pub first: Vec<Result<String, String>>,
}

/// How far an import has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// Its row.
    pub id: ImportId,
    /// The file's name.
    pub file: String,
    /// Whether it is running, done, or stopped before its end.
    pub state: ImportState,
    /// Bytes read.
    pub bytes_done: i64,
    /// Bytes in all.
    pub bytes_total: i64,
    /// Rows read.
    pub rows: i64,
    /// Orders written.
    pub orders: i64,
    /// Orders that were there already.
    pub repeated: i64,
    /// Members created.
    pub members: i64,
    /// Rows refused.
    pub refused: i64,
    /// Points issued.
    pub points: i64,
    /// The first refused rows, at most one hundred.
    pub errors: Vec<ImportError>,
}

/// Where an import is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum ImportState {
    /// The file is here; the mapping waits for its go.
    Ready = 1,
    /// Reading.
    Running = 2,
    /// All read.
    Done = 3,
    /// Stopped before its end; can be gone on with.
    Stopped = 4,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportError {
    /// The line in the file, from 1 with the header.
    pub line: i64,
    /// Why.
    pub reason: String,
    /// The row as it stands, shortened.
    pub row: String,
}
