//! Rewards and promotions, told in facts.

use super::{super::words::days, fact::Item};
use crate::{
    condition::Which,
    money::{Currency, Minor},
    promotion::{Promotion, PromotionKind, Trigger},
    reward::{Reward, RewardKind},
};

pub(super) fn reward(reward: &Reward, currency: Currency) -> Item {
    let Reward {
        key,
        name,
        points,
        kind,
        valid_days,
        icon,
        limits,
        when,
    } = reward;
    let item = Item::new("reward", key, name, reward.words())
        .is("called", name.as_str())
        .is("for", super::super::words::points(*points));
    gives(item, kind, currency)
        .is("good for", days(*valid_days))
        .may("with the picture", (!icon.is_empty()).then(|| icon.clone()))
        .limits(limits, currency)
        .when(when)
}

fn gives(item: Item, kind: &RewardKind, currency: Currency) -> Item {
    let articles = match kind {
        RewardKind::FreeItem { skus, .. } | RewardKind::FreeService { skus, .. } => skus.join(", "),
        _ => String::new(),
    };
    let item = item
        .exactly("gives", kind.words(currency), &shape(kind))
        .may(
            "worth",
            kind.fixed_worth().map(|it| currency.format_short(it)),
        );
    item.may(
        "for the articles",
        (!articles.is_empty()).then_some(articles),
    )
}

/// What of a reward `worth` and its articles do not say.
fn shape(kind: &RewardKind) -> RewardKind {
    let mut kind = kind.clone();
    if let RewardKind::FreeItem { skus, worth } | RewardKind::FreeService { skus, worth, .. } =
        &mut kind
    {
        skus.clear();
        *worth = Minor::ZERO;
    }
    kind
}

/// What of a promotion has no fact of its own.
fn untold(kind: &PromotionKind) -> PromotionKind {
    let mut kind = kind.clone();
    match &mut kind {
        PromotionKind::BuyGet { repeats, .. } => *repeats = false,
        PromotionKind::NextOrder { order_code, .. } => *order_code = false,
        _ => {}
    }
    kind
}

pub(super) fn promotion(promotion: &Promotion, currency: Currency) -> Item {
    let Promotion {
        key,
        name,
        trigger,
        when,
        which,
        minimum,
        minimum_before_tax,
        minimum_quantity,
        group,
        at_most,
        limits,
        kind,
    } = promotion;
    // What it counts is a fact of its own.
    let does = kind.words(&Which::default(), currency);
    let item = Item::new("promotion", key, name, promotion.sentence(currency))
        .is("called", name.as_str())
        .exactly("", does, &untold(kind));
    let item = match kind {
        PromotionKind::BuyGet { repeats, .. } => {
            item.when_set(*repeats, "again and again in a large basket")
        }
        PromotionKind::NextOrder { order_code, .. } => {
            item.when_set(*order_code, "with initials and a number")
        }
        _ => item,
    };
    let item = match trigger {
        Trigger::Automatic => item,
        Trigger::Code { code } => item.is("with the code", code.as_str()),
        Trigger::OneTime => item.when_set(true, "with a code that works once"),
    };
    item.minimum(*minimum, *minimum_before_tax, currency)
        .units(*minimum_quantity)
        .may("one of the group", group.clone())
        .may("at most", at_most.map(|it| currency.format_short(it)))
        .limits(limits, currency)
        .which(which)
        .when(when)
}
