//! What the columns of a file are, with what its first rows become.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use regulars::views::{ImportField, ImportMapping, ImportPreview};

use super::super::parts::{Labelled, Query};
use crate::{
    api::admin::import::{StartImport, preview_import},
    components::{BonePanel, Icon, Notice, Problem, Tone, icon},
    error::AppError,
};

/// What a column can be: the field, in words, and whether it must be there.
const FIELDS: [(ImportField, &str, bool); 10] = [
    (ImportField::Member, "Customer's number", true),
    (ImportField::OccurredAt, "Date", true),
    (ImportField::Total, "Amount", true),
    (ImportField::Order, "Order number", false),
    (ImportField::Quantity, "Units", false),
    (ImportField::Sku, "Article number", false),
    (ImportField::Name, "Item", false),
    (ImportField::Category, "Category", false),
    (ImportField::Mail, "Mail address", false),
    (ImportField::MemberName, "Customer's name", false),
];

/// The page of an uploaded file.
#[component]
pub fn Mapping(file: String, name: String) -> impl IntoView {
    let found = {
        let file = file.clone();
        Resource::new(|| (), move |()| preview_import(file.clone(), None))
    };
    let show = move || {
        let (file, name) = (file.clone(), name.clone());
        found.get().map(|preview| match preview {
            Ok(preview) => view! { <Choose preview file name/> }.into_any(),
            Err(AppError::Fields(faults)) => view! { <Unreadable faults/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        })
    };
    view! {
        <Transition fallback=|| {
            view! { <BonePanel lines=6/> }
        }>{show}</Transition>
    }
}

/// A file of which nothing can be made.
#[component]
fn Unreadable(faults: Vec<crate::error::FieldError>) -> impl IntoView {
    view! {
        <section class="panel grid gap-4">
            {faults
                .into_iter()
                .map(|fault| view! { <Notice tone=Tone::Bad>{fault.message}</Notice> })
                .collect_view()}
            <a class="btn btn-quiet justify-self-start" href="/admin/import">
                "Choose another file"
            </a>
        </section>
    }
}

#[component]
fn Choose(preview: ImportPreview, file: String, name: String) -> impl IntoView {
    let mapping = preview.mapping.clone();
    // Only what the rows become is asked for again and drawn anew: the fields and the button stay
    // where they are, or a click on the button that ends a change of a field would miss it.
    let wanted = RwSignal::new(None::<ImportMapping>);
    let again = {
        let file = file.clone();
        Resource::new(
            move || wanted.get(),
            move |mapping| {
                let file = file.clone();
                async move {
                    match mapping {
                        None => Ok(None),
                        mapping => preview_import(file, mapping).await.map(Some),
                    }
                }
            },
        )
    };
    let start = ServerAction::<StartImport>::new();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(id)) = start.value().get() {
            let href = Query::new("/admin/import")
                .with("id", &id.to_string())
                .done();
            navigate(&href, NavigateOptions::default());
        }
    });
    let refused = move || match start.value().get() {
        Some(Err(error)) => Some(view! { <Notice tone=Tone::Bad>{error.message()}</Notice> }),
        _ => None,
    };
    let is_good = |first: &[Result<String, String>]| first.iter().any(Result::is_ok);
    let good = RwSignal::new(is_good(&preview.first));
    Effect::new(move |_| match again.get() {
        Some(Ok(Some(preview))) => good.set(is_good(&preview.first)),
        Some(Err(_)) => good.set(false),
        _ => {}
    });
    let first = preview.first;
    let becomes = move || match again.get() {
        Some(Ok(Some(preview))) => view! { <Becomes first=preview.first/> }.into_any(),
        Some(Err(error)) => view! { <Notice tone=Tone::Bad>{error.message()}</Notice> }.into_any(),
        _ => view! { <Becomes first=first.clone()/> }.into_any(),
    };
    let sending = mapping.clone();
    let on_start = move |_| {
        // What was changed last counts, even while its preview is on the way.
        let mapping = wanted.get_untracked().unwrap_or_else(|| sending.clone());
        let (file, name) = (file.clone(), name.clone());
        start.dispatch(StartImport {
            file,
            name,
            mapping,
        });
    };
    view! {
        <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <Columns headers=preview.headers.clone() mapping wanted/>
            <div class="grid gap-4">
                <Transition fallback=|| ()>{becomes}</Transition>
                <FirstRows headers=preview.headers rows=preview.rows/>
                {refused}
                <div class="flex flex-wrap justify-end gap-2">
                    <a class="btn btn-ghost" href="/admin/import">
                        "Choose another file"
                    </a>
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=move || !good.get() || start.pending().get()
                        on:click=on_start
                    >
                        "Import the file"
                    </button>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Columns(
    headers: Vec<String>,
    mapping: ImportMapping,
    wanted: RwSignal<Option<ImportMapping>>,
) -> impl IntoView {
    let current = StoredValue::new(mapping.clone());
    let change = move |change: &dyn Fn(&mut ImportMapping)| {
        let mut next = current.get_value();
        change(&mut next);
        current.set_value(next.clone());
        wanted.set(Some(next));
    };
    let select = move |(field, words, needed): (ImportField, &'static str, bool)| {
        let chosen = mapping
            .columns
            .iter()
            .find(|(each, _)| *each == field)
            .map(|(_, header)| header.clone());
        let id = format!("column-{field:?}").to_lowercase();
        let label = if needed {
            words.to_owned()
        } else {
            format!("{words} (if there is one)")
        };
        let headers = headers.clone();
        view! {
            <Labelled id=id.clone() label>
                <select
                    id=id
                    class="select"
                    on:change=move |event| {
                        let header = event_target_value(&event);
                        change(
                            &|mapping| {
                                mapping.columns.retain(|(each, _)| *each != field);
                                if !header.is_empty() {
                                    mapping.columns.push((field, header.clone()));
                                }
                            },
                        );
                    }
                >
                    <option value="" selected=chosen.is_none()>
                        "Not in this file"
                    </option>
                    {headers
                        .into_iter()
                        .map(|header| {
                            let selected = chosen.as_ref() == Some(&header);
                            view! {
                                <option value=header.clone() selected=selected>
                                    {header.clone()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </Labelled>
        }
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="columns">
            <div>
                <h2 class="heading" id="columns">
                    "What the columns are"
                </h2>
                <p class="text-sm text-muted">"Kept for the next file with the same columns."</p>
            </div>
            <div class="grid gap-3 sm:grid-cols-2 xl:grid-cols-1 2xl:grid-cols-2">
                {FIELDS.into_iter().map(select).collect_view()}
            </div>
            <Labelled id="source" label="Where it comes from" hint="An order number of the same source comes in once.">
                <input
                    id="source"
                    class="input"
                    maxlength="60"
                    value=current.get_value().source
                    on:change=move |event| {
                        let source = event_target_value(&event);
                        change(&|mapping| mapping.source.clone_from(&source));
                    }
                />
            </Labelled>
        </section>
    }
}

/// The first rows as orders, or what is wrong with them.
#[component]
fn Becomes(first: Vec<Result<String, String>>) -> impl IntoView {
    let line = |row: Result<String, String>| {
        let (glyph, tone, words) = match row {
            Ok(words) => (icon::CHECK, "text-primary", words),
            Err(words) => (icon::CIRCLE_ALERT, "text-error", words),
        };
        view! {
            <li class="flex items-start gap-3 py-2.5">
                <span class=format!("mt-0.5 {tone}")>
                    <Icon glyph/>
                </span>
                <span class="min-w-0 break-words">{words}</span>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="becomes" aria-live="polite">
            <h2 class="heading" id="becomes">
                "What the first rows become"
            </h2>
            <ul class="divide-y divide-base-300">{first.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

#[component]
fn FirstRows(headers: Vec<String>, rows: Vec<Vec<String>>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="rows">
            <h2 class="heading" id="rows">
                "The first rows of the file"
            </h2>
            <div class="mt-2 overflow-x-auto" tabindex="0" role="region" aria-labelledby="rows">
                <table class="table table-sm">
                    <thead>
                        <tr>
                            {headers.into_iter().map(|header| view! { <th scope="col">{header}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {rows
                            .into_iter()
                            .map(|row| {
                                view! {
                                    <tr>
                                        {row
                                            .into_iter()
                                            .map(|cell| view! { <td class="max-w-60 truncate">{cell}</td> })
                                            .collect_view()}
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}
