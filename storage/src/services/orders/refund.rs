//! Giving money back, and its points with it.

use regulars::{
    command::{Actor, Command, Refund},
    ids::{OrderId, RefundId},
    money::Minor,
    plan::Receipt,
    views::Shop,
};

use crate::{
    Store,
    env::Environment,
    services::{ServiceError, ask::Ask},
};

/// Money to give back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRequest {
    /// The order.
    pub order: OrderId,
    /// How much; `None`: all that is left.
    pub amount: Option<Minor>,
    /// Whether the customer has all of it as store credit.
    pub to_credit: bool,
    /// Why.
    pub reason: String,
}

/// Refunds an order, whole or in part ([`Receipt::Refunded`]): the points go back pro rata.
///
/// # Errors
/// [`ServiceError::Rejected`]: unknown, refunded already, nothing, or more than was paid;
/// [`ServiceError::Fields`] without a reason.
pub async fn refund(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    request: &RefundRequest,
    key: &str,
) -> Result<Receipt, ServiceError> {
    if request.reason.trim().is_empty() {
        return Err(ServiceError::field(
            "reason",
            "Say why: the reason is kept with the refund.",
        ));
    }
    let ask = Ask::new(env, shop, actor, "refund", key);
    let command = Command::Refund(Refund {
        id: RefundId(env.new_id()),
        order: request.order,
        amount: request.amount,
        undo: false,
        to_credit: request.to_credit,
        reason: request.reason.trim().to_owned(),
        occurred_at: ask.now.at,
        occurred_on: ask.now.today,
    });
    let reason = request.reason.trim();
    let content = (request.order, request.amount, request.to_credit, reason);
    Ok(ask.submit(store, &content, command).await?.receipt)
}
