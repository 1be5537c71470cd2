//! What the merchant's pages are told.

use serde::{Deserialize, Serialize};

use super::{Friend, MemberMoney, Movement, Page, PassRow, StampCardView, VoucherView};
use crate::{
    explain::Trace,
    ids::{LocationId, MemberId, OrderId, RefundId, StaffId},
    money::Minor,
    order::{OrderLine, OrderSource},
    programme::PayWithPoints,
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

    /// The most store credit that the role may give or take at a time, in minor units.
    pub fn credit_limit(self) -> Minor {
        match self {
            Self::Cashier => Minor(2_000),
            Self::Manager => Minor(20_000),
            Self::Owner => Minor(1_000_000),
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
    /// Points passed on to others, newest first.
    pub passed_on: Vec<PassRow>,
    /// Friends brought.
    pub friends: Vec<Friend>,
    /// Who referred this member.
    pub referred_by: Option<(MemberId, String)>,
    /// Gift cards and store credit.
    pub money: MemberMoney,
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
    /// Gift cards and store credit.
    pub money: MemberMoney,
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

/// A place where orders are rung up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LocationRow {
    /// Its row.
    pub id: LocationId,
    /// What it is called.
    pub name: String,
}
