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
        let mut base = order.subtotal();
        let mut leave_out = |out: bool, amount: Minor| {
            if out {
                base = base.minus_down_to_zero(amount);
            }
        };
        leave_out(self.after_discounts, order.discount);
        leave_out(!self.redeemed, redeemed);
        leave_out(!self.tax, order.tax);
        leave_out(!self.gift_cards, order.gift_card);
        if self.shipping {
            base.plus(order.shipping)
        } else {
            base
        }
    }
}

/// Judges `order` by the earning rules.
///
/// The exact sum over all rules and the `carry` of the order before is multiplied by the tier and
/// rounded down once, at the end; so the order of the rules cannot matter. A sum too large to be
/// exact counts as the bound of [`Rate`].
pub fn evaluate(
    programme: &Programme,
    order: &Order,
    redeemed: Minor,
    tier: Option<&Progress>,
    carry: Rate,
) -> Earned {
    let mut trace = Trace::default();
    let sum = programme
        .earning
        .iter()
        .filter_map(|rule| judge(rule, order, redeemed, &mut trace))
        .try_fold(Rate::ZERO, Rate::plus);
    let mut exact = sum.unwrap_or_else(bound);
    if let Some(tier) = tier.filter(|tier| tier.multiplier != Rate::ONE && exact != Rate::ZERO) {
        exact = exact.times(tier.multiplier).unwrap_or_else(bound);
        trace.steps.push(Step::TierMultiplied {
            tier: tier.name.clone(),
            by: tier.multiplier,
        });
    }
    if programme.carry_fractions && carry != Rate::ZERO {
        exact = exact.plus(carry).unwrap_or_else(bound);
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

fn bound() -> Rate {
    Rate::whole(Rate::TERM_MAX).unwrap_or(Rate::ZERO)
}

fn judge(rule: &EarningRule, order: &Order, redeemed: Minor, trace: &mut Trace) -> Option<Rate> {
    let (rule_key, name) = (rule.key.clone(), rule.name.clone());
    match &rule.kind {
        EarningKind::Spend { points, per, base } => {
            let counted = base.of(order, redeemed);
            if counted.0 == 0 {
                trace.steps.push(Step::NothingCounts {
                    rule: rule_key,
                    name,
                });
                return None;
            }
            if counted < rule.minimum {
                let minimum = rule.minimum;
                trace.steps.push(Step::BelowMinimum {
                    rule: rule_key,
                    name,
                    base: counted,
                    minimum,
                });
                return None;
            }
            let rate = Rate::new(*points, per.0)?;
            let exact = rate.times(Rate::whole(counted.0)?).unwrap_or_else(bound);
            trace.steps.push(Step::Gave {
                rule: rule_key,
                name,
                base: counted,
                exact,
            });
            Some(exact)
        }
    }
}
