//! Times at which points count more, and the most that a member earns.

use crate::{
    condition::Moment,
    evaluate::Case,
    explain::{CapOf, Step, Trace},
    programme::{Bonus, Bonuses, Overlap},
    rate::Rate,
};

/// What the bonuses that apply multiply points by.
pub(super) fn multiplier(bonuses: &Bonuses, moment: &Moment<'_>, trace: &mut Trace) -> Rate {
    let mut apply: Vec<&Bonus> = Vec::new();
    for bonus in &bonuses.list {
        match bonus.when.check(moment) {
            Ok(()) => apply.push(bonus),
            Err(because) => trace.steps.push(Step::BonusNotNow {
                name: bonus.name.clone(),
                because,
            }),
        }
    }
    apply.sort_by(|a, b| {
        let larger = b
            .multiplier
            .exceeds(a.multiplier)
            .cmp(&a.multiplier.exceeds(b.multiplier));
        larger.then_with(|| a.key.cmp(&b.key))
    });
    let count = match bonuses.overlap {
        Overlap::Best => 1,
        Overlap::Both => apply.len(),
    };
    let mut product = Rate::ONE;
    for (place, bonus) in apply.into_iter().enumerate() {
        let name = bonus.name.clone();
        if place < count {
            product = product.times(bonus.multiplier);
            let by = bonus.multiplier;
            trace.steps.push(Step::BonusMultiplied { name, by });
        } else {
            trace.steps.push(Step::BonusLeftOut { name });
        }
    }
    product
}

/// The points that the caps leave of `points`.
pub(super) fn capped(case: &Case<'_>, points: i64, trace: &mut Trace) -> i64 {
    let (caps, day) = (&case.programme.caps, case.moment.day);
    let left = [
        (CapOf::Order, caps.order),
        (
            CapOf::Day,
            caps.day.map(|cap| cap - case.activity.points_on(day)),
        ),
        (
            CapOf::Month,
            caps.month
                .map(|cap| cap - case.activity.points_in_month(day)),
        ),
    ];
    let tightest = left
        .into_iter()
        .filter_map(|(of, left)| Some((left?.max(0), of)))
        .min_by_key(|(left, _)| *left)
        .filter(|(left, _)| *left < points);
    let Some((left, of)) = tightest else {
        return points;
    };
    trace.steps.push(Step::Capped {
        of,
        given: points,
        points: left,
    });
    left
}
