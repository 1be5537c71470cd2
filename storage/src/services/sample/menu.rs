//! What Northside Coffee sells, and its programme.

use regulars::{
    money::{Currency, Minor},
    order::OrderLine,
    passing::PassingTerms,
    programme::{Base, EarningKind, EarningRule, Expiry, Programme, ReferralOffer, RefundPolicy},
    rate::Rate,
    tier::{Basis, Downgrade, Level, TierScheme, Window},
};

use super::offers;
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
        rewards: offers::rewards(),
        promotions: offers::promotions(),
        acts: offers::acts(),
        passing: Some(PassingTerms {
            at_least: 50,
            most_a_day: 500,
        }),
        referral: Some(ReferralOffer {
            advocate_points: 100,
            friend_points: 50,
            minimum_order: Minor(1_000),
            hold_days: 14,
        }),
        ..Programme::default()
    }
}

#[cfg(test)]
mod tests {
    use regulars::reward::RewardKind;

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
