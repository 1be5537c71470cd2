//! How far a run is, and the way to stop it.

use std::time::Duration;

use leptos::prelude::*;
use regulars::{
    money::format_count,
    views::{ReplayProgress, ReplayState},
};

use super::super::parts::plural;
use crate::{
    api::admin::replay::{REPLAY_PATH, StopReplay, ask_progress},
    components::{FormFault, SubmitButton},
};

/// How often the page asks.
const ASK_EVERY: Duration = Duration::from_millis(700);

/// As text: where scripts run, a browser reads no elements inside `noscript`, and hydration would
/// look for them.
const ASK_WITHOUT_SCRIPTS: &str = r#"<meta http-equiv="refresh" content="2">"#;

/// The progress. What changes is text, so that the button stays the one that is pressed.
#[component]
pub fn Running(
    /// Names the run.
    run: String,
    /// How far it was when the page was made.
    progress: ReplayProgress,
    /// Loads the page again.
    reload: Callback<()>,
) -> impl IntoView {
    let stop = ServerAction::<StopReplay>::new();
    let far = RwSignal::new(progress);
    let name = StoredValue::new(run.clone());
    let ask = Action::new(move |(): &()| ask_progress(name.get_value()));
    Effect::new(move |_| {
        let timer = set_interval_with_handle(
            move || {
                if !ask.pending().try_get_untracked().unwrap_or(true) {
                    ask.dispatch(());
                }
            },
            ASK_EVERY,
        );
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(progress)) if progress.state == ReplayState::Running => far.set(progress),
        // Over, or another one's by now. A lost connection is asked over again.
        Some(Ok(_) | Err(crate::error::AppError::NotFound)) => reload.run(()),
        Some(Err(_)) | None => {}
    });
    let stopping = move || far.get().stopping || matches!(stop.value().get(), Some(Ok(())));
    let state = move || {
        if stopping() {
            "Stopping".to_owned()
        } else {
            let far = far.get();
            format!(
                "{} of {}",
                format_count(far.done),
                plural(far.total, "order", "orders")
            )
        }
    };
    view! {
        <noscript inner_html=ASK_WITHOUT_SCRIPTS></noscript>
        <section class="panel grid gap-5" aria-labelledby="running">
            <div class="flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 class="heading" id="running">
                    "Judging past orders"
                </h2>
                <p class="text-muted" role="status">
                    {state}
                </p>
            </div>
            <progress
                class="progress progress-primary h-3 w-full"
                max="100"
                value=move || percent(far.get()).to_string()
                aria-labelledby="running"
            ></progress>
            <p class="text-sm text-muted">
                "You may leave this page; the outcome will be here. Nothing in the shop changes by it."
            </p>
            <FormFault action=stop/>
            <div class="flex flex-wrap gap-2">
                <ActionForm action=stop>
                    <input type="hidden" name="run" value=run/>
                    <SubmitButton action=stop class="btn btn-quiet">
                        "Stop"
                    </SubmitButton>
                </ActionForm>
                <noscript inner_html=format!(
                    r#"<a class="btn btn-ghost" href="{REPLAY_PATH}">See how far it is</a>"#,
                )></noscript>
            </div>
        </section>
    }
}

fn percent(far: ReplayProgress) -> i64 {
    match far.total {
        0 => 0,
        total => (far.done * 100 / total).clamp(0, 99),
    }
}
