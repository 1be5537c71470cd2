//! One-time codes: found among what was quoted, used with the order, free again when it is undone.

use super::draft::Draft;
use crate::{
    command::RingUp,
    evaluate::Evaluation,
    promotion::OneTimeCode,
    rejection::Rejection,
    reservation::{Asked, Held},
    reward::VoucherCode,
    state::{OrderState, World},
};

/// The one-time codes among the codes quoted, by code.
///
/// # Errors
/// [`Rejection::VoucherNotValid`] for one that is not good or quoted twice, as for every other
/// code. What looks like one and is none is left to the promotions, which refuse it too.
pub(super) fn find(
    world: &World,
    ring_up: &RingUp,
    asked: Asked,
) -> Result<Vec<OneTimeCode>, Rejection> {
    let quoted = ring_up.order.codes.iter();
    let codes = quoted.filter_map(|text| text.parse::<VoucherCode>().ok());
    let mut found: Vec<OneTimeCode> = Vec::new();
    for code in codes {
        let Some(known) = world.one_time_codes.get(&code) else {
            continue;
        };
        let again = found.iter().any(|other| other.code == code);
        let kept = world.holds.is_held(&Held::Code(code.clone()), asked);
        if again || kept || !known.is_good(ring_up.occurred_on) {
            return Err(Rejection::VoucherNotValid);
        }
        found.push(known.clone());
    }
    found.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(found)
}

/// Uses up the codes whose promotion the order had: one a promotion. A code whose promotion did not
/// apply can be used another time.
pub(super) fn use_up(draft: &mut Draft<'_>, ring_up: &RingUp, judged: &Evaluation) {
    for used in &judged.one_time {
        draft.plan.one_time_codes.push(OneTimeCode {
            used_by: Some(ring_up.id),
            ..used.clone()
        });
    }
}

/// The codes of a sale that never happened can be used again.
pub(super) fn reopen(draft: &mut Draft<'_>, order: &OrderState) {
    let used = order.one_time_codes.iter();
    for code in used.filter_map(|code| draft.world.one_time_codes.get(code)) {
        if code.used_by == Some(order.id) {
            draft.plan.one_time_codes.push(OneTimeCode {
                used_by: None,
                ..code.clone()
            });
        }
    }
}
