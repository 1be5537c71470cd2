//! Saving, publishing and throwing away, always in reach.

use leptos::prelude::*;
use regulars::programme::{Programme, compare::compare};

use super::{editor::Editor, form::Form, try_out::TryOut};
use crate::{
    api::admin::{
        programme::{DiscardDraft, PublishProgramme, SaveDraft},
        versions::page_of,
    },
    components::{Icon, Notice, Tone, icon},
    error::AppError,
};

/// What the server answered last. It outlives the fields, which are made again with what was
/// published.
pub type Said = RwSignal<Option<Result<String, AppError>>>;

/// The bar at the end of the editor.
#[component]
pub fn Publish(
    editor: Editor,
    /// The fields as they were loaded.
    loaded: Form,
    /// What is in force.
    in_force: Option<Programme>,
    /// The number of the saved draft.
    draft: Option<i64>,
    said: Said,
    /// Loads the page again.
    reload: Callback<()>,
) -> impl IntoView {
    let in_force = StoredValue::new(in_force);
    let save = ServerAction::<SaveDraft>::new();
    let publish = ServerAction::<PublishProgramme>::new();
    let discard = ServerAction::<DiscardDraft>::new();
    let saved = RwSignal::new(loaded);
    let asking = RwSignal::new(false);
    let draft = RwSignal::new(draft);
    Effect::new(move |_| {
        if let Some(answer) = save.value().get() {
            if let Ok(version) = &answer {
                draft.set(Some(*version));
            }
            tell(
                editor,
                said,
                answer.map(|_| "The draft is saved. It is not in force yet.".to_owned()),
            );
            if said.with_untracked(|said| matches!(said, Some(Ok(_)))) {
                saved.set(editor.form.get_untracked());
            }
        }
    });
    Effect::new(move |_| {
        if let Some(answer) = publish.value().get() {
            let done = answer.is_ok();
            tell(
                editor,
                said,
                answer.map(|version| {
                    format!("Version {version} is in force. Orders from now on are judged by it.")
                }),
            );
            asking.set(false);
            if done {
                saved.set(editor.form.get_untracked());
                reload.run(());
            }
        }
    });
    Effect::new(move |_| {
        if matches!(discard.value().get(), Some(Ok(()))) {
            said.set(Some(Ok("The draft is gone.".to_owned())));
            reload.run(());
        }
    });
    let busy = move || save.pending().get() || publish.pending().get() || discard.pending().get();
    let faulty = move || editor.reading.with(|reading| !reading.faults.is_empty());
    let changed = move || editor.form.with(|form| saved.with(|saved| form != saved));
    let document = move || {
        editor
            .reading
            .with_untracked(|reading| reading.programme.clone())
    };
    let unsaved = Callback::new(move |()| {
        changed().then(|| SaveDraft {
            document: document(),
        })
    });
    let cannot_try =
        Signal::derive(move || busy() || faulty() || !(changed() || draft.get().is_some()));
    let state = move || match (faulty(), changed()) {
        (true, _) => "Some fields need another look",
        (false, true) => "Changes are not saved yet",
        (false, false) if draft.get().is_some() => "Draft, not in force yet",
        (false, false) => "This is in force",
    };
    view! {
        <div class="flex flex-wrap items-center gap-2">
            <TryOut save unsaved disabled=cannot_try/>
            {move || later(draft.get().filter(|_| !changed() && !asking.get()))}
            <Show when=move || draft.get().is_some() && !asking.get()>
                <button type="button" class="btn btn-ghost" disabled=busy on:click=move |_| { discard.dispatch(DiscardDraft {}); }>
                    "Discard the draft"
                </button>
            </Show>
        </div>
        <div class="sticky bottom-16 z-10 grid gap-3 rounded-box border border-base-300 bg-base-100 p-4 shadow-lg lg:bottom-4">
            {move || said.get().map(answer)}
            <Show when=move || asking.get()>
                <Notice tone=Tone::Warn>
                    "Orders from now on are judged by this programme; those before keep the version that judged them. Publish it?"
                </Notice>
                {differences(editor, in_force)}
            </Show>
            <div class="flex flex-wrap items-center gap-2">
                <p class="me-auto text-sm text-muted" aria-live="polite">
                    {state}
                </p>
                <Show
                    when=move || asking.get()
                    fallback=move || {
                        view! {
                            <button
                                type="button"
                                class="btn btn-quiet"
                                disabled=move || busy() || faulty() || !changed()
                                on:click=move |_| {
                                    save.dispatch(SaveDraft { document: document() });
                                }
                            >
                                "Save draft"
                            </button>
                            <button
                                type="button"
                                class="btn btn-primary"
                                disabled=move || busy() || faulty() || !(changed() || draft.get().is_some())
                                on:click=move |_| asking.set(true)
                            >
                                "Publish"
                            </button>
                        }
                    }
                >
                    <button type="button" class="btn btn-quiet" on:click=move |_| asking.set(false)>
                        "Not yet"
                    </button>
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=busy
                        on:click=move |_| {
                            publish.dispatch(PublishProgramme { document: document() });
                        }
                    >
                        <Icon glyph=icon::CHECK/>
                        "Publish it"
                    </button>
                </Show>
            </div>
        </div>
    }
}

/// What would change, in words.
fn differences(editor: Editor, in_force: StoredValue<Option<Programme>>) -> impl IntoView {
    let lines = in_force.with_value(|before| {
        let before = before.as_ref()?;
        let compared = |after: &Programme| compare(before, after, editor.currency);
        Some(editor.reading.with(|reading| compared(&reading.programme)))
    });
    lines.map(|lines| {
        let item = |line: String| view! { <li class="break-words">{line}</li> };
        view! {
            <div class="max-h-60 overflow-y-auto" tabindex="0" role="group" aria-label="What changes">
                <p class="pb-1 font-semibold">"What changes"</p>
                <ul class="grid list-disc gap-1 ps-5">{lines.into_iter().map(item).collect_view()}</ul>
            </div>
        }
    })
}

/// The way to publish a saved draft in time or in steps.
fn later(draft: Option<i64>) -> Option<impl IntoView> {
    draft.map(|version| {
        view! {
            <a class="btn btn-ghost" href=page_of(version)>
                "Later, or to some first"
            </a>
        }
    })
}

/// Keeps what the server answered; faults go to their fields.
fn tell(editor: Editor, said: Said, answer: Result<String, AppError>) {
    if let Err(AppError::Fields(faults)) = &answer {
        editor.refused.set(faults.clone());
    }
    said.set(Some(answer));
}

fn answer(said: Result<String, AppError>) -> impl IntoView {
    let (tone, words) = match said {
        Ok(words) => (Tone::Good, words),
        Err(error) => (Tone::Bad, error.message()),
    };
    view! { <Notice tone>{words}</Notice> }
}
