//! Icons: Lucide's, inlined, so that a page needs no second request for them.

mod paths;

use leptos::prelude::*;
pub use paths::*;

/// What is inside an icon's `<svg>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph(&'static str);

/// An icon in the size of the text around it (1.25 em).
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
    /// Its classes; keep `icon` among them.
    #[prop(default = "icon")]
    class: &'static str,
    /// What it says to people who do not see it. Without: decoration beside text.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            role=label.map(|_| "img")
            aria-label=label
            aria-hidden=label.is_none().then_some("true")
            inner_html=glyph.0
        ></svg>
    }
}

/// The icon of a reward, by the Lucide name in the programme; a gift where the name is unknown.
pub fn of_reward(name: &str) -> Glyph {
    match name {
        "book-open" => BOOK_OPEN,
        "cake" => CAKE,
        "coffee" => COFFEE,
        "croissant" => CROISSANT,
        "package" => PACKAGE,
        "percent" => PERCENT,
        "scissors" => SCISSORS,
        "shirt" => SHIRT,
        "shopping-bag" => SHOPPING_BAG,
        "shopping-basket" => SHOPPING_BASKET,
        "sparkles" => SPARKLES,
        "tag" => TAG,
        "ticket" => TICKET,
        "ticket-percent" => TICKET_PERCENT,
        "utensils" => UTENSILS,
        "wine" => WINE,
        _ => GIFT,
    }
}
