//! What everybody may know of a programme.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::ProgrammePage;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A programme, and whether whoever looks at it has a card there already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeVisit {
    /// The programme.
    pub page: ProgrammePage,
    /// Whether this browser holds a card of the shop.
    pub has_card: bool,
}

/// A shop's programme; `code` is of the member whose link was followed.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "member/programme", input = GetUrl)]
pub async fn get_programme(shop: String, code: Option<String>) -> Result<ProgrammeVisit, AppError> {
    use regulars_storage::services::programme_page;

    let visit = super::visit(&shop).await?;
    let page = programme_page::load(&visit.server.store, &visit.shop, code.as_deref()).await?;
    Ok(ProgrammeVisit {
        page,
        has_card: super::has_card(&visit.shop),
    })
}

/// The programme of the only shop, or straight on to the card of a member; `None` where there are
/// several shops, or none yet.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "member/home", input = GetUrl)]
pub async fn get_home() -> Result<Option<ProgrammeVisit>, AppError> {
    use regulars_storage::services::{programme_page, shop};

    let server = crate::context::server()?;
    let shops = shop::list(&server.store, &*server.env).await?;
    if let Some(own) = shops.iter().find(|shop| super::has_card(shop)) {
        leptos_axum::redirect(&format!("/{}/card", own.slug));
    }
    match shops.as_slice() {
        [only] => {
            let page = programme_page::load(&server.store, only, None).await?;
            Ok(Some(ProgrammeVisit {
                page,
                has_card: super::has_card(only),
            }))
        }
        _ => Ok(None),
    }
}
