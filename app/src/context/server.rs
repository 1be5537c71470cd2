//! The server's half of the context: the store, the clock, ids, and the sessions' cookies.

use std::{fmt, path::PathBuf, sync::Arc};

use http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::context::use_context;
use leptos_axum::ResponseOptions;
use regulars::{
    command::Actor,
    ids::MerchantId,
    time::{Micros, Now},
    views::{Role, Shop},
};
use regulars_storage::{
    Store,
    env::Environment,
    services::sessions::{self, SessionKind},
};
use uuid::Uuid;

use super::{MemberViewer, StaffViewer, Viewer};
use crate::error::AppError;

/// What every request can use.
#[derive(Clone)]
pub struct ServerContext {
    /// All data.
    pub store: Store,
    /// Time, ids and secrets.
    pub env: Arc<dyn Environment>,
    /// Settings that pages and server functions need.
    pub site: Arc<Site>,
}

impl fmt::Debug for ServerContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerContext")
            .field("site", &self.site)
            .finish_non_exhaustive()
    }
}

/// Settings that pages and server functions need.
#[derive(Debug, Clone)]
pub struct Site {
    /// How people reach the server, without a slash at the end: `https://cards.example.com`.
    pub public_url: String,
    /// Whether this is the sample shop: mail goes to the inbox page.
    pub sample: bool,
    /// Days that a member's session lasts without a visit.
    pub member_session_days: u32,
    /// Hours that a staff session lasts without a request.
    pub staff_session_hours: u32,
    /// Where files wait that were uploaded to be imported.
    pub upload_folder: PathBuf,
}

impl Site {
    /// Cookies travel over https only, under the prefix that browsers guard.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// An address that can be mailed or put into a QR code; `path` begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The name of a session's cookie.
    pub fn cookie_name(&self, kind: SessionKind) -> &'static str {
        match (kind, self.is_https()) {
            (SessionKind::Member, true) => "__Host-regulars-card",
            (SessionKind::Member, false) => "regulars-card",
            (SessionKind::Staff, true) => "__Host-regulars-staff",
            (SessionKind::Staff, false) => "regulars-staff",
        }
    }

    /// Seconds that a session lasts without a request.
    pub fn idle_seconds(&self, kind: SessionKind) -> i64 {
        match kind {
            SessionKind::Member => i64::from(self.member_session_days) * 86_400,
            SessionKind::Staff => i64::from(self.staff_session_hours) * 3_600,
        }
    }
}

/// What the server put around this request.
///
/// # Errors
/// [`AppError::Internal`] outside a request, which is a mistake in the server's set-up.
pub fn server() -> Result<ServerContext, AppError> {
    use_context::<ServerContext>()
        .ok_or_else(|| AppError::internal("no ServerContext was provided for this request"))
}

/// All data.
///
/// # Errors
/// As [`server`].
pub fn store() -> Result<Store, AppError> {
    Ok(server()?.store)
}

/// The present instant.
///
/// # Errors
/// As [`server`].
pub fn instant() -> Result<Micros, AppError> {
    Ok(server()?.env.now())
}

/// The present instant with the shop's day, for commands. `shop` was loaded in this request.
///
/// # Errors
/// As [`server`].
pub fn now(shop: &Shop) -> Result<Now, AppError> {
    Ok(Now {
        at: instant()?,
        today: shop.today,
    })
}

/// A new row's id.
///
/// # Errors
/// As [`server`].
pub fn new_id() -> Result<Uuid, AppError> {
    Ok(server()?.env.new_id())
}

/// Who is signed in, as the session's middleware found out; nobody outside a request.
pub fn viewer() -> Viewer {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Viewer>().cloned())
        .unwrap_or_default()
}

/// The member of `merchant` who is signed in.
///
/// # Errors
/// [`AppError::NotSignedIn`] for nobody and for another merchant's member.
pub fn require_member(merchant: MerchantId) -> Result<MemberViewer, AppError> {
    viewer()
        .member
        .filter(|member| member.merchant == merchant)
        .ok_or(AppError::NotSignedIn)
}

/// The person who works here, who must be at least `role`.
///
/// # Errors
/// [`AppError::NotSignedIn`], or [`AppError::NotAllowed`] when the role is less.
pub fn require_staff(role: Role) -> Result<StaffViewer, AppError> {
    let staff = viewer().staff.ok_or(AppError::NotSignedIn)?;
    if staff.role >= role {
        Ok(staff)
    } else {
        Err(AppError::NotAllowed)
    }
}

impl StaffViewer {
    /// As the one who asks, in commands and the audit log.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.staff)
    }
}

impl MemberViewer {
    /// As the one who asks, in commands and the audit log.
    pub fn actor(&self) -> Actor {
        Actor::Member(self.member)
    }
}

/// The id under which this request is in the log.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The id under which this request is in the log; `-` outside a request.
pub fn request_id() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<RequestId>().map(|id| id.0.clone()))
        .unwrap_or_else(|| "-".to_owned())
}

/// The address of whoever asks, as far as the server can tell; for throttling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteAddress(pub String);

/// The address of whoever asks; empty where unknown.
pub fn remote_address() -> String {
    use_context::<Parts>()
        .and_then(|parts| {
            parts
                .extensions
                .get::<RemoteAddress>()
                .map(|from| from.0.clone())
        })
        .unwrap_or_default()
}

/// A request header's value, such as `Idempotency-Key`.
pub fn request_header(name: &str) -> Option<String> {
    use_context::<Parts>().and_then(|parts| {
        parts
            .headers
            .get(name)
            .and_then(|v| v.to_str().ok().map(str::to_owned))
    })
}

/// Begins a session of this browser, in place of the one it had.
///
/// # Errors
/// As [`server`]; the database's.
pub async fn begin_session(
    kind: SessionKind,
    merchant: MerchantId,
    subject: Uuid,
) -> Result<(), AppError> {
    let server = server()?;
    end_stored(&server, kind).await?;
    let idle = server.site.idle_seconds(kind);
    let token = sessions::begin(&server.store, &*server.env, kind, merchant, subject, idle).await?;
    append_cookie(&session_cookie(&server.site, kind, &token, idle));
    Ok(())
}

/// Ends this browser's session.
///
/// # Errors
/// As [`server`]; the database's.
pub async fn end_session(kind: SessionKind) -> Result<(), AppError> {
    let server = server()?;
    end_stored(&server, kind).await?;
    append_cookie(&session_cookie(&server.site, kind, "", 0));
    Ok(())
}

async fn end_stored(server: &ServerContext, kind: SessionKind) -> Result<(), AppError> {
    let parts = use_context::<Parts>();
    let token = parts.and_then(|parts| cookie(&parts.headers, server.site.cookie_name(kind)));
    if let Some(token) = token {
        sessions::end(&server.store, &token).await?;
    }
    Ok(())
}

/// The value of a request's cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// The text of a `Set-Cookie` header.
pub fn session_cookie(site: &Site, kind: SessionKind, token: &str, max_age_s: i64) -> String {
    let name = site.cookie_name(kind);
    let secure = if site.is_https() { "; Secure" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}")
}

fn append_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(cookie),
    ) {
        response.append_header(header::SET_COOKIE, value);
    }
}
