//! A stamp card: its places as on paper, and what comes next in words.

use leptos::prelude::*;
use regulars::{
    money::Currency,
    promotion::{StampCard, StampGives, StampPer, StampReward},
    views::StampCardView,
};

use super::{Icon, icon};

/// Most places that are drawn; a longer card is a bar.
const PLACES_MAX: i64 = 12;

/// One stamp card.
#[component]
pub fn Stamps(
    /// As it stands.
    view: StampCardView,
    /// The shop's.
    currency: Currency,
) -> impl IntoView {
    let StampCardView {
        name, card, filled, ..
    } = view;
    let size = card.size();
    let label = format!("{name}: {filled} of {size} stamps");
    let way = way(&card, filled, currency);
    let drawn = if size <= PLACES_MAX {
        let places = (1..=size).map(|place| {
            let reward = reward_at(&card, place);
            let done = place <= filled;
            let class = match (done, reward) {
                (true, _) => "stamp done",
                (false, true) => "stamp prize",
                (false, false) => "stamp",
            };
            let inside = match (done, reward) {
                (true, _) => view! { <Icon glyph=icon::CHECK/> }.into_any(),
                (false, true) => view! { <Icon glyph=icon::GIFT/> }.into_any(),
                (false, false) => place.into_any(),
            };
            view! { <span class=class>{inside}</span> }
        });
        view! {
            <div class="stamps" role="img" aria-label=label>
                {places.collect_view()}
            </div>
        }
        .into_any()
    } else {
        view! {
            <progress class="reach" max=size.to_string() value=filled.to_string() aria-label=label></progress>
        }
        .into_any()
    };
    view! {
        <article class="panel p-4! grid gap-3">
            <div class="flex items-baseline justify-between gap-4">
                <h3 class="min-w-0 font-semibold break-words">{name}</h3>
                <p class="shrink-0 text-sm text-muted">{format!("{filled} of {size}")}</p>
            </div>
            {drawn}
            <p class="text-sm">{way}</p>
        </article>
    }
}

fn reward_at(card: &StampCard, place: i64) -> bool {
    card.rewards
        .iter()
        .any(|reward| i64::from(reward.at) == place)
}

/// What comes next: `2 more, then one is free.`
fn way(card: &StampCard, filled: i64, currency: Currency) -> String {
    let ahead = card
        .rewards
        .iter()
        .filter(|reward| i64::from(reward.at) > filled);
    let Some(next) = ahead.min_by_key(|reward| reward.at) else {
        return String::new();
    };
    let gives = gives(next, currency);
    // The place of the reward is filled by what is cheaper itself.
    match (i64::from(next.at) - filled - 1, card.per) {
        (0, StampPer::Unit) => match next.gives {
            StampGives::Percent { .. } => {
                format!("The next one is {}.", next.gives.words(currency))
            }
            StampGives::Amount { .. } => format!("With the next one {gives}."),
        },
        (0, StampPer::Visit) => format!("On your next visit {gives}."),
        (0, StampPer::Order) => format!("On your next order {gives}."),
        (1, StampPer::Visit) => format!("1 more visit, then {gives}."),
        (1, StampPer::Order) => format!("1 more order, then {gives}."),
        (more, StampPer::Unit) => format!("{more} more, then {gives}."),
        (more, StampPer::Visit) => format!("{more} more visits, then {gives}."),
        (more, StampPer::Order) => format!("{more} more orders, then {gives}."),
    }
}

fn gives(reward: &StampReward, currency: Currency) -> String {
    match reward.gives {
        StampGives::Percent { .. } => format!("one is {}", reward.gives.words(currency)),
        StampGives::Amount { .. } => format!("you get {}", reward.gives.words(currency)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulars::money::Minor;

    #[test]
    fn the_way_counts_what_is_paid_before_the_reward() {
        let mut card = StampCard {
            per: StampPer::Unit,
            rewards: vec![StampReward::percent(3, 30), StampReward::percent(5, 100)],
        };
        let pounds = "GBP".parse().unwrap();
        let said = |card: &StampCard, filled| way(card, filled, pounds);
        assert_eq!(said(&card, 0), "2 more, then one is 30\u{202f}% off.");
        assert_eq!(said(&card, 3), "1 more, then one is free.");
        assert_eq!(said(&card, 4), "The next one is free.");
        card.per = StampPer::Visit;
        assert_eq!(said(&card, 4), "On your next visit one is free.");
        assert_eq!(said(&card, 3), "1 more visit, then one is free.");
        let eleventh = StampCard {
            per: StampPer::Unit,
            rewards: vec![StampReward::amount(11, Minor(1_000))],
        };
        assert_eq!(said(&eleventh, 9), "1 more, then you get £10 off.");
        assert_eq!(said(&eleventh, 10), "With the next one you get £10 off.");
    }
}
