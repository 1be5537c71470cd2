//! Ways to earn points besides buying, and claiming one.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::{Shop, Way, Ways};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// All ways, and the idempotency key of the forms: sending one twice claims once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaysPage {
    /// The ways.
    pub ways: Ways,
    /// The key.
    pub key: String,
}

/// One way, to be claimed with something that shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WayPage {
    /// The shop.
    pub shop: Shop,
    /// The way.
    pub way: Way,
    /// The idempotency key of the form.
    pub key: String,
}

/// The ways of the member who is signed in.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotFound`].
#[server(endpoint = "member/ways", input = GetUrl)]
pub async fn get_ways(shop: String) -> Result<WaysPage, AppError> {
    let who = super::holder(&shop).await?;
    let ways =
        regulars_storage::services::acts::ways(&who.server.store, &who.shop, who.member).await?;
    let key = crate::context::new_id()?.to_string();
    Ok(WaysPage { ways, key })
}

/// One way, by the key of its rule.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not offered; [`AppError::NotSignedIn`].
#[server(endpoint = "member/way", input = GetUrl)]
pub async fn get_way(shop: String, rule: String) -> Result<WayPage, AppError> {
    let WaysPage { ways, key } = get_ways(shop).await?;
    let Ways { shop, ways } = ways;
    let mut ways = ways.into_iter();
    let way = ways
        .find(|way| way.rule.key == rule)
        .ok_or(AppError::NotFound)?;
    Ok(WayPage { shop, way, key })
}

/// Claims the points of an act and leads back to the ways. `key` makes sending it twice harmless.
///
/// # Errors
/// [`AppError::Fields`] on `proof`; [`AppError::Rejected`] when it was claimed already or brings
/// nothing now; [`AppError::TooMany`]; [`AppError::NotSignedIn`].
#[server(endpoint = "member/claim")]
pub async fn claim_act(
    shop: String,
    rule: String,
    #[server(default)] proof: String,
    key: String,
) -> Result<(), AppError> {
    use regulars::rejection::Rejection;
    use regulars_storage::services::{ServiceError, acts, throttle::Limit};

    const CLAIMS: Limit = Limit {
        what: "claim",
        tries: 30,
        window_s: 3_600,
    };
    let who = super::holder(&shop).await?;
    let (store, env) = (&who.server.store, &*who.server.env);
    CLAIMS
        .count(store, env.now(), &who.member.to_string())
        .await?;
    let key = format!("{key}:{rule}");
    let claim = (rule.as_str(), proof.as_str());
    let claimed = acts::claim(store, env, &who.shop, who.member, claim, &key).await;
    claimed.map_err(|error| match error {
        ServiceError::Rejected(missing @ Rejection::ProofMissing) => {
            AppError::field("proof", missing)
        }
        other => other.into(),
    })?;
    let rule = crate::components::encode(&rule);
    leptos_axum::redirect(&format!("/{}/earn?claimed={rule}", who.shop.slug));
    Ok(())
}
