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

/// `£5 off`, or what of it the name leaves unsaid; nothing where the reward is simply the thing.
pub fn gives(name: &str, kind: &RewardKind, currency: Currency) -> Option<String> {
    let words = match kind {
        RewardKind::FreeItem { .. } => return None,
        _ => kind.words(currency),
    };
    let unsaid = words
        .strip_prefix(name)
        .unwrap_or(&words)
        .trim_start_matches(", ");
    (!unsaid.is_empty() && !name.contains(unsaid)).then(|| unsaid.to_owned())
}

#[cfg(test)]
mod tests {
    use regulars::money::Minor;

    use super::*;

    #[test]
    fn a_card_does_not_say_the_name_twice() {
        let gbp = "GBP".parse().unwrap();
        let kind = RewardKind::PercentOff {
            percent: 10,
            at_most: Some(Minor(800)),
        };
        assert_eq!(
            gives("10\u{202f}% off", &kind, gbp).as_deref(),
            Some("at most £8")
        );
        assert_eq!(
            gives("Ten off", &kind, gbp).as_deref(),
            Some("10\u{202f}% off, at most £8")
        );
        let kind = RewardKind::AmountOff { amount: Minor(500) };
        assert_eq!(gives("£5 off", &kind, gbp), None);
    }
}
