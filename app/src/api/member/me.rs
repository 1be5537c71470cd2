//! The member's own data.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::Me;

use crate::error::AppError;

/// The data of the member who is signed in.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/me", input = GetUrl)]
pub async fn get_me(shop: String) -> Result<Me, AppError> {
    let who = super::holder(&shop).await?;
    Ok(regulars_storage::services::me::load(&who.server.store, &who.shop, who.member).await?)
}

/// Changes the member's name.
///
/// # Errors
/// [`AppError::Fields`] for one that is too long; [`AppError::NotSignedIn`].
#[server(endpoint = "member/rename")]
pub async fn rename_me(shop: String, name: String) -> Result<(), AppError> {
    let who = super::holder(&shop).await?;
    regulars_storage::services::me::rename(&who.server.store, &who.shop, who.member, &name).await?;
    super::answer_form(&format!("/{}/me?saved", who.shop.slug));
    Ok(())
}
