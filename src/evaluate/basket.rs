//! The lines of an order in an order of their own, so that the one they were rung up in cannot
//! matter.

use super::share::share_out;
use crate::{
    condition::Which,
    money::Minor,
    order::{Order, OrderLine},
    promotion::Run,
};

/// An order's lines, sorted by what they are. Lines that are alike in everything are
/// interchangeable, so their order among themselves shows nowhere.
#[derive(Debug)]
pub(crate) struct Basket<'a> {
    /// The order.
    pub order: &'a Order,
    /// The lines, sorted.
    pub lines: Vec<&'a OrderLine>,
    /// Where each is in the order.
    places: Vec<usize>,
    /// What each comes to after the merchant's own discount.
    pub net: Vec<i64>,
}

/// What a line is.
fn identity(line: &OrderLine) -> impl Ord {
    (
        line.sku.as_deref(),
        line.name.as_str(),
        line.category.as_deref(),
        line.quantity,
        line.total,
        line.unit_cost,
    )
}

impl<'a> Basket<'a> {
    /// Sorts the lines and shares the merchant's own discount out over them.
    pub fn of(order: &'a Order) -> Self {
        let mut places: Vec<usize> = (0..order.lines.len()).collect();
        places.sort_by(|a, b| identity(&order.lines[*a]).cmp(&identity(&order.lines[*b])));
        let lines: Vec<&OrderLine> = places.iter().map(|place| &order.lines[*place]).collect();
        let gross: Vec<i64> = lines.iter().map(|line| line.total.0).collect();
        let net = if order.discount.0 > 0 {
            let off = share_out(order.discount.0, &gross);
            gross.iter().zip(off).map(|(all, off)| all - off).collect()
        } else {
            gross
        };
        Self {
            order,
            lines,
            places,
            net,
        }
    }

    /// The lines that count.
    pub fn matching(&self, which: &Which) -> Vec<usize> {
        if which.is_everything() {
            return (0..self.lines.len()).collect();
        }
        let lines = self.lines.iter().enumerate();
        lines
            .filter(|(_, line)| which.counts(line))
            .map(|(index, _)| index)
            .collect()
    }

    /// The units of some lines, from the dearest to the cheapest; those without a price left out.
    pub fn runs(&self, lines: &[usize]) -> Vec<Run> {
        let mut runs: Vec<Run> = lines
            .iter()
            .map(|index| (*index, self.lines[*index].quantity))
            .filter(|(_, units)| *units > 0)
            .map(|(line, units)| Run {
                line,
                price: self.net[line] / units,
                units,
            })
            .filter(|run| run.price > 0)
            .collect();
        runs.sort_by_key(|run| (std::cmp::Reverse(run.price), run.line));
        runs
    }

    /// Units of some lines, whatever they cost.
    pub fn units(&self, lines: &[usize]) -> i64 {
        lines
            .iter()
            .map(|index| self.lines[*index].quantity)
            .fold(0, i64::saturating_add)
    }

    /// The tax in `amount` of the order's lines, in proportion; rounded down.
    pub fn tax_in(&self, amount: i64) -> i64 {
        let (tax, subtotal) = (self.order.tax.0, self.order.subtotal().0);
        if tax == 0 || subtotal == 0 {
            return 0;
        }
        let exact = i128::from(tax) * i128::from(amount) / i128::from(subtotal);
        i64::try_from(exact).unwrap_or(0)
    }

    /// Amounts by sorted line, as amounts by line of the order.
    pub fn by_line_of_order(&self, amounts: &[i64]) -> Vec<Minor> {
        let mut by_line = vec![Minor::ZERO; amounts.len()];
        for (place, amount) in self.places.iter().zip(amounts) {
            by_line[*place] = Minor(*amount);
        }
        by_line
    }
}
