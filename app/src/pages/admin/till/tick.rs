//! One of what can be used now: a tick box, what it is, what it means, and its key.

use leptos::prelude::*;

use super::keys::offer_id;

/// A line of the list.
#[component]
pub fn Tick(
    /// Its number in the list, from 1.
    number: usize,
    /// What is sent when it is ticked.
    #[prop(into)]
    value: Signal<String>,
    /// Whether it is ticked.
    chosen: Memo<bool>,
    /// Whether it cannot be had now.
    #[prop(into)]
    disabled: Signal<bool>,
    /// Ticks it, or unticks it.
    toggle: impl Fn() + 'static,
    /// What it is.
    #[prop(into)]
    name: String,
    /// What it means, in small.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="flex min-h-16 cursor-pointer items-center gap-3 border-b border-base-300 py-2 last:border-0 has-disabled:cursor-default has-disabled:opacity-60">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-sm rounded-full"
                id=offer_id(&number.to_string())
                name="used[]"
                value=value
                checked=chosen.get_untracked()
                prop:checked=chosen
                disabled=disabled
                on:change=move |_| toggle()
            />
            <span class="min-w-0 flex-1">
                <span class="block truncate font-medium">{name}</span>
                <span class="block truncate text-sm text-muted">{children()}</span>
            </span>
            {(number <= 9)
                .then(|| {
                    view! {
                        <kbd class="kbd kbd-sm max-lg:hidden" aria-hidden="true">
                            {number}
                        </kbd>
                    }
                })}
        </label>
    }
}
