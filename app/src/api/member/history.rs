//! Movements of points.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::History;

use crate::error::AppError;

/// One page of the member's movements, newest first; `after` is where the page before ended.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/history", input = GetUrl)]
pub async fn get_history(shop: String, after: Option<String>) -> Result<History, AppError> {
    let who = super::holder(&shop).await?;
    let store = &who.server.store;
    Ok(
        regulars_storage::services::history::page(store, &who.shop, who.member, after.as_deref())
            .await?,
    )
}
