//! What an order earns.

use crate::{
    explain::{Step, Trace},
    money::Minor,
    order::Order,
    programme::{Base, EarningKind, EarningRule, Programme},
    rate::Rate,
    tier::Progress,
};

/// What an order earns, before it is written to any account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// Whole points.
    pub points: i64,
    /// The fraction below one point to keep for the next order; zero unless the programme keeps it.
    pub carry: Rate,
    /// Why.
    pub trace: Trace,
}

impl Base {
    /// The part of `order` that counts, where vouchers took `redeemed` off; never negative.
    pub fn of(&self, order: &Order, redeemed: Minor) -> Minor {
        let left_out: Minor = [
            (self.after_discounts, order.discount),
            (!self.redeemed, redeemed),
            (!self.tax, order.tax),
            (!self.gift_cards, order.gift_card),
        ]
        .into_iter()
        .filter_map(|(out, amount)| out.then_some(amount))
        .sum();
        let all = if self.shipping {
            order.subtotal().plus(order.shipping)
        } else {
            order.subtotal()
        };
        all.minus_down_to_zero(left_out)
    }
}

/// Judges `order` by the earning rules.
///
/// The exact sum over all rules is multiplied by the tier; with the `carry` of the order before
/// it is rounded down once, at the end. The parts are summed in an order of their own, so that of
/// the rules cannot matter even where a sum is too large to be exact (see [`Rate::plus`]).
pub fn evaluate(
    programme: &Programme,
    order: &Order,
    redeemed: Minor,
    tier: Option<&Progress>,
    carry: Rate,
) -> Earned {
    let mut trace = Trace::default();
    let mut parts = Vec::with_capacity(programme.earning.len());
    for rule in &programme.earning {
        let step = judge(rule, order, redeemed);
        if let Step::Gave { exact, .. } = &step {
            parts.push(*exact);
        }
        trace.steps.push(step);
    }
    parts.sort_by_key(|part| (part.denominator(), part.numerator()));
    let mut exact = parts.into_iter().fold(Rate::ZERO, Rate::plus);
    if let Some(tier) = tier.filter(|tier| tier.multiplier != Rate::ONE && exact != Rate::ZERO) {
        exact = exact.times(tier.multiplier);
        trace.steps.push(Step::TierMultiplied {
            tier: tier.name.clone(),
            by: tier.multiplier,
        });
    }
    if programme.carry_fractions && carry != Rate::ZERO {
        exact = exact.plus(carry);
        trace.steps.push(Step::CarriedIn { exact: carry });
    }
    let (points, rest) = exact.split();
    if rest != Rate::ZERO {
        trace.steps.push(Step::Rounded {
            exact,
            points,
            kept: programme.carry_fractions,
        });
    }
    let carry = if programme.carry_fractions {
        rest
    } else {
        Rate::ZERO
    };
    Earned {
        points,
        carry,
        trace,
    }
}

/// What one rule says to `order`.
fn judge(rule: &EarningRule, order: &Order, redeemed: Minor) -> Step {
    let (rule_key, name) = (rule.key.clone(), rule.name.clone());
    match &rule.kind {
        EarningKind::Spend { points, per, base } => {
            let counted = base.of(order, redeemed);
            let rate = Rate::new(*points, per.0).unwrap_or(Rate::ZERO);
            let exact = rate.times(Rate::whole(counted.0).unwrap_or(Rate::ZERO));
            if exact == Rate::ZERO {
                return Step::NothingCounts {
                    rule: rule_key,
                    name,
                };
            }
            if counted < rule.minimum {
                return Step::BelowMinimum {
                    rule: rule_key,
                    name,
                    base: counted,
                    minimum: rule.minimum,
                };
            }
            Step::Gave {
                rule: rule_key,
                name,
                base: counted,
                exact,
            }
        }
    }
}

#[cfg(test)]
mod tests;
