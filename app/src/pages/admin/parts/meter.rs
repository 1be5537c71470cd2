//! A labelled bar: a share of a whole, said in figures first.

use leptos::prelude::*;
use regulars::money::format_count;

/// One bar of a funnel or a mix.
#[component]
pub fn Meter(
    /// What it counts.
    #[prop(into)]
    label: String,
    /// How many.
    count: i64,
    /// Of how many.
    of: i64,
) -> impl IntoView {
    let percent = if of > 0 {
        (count * 100 / of).clamp(0, 100)
    } else {
        0
    };
    view! {
        <li class="space-y-2">
            <div class="flex items-baseline justify-between gap-3">
                <span class="min-w-0 truncate">{label}</span>
                <span class="tabular-nums">
                    <strong class="font-semibold">{format_count(count)}</strong>
                    " "
                    <span class="text-muted">{percent} "\u{202f}%"</span>
                </span>
            </div>
            <div class="h-2 overflow-hidden rounded-full bg-primary/15" aria-hidden="true">
                <div
                    class="h-full rounded-full bg-primary transition-[width] duration-500 motion-reduce:transition-none"
                    style=format!("width:{percent}%")
                ></div>
            </div>
        </li>
    }
}
