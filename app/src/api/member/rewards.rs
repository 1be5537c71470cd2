//! Rewards, one reward to decide on, one voucher.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{
    time::Day,
    views::{RewardOffer, Rewards, Shop, VoucherView},
};
use serde::{Deserialize, Serialize};

use crate::{components::QrPath, error::AppError};

/// A reward to decide on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakePage {
    /// The shop.
    pub shop: Shop,
    /// The reward.
    pub offer: RewardOffer,
    /// Points free to spend.
    pub available: i64,
    /// The last day of a voucher taken today.
    pub last_day: Day,
    /// The idempotency key of the form: sending it twice takes one reward.
    pub key: String,
}

/// A voucher, and what the till scans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoucherPage {
    /// The shop.
    pub shop: Shop,
    /// The voucher.
    pub voucher: VoucherView,
    /// Its code.
    pub qr: Option<QrPath>,
}

/// What the member can take and has taken.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/rewards", input = GetUrl)]
pub async fn get_rewards(shop: String) -> Result<Rewards, AppError> {
    let who = super::holder(&shop).await?;
    Ok(regulars_storage::services::rewards::load(&who.server.store, &who.shop, who.member).await?)
}

/// One reward, by its key.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not offered; [`AppError::NotSignedIn`].
#[server(endpoint = "member/offer", input = GetUrl)]
pub async fn get_offer(shop: String, reward: String) -> Result<TakePage, AppError> {
    let who = super::holder(&shop).await?;
    let all =
        regulars_storage::services::rewards::load(&who.server.store, &who.shop, who.member).await?;
    let mut offers = all.offers.into_iter();
    let offer = offers
        .find(|offer| offer.reward.key == reward)
        .ok_or(AppError::NotFound)?;
    let last_day = who.shop.today.plus_days(i32::from(offer.reward.valid_days));
    let key = crate::context::new_id()?.to_string();
    Ok(TakePage {
        shop: who.shop,
        offer,
        available: all.available,
        last_day,
        key,
    })
}

/// One voucher, by its code.
///
/// # Errors
/// [`AppError::NotFound`], also for somebody else's; [`AppError::NotSignedIn`].
#[server(endpoint = "member/voucher", input = GetUrl)]
pub async fn get_voucher(shop: String, code: String) -> Result<VoucherPage, AppError> {
    let who = super::holder(&shop).await?;
    let code = code.parse().map_err(|_| AppError::NotFound)?;
    let voucher = regulars_storage::services::voucher::by_code(
        &who.server.store,
        &who.shop,
        who.member,
        &code,
    )
    .await?;
    let qr = QrPath::of(voucher.code.as_str());
    Ok(VoucherPage {
        shop: who.shop,
        voucher,
        qr,
    })
}
