//! The list of members: search, sort and page are in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{
    money::format_count,
    views::{MemberRow, MemberSort, Page, Shop},
};

use super::super::{
    frame::{Place, Sheet, framed},
    parts::{Query, initials, pager},
};
use crate::{
    api::admin::members::list_members,
    components::{Empty, Icon, Loaded, icon, words},
};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Wish {
    text: String,
    sort: String,
    after: String,
}

impl Wish {
    fn sort(&self) -> MemberSort {
        match self.sort.as_str() {
            "points" => MemberSort::Points,
            "spend" => MemberSort::Spend,
            _ => MemberSort::Joined,
        }
    }

    fn address(&self, sort: &str, after: &str) -> String {
        let sort = if sort == "joined" { "" } else { sort };
        Query::new("/admin/members")
            .with("q", &self.text)
            .with("sort", sort)
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
            sort: read("sort"),
            after: read("after"),
        }
    });
    let found = Resource::new(
        move || wish.get(),
        |wish| {
            let sort = wish.sort();
            list_members(wish.text, sort, wish.after)
        },
    );
    framed(Place::Members, move |desk| {
        let shop = desk.shop;
        view! {
            <Sheet title="Members">
                <Filter wish/>
                <div class="panel p-0">
                    <Loaded
                        from=found
                        show=move |page| view! { <Members page wish=wish.get_untracked() shop=shop.clone()/> }
                    />
                </div>
            </Sheet>
        }
    })
}

#[component]
fn Filter(wish: Memo<Wish>) -> impl IntoView {
    let sorts = [
        ("joined", "Newest"),
        ("points", "Most points"),
        ("spend", "Most spent"),
    ];
    view! {
        <form method="get" action="/admin/members" role="search" class="flex flex-wrap items-center gap-3">
            <label class="input h-12 min-w-0 flex-1 basis-56 bg-base-100 text-base">
                <span class="text-muted">
                    <Icon glyph=icon::SEARCH/>
                </span>
                <span class="sr-only">"Name, mail, code or number"</span>
                <input
                    type="search"
                    name="q"
                    placeholder="Name, mail, code or number"
                    maxlength="200"
                    value=wish.get_untracked().text
                    prop:value=move || wish.get().text
                />
            </label>
            <input type="hidden" name="sort" value=move || wish.get().sort/>
            <button class="btn btn-quiet" type="submit">
                "Search"
            </button>
            <nav class="join" aria-label="Order">
                {sorts
                    .into_iter()
                    .map(|(key, words)| {
                        let here = move || {
                            let sort = wish.get().sort;
                            if sort.is_empty() { key == "joined" } else { sort == key }
                        };
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
fn Members(page: Page<MemberRow>, wish: Wish, shop: Shop) -> impl IntoView {
    if page.rows.is_empty() {
        return nobody(&wish, &shop.slug).into_any();
    }
    let first = (!wish.after.is_empty()).then(|| wish.address(&wish.sort, ""));
    let next = page.next.map(|after| wish.address(&wish.sort, &after));
    view! {
        <ul class="divide-y divide-base-300">
            {page.rows.into_iter().map(|row| member(row, &shop)).collect_view()}
        </ul>
        {pager(first, next)}
    }
    .into_any()
}

fn nobody(wish: &Wish, slug: &str) -> impl IntoView {
    let public = format!("/{slug}");
    if wish.text.is_empty() {
        view! {
            <Empty glyph=icon::USERS title="Your members will be here">
                <p>"They join with a mail address on the programme's page, or come with an order history."</p>
                <a class="btn btn-primary" href=public rel="external">
                    "See the programme's page"
                </a>
                <a class="btn btn-quiet" href="/admin/import">
                    "Import an order history"
                </a>
            </Empty>
        }
        .into_any()
    } else {
        let words = format!("No member has {} in name, mail, code or number.", wish.text);
        view! {
            <Empty glyph=icon::SEARCH title="Nobody found">
                <p class="break-words">{words}</p>
                <a class="btn btn-quiet" href="/admin/members">
                    "Show all members"
                </a>
            </Empty>
        }
        .into_any()
    }
}

fn member(row: MemberRow, shop: &Shop) -> impl IntoView + use<> {
    let last = match row.last_order_on {
        Some(day) => format!("Last order {}", words::day(day, shop.today)),
        None => format!(
            "No order yet, joined {}",
            words::day(row.joined_on, shop.today)
        ),
    };
    let spend = shop.currency.format(row.lifetime_spend);
    let orders = match row.orders {
        1 => "1 order".to_owned(),
        many => format!("{} orders", format_count(many)),
    };
    view! {
        <li>
            <a
                href=format!("/admin/members/{}", row.id)
                class="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 hover:bg-base-200/60 md:grid-cols-[auto_minmax(0,3fr)_minmax(0,2fr)_7rem_6rem]"
            >
                <span class="avatar-mark" aria-hidden="true">
                    {initials(&row.name)}
                </span>
                <span class="min-w-0">
                    <span class="block truncate font-medium">{row.name}</span>
                    <span class="block truncate text-sm text-muted">
                        {row.mail.or(row.reference).unwrap_or_default()}
                    </span>
                </span>
                <span class="min-w-0 truncate text-sm text-muted max-md:hidden">{last}</span>
                <span class="text-end text-sm max-md:hidden">
                    <span class="block font-medium">{spend}</span>
                    <span class="block text-muted">{orders}</span>
                </span>
                <span class="text-end">
                    <span class="block font-semibold">{format_count(row.available)}</span>
                    <span class="block text-sm text-muted">{row.tier.unwrap_or_else(|| "points".to_owned())}</span>
                </span>
            </a>
        </li>
    }
}
