//! The list of orders: search, filter and page are in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{
    money::Minor,
    order::OrderSource,
    programme::words::points,
    views::{OrderRow, Page, Shop},
};

use super::super::{
    frame::{Place, Sheet, framed},
    parts::{Query, pager},
};
use crate::{
    api::admin::orders::list_orders,
    components::{Empty, Icon, Loaded, icon, words},
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Wish {
    text: String,
    show: String,
    after: String,
}

impl Wish {
    fn source(&self) -> Option<OrderSource> {
        [OrderSource::Till, OrderSource::Import, OrderSource::Api]
            .into_iter()
            .find(|source| source_key(*source) == self.show)
    }

    fn address(&self, show: &str, after: &str) -> String {
        Query::new("/admin/orders")
            .with("q", &self.text)
            .with("show", show)
            .with("after", after)
            .done()
    }
}

/// The page.
pub fn page() -> AnyView {
    let query = use_query_map();
    let wish = Memo::new(move |_| {
        let query = query.read();
        let read = |name| query.get(name).unwrap_or_default();
        Wish {
            text: read("q"),
            show: read("show"),
            after: read("after"),
        }
    });
    let found = Resource::new(
        move || wish.get(),
        |wish| {
            let source = wish.source();
            list_orders(wish.text, source, wish.after)
        },
    );
    framed(Place::Orders, move |desk| {
        let shop = desk.shop;
        view! {
            <Sheet title="Orders">
                <Filter wish/>
                <div class="panel p-0">
                    <Loaded
                        from=found
                        show=move |page| view! { <Orders page wish=wish.get_untracked() shop=shop.clone()/> }
                    />
                </div>
            </Sheet>
        }
    })
}

#[component]
fn Filter(wish: Memo<Wish>) -> impl IntoView {
    let kinds = [
        ("", "All"),
        ("till", "Till"),
        ("import", "Imported"),
        ("api", "Shop system"),
    ];
    view! {
        <form method="get" action="/admin/orders" role="search" class="flex flex-wrap items-center gap-3">
            <label class="input h-12 min-w-0 flex-1 basis-56 bg-base-100 text-base">
                <span class="text-muted">
                    <Icon glyph=icon::SEARCH/>
                </span>
                <span class="sr-only">"Member or order number"</span>
                <input
                    type="search"
                    name="q"
                    placeholder="Member or order number"
                    maxlength="200"
                    value=wish.get_untracked().text
                    prop:value=move || wish.get().text
                />
            </label>
            <input type="hidden" name="show" value=move || wish.get().show/>
            <button class="btn btn-quiet" type="submit">
                "Search"
            </button>
            <nav class="join" aria-label="Which orders">
                {kinds
                    .into_iter()
                    .map(|(key, words)| {
                        let here = move || wish.get().show == key;
                        view! {
                            <a
                                class="btn join-item"
                              class=("btn-quiet", move || !here())
                                class=("btn-neutral", here)
                                aria-current=move || here().then_some("true")
                                href=move || wish.get().address(key, "")
                            >
                                {words}
                            </a>
                        }
                    })
                    .collect_view()}
            </nav>
        </form>
    }
}

#[component]
fn Orders(page: Page<OrderRow>, wish: Wish, shop: Shop) -> impl IntoView {
    if page.rows.is_empty() {
        return nothing(&wish).into_any();
    }
    let first = (!wish.after.is_empty()).then(|| wish.address(&wish.show, ""));
    let next = page.next.map(|after| wish.address(&wish.show, &after));
    view! {
        <ul class="divide-y divide-base-300">
            {page.rows.into_iter().map(|row| order(row, &shop, true)).collect_view()}
        </ul>
        {pager(first, next)}
    }
    .into_any()
}

fn nothing(wish: &Wish) -> impl IntoView {
    if wish.text.is_empty() && wish.show.is_empty() {
        view! {
            <Empty glyph=icon::RECEIPT_TEXT title="Your orders will be here">
                <p>"They come from the till, or from an order history that you import."</p>
                <a class="btn btn-primary" href="/admin/till">
                    "Go to the till"
                </a>
                <a class="btn btn-quiet" href="/admin/import">
                    "Import an order history"
                </a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty glyph=icon::SEARCH title="No order found">
                <p>"Search for a member's name or the number of the order, or show all."</p>
                <a class="btn btn-quiet" href="/admin/orders">
                    "Show all orders"
                </a>
            </Empty>
        }
        .into_any()
    }
}

fn source_key(source: OrderSource) -> &'static str {
    match source {
        OrderSource::Till => "till",
        OrderSource::Api => "api",
        OrderSource::Import => "import",
    }
}

/// Where an order came from, in a word.
pub fn source_words(source: OrderSource) -> &'static str {
    match source {
        OrderSource::Till => "Till",
        OrderSource::Api => "Shop system",
        OrderSource::Import => "Import",
    }
}

/// One order in a list, with the member's name or without it on the member's own page.
pub fn order(row: OrderRow, shop: &Shop, named: bool) -> impl IntoView + use<> {
    let when = format!(
        "{}, {}",
        words::capital(words::day(row.day, shop.today)),
        row.time
    );
    let number = row
        .reference
        .map(|number| format!(", number {number}"))
        .unwrap_or_default();
    let from = format!("{}{number}", source_words(row.source));
    let (lead, under) = if named {
        (row.member_name, format!("{when}, {from}"))
    } else {
        (when, from)
    };
    let refunded = (row.refunded > Minor::ZERO).then(|| {
        let words = if row.refunded >= row.total {
            "refunded".to_owned()
        } else {
            format!("{} refunded", shop.currency.format(row.refunded))
        };
        view! { <span class="block text-sm text-error">{words}</span> }
    });
    view! {
        <li>
            <a
                href=format!("/admin/orders/{}", row.id)
                class="flex items-center justify-between gap-4 px-5 py-3 hover:bg-base-200/60"
            >
                <span class="min-w-0">
                    <span class="block truncate font-medium">{lead}</span>
                    <span class="block truncate text-sm text-muted">{under}</span>
                </span>
                <span class="shrink-0 text-end">
                    <span class="block font-semibold">{shop.currency.format(row.total)}</span>
                    <span class="block text-sm text-muted">{points(row.points)}</span>
                    {refunded}
                </span>
            </a>
        </li>
    }
}
