//! Looking into an uploaded file, and carrying its import out.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use regulars::{
    ids::ImportId,
    views::{ImportMapping, ImportPreview, ImportProgress},
};

use crate::error::AppError;

/// What an uploaded file holds, with a mapping or with the one kept or guessed.
///
/// # Errors
/// [`AppError::Fields`] on `file`; [`AppError::NotFound`].
#[server(endpoint = "admin/import/preview", input = Json)]
pub async fn preview_import(
    file: String,
    mapping: Option<ImportMapping>,
) -> Result<ImportPreview, AppError> {
    let desk = super::super::manager().await?;
    let path = uploaded(&desk, &file)?;
    Ok(
        regulars_storage::services::import::inspect_as(desk.store(), &desk.shop, &path, mapping)
            .await?,
    )
}

/// Begins the import of an uploaded file and leaves it to itself.
///
/// # Errors
/// [`AppError::Fields`] by the mapping's fields; [`AppError::NotFound`].
#[server(endpoint = "admin/import/start", input = Json)]
pub async fn start_import(
    file: String,
    name: String,
    mapping: ImportMapping,
) -> Result<ImportId, AppError> {
    use regulars_storage::services::import::{NewImport, start};
    let desk = super::super::manager().await?;
    let path = uploaded(&desk, &file)?;
    let file_name = name.chars().take(120).collect();
    let staff = Some(desk.staff.staff);
    let new = NewImport {
        path,
        file_name,
        mapping,
        staff,
    };
    let id = start(desk.store(), desk.env(), &desk.shop, &new).await?;
    go_on(desk, id);
    Ok(id)
}

/// Goes on with an import that stopped before its end.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "admin/import/resume")]
pub async fn resume_import(id: ImportId) -> Result<(), AppError> {
    let desk = super::super::manager().await?;
    regulars_storage::services::import::progress(desk.store(), &desk.shop, id).await?;
    go_on(desk, id);
    Ok(())
}

/// How far an import has come.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "admin/import/progress", input = GetUrl)]
pub async fn load_import(id: ImportId) -> Result<ImportProgress, AppError> {
    let desk = super::super::manager().await?;
    Ok(regulars_storage::services::import::progress(desk.store(), &desk.shop, id).await?)
}

/// The latest imports, newest first.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/import/list", input = GetUrl)]
pub async fn list_imports() -> Result<Vec<ImportProgress>, AppError> {
    let desk = super::super::manager().await?;
    Ok(regulars_storage::services::import::list(desk.store(), &desk.shop).await?)
}

/// The path of an uploaded file of this merchant's.
#[cfg(feature = "ssr")]
fn uploaded(desk: &super::super::Desk, file: &str) -> Result<std::path::PathBuf, AppError> {
    let id = uuid::Uuid::parse_str(file).map_err(|_| AppError::NotFound)?;
    let path = super::upload::path_of(&desk.server.site.upload_folder, desk.shop.id, id);
    if path.is_file() {
        Ok(path)
    } else {
        Err(AppError::NotFound)
    }
}

/// Carries an import out, on its own: the page asks how far it is, and may be closed. What it
/// has done is kept as it goes, so that a server that stops loses nothing of it.
#[cfg(feature = "ssr")]
fn go_on(desk: super::super::Desk, id: ImportId) {
    use std::sync::atomic::AtomicBool;
    tokio::spawn(async move {
        let never = AtomicBool::new(false);
        let silent = |_: &ImportProgress| ();
        let run = regulars_storage::services::import::run;
        match run(desk.store(), desk.env(), &desk.shop, id, &silent, &never).await {
            Ok(done) => tracing::info!(import = %id, orders = done.orders, "an import ended"),
            Err(error) => tracing::warn!(import = %id, "an import stopped: {error}"),
        }
    });
}
