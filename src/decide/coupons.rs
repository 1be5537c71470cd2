//! Vouchers that an order makes for later orders.

use super::{cards, draft::Draft};
use crate::{
    command::RingUp,
    evaluate::{Coupon, Evaluation},
    explain::{PromotionOut, Step},
    order_code::OrderCode,
    programme::Programme,
    rejection::Rejection,
    reward::{Reward, Voucher, VoucherCode, VoucherState},
    tier::Progress,
};

/// Makes the vouchers for later orders, as far as the caller sent ids and codes for them. One for
/// which there is none is told to have been left out.
pub(super) fn make(
    draft: &mut Draft<'_>,
    ring_up: &RingUp,
    judged: &mut Evaluation,
) -> Result<Vec<VoucherCode>, Rejection> {
    let mut spare = ring_up.spare.iter();
    let mut codes = Vec::new();
    for coupon in std::mem::take(&mut judged.coupons) {
        let Some(fresh) = spare.next() else {
            leave_out(judged, &coupon);
            continue;
        };
        let order_code = if coupon.order_code {
            next_order_code(draft, ring_up)?
        } else {
            None
        };
        codes.push(fresh.code.clone());
        let voucher = Voucher {
            id: fresh.id,
            member: ring_up.member,
            code: fresh.code.clone(),
            reward: coupon.reward,
            expires_on: coupon.until,
            state: VoucherState::Open,
            paid_seq: 0,
            made_by: Some(ring_up.id),
            order_code,
            used_by: None,
        };
        cards::make_of_voucher(draft, &voucher)?;
        draft.plan.coupons.push(voucher);
    }
    Ok(codes)
}

/// Makes the welcome gifts of the tiers that the member holds with this order and was not welcomed
/// to before. Each is given once: a refund of the order takes it back, unused, for good. Without a
/// fresh code left it waits for the next order. `used` of the codes are taken.
pub(super) fn welcome(
    draft: &mut Draft<'_>,
    programme: &Programme,
    ring_up: &RingUp,
    held: Option<&Progress>,
    used: usize,
) -> Result<Vec<VoucherCode>, Rejection> {
    let (Some(scheme), Some(held)) = (&programme.tiers, held) else {
        return Ok(Vec::new());
    };
    let welcomed = &draft.member(ring_up.member)?.activity.lifetime.welcomed;
    let mut spare = ring_up.spare.iter().skip(used);
    let reached = usize::try_from(held.level).unwrap_or(0);
    let mut codes = Vec::new();
    for level in scheme.levels.iter().take(reached + 1) {
        let gift = level.welcome.as_ref().and_then(|key| programme.reward(key));
        let Some(reward) = gift.filter(|_| !welcomed.contains(&level.key)) else {
            continue;
        };
        let Some(fresh) = spare.next() else {
            break;
        };
        codes.push(fresh.code.clone());
        draft
            .plan
            .welcomed
            .push((ring_up.member, level.key.clone()));
        let voucher = Voucher {
            id: fresh.id,
            member: ring_up.member,
            code: fresh.code.clone(),
            reward: Reward {
                points: 0,
                ..reward.clone()
            },
            expires_on: draft.now.today.plus_days(i32::from(reward.valid_days)),
            state: VoucherState::Open,
            paid_seq: 0,
            made_by: Some(ring_up.id),
            order_code: None,
            used_by: None,
        };
        cards::make_of_voucher(draft, &voucher)?;
        draft.plan.coupons.push(voucher);
    }
    Ok(codes)
}

/// The next code of the member's initials. Somebody without a name has the voucher's own code.
fn next_order_code(draft: &Draft<'_>, ring_up: &RingUp) -> Result<Option<OrderCode>, Rejection> {
    let Some(initials) = &draft.member(ring_up.member)?.initials else {
        return Ok(None);
    };
    let given = draft
        .plan
        .coupons
        .iter()
        .filter_map(|voucher| voucher.order_code.as_ref());
    let here = given.map(OrderCode::number).max();
    let before = draft.world.order_codes.get(initials).copied();
    let last = here.max(before).unwrap_or(0);
    Ok(OrderCode::after(initials, last))
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
