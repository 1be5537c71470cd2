//! What people see: pages, components, server functions.
//!
//! Every page is rendered on the server. In the browser the member's pages are enhanced where they
//! stand ([`enhance`]), which is the eager bundle and small. The merchant's are hydrated; the code
//! for that, and each page's own, is loaded only there.

// Views nest deeply in types.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
pub mod context;
#[cfg(feature = "hydrate")]
pub mod enhance;
pub mod error;
pub mod pages;

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Router};
#[cfg(not(feature = "hydrate"))]
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

use pages::{admin::AdminRoutes, not_found::NotFoundPage};
#[cfg(not(feature = "hydrate"))]
use pages::{
    admin::OfflineTillPage,
    inbox::InboxPage,
    member::{
        CardPage, ClaimPage, EarnPage, FriendPage, GiftCardPage, HistoryPage, MePage, PassOnPage,
        ReferPage, RewardsPage, SignInPage, TakePage, VoucherPage,
    },
    public::{HomePage, ProgrammePage},
};

/// The document around every page, on the server.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f7f3eb" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#171310" media="(prefers-color-scheme: dark)"/>
                <HashedStylesheet id="leptos" options=options.clone()/>
                <link rel="preload" href="/fonts/instrument-basic.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="preload" href="/fonts/bricolage-basic.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="icon" href="/icon.svg" r#type="image/svg+xml"/>
                <link rel="icon" href="/icons/favicon-32.png" r#type="image/png" sizes="32x32"/>
                <link rel="apple-touch-icon" href="/icons/apple-180.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <AutoReload options=options.clone()/>
                {(!is_plain()).then(|| view! { <HydrationScripts options defer=true/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Every page, by its address.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    #[cfg(feature = "ssr")]
    keep_data_of_enhanced_pages();
    view! {
        <a class="skip-link" href="#main">"Skip to the page"</a>
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Pages/>
            </FlatRoutes>
        </Router>
    }
}

/// The path of the page that is being rendered, on the server.
fn rendered_path() -> Option<String> {
    let url = use_context::<leptos_router::location::RequestUrl>()?.parse();
    url.ok().map(|url| url.path().to_owned())
}

/// Whether the page being rendered has scripts of its own and nothing else runs on it: the one
/// that stands in for the till must not need WASM that nobody kept.
fn is_plain() -> bool {
    rendered_path().is_some_and(|path| path == "/till/offline")
}

/// The data of a page that nobody hydrates is not sent along with it.
#[cfg(feature = "ssr")]
fn keep_data_of_enhanced_pages() {
    if rendered_path().is_some_and(|path| !is_hydrated(&path))
        && let Some(shared) = Owner::current_shared_context()
    {
        shared.set_is_hydrating(false);
    }
}

/// Whether the page at a path is hydrated.
fn is_hydrated(path: &str) -> bool {
    path.split('/').nth(1) == Some("admin")
}

/// In the browser, the pages that are hydrated. Links to others leave the app.
#[cfg(feature = "hydrate")]
#[component(transparent)]
fn Pages() -> impl leptos_router::MatchNestedRoutes + Clone {
    AdminRoutes()
}

/// On the server, all. Those of one shop's programme come after those with a fixed first word.
#[cfg(not(feature = "hydrate"))]
#[component(transparent)]
fn Pages() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("") view=HomePage ssr=SsrMode::Async/>
        <Route path=path!("inbox") view=InboxPage ssr=SsrMode::Async/>
        <AdminRoutes/>
        <Route path=path!("till/offline") view=OfflineTillPage ssr=SsrMode::Async/>
        <Route path=path!(":shop") view=ProgrammePage ssr=SsrMode::Async/>
        <Route path=path!(":shop/r/:code") view=FriendPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/sign-in") view=SignInPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/card") view=CardPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/history") view=HistoryPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/rewards") view=RewardsPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/rewards/:reward") view=TakePage ssr=SsrMode::Async/>
        <Route path=path!(":shop/vouchers/:code") view=VoucherPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/earn") view=EarnPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/earn/:rule") view=ClaimPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/gift-card") view=GiftCardPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/pass-on") view=PassOnPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/refer") view=ReferPage ssr=SsrMode::Async/>
        <Route path=path!(":shop/me") view=MePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Takes over the page that the server rendered. When it answers, `<html>` has `data-hydrated`.
#[cfg(feature = "hydrate")]
pub async fn start() {
    let path = location().pathname().unwrap_or_default();
    if is_hydrated(&path) {
        hydrate_app().await;
    } else {
        enhance::start();
    }
    if let Some(root) = document().document_element() {
        // Only the name of an attribute can be refused, and this is a good one.
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// Hydrates the whole app. Its code is a part of the WASM that phones of members never load.
#[cfg(feature = "hydrate")]
#[lazy]
async fn hydrate_app() {
    if let Some(body) = document().body() {
        hydrate_from_async(body, App).await.forget();
    }
}
