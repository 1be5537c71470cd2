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
mod tiers;
mod timing;

use leptos::prelude::*;
use regulars::{
    time::Day,
    views::{ProgrammeEditor, VersionRow, VersionStatus},
};

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::programme::load_editor,
    components::{Loaded, words as say},
};
use acts::Acts;
use basket::Basket;
use bonuses::Bonuses;
use earning::Earning;
use editor::{Editor, input, words};
use form::Form;
use margin::{Margin, Paying};
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
        None => "Nothing is published yet. This is a sensible programme to start from.".to_owned(),
    };
    let public = view! {
        <a class="btn btn-quiet" href=format!("/{}", shop.slug) rel="external">
            "See the programme's page"
        </a>
    }
    .into_any();
    view! {
        <Sheet title="Programme" under beside=public>
            <noscript inner_html=NEEDS_SCRIPTS></noscript>
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
                    <Publish editor loaded=form is_draft=page.is_draft said reload/>
                </div>
                <div class="grid gap-4 xl:sticky xl:top-8 xl:max-h-[calc(100dvh-4rem)] xl:overflow-y-auto">
                    <Preview editor today=shop.today/>
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
        let status = match version.status {
            VersionStatus::Draft => "Draft",
            VersionStatus::Published => "In force",
            VersionStatus::Superseded => "Earlier",
        };
        let by = version.by.map(|by| format!(", {by}")).unwrap_or_default();
        view! {
            <li class="flex justify-between gap-4 py-2">
                <span class="font-medium">"Version " {version.version}</span>
                <span class="min-w-0 truncate text-end text-sm text-muted">
                    {status} ", " {say::day(version.day, today)} {by}
                </span>
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
        </section>
    }
}
