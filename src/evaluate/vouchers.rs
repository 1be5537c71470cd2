//! What vouchers for items do to a basket.

use super::{
    Case,
    basket::Basket,
    share::share_out,
    stack::{Source, Stack},
};
use crate::{explain::LeftOut, rejection::Rejection, reward::Voucher};

/// What is left of each line for vouchers: units that cost something, and their price together.
struct Units {
    count: Vec<i64>,
    price: Vec<i64>,
}

impl Units {
    /// The price of one unit, rounded down, where there is one.
    fn price_of_one(&self, line: usize) -> Option<i64> {
        let count = self.count[line];
        (count > 0)
            .then(|| self.price[line] / count)
            .filter(|price| *price > 0)
    }
}

/// Applies the vouchers for items, and notes those that are only handed over. The voucher with
/// the fewest lines to choose from chooses first, or another might take them.
///
/// # Errors
/// [`Rejection::VoucherDoesNotApply`] when nothing in the order is what a voucher is for.
pub(super) fn for_items(
    case: &Case<'_>,
    basket: &Basket<'_>,
    stack: &mut Stack,
) -> Result<(), Rejection> {
    let lines = basket.lines.iter();
    let taken = basket
        .net
        .iter()
        .zip(&stack.left)
        .map(|(net, left)| net - left);
    let mut units = Units {
        count: lines
            .clone()
            .zip(&stack.free)
            .map(|(line, free)| line.quantity - free)
            .collect(),
        price: lines
            .zip(taken)
            .map(|(line, taken)| line.total.0 - taken)
            .collect(),
    };
    let promoted = stack.free.iter().any(|free| *free > 0);
    let mut items: Vec<(usize, &Voucher)> = case
        .vouchers
        .iter()
        .enumerate()
        .filter(|(_, voucher)| voucher.reward.kind.is_item())
        .collect();
    let others = case.vouchers.iter().enumerate();
    stack.handed_over = others
        .filter(|(_, voucher)| voucher.reward.kind.is_handed_over())
        .map(|(index, _)| index)
        .collect();
    items.sort_by_cached_key(|(_, voucher)| {
        (choices(voucher, basket, &units).len(), voucher.code.clone())
    });
    for (index, voucher) in items {
        let cheapest = choices(voucher, basket, &units).into_iter().min();
        match cheapest {
            Some((price, line)) if stack.to_pay() > 0 => {
                let wanted = on_line(stack, line, price);
                units.price[line] -= price;
                units.count[line] -= 1;
                stack.take(Source::Voucher(index), &wanted);
            }
            None if stack.to_pay() > 0 && !promoted => {
                return Err(Rejection::VoucherDoesNotApply {
                    name: voucher.reward.name.clone(),
                });
            }
            _ => stack.vouchers_out.push((index, LeftOut::NothingLeft)),
        }
    }
    Ok(())
}

/// The units that a voucher may take: price and line.
fn choices(voucher: &Voucher, basket: &Basket<'_>, units: &Units) -> Vec<(i64, usize)> {
    let reward = &voucher.reward;
    let lines = basket.lines.iter().enumerate();
    lines
        .filter(|(_, line)| reward.kind.is_for(&reward.name, line))
        .filter_map(|(index, _)| Some((units.price_of_one(index)?, index)))
        .collect()
}

/// `price` off a line. What the line no longer costs, because the merchant's own discount is on
/// it already, comes off the others.
fn on_line(stack: &Stack, line: usize, price: i64) -> Vec<i64> {
    let own = price.min(stack.left[line]);
    let mut wanted = vec![0; stack.left.len()];
    if own < price {
        let mut rest = stack.left.clone();
        rest[line] = 0;
        wanted = share_out(price - own, &rest);
    }
    wanted[line] = own;
    wanted
}
