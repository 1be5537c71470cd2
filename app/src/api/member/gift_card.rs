//! What is on a gift card, for whoever has its code.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{money::Minor, reward::VoucherCode, views::Shop};
use serde::{Deserialize, Serialize};

use crate::{components::QrPath, error::AppError};

/// The page of a gift card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GiftCardPage {
    /// The shop.
    pub shop: Shop,
    /// The card; `None`: no code was typed, or it is wrong.
    pub card: Option<GiftCard>,
    /// What is wrong with the code.
    pub fault: Option<String>,
}

/// A gift card as its holder sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GiftCard {
    /// Its code.
    pub code: VoucherCode,
    /// What is on it.
    pub balance: Minor,
    /// What the till scans.
    pub qr: Option<QrPath>,
}

/// The gift card with `code`. Every code that is not one gets the same answer, and many of them
/// make the address they come from wait.
///
/// # Errors
/// [`AppError::TooMany`]; [`AppError::NotFound`] for an unknown shop.
#[server(endpoint = "member/gift-card", input = GetUrl)]
pub async fn get_gift_card(shop: String, code: String) -> Result<GiftCardPage, AppError> {
    use regulars::{command::Actor, rejection::Rejection};
    use regulars_storage::services::{guess, purses};
    let visit = super::visit(&shop).await?;
    let (server, shop) = (&visit.server, visit.shop);
    if code.trim().is_empty() {
        return Ok(GiftCardPage {
            shop,
            card: None,
            fault: None,
        });
    }
    let from = crate::context::remote_address();
    let guesser = guess::Guesser {
        shop: &shop,
        actor: Actor::System,
        whom: &from,
    };
    let codes = [code.clone()];
    let ask = purses::look_up(&server.store, &shop, &code);
    let found = guess::guarded(&server.store, &*server.env, guesser, &codes, ask).await;
    let (card, fault) = match found.map_err(AppError::from) {
        Ok(card) => (Some(card), None),
        Err(AppError::Rejected(unknown @ Rejection::VoucherNotValid)) => {
            (None, Some(unknown.to_string()))
        }
        Err(other) => return Err(other),
    };
    let card = card.map(|card| GiftCard {
        qr: QrPath::of(card.code.as_str()),
        code: card.code,
        balance: card.balance,
    });
    Ok(GiftCardPage { shop, card, fault })
}
