//! The server's half of the context: the store, the clock, ids, and the sessions' cookies.

use std::{fmt, sync::Arc};

use http::{HeaderValue, header, request::Parts};
use leptos::context::use_context;
use leptos_axum::ResponseOptions;
use regulars::{
    command::Actor,
    ids::MerchantId,
    time::{Micros, Now},
    views::{Role, Shop},
};
use regulars_storage::{Store, env::Environment};
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
        f.debug_struct("ServerContext").field("site", &self.site).finish_non_exhaustive()
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
}

/// Which of a browser's two sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// The member's card.
    Member,
    /// The merchant's pages.
    Staff,
}

impl SessionKind {
    /// The cookie's name.
    pub fn cookie_name(self, site: &Site) -> &'static str {
        match (self, site.is_https()) {
            (Self::Member, true) => "__Host-regulars-card",
            (Self::Member, false) => "regulars-card",
            (Self::Staff, true) => "__Host-regulars-staff",
            (Self::Staff, false) => "regulars-staff",
        }
    }

    /// Seconds that the session lasts without a request.
    pub fn idle_seconds(self, site: &Site) -> i64 {
        match self {
            Self::Member => i64::from(site.member_session_days) * 86_400,
            Self::Staff => i64::from(site.staff_session_hours) * 3_600,
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
    Ok(Now { at: instant()?, today: shop.today })
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
    if staff.role >= role { Ok(staff) } else { Err(AppError::NotAllowed) }
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
        .and_then(|parts| parts.extensions.get::<RemoteAddress>().map(|from| from.0.clone()))
        .unwrap_or_default()
}

/// A request header's value, such as `Idempotency-Key`.
pub fn request_header(name: &str) -> Option<String> {
    use_context::<Parts>()
        .and_then(|parts| parts.headers.get(name).and_then(|v| v.to_str().ok().map(str::to_owned)))
}

/// Hands the browser the cookie of a session that was just begun.
pub fn set_session_cookie(site: &Site, kind: SessionKind, token: &str) {
    append_cookie(&session_cookie(site, kind, token, kind.idle_seconds(site)));
}

/// Takes the session's cookie from the browser.
pub fn clear_session_cookie(site: &Site, kind: SessionKind) {
    append_cookie(&session_cookie(site, kind, "", 0));
}

/// The text of a `Set-Cookie` header.
pub fn session_cookie(site: &Site, kind: SessionKind, token: &str, max_age_s: i64) -> String {
    let name = kind.cookie_name(site);
    let secure = if site.is_https() { "; Secure" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}")
}

fn append_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie))
    {
        response.append_header(header::SET_COOKIE, value);
    }
}
