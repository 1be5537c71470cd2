//! Rewards and the vouchers that prove them.

mod voucher;

use serde::{Deserialize, Serialize};

use crate::{
    condition::When,
    limit::Limits,
    money::{Currency, Minor, format_count},
    order::{Order, OrderLine},
    promotion::Promotion,
    rate::Rate,
};

pub use voucher::{NotACode, Voucher, VoucherCode, VoucherState};

/// What a reward gives at the till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum RewardKind {
    /// An amount off the whole order.
    AmountOff {
        /// How much, in minor units.
        amount: Minor,
    },
    /// A share off the whole order.
    PercentOff {
        /// Whole per cent, 1 to 100.
        percent: u8,
        /// At most this much, where capped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Minor>,
    },
    /// One unit of an item for nothing: the cheapest unit in the order that is one of `skus`.
    FreeItem {
        /// Article numbers that count; empty: any line whose name is the reward's.
        skus: Vec<String>,
        /// What the item usually sells for, for the worth of a point and the margin.
        worth: Minor,
    },
    /// A service or an hour for nothing: as with an item, the cheapest that is one of `skus`.
    FreeService {
        /// Article numbers of the service; empty: any line whose name is the reward's.
        skus: Vec<String>,
        /// How long it lasts, in minutes; 0: not said.
        #[serde(default)]
        minutes: u16,
        /// What it usually sells for.
        worth: Minor,
    },
    /// A gift card of an amount.
    GiftCard {
        /// What is on it.
        amount: Minor,
    },
    /// A ticket for an event.
    EventTicket {
        /// What it costs others, or the merchant.
        worth: Minor,
    },
    /// Something that cannot be bought.
    ExclusiveItem {
        /// What it costs the merchant.
        worth: Minor,
    },
    /// An amount given to a good cause in the member's name.
    Donation {
        /// How much.
        amount: Minor,
    },
}

/// Something that points buy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reward {
    /// Unique within the programme; survives renaming.
    pub key: String,
    /// What the member reads.
    pub name: String,
    /// What it costs, in points.
    pub points: i64,
    /// What it gives.
    #[serde(flatten)]
    pub kind: RewardKind,
    /// Days a voucher of it stays good, counting from the day after it was taken.
    pub valid_days: u16,
    /// Name of a Lucide icon for its card.
    #[serde(default)]
    pub icon: String,
    /// How often it may be had: its stock, by one member, for how much money.
    #[serde(default, skip_serializing_if = "Limits::is_none")]
    pub limits: Limits,
    /// When it is offered, and to which tiers.
    #[serde(default, skip_serializing_if = "When::is_always")]
    pub when: When,
}

impl RewardKind {
    /// Whether it is a discount on the whole order; of these only the best one applies.
    pub fn is_whole_order(&self) -> bool {
        matches!(self, Self::AmountOff { .. } | Self::PercentOff { .. })
    }

    /// Whether it makes one unit in the order free.
    pub fn is_item(&self) -> bool {
        matches!(self, Self::FreeItem { .. } | Self::FreeService { .. })
    }

    /// Whether its voucher takes nothing off an order: something is handed over for it.
    pub fn is_handed_over(&self) -> bool {
        !self.is_whole_order() && !self.is_item()
    }

    /// What it is worth to a member at most, where that does not depend on the basket.
    pub fn fixed_worth(&self) -> Option<Minor> {
        match self {
            Self::AmountOff { amount } | Self::GiftCard { amount } | Self::Donation { amount } => {
                Some(*amount)
            }
            Self::PercentOff { .. } => None,
            Self::FreeItem { worth, .. }
            | Self::FreeService { worth, .. }
            | Self::EventTicket { worth }
            | Self::ExclusiveItem { worth } => Some(*worth),
        }
    }

    /// `£5 off`, `10 % off, at most £20`, `free`.
    pub fn words(&self, currency: Currency) -> String {
        match self {
            Self::AmountOff { amount } => format!("{} off", currency.format_short(*amount)),
            Self::PercentOff {
                percent,
                at_most: None,
            } => format!("{percent}\u{202f}% off"),
            Self::PercentOff {
                percent,
                at_most: Some(cap),
            } => {
                format!(
                    "{percent}\u{202f}% off, at most {}",
                    currency.format_short(*cap)
                )
            }
            Self::FreeItem { .. } | Self::FreeService { minutes: 0, .. } => "free".to_owned(),
            Self::FreeService { minutes, .. } => format!("{minutes} minutes free"),
            Self::GiftCard { amount } => {
                format!("a gift card of {}", currency.format_short(*amount))
            }
            Self::EventTicket { .. } => "a ticket".to_owned(),
            Self::ExclusiveItem { .. } => "not for sale".to_owned(),
            Self::Donation { amount } => {
                format!("{} to a good cause", currency.format_short(*amount))
            }
        }
    }

    /// Whether `line` is what this reward, called `name`, makes free; no for other kinds.
    pub fn is_for(&self, name: &str, line: &OrderLine) -> bool {
        match self {
            Self::FreeItem { skus, .. } | Self::FreeService { skus, .. } if skus.is_empty() => {
                line.name.trim().to_lowercase() == name.trim().to_lowercase()
            }
            Self::FreeItem { skus, .. } | Self::FreeService { skus, .. } => {
                line.sku.as_ref().is_some_and(|sku| skus.contains(sku))
            }
            _ => false,
        }
    }

    /// Whether a unit of `line` can be had for this reward, called `name`; no for a discount on
    /// the whole order. What costs nothing anyway does not use up a voucher.
    pub fn is_free_item(&self, name: &str, line: &OrderLine) -> bool {
        line.quantity > 0 && line.unit_price().0 > 0 && self.is_for(name, line)
    }

    /// How much it takes off `order`, of which `left` is still to pay; rounded down, at least 1.
    /// `None` when nothing in the order qualifies or nothing is left.
    pub fn discount_on(&self, name: &str, order: &Order, left: Minor) -> Option<Minor> {
        let wanted = match self {
            Self::AmountOff { amount } => *amount,
            Self::PercentOff { percent, at_most } => {
                let share = Rate::new(i64::from(*percent), 100).map_or(0, |rate| rate.of(left.0));
                at_most.map_or(Minor(share), |cap| cap.min(Minor(share)))
            }
            Self::GiftCard { .. }
            | Self::EventTicket { .. }
            | Self::ExclusiveItem { .. }
            | Self::Donation { .. } => return None,
            Self::FreeItem { .. } | Self::FreeService { .. } => order
                .lines
                .iter()
                .filter(|line| self.is_free_item(name, line))
                .map(OrderLine::unit_price)
                .min()?,
        };
        let discount = wanted.min(left);
        (discount.0 > 0).then_some(discount)
    }
}

impl Reward {
    /// What a promotion gives for a later order, for no points.
    pub(crate) fn of_promotion(promotion: &Promotion, gives: &RewardKind, valid_days: u16) -> Self {
        Self {
            key: promotion.key.clone(),
            name: promotion.name.clone(),
            points: 0,
            kind: gives.clone(),
            valid_days,
            icon: "ticket-percent".to_owned(),
            limits: Limits::default(),
            when: When::default(),
        }
    }

    /// `Flat white, 200 points`.
    pub fn words(&self) -> String {
        format!("{}, {} points", self.name, format_count(self.points))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::OrderSource;

    fn line(sku: &str, name: &str, quantity: i64, total: i64) -> OrderLine {
        OrderLine {
            sku: Some(sku.to_owned()),
            quantity,
            ..OrderLine::amount(name, Minor(total))
        }
    }

    fn order(lines: Vec<OrderLine>) -> Order {
        Order {
            lines,
            ..Order::of_amount(OrderSource::Till, Minor::ZERO)
        }
    }

    fn off(kind: &RewardKind, order: &Order, left: i64) -> Option<i64> {
        let discount = kind.discount_on("Flat white", order, Minor(left));
        discount.map(|amount| amount.0)
    }

    #[test]
    fn a_share_is_rounded_down_and_capped() {
        let basket = order(vec![line("a", "Cake", 1, 1_999)]);
        let tenth = |at_most| RewardKind::PercentOff {
            percent: 10,
            at_most,
        };
        assert_eq!(off(&tenth(None), &basket, 1_999), Some(199));
        assert_eq!(off(&tenth(Some(Minor(150))), &basket, 1_999), Some(150));
        assert_eq!(off(&tenth(None), &basket, 9), None);
    }

    #[test]
    fn no_discount_is_more_than_what_is_left() {
        let basket = order(vec![line("a", "Cake", 1, 300)]);
        let five = RewardKind::AmountOff { amount: Minor(500) };
        assert_eq!(off(&five, &basket, 300), Some(300));
        assert_eq!(off(&five, &basket, 0), None);
    }

    #[test]
    fn a_free_item_is_the_cheapest_unit_that_costs_something() {
        let basket = order(vec![
            line("big", "Large flat white", 2, 900),
            line("small", "Small flat white", 3, 1_000),
            line("gift", "Sample", 1, 0),
            line("fuel", "Fuel by the cent", 5_000, 4_000),
        ]);
        let free = |skus: &[&str]| RewardKind::FreeItem {
            skus: skus.iter().map(|sku| (*sku).to_owned()).collect(),
            worth: Minor(350),
        };
        assert_eq!(
            off(&free(&["big", "small", "gift"]), &basket, 5_900),
            Some(333)
        );
        assert_eq!(off(&free(&["big"]), &basket, 5_900), Some(450));
        assert_eq!(off(&free(&["gift"]), &basket, 5_900), None);
        assert_eq!(off(&free(&["fuel"]), &basket, 5_900), None);
        assert_eq!(off(&free(&[]), &basket, 5_900), None);
        let named = order(vec![line("x", " FLAT white ", 1, 310)]);
        assert_eq!(off(&free(&[]), &named, 310), Some(310));
    }
}
