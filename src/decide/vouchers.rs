//! The vouchers handed over: found, good, and this member's.

use crate::{
    command::RingUp,
    rejection::Rejection,
    reservation::{Asked, Held},
    reward::{RewardKind, Voucher, VoucherState},
    state::World,
};

/// The vouchers by code. A code handed over twice is refused like one that was used.
///
/// # Errors
/// [`Rejection::VoucherNotValid`], one answer for every reason.
pub(super) fn find(
    world: &World,
    ring_up: &RingUp,
    asked: Asked,
) -> Result<Vec<Voucher>, Rejection> {
    let codes = &ring_up.order.vouchers;
    let mut found = Vec::with_capacity(codes.len());
    for (index, code) in codes.iter().enumerate() {
        let voucher = world
            .vouchers
            .get(code)
            .filter(|voucher| voucher.member == ring_up.member)
            .filter(|voucher| voucher.state == VoucherState::Open)
            .filter(|voucher| voucher.expires_on >= ring_up.occurred_on)
            .filter(|voucher| voucher.made_by != Some(ring_up.id))
            // A gift card pays and is not handed over.
            .filter(|voucher| !matches!(voucher.reward.kind, RewardKind::GiftCard { .. }))
            .filter(|_| !world.holds.is_held(&Held::Voucher(code.clone()), asked))
            .filter(|_| !codes[..index].contains(code))
            .ok_or(Rejection::VoucherNotValid)?;
        found.push(voucher.clone());
    }
    Ok(found)
}
