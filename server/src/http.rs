//! Everything between a socket and the app: one router, and the layers around it.
//!
//! From the outside in, a request passes: its id and the log, a net for panics, headers for the
//! browser's safety, the files of the site, a time limit, a size limit, the check of where it
//! comes from, who is signed in; then the page, the server function or the live stream.

mod assets;
mod codes;
mod errors;
mod headers;
mod health;
mod limits;
mod live;
mod negotiate;
mod origin;
mod trace;
mod who;

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
    routing::{get, post},
};
use http::StatusCode;
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};
use regulars_app::{
    api::admin::import::{UPLOAD_PATH, receive_upload},
    context::ServerContext,
};
use tokio_util::sync::CancellationToken;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};

pub use assets::Assets;

/// How long a request may take until its answer begins. An upload over a slow line is long.
const TIME_MAX: Duration = Duration::from_secs(300);

/// What the router and its layers share.
#[derive(Debug, Clone)]
pub struct AppState {
    /// What pages and server functions use.
    pub context: ServerContext,
    /// Where the framework finds the site's files.
    pub options: LeptosOptions,
    /// The site's files.
    pub assets: Arc<Assets>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Arc<[IpAddr]>,
    /// Largest request that brings a file, in bytes.
    pub upload_max: usize,
    /// Live streams that are open.
    pub live: live::Streams,
    /// Cancelled when the server stops, to end what would never end by itself.
    pub stopping: CancellationToken,
}

impl AppState {
    /// The state of a server that is about to start.
    pub fn new(context: ServerContext, trusted_proxies: &[IpAddr], upload_max: usize) -> Self {
        let assets = Arc::new(Assets::load());
        Self {
            options: assets.leptos_options(),
            assets,
            context,
            trusted_proxies: trusted_proxies.into(),
            upload_max,
            live: live::Streams::default(),
            stopping: CancellationToken::new(),
        }
    }
}

impl FromRef<AppState> for ServerContext {
    fn from_ref(state: &AppState) -> Self {
        state.context.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

/// The whole server as a service, for the socket and for tests.
pub fn build_router(state: AppState) -> Router {
    let pages = pages(&state)
        .layer(CompressionLayer::new())
        .route("/live/member", get(live::member))
        .route("/live/merchant", get(live::merchant))
        .route("/admin/codes/{batch}/file", get(codes::file))
        .layer(from_fn_with_state(state.clone(), who::resolve))
        .layer(from_fn_with_state(state.clone(), origin::check))
        .layer(from_fn_with_state(state.clone(), limits::bound_body))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME_MAX,
        ));
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .merge(pages)
        .layer(from_fn_with_state(state.clone(), assets::serve))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(from_fn_with_state(state.clone(), trace::request))
        .with_state(state)
}

/// The app's pages, its server functions, and the page for what does not exist.
fn pages(state: &AppState) -> Router<AppState> {
    let surroundings = {
        let state = state.clone();
        move || {
            provide_context(state.context.clone());
            state.assets.provide_split_manifest();
            headers::provide_page_policy(&state);
        }
    };
    let (routes, _) = generate_route_list_with_exclusions_and_ssg_and_context(
        regulars_app::App,
        None,
        surroundings.clone(),
    );
    let shell = {
        let options = state.options.clone();
        move || regulars_app::shell(options.clone())
    };
    Router::new()
        .route(
            UPLOAD_PATH,
            post(receive_upload).layer(DefaultBodyLimit::disable()),
        )
        // This adds the server functions too, each under its own address.
        .leptos_routes_with_context(state, routes, surroundings.clone(), shell)
        .fallback(move |State(state): State<AppState>, request: Request| {
            not_found(state, surroundings.clone(), request)
        })
        .layer(from_fn(errors::set_status))
}

/// The app's own page for an address that leads nowhere.
async fn not_found(
    state: AppState,
    surroundings: impl Fn() + Clone + Send + Sync + 'static,
    request: Request,
) -> impl IntoResponse {
    let options = state.options.clone();
    let render = leptos_axum::render_app_async_with_context(surroundings, move || {
        regulars_app::shell(options.clone())
    });
    let mut response = render(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
