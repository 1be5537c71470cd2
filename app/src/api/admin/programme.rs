//! The programme: the draft, publishing it, throwing it away.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use regulars::{programme::Programme, views::ProgrammeEditor};

use crate::error::AppError;

/// The editor's page.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/programme", input = GetUrl)]
pub async fn load_editor() -> Result<ProgrammeEditor, AppError> {
    let desk = super::manager().await?;
    Ok(regulars_storage::services::programme::editor(desk.store(), &desk.shop).await?)
}

/// Saves the draft, whole, and answers with its number.
///
/// # Errors
/// [`AppError::Fields`] with the path of every fault.
#[server(endpoint = "admin/programme/save", input = Json)]
pub async fn save_draft(document: Programme) -> Result<i64, AppError> {
    let desk = super::manager().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    Ok(
        regulars_storage::services::programme::save_draft(store, env, &desk.shop, &by, &document)
            .await?,
    )
}

/// Saves the document and puts it into force; answers with its version.
///
/// # Errors
/// [`AppError::Fields`] with the path of every fault.
#[server(endpoint = "admin/programme/publish", input = Json)]
pub async fn publish_programme(document: Programme) -> Result<i64, AppError> {
    use regulars_storage::services::programme;
    let desk = super::manager().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    programme::save_draft(store, env, &desk.shop, &by, &document).await?;
    Ok(programme::publish(store, env, &desk.shop, &by).await?)
}

/// Throws the draft away: what is published stays.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/programme/discard")]
pub async fn discard_draft() -> Result<(), AppError> {
    let desk = super::manager().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    Ok(regulars_storage::services::programme::discard_draft(store, env, &desk.shop, &by).await?)
}
