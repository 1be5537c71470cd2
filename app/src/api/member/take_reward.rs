//! Takes a reward.

use leptos::prelude::*;

use crate::error::AppError;

/// Takes the reward and leads to its voucher. `key` makes sending it twice harmless.
///
/// # Errors
/// [`AppError::Rejected`] with the points missing; [`AppError::NotSignedIn`].
#[server(endpoint = "member/take-reward")]
pub async fn take_reward(shop: String, reward: String, key: String) -> Result<(), AppError> {
    use regulars::plan::Receipt;
    use regulars_storage::services::rewards;

    let who = super::holder(&shop).await?;
    let (server, actor) = (&who.server, who.viewer.actor());
    let receipt = rewards::take(
        &server.store,
        &*server.env,
        &who.shop,
        actor,
        who.member,
        &reward,
        &key,
    )
    .await?;
    match receipt {
        Receipt::Redeemed { code, .. } => {
            leptos_axum::redirect(&format!("/{}/vouchers/{}", who.shop.slug, code.as_str()));
            Ok(())
        }
        other => Err(AppError::internal(format!(
            "taking a reward gave {other:?}"
        ))),
    }
}
