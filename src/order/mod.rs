//! A purchase as it happened, before any rule has looked at it.

use serde::{Deserialize, Serialize};

use crate::{money::Minor, rejection::Rejection, reward::VoucherCode};

/// Where an order came from; decides how strictly it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderSource {
    /// Rung up by staff.
    Till,
    /// Sent by another system.
    Api,
    /// Read from a file: orders of 0.00 and lines without quantity happen and are real.
    Import,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The merchant's article number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// What the receipt says.
    pub name: String,
    /// The merchant's category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Units sold; zero and very large numbers occur in real files.
    pub quantity: i64,
    /// Price of the whole line, in minor units, as sold.
    pub total: Minor,
    /// What one unit cost the merchant, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Minor>,
}

impl OrderLine {
    /// A line without article: one unit of an amount.
    pub fn amount(name: &str, total: Minor) -> Self {
        Self {
            sku: None,
            name: name.to_owned(),
            category: None,
            quantity: 1,
            total,
            unit_cost: None,
        }
    }

    /// Price of one unit, rounded down; the line's total when it has no quantity.
    pub fn unit_price(&self) -> Minor {
        if self.quantity > 0 {
            Minor(self.total.0 / self.quantity)
        } else {
            self.total
        }
    }
}

/// A purchase: lines, what was added or taken off as a whole, and the vouchers handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Where it came from.
    pub source: OrderSource,
    /// The lines, at least one.
    pub lines: Vec<OrderLine>,
    /// The merchant's own discount on the whole order (not from a voucher).
    #[serde(default)]
    pub discount: Minor,
    /// Tax contained in the lines' totals.
    #[serde(default)]
    pub tax: Minor,
    /// Shipping, on top of the lines.
    #[serde(default)]
    pub shipping: Minor,
    /// The part paid with gift cards or store credit.
    #[serde(default)]
    pub gift_card: Minor,
    /// Vouchers handed over.
    #[serde(default)]
    pub vouchers: Vec<VoucherCode>,
    /// Public codes quoted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// The number that the till or shop system gave the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Order {
    /// Most lines in one order.
    pub const LINES_MAX: usize = 1_000;
    /// Most vouchers on one order.
    pub const VOUCHERS_MAX: usize = 10;
    /// Most public codes on one order.
    pub const CODES_MAX: usize = 10;
    /// Longest name, sku, category or reference, in characters.
    pub const TEXT_MAX: usize = 200;
    /// Most units on one line.
    pub const QUANTITY_MAX: i64 = 1_000_000_000;

    /// An order of a single amount.
    pub fn of_amount(source: OrderSource, total: Minor) -> Self {
        Self {
            source,
            lines: vec![OrderLine::amount("Sale", total)],
            discount: Minor::ZERO,
            tax: Minor::ZERO,
            shipping: Minor::ZERO,
            gift_card: Minor::ZERO,
            vouchers: Vec::new(),
            codes: Vec::new(),
            reference: None,
        }
    }

    /// Sum of the lines.
    pub fn subtotal(&self) -> Minor {
        self.lines.iter().map(|line| line.total).sum()
    }

    /// What is to pay, where vouchers took `redeemed` off.
    pub fn total(&self, redeemed: Minor) -> Minor {
        self.subtotal()
            .minus_down_to_zero(self.discount)
            .minus_down_to_zero(redeemed)
            .plus(self.shipping)
    }

    /// Checks everything that can be wrong with an order on its own.
    ///
    /// # Errors
    /// [`Rejection::BadOrder`] with the reason in words.
    pub fn validate(&self) -> Result<(), Rejection> {
        let bad = |reason: &str| {
            Err(Rejection::BadOrder {
                reason: reason.to_owned(),
            })
        };
        if self.lines.is_empty() {
            return bad("an order needs at least one line");
        }
        if self.lines.len() > Self::LINES_MAX {
            return bad("an order has at most 1,000 lines");
        }
        if self.vouchers.len() > Self::VOUCHERS_MAX {
            return bad("an order takes at most 10 vouchers");
        }
        let long = |code: &String| code.chars().count() > Self::TEXT_MAX;
        if self.codes.len() > Self::CODES_MAX || self.codes.iter().any(long) {
            return bad("an order takes at most 10 codes, each of at most 200 characters");
        }
        for line in &self.lines {
            self.validate_line(line)?;
        }
        let parts = [self.discount, self.tax, self.shipping, self.gift_card];
        if parts.iter().any(|part| part.0 < 0 || *part > Minor::MAX) {
            return bad(
                "discount, tax, shipping and gift card cannot be negative or above the limit",
            );
        }
        let subtotal = self.subtotal();
        if subtotal.plus(self.shipping) > Minor::MAX {
            return bad("the amount is too large");
        }
        if subtotal.0 == 0 && self.source != OrderSource::Import {
            return bad("the amount must be more than zero");
        }
        if self.discount > subtotal {
            return bad("the discount is larger than the order");
        }
        if self.tax > subtotal {
            return bad("the tax is larger than the order");
        }
        if self.gift_card > self.total(Minor::ZERO) {
            return bad("the gift card paid more than the order");
        }
        Ok(())
    }

    fn validate_line(&self, line: &OrderLine) -> Result<(), Rejection> {
        let bad = |reason: &str| {
            Err(Rejection::BadOrder {
                reason: reason.to_owned(),
            })
        };
        if line.total.0 < 0 {
            return bad("an amount cannot be negative; to give money back, refund the order");
        }
        if line.total > Minor::MAX {
            return bad("the amount is too large");
        }
        if line
            .unit_cost
            .is_some_and(|cost| !(0..=Minor::MAX.0).contains(&cost.0))
        {
            return bad("a unit's cost cannot be negative or above the limit");
        }
        if line.quantity < 0 || line.quantity > Self::QUANTITY_MAX {
            return bad("the quantity is out of range");
        }
        if line.quantity == 0 && self.source != OrderSource::Import {
            return bad("the quantity must be at least one");
        }
        let texts = [
            Some(&line.name),
            line.sku.as_ref(),
            line.category.as_ref(),
            self.reference.as_ref(),
        ];
        if texts
            .into_iter()
            .flatten()
            .any(|text| text.chars().count() > Self::TEXT_MAX)
        {
            return bad("names, article numbers and references have at most 200 characters");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
