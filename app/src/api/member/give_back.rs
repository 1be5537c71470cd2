//! Gives a voucher back.

use leptos::prelude::*;

use crate::error::AppError;

/// Gives an unused voucher back for its points and leads to the rewards.
///
/// # Errors
/// [`AppError::Rejected`] when it was used or given back; [`AppError::NotSignedIn`].
#[server(endpoint = "member/give-back")]
pub async fn give_back(shop: String, code: String) -> Result<(), AppError> {
    use regulars_storage::services::rewards;

    let who = super::holder(&shop).await?;
    let code = code.parse().map_err(|_| AppError::NotFound)?;
    let (server, actor) = (&who.server, who.viewer.actor());
    rewards::give_back(
        &server.store,
        &*server.env,
        &who.shop,
        actor,
        who.member,
        &code,
    )
    .await?;
    leptos_axum::redirect(&format!("/{}/rewards", who.shop.slug));
    Ok(())
}
