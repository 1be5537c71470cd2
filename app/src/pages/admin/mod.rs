//! The merchant's pages: till, overview, members, orders, programme, import, staff.
//!
//! Every page is a lazy route: its code is in a bundle that a member's phone never asks for.
//! That holds only for what `view` reaches, so a route has no data of its own: pages make their
//! resources inside `view`.

mod frame;
mod import;
mod invitation;
mod members;
mod navigation;
mod orders;
mod overview;
mod parts;
mod programme;
mod sign_in;
mod staff;
mod till;

use leptos::prelude::*;
use leptos_router::{
    Lazy, LazyRoute, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, lazy_route,
    path,
};

/// Every page of the merchant's, by its address.
#[component(transparent)]
pub fn AdminRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("admin") view={Lazy::<OverviewRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/till") view={Lazy::<TillRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/members") view={Lazy::<MembersRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/members/:id") view={Lazy::<MemberRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/orders") view={Lazy::<OrdersRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/orders/:id") view={Lazy::<OrderRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/programme") view={Lazy::<ProgrammeRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/import") view={Lazy::<ImportRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/staff") view={Lazy::<StaffRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/sign-in") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async/>
        <Route path=path!("admin/invitation/:token") view={Lazy::<InvitationRoute>::new()} ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[derive(Debug)]
struct OverviewRoute;

#[lazy_route]
impl LazyRoute for OverviewRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        overview::page()
    }
}

#[derive(Debug)]
struct TillRoute;

#[lazy_route]
impl LazyRoute for TillRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        till::page()
    }
}

#[derive(Debug)]
struct MembersRoute;

#[lazy_route]
impl LazyRoute for MembersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        members::list::page()
    }
}

#[derive(Debug)]
struct MemberRoute;

#[lazy_route]
impl LazyRoute for MemberRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        members::detail::page()
    }
}

#[derive(Debug)]
struct OrdersRoute;

#[lazy_route]
impl LazyRoute for OrdersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        orders::list::page()
    }
}

#[derive(Debug)]
struct OrderRoute;

#[lazy_route]
impl LazyRoute for OrderRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        orders::detail::page()
    }
}

#[derive(Debug)]
struct ProgrammeRoute;

#[lazy_route]
impl LazyRoute for ProgrammeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        programme::page()
    }
}

#[derive(Debug)]
struct ImportRoute;

#[lazy_route]
impl LazyRoute for ImportRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        import::page()
    }
}

#[derive(Debug)]
struct StaffRoute;

#[lazy_route]
impl LazyRoute for StaffRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        staff::page()
    }
}

#[derive(Debug)]
struct SignInRoute;

#[lazy_route]
impl LazyRoute for SignInRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        sign_in::page()
    }
}

#[derive(Debug)]
struct InvitationRoute;

#[lazy_route]
impl LazyRoute for InvitationRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        invitation::page()
    }
}
