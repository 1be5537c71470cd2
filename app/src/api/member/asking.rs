//! How every server function of the member's begins and ends.

use http::{header, request::Parts};
use leptos::prelude::use_context;
use regulars::{ids::MemberId, mail_address::MailAddress, views::Shop};
use regulars_storage::services::shop;

use crate::{
    context::{MemberViewer, ServerContext, require_member, server},
    error::AppError,
};

/// Whoever asks something of a shop.
pub struct Visit {
    /// The store and what surrounds it.
    pub server: ServerContext,
    /// The shop of the address.
    pub shop: Shop,
}

/// A member who asks something of the shop whose card they hold.
pub struct Holder {
    /// The store and what surrounds it.
    pub server: ServerContext,
    /// The shop of the address.
    pub shop: Shop,
    /// Who.
    pub viewer: MemberViewer,
    /// The same, as services want it.
    pub member: MemberId,
}

/// The shop of an address.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn visit(slug: &str) -> Result<Visit, AppError> {
    let server = server()?;
    let shop = shop::by_slug(&server.store, &*server.env, slug).await?;
    Ok(Visit { server, shop })
}

/// The shop of an address and its member who is signed in.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotSignedIn`].
pub async fn holder(slug: &str) -> Result<Holder, AppError> {
    let Visit { server, shop } = visit(slug).await?;
    let viewer = require_member(shop.id)?;
    Ok(Holder {
        server,
        shop,
        viewer,
        member: viewer.member,
    })
}

/// Whether this browser holds a card of `shop`.
pub fn has_card(shop: &Shop) -> bool {
    require_member(shop.id).is_ok()
}

/// A mail address from the field `mail`.
///
/// # Errors
/// [`AppError::Fields`].
pub fn parse_mail(text: &str) -> Result<MailAddress, AppError> {
    text.parse()
        .map_err(|error: regulars::mail_address::NotAMailAddress| AppError::field("mail", error))
}

/// Sends a form that was posted without JavaScript on to `path`. A page with JavaScript gets the
/// answer as data and shows it where it is.
pub fn answer_form(path: &str) {
    let plain_form = use_context::<Parts>()
        .and_then(|parts| {
            parts
                .headers
                .get(header::ACCEPT)?
                .to_str()
                .ok()
                .map(str::to_owned)
        })
        .is_some_and(|accepts| accepts.contains("text/html"));
    if plain_form {
        leptos_axum::redirect(path);
    }
}
