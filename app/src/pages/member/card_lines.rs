//! The lines under the balance on the member's card: what waits, what expires, what is to confirm.

use leptos::prelude::*;
use regulars::views::Card;

use crate::components::{Icon, Notice, Tone, icon, words::points};

/// Points that are on their way.
#[component]
pub fn Waiting(card: Card) -> impl IntoView {
    (card.pending > 0).then(|| {
        let sentence = match card.pending_until {
            Some(day) => {
                let day = day.words(card.shop.today);
                format!(
                    "{} more are on their way, the first on {day}.",
                    points(card.pending)
                )
            }
            None => format!("{} more are on their way.", points(card.pending)),
        };
        view! { <Line glyph=icon::CLOCK sentence=sentence/> }
    })
}

/// The points that expire next.
#[component]
pub fn NextExpiry(card: Card) -> impl IntoView {
    card.expiries.first().map(|next| {
        let verb = if next.points == 1 {
            "expires"
        } else {
            "expire"
        };
        let sentence = format!(
            "{} {verb} on {}.",
            points(next.points),
            next.on.words(card.shop.today)
        );
        let rewards = format!("/{}/rewards", card.shop.slug);
        view! {
            <Line glyph=icon::HOURGLASS sentence=sentence>
                <a class="text-link whitespace-nowrap py-2" href=rewards>"Use them"</a>
            </Line>
        }
    })
}

/// A sentence with an icon.
#[component]
pub fn Line(
    glyph: icon::Glyph,
    sentence: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <p class="flex items-start gap-3 px-1 text-[0.9375rem] text-base-content/90">
            <span class="mt-0.5"><Icon glyph=glyph/></span>
            <span>{sentence}" "{children.map(|children| children())}</span>
        </p>
    }
}

/// Asks to confirm the mail address.
#[component]
pub fn Unconfirmed(slug: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Plain>
            "Open the mail we sent you, so that nobody else can use your card. "
            <a class="text-link" href=format!("/{slug}/sign-in?again=1")>"Send it again"</a>
        </Notice>
    }
}
