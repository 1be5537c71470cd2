//! Orders: the list, one of them, refunds.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{
    ids::OrderId,
    order::OrderSource,
    views::{OrderDetail, OrderRow, Page},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of orders, newest first, by number or member, from one source or all.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/orders", input = GetUrl)]
pub async fn list_orders(
    text: String,
    source: Option<OrderSource>,
    after: String,
) -> Result<Page<OrderRow>, AppError> {
    use regulars_storage::services::orders::{OrderFilter, page};
    let desk = super::manager().await?;
    let filter = OrderFilter {
        query: text,
        source,
        ..OrderFilter::default()
    };
    let after = Some(after.as_str()).filter(|after| !after.is_empty());
    Ok(page(desk.store(), &desk.shop, &filter, after).await?)
}

/// An order's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderPage {
    /// The order.
    pub order: OrderDetail,
    /// The idempotency key of the next refund.
    pub key: String,
}

/// An order. A cashier may see one, too: receipts and members' pages lead to it.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "admin/order", input = GetUrl)]
pub async fn load_order(id: OrderId) -> Result<OrderPage, AppError> {
    let desk = super::cashier().await?;
    let order = regulars_storage::services::orders::detail(desk.store(), &desk.shop, id).await?;
    Ok(OrderPage {
        order,
        key: desk.form_key(),
    })
}

/// Refunds an order: `amount` of it, or all that is left when that is empty. `to_credit`: the
/// customer has it as store credit.
///
/// # Errors
/// [`AppError::Fields`] on `amount` or `reason`; [`AppError::Rejected`].
#[server(endpoint = "admin/order/refund")]
pub async fn refund_order(
    order: OrderId,
    #[server(default)] amount: String,
    #[server(default)] to_credit: bool,
    reason: String,
    key: String,
) -> Result<(), AppError> {
    use regulars::rejection::Rejection;
    use regulars_storage::services::orders::{RefundRequest, refund};
    let desk = super::manager().await?;
    let currency = desk.shop.currency;
    let amount = match amount.trim() {
        "" => None,
        text => Some(
            currency
                .parse_positive(text)
                .map_err(|error| AppError::field("amount", error))?,
        ),
    };
    let request = RefundRequest {
        order,
        amount,
        to_credit,
        reason,
    };
    let answer = refund(
        desk.store(),
        desk.env(),
        &desk.shop,
        desk.staff.actor(),
        &request,
        &key,
    )
    .await;
    answer
        .map_err(AppError::from)
        .map_err(|error| match error {
            AppError::Rejected(Rejection::RefundTooLarge { left_minor }) => {
                let left = currency.format(regulars::money::Minor(left_minor));
                AppError::field(
                    "amount",
                    format!("At most {left} of this order can still be refunded."),
                )
            }
            other => other,
        })?;
    super::answer_form(&format!("/admin/orders/{order}"));
    Ok(())
}
