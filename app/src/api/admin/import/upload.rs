//! Receiving a file, piece by piece.

use std::path::{Path, PathBuf};

use axum::{
    Extension,
    extract::{Multipart, State, multipart::Field},
    response::{IntoResponse, Redirect, Response},
};
use regulars::{ids::MerchantId, views::Role};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt,
};
use uuid::Uuid;

use crate::{
    components::encode,
    context::{ServerContext, Viewer},
};

/// Longest name of a file that is kept, in characters.
const NAME_MAX: usize = 120;

/// What went wrong with an upload, as the address says it.
enum Wrong {
    SignIn,
    Role,
    NoFile,
    TooLarge,
    Disk(std::io::Error),
}

/// Takes the file of a multipart form and leads to the page that shows what is in it.
pub async fn receive_upload(
    State(context): State<ServerContext>,
    Extension(viewer): Extension<Viewer>,
    form: Multipart,
) -> Response {
    let address = match receive(&context, &viewer, form).await {
        Ok((file, name)) => format!("/admin/import?file={file}&name={}", encode(&name)),
        Err(Wrong::SignIn) => "/admin/sign-in?next=/admin/import".to_owned(),
        Err(Wrong::Role) => "/admin/import".to_owned(),
        Err(Wrong::NoFile) => "/admin/import?wrong=none".to_owned(),
        Err(Wrong::TooLarge) => "/admin/import?wrong=size".to_owned(),
        Err(Wrong::Disk(error)) => {
            tracing::error!("an uploaded file could not be written: {error}");
            "/admin/import?wrong=disk".to_owned()
        }
    };
    Redirect::to(&address).into_response()
}

async fn receive(
    context: &ServerContext,
    viewer: &Viewer,
    mut form: Multipart,
) -> Result<(Uuid, String), Wrong> {
    let staff = viewer.staff.as_ref().ok_or(Wrong::SignIn)?;
    if staff.role < Role::Manager {
        return Err(Wrong::Role);
    }
    while let Some(field) = form.next_field().await.map_err(|_| Wrong::TooLarge)? {
        let name: String = field
            .file_name()
            .unwrap_or_default()
            .chars()
            .take(NAME_MAX)
            .collect();
        if field.name() != Some("file") || name.is_empty() {
            continue;
        }
        let id = context.env.new_id();
        let path = path_of(&context.site.upload_folder, staff.merchant, id);
        let written = write(field, &path).await;
        if written.is_err() {
            // What is there of it helps nobody; if it cannot be removed, the next start can.
            let _ = fs::remove_file(&path).await;
        }
        return written.map(|()| (id, name));
    }
    Err(Wrong::NoFile)
}

async fn write(mut field: Field<'_>, path: &Path) -> Result<(), Wrong> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).await.map_err(Wrong::Disk)?;
    }
    let mut file = File::create_new(path).await.map_err(Wrong::Disk)?;
    let mut length = 0;
    while let Some(piece) = field.chunk().await.map_err(|_| Wrong::TooLarge)? {
        length += piece.len();
        file.write_all(&piece).await.map_err(Wrong::Disk)?;
    }
    file.flush().await.map_err(Wrong::Disk)?;
    if length == 0 {
        Err(Wrong::NoFile)
    } else {
        Ok(())
    }
}

/// Where an uploaded file waits. The merchant is part of the path: a file's id is good for
/// nobody else.
pub fn path_of(folder: &Path, merchant: MerchantId, file: Uuid) -> PathBuf {
    folder
        .join(merchant.to_string())
        .join(format!("{}.csv", file.simple()))
}
