//! Signs a member in: a mail with six digits and a link, then one of the two.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::Shop;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The shop at whose door somebody stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Doorstep {
    /// The shop.
    pub shop: Shop,
    /// Whether this browser holds a card of it.
    pub has_card: bool,
}

/// The shop, for the sign-in page.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "member/doorstep", input = GetUrl)]
pub async fn get_doorstep(shop: String) -> Result<Doorstep, AppError> {
    let shop = super::visit(&shop).await?.shop;
    let has_card = super::has_card(&shop);
    Ok(Doorstep { shop, has_card })
}

/// Mails a code, if the address has a card, and leads to where it is typed. The answer does not
/// tell whether it has.
///
/// # Errors
/// [`AppError::Fields`] for no address; [`AppError::TooMany`].
#[server(endpoint = "member/send-code")]
pub async fn send_code(shop: String, mail: String) -> Result<(), AppError> {
    let visit = super::visit(&shop).await?;
    let mail = super::parse_mail(&mail)?;
    mail_code(&visit, &mail).await?;
    let mail = crate::components::encode(mail.as_str());
    leptos_axum::redirect(&format!("/{}/sign-in?mail={mail}", visit.shop.slug));
    Ok(())
}

/// Opens the card of whoever types the code.
///
/// # Errors
/// [`AppError::Fields`] for a wrong, old or used one; [`AppError::TooMany`].
#[server(endpoint = "member/sign-in-code")]
pub async fn use_code(shop: String, mail: String, code: String) -> Result<(), AppError> {
    use regulars_storage::services::sign_in;

    let visit = super::visit(&shop).await?;
    let mail = super::parse_mail(&mail)?;
    let from = crate::context::remote_address();
    let server = &visit.server;
    let member = sign_in::with_code(
        &server.store,
        &*server.env,
        &visit.shop,
        &mail,
        &code,
        &from,
    )
    .await?;
    open_card(&visit, member).await
}

/// Opens the card of whoever followed the link in the mail.
///
/// # Errors
/// [`AppError::Fields`] for a wrong, old or used one; [`AppError::TooMany`].
#[server(endpoint = "member/sign-in-link")]
pub async fn use_link(shop: String, link: String) -> Result<(), AppError> {
    use regulars_storage::services::sign_in;

    let visit = super::visit(&shop).await?;
    let from = crate::context::remote_address();
    let server = &visit.server;
    let member = sign_in::with_link(&server.store, &*server.env, &visit.shop, &link, &from).await?;
    open_card(&visit, member).await
}

#[cfg(feature = "ssr")]
async fn open_card(
    visit: &super::asking::Visit,
    member: regulars::ids::MemberId,
) -> Result<(), AppError> {
    use regulars_storage::services::sessions::SessionKind;

    crate::context::begin_session(SessionKind::Member, visit.shop.id, member.0).await?;
    leptos_axum::redirect(&format!("/{}/card", visit.shop.slug));
    Ok(())
}

#[cfg(feature = "ssr")]
pub(super) async fn mail_code(
    visit: &super::asking::Visit,
    mail: &regulars::mail_address::MailAddress,
) -> Result<(), AppError> {
    use regulars_storage::services::sign_in;

    let server = &visit.server;
    let slug = &visit.shop.slug;
    let link = |token: &str| server.site.url(&format!("/{slug}/sign-in?link={token}"));
    let from = crate::context::remote_address();
    Ok(sign_in::request(&server.store, &*server.env, &visit.shop, mail, &from, link).await?)
}
