//! Fields of long forms, whose ids and errors are paths in a document.
//!
//! [`crate::components::Field`] is for a form of few, named fields.

use leptos::prelude::*;

use crate::components::{Icon, icon};

/// A label above its input; below it the error, or the hint while there is none.
///
/// The input's `aria-describedby` is `{id}-help`.
#[component]
pub fn Labelled(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// What it is for.
    #[prop(into)]
    label: String,
    /// What to know before typing.
    #[prop(default = "")]
    hint: &'static str,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// The input.
    children: Children,
) -> impl IntoView {
    let help = format!("{id}-help");
    view! {
        <div class="field min-w-0 content-start">
            <label for=id>{label}</label>
            {children()}
            <div id=help aria-live="polite">
                {move || match fault.get() {
                    Some(words) => view! { <Fault words/> }.into_any(),
                    None => view! { <p class="hint">{hint}</p> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// What is wrong, beside what is wrong.
#[component]
pub fn Fault(
    /// What is wrong and what would be right.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <p class="flex items-start gap-1.5 text-sm font-medium text-error">
            <Icon glyph=icon::CIRCLE_ALERT/>
            <span class="min-w-0 break-words">{sentence(&words)}</span>
        </p>
    }
}

/// The engine's reasons are clauses; beside a field they stand alone.
fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    let full_stop = if reason.ends_with('.') { "" } else { "." };
    format!("{first}{}{full_stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_becomes_a_sentence() {
        assert_eq!(sentence("give it a name"), "Give it a name.");
        assert_eq!(
            sentence("The amount is too large."),
            "The amount is too large."
        );
    }
}
