//! The till. Everything by keyboard: `/` finds, Enter adds and rings up, 1 to 9 choose what to
//! use, Escape leaves a field and begins the next sale, `u` takes the last sale back.

mod carried;
mod keys;
mod lines;
mod offers;
mod panel;
mod pay;
mod points;
mod purses;
mod receipt;
mod results;
mod search;
mod stamps;
mod state;
mod tick;
mod typed;
mod undo;

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_query_map;
use regulars::{ids::MemberId, views::Shop};

use super::frame::{Place, framed};
use crate::api::admin::till::{RingUp, Sold, TillPage, load_till};
use crate::error::AppError;
use keys::listen;
use lines::{AddLine, Lines, Notes};
use panel::Panel;
use search::Search;
use state::Sale;

/// The page.
pub fn page() -> AnyView {
    let query = use_query_map();
    let member = Memo::new(move |_| query.read().get("member").and_then(|id| id.parse().ok()));
    let done = Memo::new(move |_| query.read().get("done").and_then(|id| id.parse().ok()));
    let room = Resource::new(
        move || (member.get(), done.get()),
        |(member, done)| load_till(member, done),
    );
    framed(
        Place::Till,
        move |desk| view! { <Till shop=desk.shop member room/> },
    )
}

/// What the server says about the member on the screen and the last sale.
type Room = Resource<Result<TillPage, AppError>>;

#[component]
fn Till(shop: Shop, member: Memo<Option<MemberId>>, room: Room) -> impl IntoView {
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
    view! {
        <div class="lg:grid lg:h-dvh lg:grid-cols-[minmax(0,1fr)_25rem]">
            <div class="flex min-w-0 flex-col gap-5 p-4 sm:p-6 lg:overflow-y-auto lg:p-7">
                <header class="flex items-center justify-between gap-4">
                    <h1 class="title">"Till"</h1>
                    <a class="btn btn-ghost btn-sm ms-auto" href="/admin/cards">
                        "Gift cards"
                    </a>
                    <Connection shop=shop.name.clone()/>
                </header>
                <Search sale shop/>
                <Lines sale/>
                <AddLine sale/>
                <Notes sale/>
            </div>
            <section
                aria-label="This sale"
                class="flex min-w-0 flex-col border-base-300 bg-base-100 p-4 max-lg:border-t sm:p-6 lg:overflow-y-auto lg:border-s lg:p-7"
            >
                <Panel sale room ring_up/>
            </section>
        </div>
    }
}

/// Where one is, and whether there is a connection.
#[component]
fn Connection(shop: String) -> impl IntoView {
    let online = RwSignal::new(true);
    Effect::new(move |_| {
        let on = window_event_listener(ev::online, move |_| online.set(true));
        let off = window_event_listener(ev::offline, move |_| online.set(false));
        on_cleanup(move || {
            on.remove();
            off.remove();
        });
    });
    view! {
        <p class="flex min-w-0 items-center gap-2 text-sm" role="status">
            <span
                class="size-2 shrink-0 rounded-full"
                class=("bg-success", online)
                class=("bg-error", move || !online.get())
                aria-hidden="true"
            ></span>
            <span class="truncate">{shop}</span>
            <span class="shrink-0 text-muted">
                {move || if online.get() { "online" } else { "no connection" }}
            </span>
        </p>
    }
}

/// What the address of a plain form says was rung up, or what the script was told.
fn receipt_of(sale: Sale, page: &TillPage) -> Option<Sold> {
    sale.sold.get().or_else(|| page.done.clone())
}
