//! Bringing in an order history: choose a file, say what its columns are, watch it come in.

mod mapping;
mod progress;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{
    ids::ImportId,
    views::{ImportProgress, ImportState},
};

use super::{
    frame::{Place, Sheet, framed},
    parts::{Query, plural},
};
use crate::{
    api::admin::import::{UPLOAD_PATH, list_imports},
    components::{Loaded, Notice, Tone},
};
use mapping::Mapping;
use progress::Progress;

/// The page: of one import, of one uploaded file, or the form to upload one.
pub fn page() -> AnyView {
    let query = use_query_map();
    let read =
        move |name: &'static str| Memo::new(move |_| query.read().get(name).unwrap_or_default());
    let (id, file, name, wrong) = (read("id"), read("file"), read("name"), read("wrong"));
    framed(Place::Import, move |_| {
        let step = move || match id.get().parse::<ImportId>() {
            Ok(id) => view! { <Progress id/> }.into_any(),
            Err(_) if !file.get().is_empty() => {
                view! { <Mapping file=file.get() name=name.get()/> }.into_any()
            }
            Err(_) => view! { <Start wrong=wrong.get()/> }.into_any(),
        };
        view! {
            <Sheet title="Import" under="An order history from another system, as a CSV file. Orders keep their dates, and a file that comes twice counts once.">
                {step}
            </Sheet>
        }
    })
}

#[component]
fn Start(wrong: String) -> impl IntoView {
    let found = Resource::new(|| (), |()| list_imports());
    let wrong = match wrong.as_str() {
        "none" => Some("Choose a file first. It must not be empty."),
        "size" => Some(
            "The file did not arrive whole, or is larger than this server takes. Try again, or import it with the command line: regulars import.",
        ),
        "disk" => {
            Some("The server could not keep the file. Its disk may be full; the log says more.")
        }
        _ => None,
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="upload">
            <div>
                <h2 class="heading" id="upload">
                    "Choose a file"
                </h2>
                <p class="text-muted">
                    "One line an order or an item, with at least the customer's number, the date and the amount. You will see what it becomes before anything is written."
                </p>
            </div>
            {wrong.map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> })}
            <form
                method="post"
                enctype="multipart/form-data"
                action=UPLOAD_PATH
                class="flex flex-wrap items-center gap-3"
            >
                <input
                    type="file"
                    name="file"
                    required
                    accept=".csv,.txt,.tsv,text/csv"
                    aria-label="CSV file"
                    class="file-input h-12 min-w-0 flex-1 basis-72 bg-base-100"
                />
                <button type="submit" class="btn btn-primary">
                    "Show what is in it"
                </button>
            </form>
        </section>
        <section class="panel" aria-labelledby="imports">
            <h2 class="heading" id="imports">
                "Imports so far"
            </h2>
            <Loaded from=found show=|imports| view! { <Imports imports/> }/>
        </section>
    }
}

#[component]
fn Imports(imports: Vec<ImportProgress>) -> impl IntoView {
    if imports.is_empty() {
        return view! { <p class="pt-2 text-muted">"None yet."</p> }.into_any();
    }
    let line = |import: ImportProgress| {
        let href = Query::new("/admin/import")
            .with("id", &import.id.to_string())
            .done();
        let figures = format!(
            "{}, {}, {} refused",
            plural(import.orders, "order", "orders"),
            plural(import.members, "new member", "new members"),
            plural(import.refused, "row", "rows"),
        );
        view! {
            <li>
                <a class="flex min-h-14 flex-wrap items-center justify-between gap-x-4 py-2 hover:underline" href=href>
                    <span class="min-w-0 truncate font-medium">{import.file}</span>
                    <span class="text-sm text-muted">{state_words(import.state)} ", " {figures}</span>
                </a>
            </li>
        }
    };
    view! { <ul class="divide-y divide-base-300">{imports.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// Where an import is, in a word.
fn state_words(state: ImportState) -> &'static str {
    match state {
        ImportState::Ready => "Waits for its start",
        ImportState::Running => "Running",
        ImportState::Done => "Done",
        ImportState::Stopped => "Stopped before its end",
    }
}
