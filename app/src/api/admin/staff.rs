//! Who works here: the list, inviting, changing, disabling. Owners only.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{
    ids::StaffId,
    views::{Role, StaffRow},
};

use crate::error::AppError;

/// Everybody who works or worked here.
///
/// # Errors
/// [`AppError::NotAllowed`] for anybody but an owner.
#[server(endpoint = "admin/staff", input = GetUrl)]
pub async fn list_staff() -> Result<Vec<StaffRow>, AppError> {
    let desk = super::owner().await?;
    Ok(regulars_storage::services::staff::list(desk.store(), desk.shop.id).await?)
}

/// Invites somebody by mail; again, if the first invitation was lost.
///
/// # Errors
/// [`AppError::Fields`] on `mail` or `name`.
#[server(endpoint = "admin/staff/invite")]
pub async fn invite_staff(mail: String, name: String, role: Role) -> Result<String, AppError> {
    use regulars_storage::services::staff::invitation::invite;
    let desk = super::owner().await?;
    let mail = super::parse_mail(&mail)?;
    let site = desk.server.site.clone();
    let link = move |token: &str| site.url(&format!("/admin/invitation/{token}"));
    invite(
        desk.store(),
        desk.env(),
        &desk.shop,
        desk.staff.actor(),
        &mail,
        &name,
        role,
        link,
    )
    .await?;
    super::answer_form("/admin/staff");
    Ok(mail.to_string())
}

/// Changes what somebody may do.
///
/// # Errors
/// [`AppError::Fields`] on `role` when no owner would be left.
#[server(endpoint = "admin/staff/role")]
pub async fn change_role(staff: StaffId, role: Role) -> Result<(), AppError> {
    let desk = super::owner().await?;
    let by = desk.staff.actor();
    regulars_storage::services::staff::set_role(
        desk.store(),
        desk.env(),
        &desk.shop,
        by,
        staff,
        role,
    )
    .await?;
    super::answer_form("/admin/staff");
    Ok(())
}

/// Ends somebody's access at once, or gives it back.
///
/// # Errors
/// [`AppError::Fields`] on `role` when no owner would be left.
#[server(endpoint = "admin/staff/access")]
pub async fn set_access(staff: StaffId, allowed: bool) -> Result<(), AppError> {
    use regulars_storage::services::staff::{disable, enable};
    let desk = super::owner().await?;
    let by = desk.staff.actor();
    if allowed {
        enable(desk.store(), desk.env(), &desk.shop, by, staff).await?;
    } else {
        disable(desk.store(), desk.env(), &desk.shop, by, staff).await?;
    }
    super::answer_form("/admin/staff");
    Ok(())
}
