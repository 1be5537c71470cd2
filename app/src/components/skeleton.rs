//! What is shown while data comes: the same layout, without words.

use leptos::prelude::*;

/// One grey bar; its size comes from `class`.
#[component]
pub fn Bone(#[prop(default = "h-4 w-32")] class: &'static str) -> impl IntoView {
    view! { <span class="bone".to_owned() + " " + class aria-hidden="true"></span> }
}

/// A panel with a few lines to come.
#[component]
pub fn BonePanel(
    /// How many.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    let bars = (0..lines)
        .map(|_| view! { <Bone class="h-4 w-full"/> })
        .collect_view();
    view! {
        <div class="panel grid gap-4" aria-busy="true">
            <span class="sr-only">"Loading"</span>
            <Bone class="h-5 w-40"/>
            {bars}
        </div>
    }
}
