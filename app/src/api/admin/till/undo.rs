//! Taking the last sale back.

use leptos::prelude::*;
use regulars::ids::OrderId;

use crate::error::AppError;

/// Undoes one's own last sale; `order` is the one that was shown.
///
/// # Errors
/// [`AppError::Fields`] on `order` when another sale came after it; [`AppError::NotFound`];
/// [`AppError::Rejected`].
#[server(endpoint = "till/undo")]
pub async fn undo_sale(order: OrderId, key: String) -> Result<(), AppError> {
    let desk = super::super::cashier().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    regulars_storage::services::till::undo_last(store, env, &desk.shop, &by, order, &key).await?;
    super::super::answer_form("/admin/till?undone=yes");
    Ok(())
}
