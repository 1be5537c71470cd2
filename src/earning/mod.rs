//! What an order earns.

mod bonus;
mod counted;

use crate::{
    evaluate::{Basket, Case},
    explain::{Step, Trace},
    money::Minor,
    programme::{EarningKind, EarningRule},
    rate::Rate,
};

/// What an order earns, before it is written to any account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Earned {
    /// Whole points.
    pub points: i64,
    /// The fraction below one point to keep for the next order; zero unless the programme keeps it.
    pub carry: Rate,
    /// Why.
    pub trace: Trace,
}

/// An order after all discounts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sale<'a> {
    /// Its lines.
    pub basket: &'a Basket<'a>,
    /// What promotions took off each.
    pub promoted: &'a [i64],
    /// What vouchers took off each.
    pub redeemed: &'a [i64],
    /// What points paid of each.
    pub paid: &'a [i64],
    /// What gift cards and store credit paid of the order.
    pub gift_card: Minor,
}

/// Judges an order by the earning rules.
///
/// The exact sum over all rules is multiplied by bonuses and by the tier; with the fraction kept
/// from the order before it is rounded down once, and then capped. The parts are summed in an
/// order of their own, so that of the rules cannot matter even where a sum is too large to be
/// exact (see [`Rate::plus`]).
pub(crate) fn earn(case: &Case<'_>, sale: &Sale<'_>) -> Earned {
    let programme = case.programme;
    let mut trace = Trace::default();
    let mut parts = Vec::with_capacity(programme.earning.len());
    for rule in &programme.earning {
        let step = judge(rule, case, sale);
        if let Step::Gave { exact, .. }
        | Step::GaveEach { exact, .. }
        | Step::GaveOnce { exact, .. } = &step
        {
            parts.push(*exact);
        }
        trace.steps.push(step);
    }
    parts.sort_by_key(|part| (part.denominator(), part.numerator()));
    let mut exact = parts.into_iter().fold(Rate::ZERO, Rate::plus);
    if exact != Rate::ZERO {
        exact = exact.times(bonus::multiplier(
            &programme.bonuses,
            &case.moment,
            &mut trace,
        ));
    }
    let tier = case.tier.filter(|tier| tier.multiplier != Rate::ONE);
    if let Some(tier) = tier.filter(|_| exact != Rate::ZERO) {
        exact = exact.times(tier.multiplier);
        trace.steps.push(Step::TierMultiplied {
            tier: tier.name.clone(),
            by: tier.multiplier,
        });
    }
    if programme.carry_fractions && case.carry != Rate::ZERO {
        exact = exact.plus(case.carry);
        trace.steps.push(Step::CarriedIn { exact: case.carry });
    }
    let (points, rest) = exact.split();
    if rest != Rate::ZERO {
        trace.steps.push(Step::Rounded {
            exact,
            points,
            kept: programme.carry_fractions,
        });
    }
    let capped = bonus::capped(case, points, &mut trace);
    let carry = if programme.carry_fractions && capped == points {
        rest
    } else {
        Rate::ZERO
    };
    Earned {
        points: capped,
        carry,
        trace,
    }
}

/// What one rule says to an order.
fn judge(rule: &EarningRule, case: &Case<'_>, sale: &Sale<'_>) -> Step {
    let (key, name) = (rule.key.clone(), rule.name.clone());
    if let Err(because) = rule.when.check(&case.moment) {
        return Step::RuleNotNow {
            rule: key,
            name,
            because,
        };
    }
    let lines = sale.basket.matching(&rule.which);
    let units = sale.basket.units(&lines);
    if lines.is_empty() {
        return Step::NothingCounts { rule: key, name };
    }
    if units < rule.minimum_quantity {
        return Step::TooFewUnits {
            rule: key,
            name,
            units,
            needed: rule.minimum_quantity,
        };
    }
    let mut base = rule.kind.base();
    let counted = sale.counted(&base, rule, &lines);
    base.tax &= !rule.minimum_before_tax;
    let compared = sale.counted(&base, rule, &lines);
    let step = gives(rule, case, counted, units);
    if compared < rule.minimum && !matches!(step, Step::NothingCounts { .. }) {
        return Step::BelowMinimum {
            rule: key,
            name,
            base: compared,
            minimum: rule.minimum,
        };
    }
    step
}

/// What a rule gives once its conditions are met.
fn gives(rule: &EarningRule, case: &Case<'_>, counted: Minor, units: i64) -> Step {
    let (key, name) = (rule.key.clone(), rule.name.clone());
    let whole = |number: i64| Rate::whole(number).unwrap_or(Rate::ZERO);
    match &rule.kind {
        EarningKind::Spend { points, per, .. } => {
            let rate = Rate::new(*points, per.0).unwrap_or(Rate::ZERO);
            let exact = rate.times(whole(counted.0));
            if exact == Rate::ZERO {
                return Step::NothingCounts { rule: key, name };
            }
            Step::Gave {
                rule: key,
                name,
                base: counted,
                exact,
            }
        }
        EarningKind::Visit { .. } if case.activity.visited(case.moment.day) => {
            Step::NotFirstToday { rule: key, name }
        }
        EarningKind::Order { points } | EarningKind::Visit { points } => Step::GaveOnce {
            rule: key,
            name,
            exact: whole(*points),
        },
        EarningKind::Unit { points } => {
            let exact = whole(*points).times(whole(units));
            if exact == Rate::ZERO {
                return Step::NothingCounts { rule: key, name };
            }
            Step::GaveEach {
                rule: key,
                name,
                units,
                exact,
            }
        }
    }
}

#[cfg(test)]
mod tests;
