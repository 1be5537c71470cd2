//! The ring around the way to the next tier.

use leptos::prelude::*;

/// A ring filled to `percent`, with the number and what it leads to inside.
#[component]
pub fn Ring(
    /// 0 to 100.
    percent: u8,
    /// What stands under the number: `to Gold`.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    let percent = percent.min(100);
    let label = format!("{percent}\u{202f}% of the way {caption}");
    view! {
        <div class="relative size-28 shrink-0" role="img" aria-label=label>
            <svg class="tier-ring size-full" viewBox="0 0 112 112" aria-hidden="true">
                <circle class="way" cx="56" cy="56" r="51"></circle>
                // A round cap would show a dot at nought.
                {(percent > 0)
                    .then(|| {
                        view! {
                            <circle
                                class="done"
                                cx="56"
                                cy="56"
                                r="51"
                                pathLength="100"
                                stroke-dasharray=format!("{percent} 100")
                            ></circle>
                        }
                    })}
            </svg>
            <div class="absolute inset-0 grid place-content-center text-center px-4" aria-hidden="true">
                <span class="figure text-xl! leading-tight">{percent}"%"</span>
                <span class="text-xs line-clamp-2 break-words">{caption}</span>
            </div>
        </div>
    }
}
