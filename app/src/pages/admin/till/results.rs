//! Who was found, as a list to choose from.

use leptos::prelude::*;
use regulars::{ids::MemberId, programme::words::points, views::MemberRow};

use super::search::Finder;

/// The list below the field; what it says when nobody was found.
#[component]
pub fn Results(finder: Finder, pick: Callback<MemberId>, join: String) -> impl IntoView {
    move || {
        let join = join.clone();
        // Read before deciding, so that the server waits for it.
        let answer = finder.found.get()?;
        let shown = finder.text.with(|text| !text.trim().is_empty());
        shown.then(|| match answer {
            Err(error) => view! {
                <p role="alert" class="mt-2 rounded-box border border-error/40 bg-base-100 p-4">{error.message()}</p>
            }
            .into_any(),
            Ok((asked, _)) if asked.is_empty() => ().into_any(),
            Ok((_, rows)) if rows.is_empty() => nobody(join).into_any(),
            Ok((_, rows)) => view! { <Rows rows finder pick/> }.into_any(),
        })
    }
}

fn nobody(join: String) -> impl IntoView {
    let href = join.clone();
    view! {
        <p class="absolute inset-x-0 top-full z-30 mt-2 rounded-box border border-base-300 bg-base-100 p-4 shadow-lg" role="status">
            "Nobody found. Check the spelling, or let them join on their own phone at "
            <a class="text-link" href=href rel="external">
                {join}
            </a>
            "."
        </p>
    }
}

#[component]
fn Rows(rows: Vec<MemberRow>, finder: Finder, pick: Callback<MemberId>) -> impl IntoView {
    let option = move |(index, row): (usize, MemberRow)| {
        let id = row.id;
        let active = move || finder.active.get() == index;
        view! {
            <a
                id=format!("till-found-{index}")
                role="option"
                tabindex="-1"
                href=move || finder.sale.address_for(id)
                class="flex min-h-14 items-center gap-4 rounded-field px-4 py-2"
                class=("bg-base-200", active)
                aria-selected=move || if active() { "true" } else { "false" }
                on:mouseenter=move |_| finder.active.set(index)
                on:click=move |event| {
                    event.prevent_default();
                    pick.run(id);
                }
            >
                <span class="min-w-0 flex-1">
                    <span class="block truncate font-medium">{row.name}</span>
                    <span class="block truncate text-sm text-muted">
                        {row.mail.or(row.reference).unwrap_or_default()}
                    </span>
                </span>
                <span class="shrink-0 text-end text-sm">
                    <span class="block font-medium">{points(row.available)}</span>
                    <span class="block text-muted">{row.tier}</span>
                </span>
            </a>
        }
    };
    view! {
        <div
            id="till-found"
            role="listbox"
            aria-label="Members found"
            class="absolute inset-x-0 top-full z-30 mt-2 max-h-112 overflow-y-auto rounded-box border border-base-300 bg-base-100 p-2 shadow-lg"
        >
            {rows.into_iter().enumerate().map(option).collect_view()}
        </div>
    }
}
