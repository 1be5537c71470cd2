//! Why an order earned what it earned.

use leptos::prelude::*;
use regulars::{explain::Trace, money::Currency, time::Day};

/// The steps of a decision behind `Why so many points`; nothing for an empty trace.
pub fn why(trace: &Trace, currency: Currency, today: Day) -> Option<impl IntoView + use<>> {
    let steps: Vec<String> = trace
        .steps
        .iter()
        .map(|step| step.words(currency, today))
        .collect();
    (!steps.is_empty()).then(|| {
        view! {
            <details class="group text-sm">
                <summary class="inline-flex min-h-11 cursor-pointer items-center text-link">
                    "Why so many points"
                </summary>
                <ul class="list-disc space-y-1 ps-5 pb-2 text-muted">
                    {steps.into_iter().map(|step| view! { <li class="break-words">{step}</li> }).collect_view()}
                </ul>
            </details>
        }
    })
}
