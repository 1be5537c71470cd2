//! Vouchers that an order makes for later orders.

use super::draft::Draft;
use crate::{
    command::RingUp,
    evaluate::{Coupon, Evaluation},
    explain::{PromotionOut, Step},
    reward::{Voucher, VoucherCode, VoucherState},
};

/// Makes the vouchers for later orders, as far as the caller sent ids and codes for them. One for
/// which there is none is told to have been left out.
pub(super) fn make(
    draft: &mut Draft<'_>,
    ring_up: &RingUp,
    judged: &mut Evaluation,
) -> Vec<VoucherCode> {
    let mut spare = ring_up.spare.iter();
    let mut codes = Vec::new();
    for coupon in std::mem::take(&mut judged.coupons) {
        let Some(fresh) = spare.next() else {
            leave_out(judged, &coupon);
            continue;
        };
        codes.push(fresh.code.clone());
        draft.plan.coupons.push(Voucher {
            id: fresh.id,
            member: ring_up.member,
            code: fresh.code.clone(),
            reward: coupon.reward,
            expires_on: coupon.until,
            state: VoucherState::Open,
            paid_seq: 0,
            made_by: Some(ring_up.id),
            used_by: None,
        });
    }
    codes
}

/// Takes back what the trace and the counts say of a voucher that is not made.
fn leave_out(judged: &mut Evaluation, coupon: &Coupon) {
    let key = &coupon.reward.key;
    judged.promotions.retain(|(promotion, _)| promotion != key);
    for step in &mut judged.trace.steps {
        if let Step::CouponMade {
            promotion, name, ..
        } = step
            && promotion == key
        {
            *step = Step::PromotionLeftOut {
                promotion: promotion.clone(),
                name: name.clone(),
                because: PromotionOut::NoVoucher,
            };
        }
    }
}
