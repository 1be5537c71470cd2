//! The member's referrals.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::Refer;
use serde::{Deserialize, Serialize};

use crate::{components::QrPath, error::AppError};

/// Referrals, and the link to hand on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReferPage {
    /// Referrals.
    pub refer: Refer,
    /// The link, as a whole address.
    pub url: String,
    /// The same as a QR code.
    pub qr: Option<QrPath>,
}

/// The referrals of the member who is signed in.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/refer", input = GetUrl)]
pub async fn get_refer(shop: String) -> Result<ReferPage, AppError> {
    let who = super::holder(&shop).await?;
    let refer =
        regulars_storage::services::refer::load(&who.server.store, &who.shop, who.member).await?;
    let url = who
        .server
        .site
        .url(&format!("/{}/r/{}", who.shop.slug, refer.code));
    let qr = QrPath::of(&url);
    Ok(ReferPage { refer, url, qr })
}
