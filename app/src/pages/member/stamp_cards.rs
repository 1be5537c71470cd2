//! The member's stamp cards, as a part of the card.

use leptos::prelude::*;
use regulars::{money::Currency, views::StampCardView};

use crate::components::Stamps;

/// All of them; nothing in a programme without any.
#[component]
pub fn StampCards(
    /// In the order of the programme.
    cards: Vec<StampCardView>,
    /// The shop's.
    currency: Currency,
) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        let cards = cards
            .into_iter()
            .map(|view| view! { <li class="grid min-w-0"><Stamps view=view currency=currency/></li> })
            .collect_view();
        view! {
            <section class="grid gap-3" aria-labelledby="stamps">
                <h2 class="heading px-1" id="stamps">"Stamp cards"</h2>
                <ul class="grid gap-3 sm:grid-cols-2">{cards}</ul>
            </section>
        }
    })
}
