//! The size of what is sent to us.

use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use http_body_util::Limited;

use super::AppState;

/// Largest request that is not a file to import, in bytes: an order of a thousand lines fits.
const BODY_MAX: usize = 1_000_000;

/// Server functions that take a file.
const UPLOADS: &str = "/api/admin/import/";

/// Refuses what is too large, at once where the sender says how large it is, else on the way.
pub async fn bound_body(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_upload = request.uri().path().starts_with(UPLOADS);
    let limit = if is_upload {
        state.upload_max
    } else {
        BODY_MAX
    };
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        let text = format!("At most {} MB can be sent at once.", limit / 1_000_000);
        return (StatusCode::PAYLOAD_TOO_LARGE, text).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, limit))))
        .await
}
