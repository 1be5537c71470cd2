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
    /// Until when something of the member's is kept for an order: `14:30`.
    pub kept_until: Option<String>,
}

/// The card of the member who is signed in.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/card", input = GetUrl)]
pub async fn get_card(shop: String) -> Result<CardPage, AppError> {
    use regulars_storage::services::{card, reservations};
    let who = super::holder(&shop).await?;
    let (store, env) = (&who.server.store, &*who.server.env);
    let card = card::load(store, &who.shop, who.member).await?;
    let kept_until = reservations::kept_until(store, env, &who.shop, who.member).await?;
    let qr = QrPath::of(&card.card_code);
    Ok(CardPage {
        card,
        qr,
        kept_until,
    })
}
