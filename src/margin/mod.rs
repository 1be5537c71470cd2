//! The margin guard: a programme that cannot sell below the merchant's floor.

mod share;
mod warnings;
mod worst;

use serde::{Deserialize, Serialize};

use crate::{
    condition::is_within,
    money::Minor,
    order::{Order, OrderLine},
};

pub use warnings::Warning;
pub(crate) use worst::hundredths;
pub use worst::{Loss, WorstCase};

/// The margin that no discount may go below.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginGuard {
    /// The least margin, in whole per cent of what is paid before tax, 0 to 99.
    pub floor_percent: u8,
    /// The usual margin, in whole per cent of the price before tax, where a cost is not known.
    pub usual_percent: u8,
    /// What categories cost, where the lines do not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<CategoryCost>,
    /// What a usual order comes to, for the worst case and the warnings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_order: Option<Minor>,
    /// The least share of what customers spend that they should get back, in whole per cent:
    /// below it the merchant is warned. 0: no warning.
    #[serde(default)]
    pub value_back_percent: u8,
    /// Who lets orders go below the floor, and why. `None`: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Override>,
}

/// What the articles of a category cost the merchant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryCost {
    /// The category; its parts cost the same unless they are named.
    pub category: String,
    /// In whole per cent of the price before tax, 0 to 100.
    pub percent: u8,
}

/// A floor that is knowingly ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Who says so.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl MarginGuard {
    /// What a line cost the merchant: its units' cost, else that of its category, else by the
    /// usual margin. Rounded up.
    pub fn cost(&self, line: &OrderLine, price_before_tax: Minor) -> Minor {
        if let Some(cost) = line.unit_cost {
            return Minor(cost.0.saturating_mul(line.quantity.max(0)));
        }
        let percent = i128::from(self.cost_percent(line.category.as_deref()));
        let exact = i128::from(price_before_tax.0) * percent;
        Minor(i64::try_from((exact + 99) / 100).unwrap_or(i64::MAX))
    }

    /// What an article of a category costs, in whole per cent of its price.
    pub fn cost_percent(&self, category: Option<&str>) -> u8 {
        let named = self
            .costs
            .iter()
            .filter(|cost| category.is_some_and(|category| is_within(category, &cost.category)));
        // The most exact name wins: `Bakery / Bread` before `Bakery`.
        named
            .max_by_key(|cost| cost.category.len())
            .map_or(100 - self.usual_percent.min(100), |cost| cost.percent)
    }

    /// What all lines of an order cost the merchant.
    pub fn cost_of(&self, order: &Order) -> Minor {
        let (tax, subtotal) = (i128::from(order.tax.0), i128::from(order.subtotal().0));
        let before_tax = |total: Minor| match subtotal {
            0 => total,
            _ => {
                let tax = tax * i128::from(total.0) / subtotal;
                Minor(total.0 - i64::try_from(tax).unwrap_or(0))
            }
        };
        let lines = order.lines.iter();
        lines
            .map(|line| self.cost(line, before_tax(line.total)))
            .sum()
    }

    /// The most that may be taken off an order, after the merchant's own discount, so that its
    /// margin stays at the floor or above. Zero for an order that is below it anyway.
    pub fn most_off(&self, order: &Order) -> Minor {
        let subtotal = order.subtotal();
        let net = subtotal.minus_down_to_zero(order.discount);
        // Paid x (1 - tax share) x (1 - floor) must cover the cost.
        let kept = i128::from(subtotal.minus_down_to_zero(order.tax).0)
            * i128::from(100 - self.floor_percent.min(100));
        if kept == 0 {
            return Minor::ZERO;
        }
        let cost = i128::from(self.cost_of(order).0) * 100 * i128::from(subtotal.0);
        let least = (cost + kept - 1) / kept;
        let least = Minor(i64::try_from(least).unwrap_or(i64::MAX));
        net.minus_down_to_zero(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::OrderSource;

    fn guard() -> MarginGuard {
        MarginGuard {
            floor_percent: 20,
            usual_percent: 60,
            costs: vec![
                CategoryCost {
                    category: "Wine".to_owned(),
                    percent: 70,
                },
                CategoryCost {
                    category: "Wine / House".to_owned(),
                    percent: 50,
                },
            ],
            ..MarginGuard::default()
        }
    }

    fn line(category: Option<&str>, unit_cost: Option<i64>) -> OrderLine {
        OrderLine {
            category: category.map(str::to_owned),
            unit_cost: unit_cost.map(Minor),
            quantity: 2,
            ..OrderLine::amount("Something", Minor(1_000))
        }
    }

    #[test]
    fn a_cost_is_the_units_else_the_categorys_else_by_the_usual_margin() {
        let cost = |category, unit_cost| guard().cost(&line(category, unit_cost), Minor(1_000)).0;
        assert_eq!(cost(Some("Wine"), Some(300)), 600);
        assert_eq!(cost(Some("Wine"), None), 700);
        assert_eq!(cost(Some("Wine / House / Red"), None), 500);
        assert_eq!(cost(Some("Winery"), None), 400);
        assert_eq!(cost(None, None), 400);
    }

    #[test]
    fn what_may_be_taken_off_leaves_the_floor_and_not_a_unit_less() {
        let mut order = Order::of_amount(OrderSource::Till, Minor(10_000));
        assert_eq!(guard().most_off(&order), Minor(5_000));
        order.discount = Minor(2_000);
        assert_eq!(guard().most_off(&order), Minor(3_000));
        order.discount = Minor(9_000);
        assert_eq!(guard().most_off(&order), Minor::ZERO);
        order.discount = Minor::ZERO;
        // A fifth of what is paid is tax: 8,000 are the merchant's, and 3,200 is what it cost.
        order.tax = Minor(2_000);
        assert_eq!(guard().most_off(&order), Minor(5_000));
        order.tax = Minor(10_000);
        assert_eq!(guard().most_off(&order), Minor::ZERO);
        order.tax = Minor::ZERO;
        order.lines[0].unit_cost = Some(Minor(3_333));
        // 3,333 / 0.8 is 4,166.25, so 4,167 must be paid.
        assert_eq!(guard().most_off(&order), Minor(5_833));
    }
}
