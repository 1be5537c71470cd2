//! What a sale would come to.

use leptos::prelude::*;
use regulars::{ids::MemberId, plan::RungUp};

use crate::error::AppError;

/// What ringing up would answer; nothing is written. Arguments as [`super::ring_up`].
///
/// # Errors
/// As [`super::ring_up`].
#[server(endpoint = "till/preview")]
pub async fn preview_sale(
    member: MemberId,
    basket: String,
    #[server(default)] used: Vec<String>,
) -> Result<RungUp, AppError> {
    let desk = super::super::cashier().await?;
    super::purchase::Purchase::read(&desk, &basket, &used)?
        .preview(&desk, member)
        .await
}
