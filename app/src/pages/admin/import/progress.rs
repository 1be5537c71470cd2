//! How far an import has come, and which rows were refused.

use std::time::Duration;

use leptos::prelude::*;
use regulars::{
    ids::ImportId,
    money::format_count,
    views::{ImportError, ImportProgress, ImportState},
};

use super::{super::parts::plural, state_words};
use crate::{
    api::admin::import::{ResumeImport, load_import},
    components::{FormFault, Loaded, Notice, SubmitButton, Tone},
};

/// How often the page asks while an import runs.
const ASK_EVERY: Duration = Duration::from_millis(700);

/// The page of one import.
#[component]
pub fn Progress(id: ImportId) -> impl IntoView {
    let found = Resource::new(move || id, load_import);
    let resume = ServerAction::<ResumeImport>::new();
    Effect::new(move |_| {
        if matches!(resume.value().get(), Some(Ok(()))) {
            found.refetch();
        }
    });
    Effect::new(move |_| {
        let running = matches!(found.get(), Some(Ok(ref import)) if goes_on(import.state));
        if running {
            let timer = set_timeout_with_handle(move || found.refetch(), ASK_EVERY);
            on_cleanup(move || {
                if let Ok(timer) = timer {
                    timer.clear();
                }
            });
        }
    });
    view! { <Loaded from=found show=move |import| view! { <Import import resume/> }/> }
}

fn goes_on(state: ImportState) -> bool {
    matches!(state, ImportState::Ready | ImportState::Running)
}

#[component]
fn Import(import: ImportProgress, resume: ServerAction<ResumeImport>) -> impl IntoView {
    let percent = match import.bytes_total {
        0 => 0,
        _ if import.state == ImportState::Done => 100,
        total => (import.bytes_done * 100 / total).clamp(0, 99),
    };
    let figures = [
        ("Rows read", import.rows),
        ("Orders in", import.orders),
        ("There already", import.repeated),
        ("New members", import.members),
        ("Points given", import.points),
        ("Rows refused", import.refused),
    ];
    let stopped = import.state == ImportState::Stopped;
    let done = import.state == ImportState::Done;
    view! {
        <section class="panel grid gap-5" aria-labelledby="import">
            <div class="flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 class="heading min-w-0 break-words" id="import">
                    {import.file}
                </h2>
                <p class="text-muted" role="status">
                    {state_words(import.state)} ", " {percent} "\u{202f}%"
                </p>
            </div>
            <progress class="progress progress-primary h-3 w-full" max="100" value=percent.to_string() aria-labelledby="import"></progress>
            <dl class="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
                {figures
                    .into_iter()
                    .map(|(label, figure)| {
                        view! {
                            <div class="min-w-0">
                                <dt class="text-sm text-muted">{label}</dt>
                                <dd class="figure truncate pt-1 text-2xl">{format_count(figure)}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            {done
                .then(|| {
                    view! {
                        <Notice tone=Tone::Good>
                            "Every row was read. Running the same file again would change nothing."
                        </Notice>
                        <div class="flex flex-wrap gap-2">
                            <a class="btn btn-primary" href="/admin/members">
                                "See the members"
                            </a>
                            <a class="btn btn-quiet" href="/admin/import">
                                "Import another file"
                            </a>
                        </div>
                    }
                })}
            {stopped
                .then(|| {
                    view! {
                        <Notice tone=Tone::Warn>
                            "The import stopped before its end. What is in stays in, and it goes on where it was."
                        </Notice>
                        <FormFault action=resume/>
                        <ActionForm action=resume>
                            <input type="hidden" name="id" value=import.id.to_string()/>
                            <SubmitButton action=resume class="btn btn-primary">
                                "Go on"
                            </SubmitButton>
                        </ActionForm>
                    }
                })}
        </section>
        <Errors errors=import.errors refused=import.refused/>
    }
}

#[component]
fn Errors(errors: Vec<ImportError>, refused: i64) -> impl IntoView {
    let shown = i64::try_from(errors.len()).unwrap_or(0);
    let rest = (refused > shown).then(|| {
        format!(
            "The first {} of {}.",
            format_count(shown),
            plural(refused, "row", "rows")
        )
    });
    (!errors.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="errors">
                <h2 class="heading" id="errors">
                    "Refused rows"
                </h2>
                <p class="text-sm text-muted">
                    "Mend them in the file and import it again: the rows that are in already are left alone. " {rest}
                </p>
                <ul class="mt-2 divide-y divide-base-300">
                    {errors
                        .into_iter()
                        .map(|error| {
                            view! {
                                <li class="grid gap-1 py-3">
                                    <p class="break-words">
                                        <span class="font-medium">"Line " {format_count(error.line)}</span>
                                        ": "
                                        {error.reason}
                                    </p>
                                    <p class="truncate font-mono text-sm text-muted">{error.row}</p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
