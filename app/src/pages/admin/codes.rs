//! One-time codes of promotions: make a batch, fetch it as a file, switch it off.

use leptos::prelude::*;
use regulars::{
    money::format_count,
    views::{CodeBatch, Shop},
};

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::codes::{CodesPage, EnableCodes, MakeCodes, load_codes},
    components::{
        Empty, Field, FormFault, Icon, Loaded, Notice, SubmitButton, Tone, fault_of, icon, words,
    },
};

/// The page.
pub fn page() -> AnyView {
    let found = Resource::new(|| (), |()| load_codes());
    let changed = Callback::new(move |()| found.refetch());
    framed(Place::Programme, move |desk| {
        let shop = desk.shop.clone();
        view! {
            <Sheet title="One-time codes" under="Each sets a promotion off for one order, whoever brings it: for flyers, letters, partners.">
                <Loaded
                    from=found
                    show=move |page: CodesPage| {
                        let batches = page.batches.clone();
                        view! {
                            <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                                <Batches batches shop=shop.clone() changed/>
                                <Make page changed/>
                            </div>
                        }
                    }
                />
            </Sheet>
        }
    })
}

#[component]
fn Make(page: CodesPage, changed: Callback<()>) -> impl IntoView {
    let make = ServerAction::<MakeCodes>::new();
    let answer = make.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    let done = move || {
        matches!(answer.get(), Some(Ok(())))
            .then(|| view! { <Notice tone=Tone::Good>"Made. Fetch them as a file from the list."</Notice> })
    };
    let CodesPage {
        promotions,
        good_until,
        key,
        ..
    } = page;
    let none = promotions.is_empty();
    let fault = fault_of(make, "promotion");
    let options = promotions
        .into_iter()
        .map(|(key, name)| view! { <option value=key>{name}</option> })
        .collect_view();
    view! {
        <section class="panel grid gap-4" aria-labelledby="make">
            <h2 class="heading" id="make">
                "Make codes"
            </h2>
            {done}
            {none
                .then(|| {
                    view! {
                        <Notice tone=Tone::Plain>
                            "First publish a promotion that applies with a code. "
                            <a class="text-link" href="/admin/programme#promotions">
                                "Add one"
                            </a>
                        </Notice>
                    }
                })}
            <FormFault action=make/>
            <ActionForm action=make>
                <div class="grid gap-3">
                    <input type="hidden" name="key" value=key/>
                    <div class="field">
                        <label for="promotion">"Promotion"</label>
                        <select class="select w-full" id="promotion" name="promotion" disabled=none>
                            {options}
                        </select>
                        <div role="alert">
                            {move || fault.get().map(|words| view! { <p class="fault">{words}</p> })}
                        </div>
                    </div>
                    <Field
                        label="What they are for"
                        name="name"
                        maxlength=200
                        hint="Only you read it: Spring flyer."
                        fault=fault_of(make, "name")
                    />
                    <Field
                        label="How many"
                        name="count"
                        inputmode="numeric"
                        maxlength=7
                        hint="Up to 100,000."
                        fault=fault_of(make, "count")
                    />
                    <Field
                        label="Good until"
                        name="good_until"
                        kind="date"
                        value=good_until.to_string()
                        fault=fault_of(make, "good_until")
                    />
                    <SubmitButton action=make class="btn btn-primary w-full">
                        "Make the codes"
                    </SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Batches(batches: Vec<CodeBatch>, shop: Shop, changed: Callback<()>) -> impl IntoView {
    let enable = ServerAction::<EnableCodes>::new();
    let answer = enable.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    let empty = batches.is_empty();
    let row = move |batch: CodeBatch| {
        let until = words::day(batch.good_until, shop.today);
        let promotion = batch
            .promotion_name
            .clone()
            .unwrap_or_else(|| "a promotion that is gone".to_owned());
        let state = if batch.enabled { "" } else { ", switched off" };
        let under = format!("{promotion}, good until {until}{state}");
        let used = format!(
            "{} of {} used",
            format_count(batch.used),
            format_count(batch.codes)
        );
        let (next, verb) = match batch.enabled {
            true => ("false", "Switch off"),
            false => ("true", "Switch on"),
        };
        view! {
            <li class="grid gap-2 py-3">
                <p class="flex flex-wrap justify-between gap-x-4">
                    <span class="min-w-0 font-medium break-words">{batch.name}</span>
                    <span class="shrink-0">{used}</span>
                </p>
                <p class="text-sm break-words text-muted">{under}</p>
                <div class="flex flex-wrap gap-2">
                    <a class="btn btn-quiet" href=format!("/admin/codes/{}/file", batch.id) rel="external" download>
                        <Icon glyph=icon::DOWNLOAD/>
                        "As a file"
                    </a>
                    <ActionForm action=enable>
                        <input type="hidden" name="batch" value=batch.id.to_string()/>
                        <input type="hidden" name="enabled" value=next/>
                        <button class="btn btn-ghost" type="submit">
                            {verb}
                        </button>
                    </ActionForm>
                </div>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="batches">
            <h2 class="heading" id="batches">
                "Made so far"
            </h2>
            <FormFault action=enable/>
            {empty
                .then(|| {
                    view! {
                        <Empty glyph=icon::TICKET title="No codes yet">
                            <p>"Make some, and give them out as a file or printed."</p>
                        </Empty>
                    }
                })}
            <ul class="divide-y divide-base-300">{batches.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}
