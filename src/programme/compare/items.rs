//! Everything in a document as items: here the ways of earning, levels, friends and costs.
//!
//! Every structure is taken apart field by field, so that the compiler asks about a new one.

use super::{
    super::{
        Base, Bonus, Bonuses, EarningKind, EarningRule, Programme, ReferralOffer,
        words::{days, points},
    },
    fact::Item,
    offers,
    whole::{self, share},
};
use crate::{
    act::ActRule,
    margin::CategoryCost,
    money::Currency,
    tier::{Basis, Downgrade, Level, TierScheme, Window},
};

/// Everything in a document.
pub(super) fn of(programme: &Programme, currency: Currency) -> Vec<Item> {
    let Programme {
        name: _, // These are told of the whole.
        carry_fractions: _,
        hold_days: _,
        expiry: _,
        refund_policy: _,
        caps: _,
        order_limit: _,
        pay_with_points: _,
        passing: _,
        earning,
        tiers,
        rewards,
        referral,
        acts,
        bonuses: Bonuses { overlap: _, list },
        promotions,
        margin,
    } = programme;
    let mut items = vec![whole::of(programme, currency)];
    items.extend(earning.iter().map(|it| earned(it, currency)));
    items.extend(list.iter().map(bonus));
    items.extend(acts.iter().map(act));
    items.extend(rewards.iter().map(|it| offers::reward(it, currency)));
    items.extend(promotions.iter().map(|it| offers::promotion(it, currency)));
    if let Some(scheme) = tiers {
        items.extend(levels(programme, scheme, currency));
    }
    items.extend(referral.iter().map(|it| friends(it, currency)));
    let costs = margin.iter().flat_map(|guard| &guard.costs);
    items.extend(costs.map(cost));
    items
}

fn earned(rule: &EarningRule, currency: Currency) -> Item {
    let EarningRule {
        key,
        name,
        minimum,
        minimum_before_tax,
        minimum_quantity,
        which,
        when,
        kind,
    } = rule;
    let summary = format!("{name}: {}", rule.sentence(currency));
    let item = Item::new("way of earning", key, name, summary).is("called", name.as_str());
    let item = match kind {
        EarningKind::Spend {
            points: number,
            per,
            base,
        } => {
            let words = format!(
                "{} for every {}",
                points(*number),
                currency.format_short(*per)
            );
            item.is("", words).is("counted is", base_words(*base))
        }
        EarningKind::Order { points: number } => {
            item.is("", format!("{} for an order", points(*number)))
        }
        EarningKind::Visit { points: number } => item.is(
            "",
            format!("{} for the first order of a day", points(*number)),
        ),
        EarningKind::Unit { points: number } => {
            item.is("", format!("{} for each unit", points(*number)))
        }
    };
    item.minimum(*minimum, *minimum_before_tax, currency)
        .units(*minimum_quantity)
        .which(which)
        .when(when)
}

fn base_words(base: Base) -> String {
    let Base {
        after_discounts,
        redeemed,
        tax,
        shipping,
        gift_cards,
    } = base;
    let price = if after_discounts {
        "the price after discounts"
    } else {
        "the price before discounts"
    };
    let more = [
        (tax, "tax"),
        (shipping, "shipping"),
        (redeemed, "what vouchers pay"),
        (gift_cards, "what gift cards pay"),
    ];
    let more = more.into_iter().filter(|(counts, _)| *counts);
    let words: Vec<&str> = std::iter::once(price)
        .chain(more.map(|(_, words)| words))
        .collect();
    words.join(", ")
}

fn bonus(bonus: &Bonus) -> Item {
    let Bonus {
        key,
        name,
        multiplier,
        when,
    } = bonus;
    let times = format!("{multiplier} times the points");
    let summary = format!("{name}, {times} {}", when.words());
    Item::new("bonus", key, name, summary.trim_end().to_owned())
        .is("called", name.as_str())
        .is("", times)
        .when(when)
}

fn act(rule: &ActRule) -> Item {
    let ActRule {
        key,
        name,
        act,
        points: number,
        how_often,
        needs_approval,
        when,
    } = rule;
    let item = Item::new("act", key, name, rule.sentence())
        .is("called", name.as_str())
        .exactly(
            "",
            format!("{} {}", points(*number), how_often.words()),
            &(number, how_often),
        )
        .when_set(*needs_approval, "looked at first");
    // The act itself has no words of its own: the name is what members read.
    item.exactly("for what", name.clone(), act).when(when)
}

fn levels(programme: &Programme, scheme: &TierScheme, currency: Currency) -> Vec<Item> {
    let TierScheme {
        basis,
        window,
        grace_days,
        downgrade,
        levels,
    } = scheme;
    let all = Item::new(
        "way to the levels",
        "",
        "Levels",
        levels_words(*basis, *window),
    )
    .is("count", basis_words(*basis))
    .is("within", window_words(*window))
    .may("kept for", (*grace_days > 0).then(|| days(*grace_days)))
    .is("lost", downgrade_words(*downgrade));
    let told = levels.iter().map(|level| {
        let Level {
            key,
            name,
            from,
            multiplier,
            welcome,
        } = level;
        let summary = format!("{name}, {}", programme.tier_words(level, currency));
        let item = Item::new("level", key, name, summary)
            .is("called", name.as_str())
            .is("from", basis.words(*from, currency))
            .is("", format!("{multiplier} times the points"));
        match welcome {
            None => item,
            Some(gift) => {
                let name = programme.reward(gift).map_or(gift.as_str(), |it| &it.name);
                item.exactly("welcomed with", name.to_owned(), gift)
            }
        }
    });
    std::iter::once(all).chain(told).collect()
}

fn levels_words(basis: Basis, window: Window) -> String {
    format!("{} {}", basis_words(basis), window_words(window))
}

fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Spend => "money spent",
        Basis::Points => "points earned",
        Basis::Visits => "visits",
        Basis::Referrals => "friends brought",
    }
}

fn downgrade_words(downgrade: Downgrade) -> &'static str {
    match downgrade {
        Downgrade::ByBalance => "down to what the balance gives",
        Downgrade::OneStep => "one step at a time",
    }
}

fn window_words(window: Window) -> String {
    match window {
        Window::Lifetime => "all time".to_owned(),
        Window::CalendarYear => "a calendar year".to_owned(),
        Window::Rolling { days: number } => days(number),
    }
}

fn friends(offer: &ReferralOffer, currency: Currency) -> Item {
    let ReferralOffer {
        advocate_points,
        friend_points,
        minimum_order,
        hold_days,
    } = offer;
    let summary = format!(
        "{} for the member, {} for the friend",
        points(*advocate_points),
        points(*friend_points)
    );
    Item::new("thanks for friends", "", "Friends", summary)
        .is("the member gets", points(*advocate_points))
        .is("the friend gets", points(*friend_points))
        .minimum(*minimum_order, false, currency)
        .may("paid after", (*hold_days > 0).then(|| days(*hold_days)))
}

fn cost(cost: &CategoryCost) -> Item {
    let CategoryCost { category, percent } = cost;
    let words = format!("{} of the price", share(*percent));
    Item::new("cost", category, category, format!("{category}, {words}")).is("costs", words)
}
