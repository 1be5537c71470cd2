//! Finding a member at the till.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::MemberRow;

use crate::error::AppError;

/// Members that `text` may mean: a scanned card, a name, a mail address, a code, a number.
///
/// # Errors
/// [`AppError::NotSignedIn`].
#[server(endpoint = "till/find", input = GetUrl)]
pub async fn find_at_till(text: String) -> Result<Vec<MemberRow>, AppError> {
    let desk = super::super::cashier().await?;
    Ok(regulars_storage::services::till::find(desk.store(), &desk.shop, &text).await?)
}
