//! An empty list: what will be here, and how to make it so.

use leptos::prelude::*;

use super::{Icon, icon::Glyph};

/// What stands where a list has nothing yet.
#[component]
pub fn Empty(
    /// A picture of what will be here.
    glyph: Glyph,
    /// What will be here.
    title: &'static str,
    /// How to make it so: a sentence, and perhaps a button.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-mark">
                <Icon glyph=glyph/>
            </span>
            <p class="heading">{title}</p>
            <div class="text-muted max-w-80 grid gap-4 justify-items-center">{children()}</div>
        </div>
    }
}
