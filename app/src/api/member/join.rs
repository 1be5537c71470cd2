//! Joins the programme.

use leptos::prelude::*;

use crate::error::AppError;

/// Makes somebody a member, mails the code that confirms the address, and leads to the card.
///
/// # Errors
/// [`AppError::Fields`] for no address; [`AppError::Rejected`] for an address that has a card and
/// for an unknown referral code.
#[server(endpoint = "member/join")]
pub async fn join(
    shop: String,
    mail: String,
    #[server(default)] referral: String,
) -> Result<(), AppError> {
    use regulars_storage::services::{join, join::JoinRequest, sessions::SessionKind};

    let visit = super::visit(&shop).await?;
    let mail = super::parse_mail(&mail)?;
    let referred_by = Some(referral).filter(|code| !code.is_empty());
    let request = JoinRequest {
        mail: mail.clone(),
        name: None,
        referred_by,
    };
    let key = crate::context::new_id()?.to_string();
    let server = &visit.server;
    let member = join::join(&server.store, &*server.env, &visit.shop, &request, &key).await?;
    // The card is there: a mail that cannot be sent now is sent again from the card.
    if let Err(error) = super::sign_in::mail_code(&visit, &mail).await {
        tracing::warn!("no code was mailed after joining: {error}");
    }
    crate::context::begin_session(SessionKind::Member, visit.shop.id, member.0).await?;
    leptos_axum::redirect(&format!("/{}/card", visit.shop.slug));
    Ok(())
}
