//! Every version, newest first, each with what changed from the one before.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{
    time::Day,
    views::{VersionLine, VersionStatus, Versions},
};

use super::{
    super::{
        frame::{Place, Sheet, framed},
        parts::{Query, pager},
    },
    changes,
};
use crate::{
    api::admin::versions::{load_versions, page_of},
    components::{Empty, Loaded, Notice, PageTitle, Tone, icon, words},
};

const ADDRESS: &str = "/admin/programme/versions";

/// The page.
pub fn page() -> AnyView {
    let query = use_query_map();
    let below = Memo::new(move |_| query.read().get("below").and_then(|it| it.parse().ok()));
    let found = Resource::new(move || below.get(), load_versions);
    framed(Place::Programme, move |_| {
        view! {
            <PageTitle text="Versions"/>
            <Loaded from=found show=move |all| view! { <All all below=below.get_untracked()/> }/>
        }
    })
}

#[component]
fn All(all: Versions, below: Option<i64>) -> impl IntoView {
    let today = all.shop.today;
    let back = view! { <a class="btn btn-quiet" href="/admin/programme">"To the programme"</a> };
    let waits = all.waiting.map(|waiting| {
        let href = page_of(waiting.version);
        view! {
            <Notice tone=Tone::Plain>
                {waiting.words()} " " <a class="text-link" href=href>"Change that"</a>
            </Notice>
        }
    });
    let empty = all.lines.is_empty().then(|| {
        view! {
            <section class="panel">
                <Empty glyph=icon::HISTORY title="No versions yet">
                    <p>"Each publication will be kept here, and can be gone back to."</p>
                    <a class="btn btn-primary" href="/admin/set-up">"Set the programme up"</a>
                </Empty>
            </section>
        }
    });
    let first = below.map(|_| ADDRESS.to_owned());
    let next = all.next.map(|number| {
        Query::new(ADDRESS)
            .with("below", &number.to_string())
            .done()
    });
    view! {
        <Sheet title="Versions" under="Orders keep the version that judged them." beside=back.into_any()>
            {waits}
            {empty}
            <ul class="grid gap-4">
                {all.lines.into_iter().map(|line| version(line, today)).collect_view()}
            </ul>
            {pager(first, next)}
        </Sheet>
    }
}

fn version(line: VersionLine, today: Day) -> impl IntoView {
    let row = line.row;
    let by = row.by.map(|by| format!(", {by}")).unwrap_or_default();
    let day = words::day(row.day, today);
    let when = match row.status {
        VersionStatus::Waiting => String::new(),
        _ => format!(", {day}{by}"),
    };
    let told = match line.before {
        None => view! { <p class="text-muted">"The first version."</p> }.into_any(),
        Some(before) if line.changes.is_empty() => {
            view! { <p class="text-muted">"The same rules as version " {before} "."</p> }.into_any()
        }
        Some(_) => changes(line.changes).into_any(),
    };
    view! {
        <li class="panel grid gap-3">
            <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h2 class="heading">
                    <a class="text-link" href=page_of(row.version)>
                        "Version " {row.version}
                    </a>
                </h2>
                <span class="min-w-0 text-sm break-words text-muted">{row.status.words()} {when}</span>
            </div>
            {told}
        </li>
    }
}
