//! Answers when something went wrong: the right status for a server function's error, and a
//! plain page after a panic.

use std::any::Any;

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};
use regulars_app::error::AppError;

/// Largest error that is read to find its status; all are smaller.
const ERROR_BYTES_MAX: usize = 65_536;

/// The framework answers every error with 500. Scripts and the log want to tell a refusal from
/// a failure; the browser's half reads the body and takes any status of 400 and above.
pub async fn set_status(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let is_error = response.status() == StatusCode::INTERNAL_SERVER_ERROR
        && response.headers().contains_key(SERVER_FN_ERROR_HEADER);
    if !is_error {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, ERROR_BYTES_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let status = AppError::de(bytes.clone()).status();
    parts.status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Response::from_parts(parts, Body::from(bytes))
}

/// A panic is a mistake in the program: it is logged with its place by the hook that `serve`
/// sets, and whoever asked is told that it is not their fault.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let text = "Something went wrong on our side. Try again in a moment.";
    (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
}
