//! One version: what it changes, its rules in words, and what can be done with it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use regulars::views::{VersionPage, VersionStatus};

use super::{
    super::frame::{Place, Sheet, framed},
    changes,
    release::Release,
    waits::{GoBack, Waits},
};
use crate::{
    api::admin::versions::load_version,
    components::{Loaded, PageTitle, words},
    error::AppError,
};

/// The page.
pub fn page() -> AnyView {
    let params = use_params_map();
    let number = Memo::new(move |_| {
        params
            .read()
            .get("version")
            .and_then(|it| it.parse::<i64>().ok())
    });
    let found = Resource::new(
        move || number.get(),
        |number| async move { load_version(number.ok_or(AppError::NotFound)?).await },
    );
    let changed = Callback::new(move |()| found.refetch());
    framed(Place::Programme, move |_| {
        view! {
            <PageTitle text="Version"/>
            <Loaded from=found show=move |page| view! { <Version page changed/> }/>
        }
    })
}

#[component]
fn Version(page: VersionPage, changed: Callback<()>) -> impl IntoView {
    let row = page.row.clone();
    let by = row
        .by
        .clone()
        .map(|by| format!(", {by}"))
        .unwrap_or_default();
    let under = match row.status {
        VersionStatus::Waiting => row.status.words().to_owned(),
        status => format!(
            "{}, {}{by}",
            status.words(),
            words::day(row.day, page.shop.today)
        ),
    };
    let back =
        view! { <a class="btn btn-quiet" href="/admin/programme/versions">"All versions"</a> };
    view! {
        <Sheet title=format!("Version {}", row.version) under beside=back.into_any()>
            <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
                <div class="grid gap-4">
                    {against(&page)}
                    <section class="panel grid gap-3" aria-labelledby="rules">
                        <h2 class="heading" id="rules">
                            "Its rules"
                        </h2>
                        {list(page.sentences.clone())}
                        {part("Rewards", page.rewards.clone())}
                        {part("Levels", page.levels.clone())}
                    </section>
                </div>
                {doing(page, changed)}
            </div>
        </Sheet>
    }
}

/// What it changes.
fn against(page: &VersionPage) -> Option<impl IntoView + use<>> {
    let (number, lines) = page.against.clone()?;
    let told = match lines.is_empty() {
        true => view! { <p>"Nothing: the rules are the same."</p> }.into_any(),
        false => changes(lines).into_any(),
    };
    Some(view! {
        <section class="panel grid gap-3" aria-labelledby="against">
            <h2 class="heading" id="against">
                "What changes from version " {number} ", which is in force"
            </h2>
            {told}
        </section>
    })
}

fn part(title: &'static str, lines: Vec<String>) -> Option<impl IntoView> {
    (!lines.is_empty()).then(|| {
        view! {
            <h3 class="pt-2 font-semibold">{title}</h3>
            {list(lines)}
        }
    })
}

fn list(lines: Vec<String>) -> impl IntoView {
    let item = |line: String| view! { <li class="break-words">{line}</li> };
    view! { <ul class="grid list-disc gap-1 ps-5">{lines.into_iter().map(item).collect_view()}</ul> }
}

/// What can be done with it.
fn doing(page: VersionPage, changed: Callback<()>) -> AnyView {
    match page.row.status {
        VersionStatus::Draft => view! { <Release page changed/> }.into_any(),
        VersionStatus::Waiting => view! {
            <div class="grid gap-4">
                <Waits page=page.clone() changed/>
                <Release page changed/>
            </div>
        }
        .into_any(),
        VersionStatus::Superseded | VersionStatus::TakenBack => view! { <GoBack page/> }.into_any(),
        VersionStatus::Published => view! {
            <section class="panel">
                <p>"Orders are judged by this version."</p>
                <a class="text-link inline-flex min-h-11 items-center" href="/admin/programme">
                    "Change the programme"
                </a>
            </section>
        }
        .into_any(),
    }
}
