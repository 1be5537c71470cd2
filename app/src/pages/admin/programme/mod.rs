//! The programme editor: one decision a section, each fault beside its field, and what customers
//! get worked out while one types.

mod acts;
mod basket;
mod bonuses;
mod conditions;
mod earning;
mod editor;
mod form;
mod gives;
mod key;
mod margin;
mod passing;
mod preview;
mod promotion_kinds;
mod promotions;
mod publish;
mod read;
mod referral;
mod rewards;
mod rows;
mod sections;
mod so_far;
mod tiers;
mod timing;
mod try_out;

use leptos::prelude::*;
use regulars::{
    time::Day,
    views::{ProgrammeEditor, VersionRow, VersionStatus},
};

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::{programme::load_editor, replay::REPLAY_PATH, versions::page_of},
    components::{Loaded, Notice, Tone, words as say},
};
use acts::Acts;
use basket::Basket;
use bonuses::Bonuses;
use earning::Earning;
use editor::{Editor, input, words};
use form::Form;
use margin::{Margin, Paying, Warnings};
use passing::Passing;
use preview::Preview;
use promotions::Promotions;
use publish::{Publish, Said};
use referral::Referral;
use rewards::Rewards;
use tiers::Tiers;
use timing::Timing;

/// As text: where scripts run, a browser reads no elements inside `noscript`, and hydration would
/// look for them.
const NEEDS_SCRIPTS: &str = r#"<p class="notice">Changing the programme needs JavaScript: what customers get is worked out as you type.</p>"#;

/// The page.
pub fn page() -> AnyView {
    let found = Resource::new(|| (), |()| load_editor());
    let reload = Callback::new(move |()| found.refetch());
    let said = Said::new(None);
    framed(Place::Programme, move |_| {
        view! { <Loaded from=found show=move |page| view! { <Edit page said reload/> }/> }
    })
}

#[component]
fn Edit(page: ProgrammeEditor, said: Said, reload: Callback<()>) -> impl IntoView {
    let shop = page.shop;
    let form = Form::of(&page.document, shop.currency);
    let editor = Editor::new(form.clone(), shop.currency);
    let in_force = page
        .versions
        .iter()
        .find(|version| version.status == VersionStatus::Published);
    let under = match in_force {
        Some(version) => format!(
            "Version {} is in force since {}.",
            version.version,
            say::day(version.day, shop.today)
        ),
        None if page.in_force.is_some() => "An earlier version is in force.".to_owned(),
        None => "Nothing is published yet. This is a sensible programme to start from.".to_owned(),
    };
    let draft = page
        .versions
        .iter()
        .find(|version| version.status == VersionStatus::Draft)
        .map(|version| version.version);
    let waits = page.waiting.map(|waiting| {
        let href = page_of(waiting.version);
        view! {
            <Notice tone=Tone::Plain>
                {waiting.words()} " " <a class="text-link" href=href>"Change that"</a>
            </Notice>
        }
    });
    let public = view! {
        <div class="flex flex-wrap gap-2">
            <a class="btn btn-quiet" href=REPLAY_PATH>
                "Past orders"
            </a>
            <a class="btn btn-quiet" href=format!("/{}", shop.slug) rel="external">
                "See the programme's page"
            </a>
        </div>
    }
    .into_any();
    view! {
        <Sheet title="Programme" under beside=public>
            <noscript inner_html=NEEDS_SCRIPTS></noscript>
            {waits}
            <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
                <div class="grid gap-4">
                    <section class="panel">
                        {input(
                            editor,
                            "name".to_owned(),
                            words("What the programme is called", "Members read it"),
                            || "name".to_owned(),
                            |form| form.name.clone(),
                            |form, text| form.name = text,
                        )}
                    </section>
                    <Earning editor/>
                    <Rewards editor/>
                    <Promotions editor/>
                    <Tiers editor/>
                    <Referral editor/>
                    <Bonuses editor/>
                    <Acts editor/>
                    <Paying editor/>
                    <Passing editor/>
                    <Timing editor/>
                    <Margin editor/>
                    <Publish editor loaded=form in_force=page.in_force draft said reload/>
                </div>
                <div class="grid gap-4 xl:sticky xl:top-8 xl:max-h-[calc(100dvh-4rem)] xl:overflow-y-auto">
                    <Preview editor today=shop.today/>
                    <Warnings editor/>
                    <Basket editor today=shop.today/>
                    <Versions versions=page.versions today=shop.today/>
                </div>
            </div>
        </Sheet>
    }
}

#[component]
fn Versions(versions: Vec<VersionRow>, today: Day) -> impl IntoView {
    let line = move |version: VersionRow| {
        let day = match version.status {
            VersionStatus::Waiting => String::new(),
            _ => format!(", {}", say::day(version.day, today)),
        };
        let by = version.by.map(|by| format!(", {by}")).unwrap_or_default();
        view! {
            <li>
                <a class="flex min-h-11 items-center justify-between gap-4" href=page_of(version.version)>
                    <span class="shrink-0 font-medium">"Version " {version.version}</span>
                    <span class="min-w-0 truncate text-end text-sm text-muted">
                        {version.status.words()} {day} {by}
                    </span>
                </a>
            </li>
        }
    };
    let empty = versions.is_empty();
    view! {
        <section class="panel" aria-labelledby="versions">
            <h2 class="heading" id="versions">
                "Versions"
            </h2>
            {empty.then(|| view! { <p class="pt-2 text-sm text-muted">"Each publication will be kept here."</p> })}
            <ul class="divide-y divide-base-300">{versions.into_iter().map(line).collect_view()}</ul>
            <a class="text-link inline-flex min-h-11 items-center text-sm" href="/admin/programme/versions">
                "What each of them changed"
            </a>
        </section>
    }
}
