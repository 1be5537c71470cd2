//! The member's stamp cards, as this sale leaves them.

use leptos::prelude::*;
use regulars::{explain::Step, views::StampCardView};

use super::state::Sale;

/// `Coffee card: 4 of 5`, a line each; nothing without stamp cards.
#[component]
pub fn Stamps(sale: Sale, cards: Vec<StampCardView>) -> impl IntoView {
    let line = move |view: StampCardView| {
        let key = view.key.clone();
        let (filled, size) = (view.filled, view.card.size());
        let now = move || match stamped(sale, &key) {
            Some((new, filled)) => format!("{}{}", place(filled, size), more(new)),
            None => format!("{filled} of {size}"),
        };
        view! {
            <div class="flex items-baseline justify-between gap-4">
                <dt class="min-w-0 truncate text-muted">{view.name}</dt>
                <dd class="shrink-0 font-semibold" aria-live="polite">
                    <Transition fallback=|| ()>{now}</Transition>
                </dd>
            </div>
        }
    };
    (!cards.is_empty()).then(|| {
        view! {
            <dl class="grid gap-1.5 text-sm">
                {cards.into_iter().map(line).collect_view()}
            </dl>
        }
    })
}

/// Stamps that the sale gives on a card, and where that leaves it.
fn stamped(sale: Sale, key: &str) -> Option<(i64, i64)> {
    let judged = sale.judged()?;
    let mut steps = judged.trace.steps.into_iter();
    steps.find_map(|step| match step {
        Step::Stamped {
            card,
            stamps,
            filled,
            ..
        } if card == key => Some((stamps, filled)),
        _ => None,
    })
}

/// `4 of 5`; a card whose last place was just filled is full and not empty.
pub fn place(filled: i64, size: i64) -> String {
    match filled {
        0 => format!("{size} of {size}"),
        filled => format!("{filled} of {size}"),
    }
}

fn more(new: i64) -> String {
    match new {
        0 => String::new(),
        new => format!(", +{}", regulars::money::format_count(new)),
    }
}
