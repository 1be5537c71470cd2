//! Ringing up.

use leptos::prelude::*;
use regulars::{
    ids::{MemberId, OrderId},
    money::Minor,
    order_code::OrderCode,
    time::Day,
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A sale that was rung up, as the receipt shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// The order.
    pub order: OrderId,
    /// The member's name.
    pub member_name: String,
    /// What is to pay.
    pub total: Minor,
    /// Points earned.
    pub points: i64,
    /// The day they can be spent, if they wait.
    pub available_on: Option<Day>,
    /// Points free to spend now.
    pub available: i64,
    /// Points that wait now.
    pub pending: i64,
    /// The tier reached with it, if it is another one.
    pub new_tier: Option<String>,
    /// What promotions and vouchers took off.
    pub saved: Minor,
    /// Points that paid a part, and what they paid.
    pub paid_with_points: Option<(i64, Minor)>,
    /// What gift cards and store credit paid.
    pub cards: Vec<CardPaid>,
    /// What they left to pay.
    pub left_to_pay: Minor,
    /// Stamp cards that it stamped, with the places filled and the size.
    pub stamps: Vec<(String, i64, i64)>,
    /// Vouchers that it made for later orders.
    pub made: Vec<VoucherMade>,
}

/// What a gift card or store credit paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPaid {
    /// `Gift card ···7Q4K`, `Store credit`.
    pub name: String,
    /// How much.
    pub amount: Minor,
    /// What stays in it.
    pub left: Minor,
}

/// A voucher for a later order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherMade {
    /// What it is called.
    pub name: String,
    /// The last day on which it can be used.
    pub until: Day,
    /// What the member may say for it.
    pub order_code: Option<OrderCode>,
}

/// Rings up a sale. `basket` has a line of text for each item, as [`super::basket`] reads them;
/// `used` names vouchers and gift cards (`v:CODE`), store credit (`credit`), rewards to take now (`r:KEY`), codes that were quoted
/// (`c:CODE`) and the most points to pay with (`p:250`). The same `key` with the
/// same content rings up once and answers the same.
///
/// # Errors
/// [`AppError::Fields`] on `basket` or `used`; [`AppError::Rejected`]; [`AppError::Conflict`].
#[server(endpoint = "till/ring-up")]
pub async fn ring_up(
    member: MemberId,
    basket: String,
    #[server(default)] used: Vec<String>,
    key: String,
) -> Result<Sold, AppError> {
    let desk = super::super::cashier().await?;
    let purchase = super::purchase::Purchase::read(&desk, &basket, &used)?;
    let sold = purchase.ring_up(&desk, member, &key).await?;
    super::super::answer_form(&format!("/admin/till?member={member}&done={}", sold.order));
    Ok(sold)
}
