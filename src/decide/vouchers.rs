//! What the vouchers handed over do to an order.

use crate::{
    command::RingUp,
    explain::{LeftOut, Step},
    money::Minor,
    order::{Order, OrderLine},
    rejection::Rejection,
    reward::{Voucher, VoucherState},
    state::World,
};

/// What the vouchers did to an order.
#[derive(Debug, Default)]
pub(super) struct Redeemed {
    /// Those used, with what each took off.
    pub used: Vec<(Voucher, Minor)>,
    /// What became of each, for the trace.
    pub steps: Vec<Step>,
}

impl Redeemed {
    /// What all of them took off.
    pub fn total(&self) -> Minor {
        self.used.iter().map(|(_, discount)| *discount).sum()
    }

    fn use_up(&mut self, voucher: Voucher, discount: Minor) {
        let name = voucher.reward.name.clone();
        self.steps.push(Step::VoucherUsed { name, discount });
        self.used.push((voucher, discount));
    }

    fn leave_out(&mut self, voucher: &Voucher, because: LeftOut) {
        let name = voucher.reward.name.clone();
        self.steps.push(Step::VoucherLeftOut { name, because });
    }
}

/// Applies the vouchers: items first, then of the whole-order discounts only the best.
/// The order in which they were handed over does not matter.
pub(super) fn redeem(world: &World, ring_up: &RingUp) -> Result<Redeemed, Rejection> {
    let mut basket = ring_up.order.clone();
    let vouchers = check(world, ring_up)?;
    let (whole, mut items): (Vec<_>, Vec<_>) = vouchers
        .into_iter()
        .partition(|voucher| voucher.reward.kind.is_whole_order());
    // The voucher with the fewest lines to choose from chooses first, or another might take them.
    items.sort_by_cached_key(|voucher| (lines_for(voucher, &basket), voucher.code.clone()));

    let mut redeemed = Redeemed::default();
    let mut left = basket.subtotal().minus_down_to_zero(basket.discount);
    for voucher in items {
        match discount_of(&voucher, &basket, left) {
            Some(discount) => {
                take_one_unit(&mut basket, &voucher);
                left = left.minus_down_to_zero(discount);
                redeemed.use_up(voucher, discount);
            }
            None if left == Minor::ZERO => redeemed.leave_out(&voucher, LeftOut::NothingLeft),
            None => {
                return Err(Rejection::VoucherDoesNotApply {
                    name: voucher.reward.name,
                });
            }
        }
    }
    apply_best(&basket, left, whole, &mut redeemed);
    Ok(redeemed)
}

/// Of equal discounts it takes the one that cost fewer points, then the one that expires first.
fn apply_best(basket: &Order, left: Minor, mut whole: Vec<Voucher>, redeemed: &mut Redeemed) {
    whole.sort_by_cached_key(|voucher| {
        let discount = discount_of(voucher, basket, left).unwrap_or_default();
        let reward = &voucher.reward;
        (
            -discount.0,
            reward.points,
            voucher.expires_on,
            voucher.code.clone(),
        )
    });
    for (rank, voucher) in whole.into_iter().enumerate() {
        match discount_of(&voucher, basket, left) {
            None => redeemed.leave_out(&voucher, LeftOut::NothingLeft),
            Some(discount) if rank == 0 => redeemed.use_up(voucher, discount),
            Some(_) => redeemed.leave_out(&voucher, LeftOut::BetterOneApplies),
        }
    }
}

/// The vouchers by code. A code handed over twice is refused like one that was used.
fn check(world: &World, ring_up: &RingUp) -> Result<Vec<Voucher>, Rejection> {
    let codes = &ring_up.order.vouchers;
    let mut found = Vec::with_capacity(codes.len());
    for (index, code) in codes.iter().enumerate() {
        let voucher = world
            .vouchers
            .get(code)
            .filter(|voucher| voucher.member == ring_up.member)
            .filter(|voucher| voucher.state == VoucherState::Open)
            .filter(|voucher| voucher.expires_on >= ring_up.occurred_on)
            .filter(|_| !codes[..index].contains(code))
            .ok_or(Rejection::VoucherNotValid)?;
        found.push(voucher.clone());
    }
    Ok(found)
}

fn discount_of(voucher: &Voucher, basket: &Order, left: Minor) -> Option<Minor> {
    let reward = &voucher.reward;
    reward.kind.discount_on(&reward.name, basket, left)
}

fn lines_for(voucher: &Voucher, basket: &Order) -> usize {
    let reward = &voucher.reward;
    let lines = basket.lines.iter();
    lines
        .filter(|line| reward.kind.is_free_item(&reward.name, line))
        .count()
}

/// Of units at one price it does not matter which; that it is always the same one does.
fn choice(line: &OrderLine) -> (Minor, Option<&str>, &str, i64, Minor) {
    let sku = line.sku.as_deref();
    (
        line.unit_price(),
        sku,
        &line.name,
        line.quantity,
        line.total,
    )
}

/// Removes the unit that an item voucher paid for, so that a second voucher takes another one.
fn take_one_unit(basket: &mut Order, voucher: &Voucher) {
    let reward = &voucher.reward;
    let line = basket
        .lines
        .iter_mut()
        .filter(|line| reward.kind.is_free_item(&reward.name, line))
        .min_by(|a, b| choice(a).cmp(&choice(b)));
    if let Some(line) = line {
        line.total = line.total.minus_down_to_zero(line.unit_price());
        line.quantity -= 1;
    }
}
