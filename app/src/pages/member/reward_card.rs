//! A reward on a shelf: what it is, what it costs, and the way to it.

use leptos::{either::Either, prelude::*};
use regulars::{money::Currency, reward::RewardKind, views::RewardOffer};

use crate::components::{Icon, icon, words::points};

/// One reward, with 'Take it' when it is within reach and what is missing when it is not.
#[component]
pub fn RewardCard(
    /// The shop, as in addresses.
    slug: String,
    /// For amounts off.
    currency: Currency,
    /// The reward.
    offer: RewardOffer,
) -> impl IntoView {
    let reward = offer.reward;
    let gives = gives(&reward.name, &reward.kind, currency);
    let way = if offer.missing == 0 {
        let label = format!("Take it: {}", reward.name);
        Either::Left(view! {
            <a
                class="btn btn-primary w-full mt-auto"
                href=format!("/{slug}/rewards/{}", reward.key)
                aria-label=label
            >
                "Take it"
            </a>
        })
    } else {
        let done = reward.points.saturating_sub(offer.missing).max(0);
        Either::Right(view! {
            <div class="grid gap-2 mt-auto">
                <progress
                    class="reach"
                    max=reward.points.to_string()
                    value=done.to_string()
                    aria-label=format!("The way to {}", reward.name)
                ></progress>
                <p class="text-sm text-muted min-h-6">{points(offer.missing)}" to go"</p>
            </div>
        })
    };
    view! {
        <article class="panel p-4! flex flex-col gap-3 min-w-0">
            <span class="picture">
                <Icon glyph=icon::of_reward(&reward.icon)/>
            </span>
            <div class="min-w-0">
                <h3 class="font-semibold leading-snug break-words">{reward.name}</h3>
                {gives.map(|gives| view! { <p class="text-sm text-muted">{gives}</p> })}
                <p class="text-muted">{points(reward.points)}</p>
            </div>
            {way}
        </article>
    }
}

/// `£5 off`, unless the name says so already or the reward is simply the thing.
pub fn gives(name: &str, kind: &RewardKind, currency: Currency) -> Option<String> {
    let words = kind.words(currency);
    (!matches!(kind, RewardKind::FreeItem { .. }) && !name.contains(&words)).then_some(words)
}
