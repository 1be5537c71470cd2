//! The sections of the editor: one decision each, open or folded, and what few need within it.

use leptos::prelude::*;
use regulars::{money::Currency, programme::Programme};

use super::editor::Editor;
use crate::components::{Icon, icon};

/// One decision: its heading, a sentence, its fields.
#[component]
pub fn Decision(
    /// The anchor.
    id: &'static str,
    /// What is decided.
    title: &'static str,
    /// What it means.
    under: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel grid gap-4" id=id aria-labelledby=format!("{id}-title")>
            <div>
                <h2 class="heading" id=format!("{id}-title")>
                    {title}
                </h2>
                <p class="text-sm text-muted">{under}</p>
            </div>
            {children()}
        </section>
    }
}

/// A decision that most keep as it is: its heading, what it comes to so far, and behind them its
/// fields. It opens by itself when something in it is wrong.
#[component]
pub fn Folded(
    /// Where the form is.
    editor: Editor,
    /// The anchor.
    id: &'static str,
    /// What is decided.
    title: &'static str,
    /// What it means.
    under: &'static str,
    /// Where its fields stand in the document.
    at: &'static str,
    /// What it comes to so far.
    so_far: fn(&Programme, Currency) -> String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let faulty = move || editor.reading.with(|reading| reading.is_faulty(at));
    let open = stays_open(false, faulty);
    let line = move || {
        if faulty() {
            return "Something needs another look".to_owned();
        }
        editor
            .reading
            .with(|reading| so_far(&reading.programme, editor.currency))
    };
    view! {
        <section class="panel p-0" id=id aria-labelledby=format!("{id}-title")>
            <details class="group" open=open>
                <summary class="flex min-h-18 cursor-pointer list-none items-center gap-4 px-5 py-3">
                    <div class="min-w-0 flex-1">
                        <h2 class="heading" id=format!("{id}-title")>
                            {title}
                        </h2>
                        <p class="line-clamp-2 text-sm break-words text-muted">{line}</p>
                    </div>
                    <span class="transition-transform group-open:rotate-180 motion-reduce:transition-none">
                        <Icon glyph=icon::CHEVRON_DOWN/>
                    </span>
                </summary>
                <div class="grid gap-4 px-5 pb-5">
                    <p class="text-sm text-muted">{under}</p>
                    {children()}
                </div>
            </details>
        </section>
    }
}

/// Whether what can be folded is open: from the start, or once something in it was wrong. It does
/// not close under the hands of who mends it.
pub fn stays_open(first: bool, faulty: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    Memo::new(move |before: Option<&bool>| before.copied().unwrap_or(first) || faulty())
}

/// Fields that few need.
#[component]
pub fn More(
    /// What is behind it.
    label: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <details>
            <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-link">{label}</summary>
            <div class="grid gap-4 pt-2">{children()}</div>
        </details>
    }
}
