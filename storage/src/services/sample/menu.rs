//! What Northside Coffee sells, and its programme.

use regulars::{
    act::{Act, ActRule, HowOften},
    condition::{Hours, When, Which},
    limit::Limits,
    money::{Currency, Minor},
    order::OrderLine,
    programme::{Base, EarningKind, EarningRule, Expiry, Programme, ReferralOffer, RefundPolicy},
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward},
    rate::Rate,
    reward::{Reward, RewardKind},
    tier::{Basis, Downgrade, Level, TierScheme, Window},
};

use crate::services::{ServiceError, shop::NewShop};

/// Something on the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The article number.
    pub sku: &'static str,
    /// What the receipt says.
    pub name: &'static str,
    /// Its category.
    pub category: &'static str,
    price: i64,
    cost: i64,
}

const fn item(
    sku: &'static str,
    name: &'static str,
    category: &'static str,
    price: i64,
    cost: i64,
) -> Item {
    Item {
        sku,
        name,
        category,
        price,
        cost,
    }
}

/// Drinks, by how often they are ordered.
pub const DRINKS: [(u64, Item); 7] = [
    (34, item("flat-white", "Flat white", "Coffee", 340, 72)),
    (22, item("cappuccino", "Cappuccino", "Coffee", 360, 76)),
    (14, item("filter", "Filter coffee", "Coffee", 290, 45)),
    (9, item("espresso", "Espresso", "Coffee", 250, 40)),
    (8, item("oat-latte", "Oat latte", "Coffee", 395, 96)),
    (8, item("tea", "Pot of tea", "Tea", 280, 30)),
    (5, item("hot-chocolate", "Hot chocolate", "Other", 380, 88)),
];

/// Food, by how often it is ordered.
pub const FOOD: [(u64, Item); 7] = [
    (30, item("croissant", "Croissant", "Pastry", 290, 105)),
    (22, item("cinnamon-bun", "Cinnamon bun", "Pastry", 340, 110)),
    (16, item("banana-bread", "Banana bread", "Pastry", 320, 95)),
    (
        14,
        item("cheese-toastie", "Cheese toastie", "Kitchen", 620, 210),
    ),
    (9, item("soup", "Soup of the day", "Kitchen", 690, 190)),
    (6, item("brunch", "Brunch plate", "Kitchen", 1_150, 380)),
    (
        3,
        item("pastry-box", "Pastry box for two", "Pastry", 1_240, 420),
    ),
];

/// A bag of beans to take home.
pub const BEANS: Item = item("beans-250", "House blend, 250 g", "Beans", 1_150, 560);

impl Item {
    /// So many of it on an order.
    pub fn line(&self, quantity: i64) -> OrderLine {
        OrderLine {
            sku: Some(self.sku.to_owned()),
            name: self.name.to_owned(),
            category: Some(self.category.to_owned()),
            quantity,
            total: Minor(self.price * quantity),
            unit_cost: Some(Minor(self.cost)),
        }
    }
}

/// The item of an article number.
pub fn by_sku(sku: &str) -> Option<Item> {
    let all = DRINKS
        .iter()
        .chain(&FOOD)
        .map(|(_, item)| *item)
        .chain([BEANS]);
    all.into_iter().find(|item| item.sku == sku)
}

/// The category of what somebody of the cast asks for, by its first words.
pub fn category_of(name: &str) -> Option<&'static str> {
    let coffees = ["Coffee", "Flat white", "Cappuccino"];
    let is = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if is(&coffees) {
        Some("Coffee")
    } else if is(&["House blend", "Beans"]) {
        Some(BEANS.category)
    } else {
        None
    }
}

/// The shop with its programme.
///
/// # Errors
/// Never in practice: the currency is one.
pub fn shop() -> Result<NewShop, ServiceError> {
    let currency: Currency = "GBP"
        .parse()
        .map_err(|_| ServiceError::field("currency", "is no currency"))?;
    Ok(NewShop {
        slug: super::SLUG.to_owned(),
        name: "Northside Coffee".to_owned(),
        currency,
        time_zone: "Europe/London".to_owned(),
        colour: Some("#b4552d".to_owned()),
        sample: true,
        programme: Some(programme()),
    })
}

/// Northside's rules: four points a pound, three levels within a year, five rewards, a coffee card
/// and other promotions, and points for friends and for what one does besides buying.
fn programme() -> Programme {
    let level = |key: &str, name: &str, from, multiplier: Option<Rate>| Level {
        key: key.to_owned(),
        name: name.to_owned(),
        from: Minor(from),
        multiplier: multiplier.unwrap_or(Rate::ONE),
        welcome: None,
    };
    Programme {
        name: "Northside Regulars".to_owned(),
        earning: vec![EarningRule::new(
            "spend",
            "Every purchase",
            EarningKind::Spend {
                points: 4,
                per: Minor(100),
                base: Base::default(),
            },
        )],
        carry_fractions: false,
        hold_days: 3,
        expiry: Expiry::Months { months: 12 },
        refund_policy: RefundPolicy::Clamp,
        tiers: Some(TierScheme {
            basis: Basis::Spend,
            grace_days: 0,
            downgrade: Downgrade::default(),
            window: Window::Rolling { days: 365 },
            levels: vec![
                level("bronze", "Bronze", 0, None),
                level("silver", "Silver", 25_000, Rate::new(5, 4)),
                level("gold", "Gold", 50_000, Rate::new(3, 2)),
            ],
        }),
        rewards: rewards(),
        promotions: promotions(),
        acts: acts(),
        referral: Some(ReferralOffer {
            advocate_points: 100,
            friend_points: 50,
            minimum_order: Minor(1_000),
            hold_days: 14,
        }),
        ..Programme::default()
    }
}

/// Every tenth coffee is free, tea is cheaper in the afternoon, and beans bring two pounds off the
/// next order.
fn promotions() -> Vec<Promotion> {
    let card = StampCard {
        per: StampPer::Unit,
        rewards: vec![StampReward::percent(10, 100)],
    };
    let next = PromotionKind::NextOrder {
        gives: RewardKind::AmountOff { amount: Minor(200) },
        valid_days: 30,
        order_code: true,
    };
    let on = |category: &str, key: &str, name: &str, kind| Promotion {
        which: Which::category(category),
        ..Promotion::new(key, name, kind)
    };
    let afternoon = When {
        hours: Some(Hours {
            from: 14,
            until: 17,
        }),
        ..When::default()
    };
    vec![
        on(
            "Coffee",
            "coffee-card",
            "Coffee card",
            PromotionKind::StampCard(card),
        ),
        Promotion {
            when: afternoon,
            ..on(
                "Tea",
                "tea-time",
                "Tea time",
                PromotionKind::PercentOff { percent: 20 },
            )
        },
        on(BEANS.category, "beans-again", "Beans again", next),
    ]
}

fn acts() -> Vec<ActRule> {
    let act = |key: &str, name: &str, act, points, how_often| ActRule {
        key: key.to_owned(),
        name: name.to_owned(),
        act,
        points,
        how_often,
        needs_approval: !act.is_seen(),
        when: When::default(),
    };
    vec![
        act("review", "Write a review", Act::Review, 100, HowOften::Once),
        act(
            "photo",
            "Share a photo of your cup",
            Act::Share,
            40,
            HowOften::Monthly,
        ),
        act(
            "birthday",
            "Your birthday",
            Act::Birthday,
            150,
            HowOften::Yearly,
        ),
        act(
            "profile",
            "Tell us more about you",
            Act::Profile,
            50,
            HowOften::Once,
        ),
    ]
}

fn rewards() -> Vec<Reward> {
    let reward = |key: &str, name: &str, points, kind, icon: &str| Reward {
        key: key.to_owned(),
        name: name.to_owned(),
        points,
        kind,
        valid_days: 30,
        icon: icon.to_owned(),
        limits: Limits::default(),
        when: When::default(),
    };
    let free = |sku: &str, worth| RewardKind::FreeItem {
        skus: vec![sku.to_owned()],
        worth: Minor(worth),
    };
    let capped = RewardKind::PercentOff {
        percent: 10,
        at_most: Some(Minor(800)),
    };
    vec![
        reward(
            "flat-white",
            "Flat white",
            200,
            free("flat-white", 340),
            "coffee",
        ),
        reward(
            "ten-percent",
            "10\u{202f}% off",
            250,
            capped,
            "ticket-percent",
        ),
        reward(
            "five-off",
            "£5 off",
            300,
            RewardKind::AmountOff { amount: Minor(500) },
            "ticket-percent",
        ),
        reward(
            "pastry-box",
            "Pastry box for two",
            600,
            free("pastry-box", 1_240),
            "croissant",
        ),
        reward(
            "beans",
            "House blend, 250 g",
            650,
            free("beans-250", 1_150),
            "package",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::sample::cast;

    #[test]
    fn the_programme_can_be_published_and_gives_away_what_is_sold() {
        let programme = programme();
        programme.validate().unwrap();
        for reward in programme.rewards {
            if let RewardKind::FreeItem { skus, worth } = reward.kind {
                assert_eq!(by_sku(&skus[0]).unwrap().line(1).total, worth);
            }
        }
        assert!(cast::deeds().iter().all(|deed| deed.days_ago >= 0));
    }
}
