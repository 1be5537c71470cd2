//! Versions of the programme: all of them, one of them, and how one is published.

pub mod list;
pub mod one;
mod release;
mod waits;

use leptos::prelude::*;

use crate::{
    components::{Notice, Tone},
    error::AppError,
};

/// Why the server refused, where a form has no field that says it.
fn refused(answer: Option<Result<(), AppError>>) -> Option<impl IntoView> {
    let error = answer?.err()?;
    Some(view! { <Notice tone=Tone::Bad>{error.message()}</Notice> })
}

/// What changed, a line each. Many are folded away.
fn changes(lines: Vec<String>) -> impl IntoView {
    const SHOWN: usize = 8;
    let mut lines = lines;
    let rest = lines.split_off(lines.len().min(SHOWN));
    let item = |line: String| view! { <li class="break-words">{line}</li> };
    let folded = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-link">
                    {rest.len()} " more"
                </summary>
                <ul class="grid list-disc gap-1 ps-5">{rest.into_iter().map(item).collect_view()}</ul>
            </details>
        }
    });
    view! {
        <ul class="grid list-disc gap-1 ps-5">{lines.into_iter().map(item).collect_view()}</ul>
        {folded}
    }
}
