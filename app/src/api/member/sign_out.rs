//! Signs a member out.

use leptos::prelude::*;

use crate::error::AppError;

/// Ends the session and leads to the shop's page.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "member/sign-out")]
pub async fn sign_out(shop: String) -> Result<(), AppError> {
    use regulars_storage::services::sessions::SessionKind;

    let visit = super::visit(&shop).await?;
    crate::context::end_session(SessionKind::Member).await?;
    leptos_axum::redirect(&format!("/{}", visit.shop.slug));
    Ok(())
}
