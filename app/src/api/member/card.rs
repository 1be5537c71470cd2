//! The card.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::Card;
use serde::{Deserialize, Serialize};

use crate::{components::QrPath, error::AppError};

/// The card, and what the till scans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardPage {
    /// The card.
    pub card: Card,
    /// Its code.
    pub qr: Option<QrPath>,
}

/// The card of the member who is signed in.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/card", input = GetUrl)]
pub async fn get_card(shop: String) -> Result<CardPage, AppError> {
    let who = super::holder(&shop).await?;
    let card =
        regulars_storage::services::card::load(&who.server.store, &who.shop, who.member).await?;
    let qr = QrPath::of(&card.card_code);
    Ok(CardPage { card, qr })
}
