//! Headers that make the browser careful.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::use_context};
use leptos_axum::ResponseOptions;

use super::AppState;

/// For whatever is not a page: nothing may be loaded from it.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";
/// The service worker is a file with a policy of its own: its requests stand in for the page's,
/// and it shares a script with the till.
const WORKER: &str =
    "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";
/// Where it lies.
const WORKER_PATH: &str = "/sw.js";

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    // The till scans cards with the camera; nothing else is needed.
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(), microphone=()",
    ),
];

/// Sets the headers on every answer.
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let policy = match request.uri().path() {
        WORKER_PATH => WORKER,
        _ => NOTHING,
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(policy));
    // What is not a file of the site is somebody's data.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if state.context.site.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// The policy of the page that is being rendered: its inline scripts carry the page's nonce.
pub fn provide_page_policy(state: &AppState) {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    // While developing, the page listens on another port for news of a build.
    let reload = if state.assets.is_carried() {
        ""
    } else {
        " ws:"
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'{reload}; manifest-src 'self'; worker-src 'self'; \
         media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
