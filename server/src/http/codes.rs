//! A batch of one-time codes as a file.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use regulars::{ids::BatchId, views::Role};
use regulars_app::context::Viewer;
use regulars_storage::services::{ServiceError, codes, shop};
use uuid::Uuid;

use super::AppState;

/// The codes of a batch as CSV, for a manager of its shop.
pub async fn file(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Path(batch): Path<Uuid>,
) -> Response {
    let Some(staff) = viewer.staff else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if staff.role < Role::Manager {
        return StatusCode::FORBIDDEN.into_response();
    }
    let (store, env) = (&state.context.store, &*state.context.env);
    let made = async {
        let shop = shop::by_id(store, env, staff.merchant).await?;
        codes::export(store, &shop, BatchId(batch)).await
    };
    match made.await {
        Ok(text) => {
            let name = format!("attachment; filename=\"codes-{batch}.csv\"");
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, text).into_response()
        }
        Err(ServiceError::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!("cannot export codes: {error}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
