//! Who works here: sign-in, sign-out, and accepting an invitation.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::Shop;
use serde::{Deserialize, Serialize};

use crate::{context::StaffViewer, error::AppError};

/// The person at work and the shop, as every page of the merchant's needs them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtDesk {
    /// Who.
    pub staff: StaffViewer,
    /// For whom.
    pub shop: Shop,
}

/// The person at work and the shop.
///
/// # Errors
/// [`AppError::NotSignedIn`].
#[server(endpoint = "admin/session", input = GetUrl)]
pub async fn who_is_here() -> Result<AtDesk, AppError> {
    let desk = super::cashier().await?;
    Ok(AtDesk {
        staff: desk.staff,
        shop: desk.shop,
    })
}

/// Signs in by mail address and password and leads to `next`, a page of the merchant's.
///
/// # Errors
/// [`AppError::Fields`] on `mail` or `password`; [`AppError::TooMany`].
#[server(endpoint = "admin/sign-in")]
pub async fn sign_in(
    mail: String,
    password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use regulars_storage::services::{sessions::SessionKind, staff::sign_in::with_password};
    let mail = super::parse_mail(&mail)?;
    let server = crate::context::server()?;
    let from = crate::context::remote_address();
    let (merchant, staff) =
        with_password(&server.store, &*server.env, &mail, &password, &from).await?;
    crate::context::begin_session(SessionKind::Staff, merchant, staff.0).await?;
    let page = match next.as_str() {
        "" => first_page(&server, merchant, staff).await?.to_owned(),
        next => start_page(next),
    };
    leptos_axum::redirect(&page);
    Ok(())
}

/// Where to go after signing in: nowhere but to a page of the merchant's.
#[cfg(any(feature = "ssr", test))]
fn start_page(next: &str) -> String {
    // Forms and addresses undo the encoding of a space once more than we did it.
    let next = next.replace(' ', "%20");
    let inside = next == "/admin" || next.starts_with("/admin/") || next.starts_with("/admin?");
    let plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if inside && plain && !next.starts_with("/admin/sign-in") {
        next
    } else {
        "/admin/till".to_owned()
    }
}

/// Signs out.
///
/// # Errors
/// The server's only.
#[server(endpoint = "admin/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    use regulars_storage::services::sessions::SessionKind;
    crate::context::end_session(SessionKind::Staff).await?;
    leptos_axum::redirect("/admin/sign-in");
    Ok(())
}

/// What somebody invited sees before choosing a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What the shop is called.
    pub shop: String,
    /// Their name, as the owner wrote it.
    pub name: String,
    /// With which they will sign in.
    pub mail: String,
}

/// The invitation of a mailed link.
///
/// # Errors
/// [`AppError::NotFound`] for a link that is unknown, used or older than a week.
#[server(endpoint = "admin/invitation", input = GetUrl)]
pub async fn read_invitation(token: String) -> Result<Invitation, AppError> {
    use regulars_storage::services::staff::invitation;
    let server = crate::context::server()?;
    let found = invitation::find(&server.store, &*server.env, &token).await?;
    Ok(Invitation {
        shop: found.shop_name,
        name: found.name,
        mail: found.mail,
    })
}

/// Accepts an invitation with a password of one's own, and signs in.
///
/// # Errors
/// [`AppError::Fields`] on `password`; [`AppError::NotFound`] as [`read_invitation`].
#[server(endpoint = "admin/accept-invitation")]
pub async fn accept_invitation(token: String, password: String) -> Result<(), AppError> {
    use regulars_storage::services::{sessions::SessionKind, staff::invitation};
    let server = crate::context::server()?;
    let (merchant, staff) =
        invitation::accept(&server.store, &*server.env, &token, &password).await?;
    crate::context::begin_session(SessionKind::Staff, merchant, staff.0).await?;
    leptos_axum::redirect(first_page(&server, merchant, staff).await?);
    Ok(())
}

/// Where work begins: at the till, or with the set-up for who may publish while nothing is.
#[cfg(feature = "ssr")]
async fn first_page(
    server: &crate::context::ServerContext,
    merchant: regulars::ids::MerchantId,
    staff: regulars::ids::StaffId,
) -> Result<&'static str, AppError> {
    use regulars::views::Role;
    use regulars_storage::services::{programme, staff::list};
    if programme::published(&server.store, merchant)
        .await?
        .is_some()
    {
        return Ok("/admin/till");
    }
    let people = list(&server.store, merchant).await?;
    let may_publish = |role: Role| role >= Role::Manager;
    let me = people.into_iter().find(|row| row.id == staff);
    Ok(match me {
        Some(row) if may_publish(row.role) => "/admin/set-up",
        _ => "/admin/till",
    })
}

#[cfg(test)]
mod tests {
    use super::start_page;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for next in ["/admin", "/admin/orders?q=a%20b", "/admin?period=year"] {
            assert_eq!(start_page(next), next);
        }
        assert_eq!(start_page("/admin/orders?q=a b"), "/admin/orders?q=a%20b");
        for next in [
            "",
            "//evil.example",
            "/administrator",
            "https://evil.example/admin",
            "/admin/\\evil",
            "/admin/sign-in",
        ] {
            assert_eq!(start_page(next), "/admin/till", "{next}");
        }
    }
}
