//! The list of orders: search, filter and page are in the address.

use leptos::prelude::*;
use regulars::{
    money::Minor,
    order::OrderSource,
    programme::words::points,
    views::{OrderRow, Page, Shop},
};

use super::super::{
    frame::{Place, Sheet, framed},
    parts::{Filter, Finder, Wish},
};
use crate::{
    api::admin::orders::list_orders,
    components::{Empty, Loaded, icon, words},
};

static FINDER: Finder = Finder {
    path: "/admin/orders",
    search: "Member or order number",
    choice: "show",
    about: "Which orders",
    choices: &[
        ("", "All"),
        ("till", "Till"),
        ("import", "Imported"),
        ("api", "Shop system"),
    ],
};

/// The page.
pub fn page() -> AnyView {
    let wish = FINDER.wish();
    let found = Resource::new(
        move || wish.get(),
        |wish| list_orders(wish.text, source(&wish.choice), wish.after),
    );
    framed(Place::Orders, move |desk| {
        let shop = desk.shop;
        view! {
            <Sheet title="Orders">
                <Filter finder=&FINDER wish/>
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
fn Orders(page: Page<OrderRow>, wish: Wish, shop: Shop) -> impl IntoView {
    if page.rows.is_empty() {
        return nothing(&wish).into_any();
    }
    view! {
        <ul class="divide-y divide-base-300">
            {page.rows.into_iter().map(|row| order(row, &shop, true)).collect_view()}
        </ul>
        {FINDER.pager(&wish, page.next)}
    }
    .into_any()
}

fn nothing(wish: &Wish) -> impl IntoView {
    if wish.text.is_empty() && wish.choice.is_empty() {
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

fn source(key: &str) -> Option<OrderSource> {
    match key {
        "till" => Some(OrderSource::Till),
        "api" => Some(OrderSource::Api),
        "import" => Some(OrderSource::Import),
        _ => None,
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
