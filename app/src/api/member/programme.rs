//! What everybody may know of a programme.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::ProgrammePage;

use crate::error::AppError;

/// A shop's programme; `code` is of the member whose link was followed.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "member/programme", input = GetUrl)]
pub async fn get_programme(shop: String, code: Option<String>) -> Result<ProgrammePage, AppError> {
    let visit = super::visit(&shop).await?;
    let store = &visit.server.store;
    Ok(
        regulars_storage::services::programme_page::load(store, &visit.shop, code.as_deref())
            .await?,
    )
}

/// The programme of the only shop; `None` where there are several, or none yet.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "member/home", input = GetUrl)]
pub async fn get_home() -> Result<Option<ProgrammePage>, AppError> {
    use regulars_storage::services::{programme_page, shop};

    let server = crate::context::server()?;
    match shop::list(&server.store, &*server.env).await?.as_slice() {
        [only] => Ok(Some(programme_page::load(&server.store, only, None).await?)),
        _ => Ok(None),
    }
}
