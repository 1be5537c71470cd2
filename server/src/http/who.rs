//! Who is signed in, found out once a request from the two cookies.
//!
//! An own middleware rather than tower-sessions: a browser holds two sessions side by side, there
//! is no data in them but whose they are, the role must be read fresh with each request anyway,
//! and only hashes of the secrets may be stored.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use regulars::time::Micros;
use regulars_app::context::{
    MemberViewer, ServerContext, StaffViewer, Viewer, cookie, session_cookie,
};
use regulars_storage::services::{
    ServiceError,
    sessions::{self, SessionKind},
};

use super::AppState;

/// A session's end moves when this part of its length has passed: one write a visit, not one a
/// request.
const EXTEND_AFTER_PART: i64 = 10;

/// Puts the [`Viewer`] into the request.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    match find(&state.context, request.headers()).await {
        Ok((viewer, cookies)) => {
            request.extensions_mut().insert(viewer);
            let mut response = next.run(request).await;
            add_cookies(response.headers_mut(), cookies);
            response
        }
        Err(error) => {
            tracing::error!("cannot tell who is signed in: {error}");
            let text = "The shop is busy. Try again in a moment.";
            (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
        }
    }
}

/// A page that begins or ends a session has set its own cookie, which stands.
fn add_cookies(headers: &mut HeaderMap, cookies: Vec<String>) {
    if headers.contains_key(header::SET_COOKIE) {
        return;
    }
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

async fn find(
    context: &ServerContext,
    headers: &HeaderMap,
) -> Result<(Viewer, Vec<String>), ServiceError> {
    let (mut viewer, mut cookies) = (Viewer::default(), Vec::new());
    let now = context.env.now();
    let token = |kind| cookie(headers, context.site.cookie_name(kind));
    if let Some(token) = token(SessionKind::Member)
        && let Some(session) = sessions::member(&context.store, now, &token).await?
    {
        viewer.member = Some(MemberViewer {
            merchant: session.merchant,
            member: session.member,
        });
        let kind = SessionKind::Member;
        cookies.extend(extend(context, kind, &token, now, session.expires_at).await?);
    }
    if let Some(token) = token(SessionKind::Staff)
        && let Some(session) = sessions::staff(&context.store, now, &token).await?
    {
        let (kind, expires_at) = (SessionKind::Staff, session.expires_at);
        viewer.staff = Some(StaffViewer {
            merchant: session.merchant,
            staff: session.staff,
            role: session.role,
            name: session.name,
        });
        cookies.extend(extend(context, kind, &token, now, expires_at).await?);
    }
    Ok((viewer, cookies))
}

/// Moves the end of a session in use; answers the cookie to set again.
async fn extend(
    context: &ServerContext,
    kind: SessionKind,
    token: &str,
    now: Micros,
    expires_at: Micros,
) -> Result<Option<String>, ServiceError> {
    let idle = context.site.idle_seconds(kind);
    let left_s = (expires_at.0 - now.0) / 1_000_000;
    if left_s > idle - idle / EXTEND_AFTER_PART {
        return Ok(None);
    }
    sessions::extend(&context.store, token, now.plus_seconds(idle)).await?;
    Ok(Some(session_cookie(&context.site, kind, token, idle)))
}
