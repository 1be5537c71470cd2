//! Four bars for four steps: invited, joined, first order, paid.

use leptos::prelude::*;

/// `done` of four steps.
#[component]
pub fn StepsBar(
    /// 0 to 4.
    done: u8,
    /// What it says to people who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let bars = (0..4u8)
        .map(|step| view! { <span class=(step < done).then_some("done")></span> })
        .collect_view();
    view! { <div class="steps-bar" role="img" aria-label=label>{bars}</div> }
}
