//! The merchant's pages: till, overview, members, orders, programme, import, staff.
//!
//! All of it is one bundle, which a member's phone never asks for. A bundle a page was tried: the
//! code that pages share came in some 250 files, of which the till alone asked for more than 100.

mod cards;
mod claims;
mod codes;
mod frame;
mod import;
mod invitation;
mod members;
mod navigation;
mod orders;
mod overview;
mod parts;
mod programme;
mod replay;
mod set_up;
mod sign_in;
mod staff;
mod till;
mod versions;

use leptos::prelude::*;
pub use till::OfflineTillPage;

use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// Every page of the merchant's, by its address.
#[component(transparent)]
pub fn AdminRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("admin") view=overview::page ssr=SsrMode::Async/>
        <Route path=path!("admin/till") view=till::page ssr=SsrMode::Async/>
        <Route path=path!("admin/members") view=members::list::page ssr=SsrMode::Async/>
        <Route path=path!("admin/members/:id") view=members::detail::page ssr=SsrMode::Async/>
        <Route path=path!("admin/orders") view=orders::list::page ssr=SsrMode::Async/>
        <Route path=path!("admin/orders/:id") view=orders::detail::page ssr=SsrMode::Async/>
        <Route path=path!("admin/claims") view=claims::page ssr=SsrMode::Async/>
        <Route path=path!("admin/programme") view=programme::page ssr=SsrMode::Async/>
        <Route path=path!("admin/programme/replay") view=replay::page ssr=SsrMode::Async/>
        <Route path=path!("admin/cards") view=cards::page ssr=SsrMode::Async/>
        <Route path=path!("admin/programme/versions") view=versions::list::page ssr=SsrMode::Async/>
        <Route path=path!("admin/programme/versions/:version") view=versions::one::page ssr=SsrMode::Async/>
        <Route path=path!("admin/set-up") view=set_up::page ssr=SsrMode::Async/>
        <Route path=path!("admin/codes") view=codes::page ssr=SsrMode::Async/>
        <Route path=path!("admin/import") view=import::page ssr=SsrMode::Async/>
        <Route path=path!("admin/staff") view=staff::page ssr=SsrMode::Async/>
        <Route path=path!("admin/sign-in") view=sign_in::page ssr=SsrMode::Async/>
        <Route path=path!("admin/invitation/:token") view=invitation::page ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
