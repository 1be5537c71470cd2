//! The list of members: search, sort and page are in the address.

use leptos::prelude::*;
use regulars::{
    money::format_count,
    views::{MemberRow, MemberSort, Page, Shop},
};

use super::super::{
    frame::{Place, Sheet, framed},
    parts::{Filter, Finder, Wish, initials},
};
use crate::{
    api::admin::members::list_members,
    components::{Empty, Loaded, icon, words},
};

static FINDER: Finder = Finder {
    path: "/admin/members",
    search: "Name, mail, code or number",
    choice: "sort",
    about: "Order",
    choices: &[
        ("", "Newest"),
        ("points", "Most points"),
        ("spend", "Most spent"),
    ],
};

/// The page.
pub fn page() -> AnyView {
    let wish = FINDER.wish();
    let found = Resource::new(
        move || wish.get(),
        |wish| list_members(wish.text, sort(&wish.choice), wish.after),
    );
    framed(Place::Members, move |desk| {
        let shop = desk.shop;
        view! {
            <Sheet title="Members">
                <Filter finder=&FINDER wish/>
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

fn sort(key: &str) -> MemberSort {
    match key {
        "points" => MemberSort::Points,
        "spend" => MemberSort::Spend,
        _ => MemberSort::Joined,
    }
}

#[component]
fn Members(page: Page<MemberRow>, wish: Wish, shop: Shop) -> impl IntoView {
    if page.rows.is_empty() {
        return nobody(&wish, &shop.slug).into_any();
    }
    view! {
        <ul class="divide-y divide-base-300">
            {page.rows.into_iter().map(|row| member(row, &shop)).collect_view()}
        </ul>
        {FINDER.pager(&wish, page.next)}
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
