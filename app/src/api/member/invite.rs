//! Invites a friend by mail.

use leptos::prelude::*;

use crate::error::AppError;

/// Invites whoever has this mail address; answers the address. The same one again is the same
/// invitation.
///
/// # Errors
/// [`AppError::Fields`] for no address; [`AppError::Rejected`] for the own address and for
/// somebody who has a card; [`AppError::NotSignedIn`].
#[server(endpoint = "member/invite")]
pub async fn invite_friend(shop: String, mail: String) -> Result<String, AppError> {
    use regulars_storage::services::refer;

    let who = super::holder(&shop).await?;
    let mail = super::parse_mail(&mail)?;
    let key = format!("{}:{mail}", who.member);
    let (server, to) = (&who.server, mail.clone());
    refer::invite(
        &server.store,
        &*server.env,
        &who.shop,
        who.member,
        mail,
        &key,
    )
    .await?;
    let invited = crate::components::encode(to.as_str());
    super::answer_form(&format!("/{}/refer?invited={invited}", who.shop.slug));
    Ok(to.to_string())
}
