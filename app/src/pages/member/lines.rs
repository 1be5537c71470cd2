//! What stands below the balance, a sentence each: what is on its way, what expires, what is lost.

use leptos::prelude::*;
use regulars::views::Card;

use crate::components::{Icon, Notice, Tone, icon, words::points};

/// Points that wait.
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

/// The next points that expire, and what keeps them.
#[component]
pub fn NextExpiry(card: Card) -> impl IntoView {
    card.expiries.first().map(|next| {
        let verb = if next.points == 1 {
            "expires"
        } else {
            "expire"
        };
        let unless = if card.inactive_on == Some(next.on) {
            " unless you buy something or take a reward before"
        } else {
            ""
        };
        let sentence = format!(
            "{} {verb} on {}{unless}.",
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

/// The level that ends soon, and what keeps it.
#[component]
pub fn LevelEnds(card: Card) -> impl IntoView {
    card.at_risk.map(|risk| {
        let day = risk.until.words(card.shop.today);
        let keeps = risk.missing.map(|missing| {
            let missing = risk.basis.words(missing, card.shop.currency);
            format!(" {missing} more, and you keep it.")
        });
        let sentence = format!(
            "{} is yours until {day}, then it is {}.{}",
            risk.name,
            risk.then,
            keeps.unwrap_or_default()
        );
        view! { <Line glyph=icon::MEDAL sentence=sentence/> }
    })
}

/// The way to what brings points besides buying.
#[component]
pub fn WaysLink(slug: String) -> impl IntoView {
    view! {
        <a class="btn btn-quiet w-full" href=format!("/{slug}/earn")>
            <Icon glyph=icon::SPARKLES/>
            "Ways to earn"
        </a>
    }
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
