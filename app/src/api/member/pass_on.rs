//! Passes points on to another member.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::PassPage;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The page, and the idempotency key of its form: sending it twice passes points on once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassForm {
    /// What the page says.
    pub page: PassPage,
    /// The key.
    pub key: String,
}

/// On which terms the member who is signed in passes points on.
///
/// # Errors
/// [`AppError::NotFound`] where members do not; [`AppError::NotSignedIn`].
#[server(endpoint = "member/passing", input = GetUrl)]
pub async fn get_passing(shop: String) -> Result<PassForm, AppError> {
    let who = super::holder(&shop).await?;
    let page =
        regulars_storage::services::passing::page(&who.server.store, &who.shop, who.member).await?;
    let key = crate::context::new_id()?.to_string();
    Ok(PassForm { page, key })
}

/// Passes points on to whoever has a mail address or a card's code, and leads back. Tries are
/// counted: codes and addresses are not to be guessed here.
///
/// # Errors
/// [`AppError::Fields`] on `whom` or `points`; [`AppError::TooMany`]; [`AppError::NotSignedIn`].
#[server(endpoint = "member/pass-on")]
pub async fn pass_points_on(
    shop: String,
    whom: String,
    points: String,
    key: String,
) -> Result<(), AppError> {
    use regulars::rejection::Rejection;
    use regulars_storage::services::{ServiceError, passing, throttle::Limit};

    const PASSES: Limit = Limit {
        what: "pass-on",
        tries: 20,
        window_s: 3_600,
    };
    let who = super::holder(&shop).await?;
    let (store, env) = (&who.server.store, &*who.server.env);
    PASSES
        .count(store, env.now(), &who.member.to_string())
        .await?;
    let points: i64 = points
        .trim()
        .parse()
        .map_err(|_| AppError::field("points", "Type a whole number, such as 100."))?;
    let gift = (whom.trim(), points);
    let passed = passing::pass_on(store, env, &who.shop, who.member, gift, &key).await;
    passed.map_err(|error| match error {
        ServiceError::Rejected(why @ Rejection::PassToOneself) => AppError::field("whom", why),
        ServiceError::Rejected(
            why @ (Rejection::PassTooFew { .. }
            | Rejection::PassTooMany { .. }
            | Rejection::NotEnoughPoints { .. }),
        ) => AppError::field("points", why),
        other => other.into(),
    })?;
    leptos_axum::redirect(&format!("/{}/pass-on?passed={points}", who.shop.slug));
    Ok(())
}
