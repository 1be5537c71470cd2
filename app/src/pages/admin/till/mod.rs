//! The till. Everything by keyboard: `/` finds, Enter adds and rings up, 1 to 9 choose what to
//! use, Escape leaves a field and begins the next sale, `u` takes the last sale back.

mod carried;
mod keep;
mod keys;
mod lines;
mod offers;
mod offline;
mod panel;
mod pay;
mod points;
mod purses;
mod receipt;
mod results;
mod search;
mod settled;
mod stamps;
mod state;
mod tick;
mod typed;
mod undo;
mod waiting;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::ids::MemberId;

use super::frame::{Place, framed};
use crate::{
    api::admin::{
        session::AtDesk,
        till::{RingUp, Sold, TillPage, load_till},
    },
    error::AppError,
};
use keep::KeepSale;
use keys::listen;
use lines::{AddLine, Lines, Notes};
use panel::Panel;
use search::Search;
use state::Sale;
pub use waiting::OfflineTillPage;
use waiting::Waiting;

/// The page.
pub fn page() -> AnyView {
    let query = use_query_map();
    let member = Memo::new(move |_| query.read().get("member").and_then(|id| id.parse().ok()));
    let done = Memo::new(move |_| query.read().get("done").and_then(|id| id.parse().ok()));
    let room = Resource::new(
        move || (member.get(), done.get()),
        |(member, done)| load_till(member, done),
    );
    framed(Place::Till, move |desk| view! { <Till desk member room/> })
}

/// What the server says about the member on the screen and the last sale.
type Room = Resource<Result<TillPage, AppError>>;

#[component]
fn Till(desk: AtDesk, member: Memo<Option<MemberId>>, room: Room) -> impl IntoView {
    let shop = desk.shop.clone();
    let sale = Sale::begin(&shop, member);
    let ring_up = ServerAction::<RingUp>::new();
    let outcome = ring_up.value();
    Effect::new(move |_| {
        if let Some(Ok(sold)) = outcome.get() {
            sale.finish(sold);
            outcome.set(None);
            room.refetch();
        }
    });
    // Another member or another basket: what went wrong before is no longer so.
    Effect::new(move |before: Option<Option<MemberId>>| {
        let now = member.get();
        if before.is_some_and(|before| before != now) {
            sale.sold.set(None);
            // What was quoted before anybody was found is kept.
            if before.flatten().is_some() {
                sale.used.set(Vec::new());
            }
            outcome.set(None);
        }
        now
    });
    listen(sale);
    offline::follow(sale, room, ring_up);
    let lost = sale.offline.lost;
    view! {
        <div class="lg:grid lg:h-dvh lg:grid-cols-[minmax(0,1fr)_25rem]">
            <div class="flex min-w-0 flex-col gap-5 p-4 sm:p-6 lg:overflow-y-auto lg:p-7">
                <header class="order-first flex items-center justify-between gap-4">
                    <h1 class="title">"Till"</h1>
                    <a class="btn btn-ghost btn-sm ms-auto" href="/admin/cards">
                        "Gift cards"
                    </a>
                    <Connection shop=shop.name.clone() lost/>
                </header>
                <div hidden=lost>
                    <Search sale shop/>
                </div>
                <Lines sale/>
                <AddLine sale/>
                <Notes sale/>
                <Waiting desk/>
            </div>
            <section
                aria-label="This sale"
                class="flex min-w-0 flex-col border-base-300 bg-base-100 p-4 max-lg:border-t sm:p-6 lg:overflow-y-auto lg:border-s lg:p-7"
            >
                {move || lost.get().then(|| view! { <KeepSale sale room/> })}
                <div class="flex flex-1 flex-col" hidden=lost>
                    <Panel sale room ring_up/>
                </div>
            </section>
        </div>
    }
}

/// Where one is, and whether there is a connection.
#[component]
fn Connection(shop: String, lost: RwSignal<bool>) -> impl IntoView {
    view! {
        <p class="flex min-w-0 items-center gap-2 text-sm" role="status">
            <span
                class="size-2 shrink-0 rounded-full"
                class=("bg-success", move || !lost.get())
                class=("bg-error", lost)
                aria-hidden="true"
            ></span>
            <span class="truncate">{shop}</span>
            <span class="shrink-0 text-muted">
                {move || if lost.get() { "no connection" } else { "online" }}
            </span>
        </p>
    }
}

/// What the address of a plain form says was rung up, or what the script was told.
fn receipt_of(sale: Sale, page: &TillPage) -> Option<Sold> {
    sale.sold.get().or_else(|| page.done.clone())
}
