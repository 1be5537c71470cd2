//! Which promotions are used: the customer's best.
//!
//! Of each group one, or none where it stands in the way of a larger discount. Every combination
//! is tried, as long as there are not too many; of equal ones the first by key is taken, so that
//! the order of the document does not matter.

use super::{
    Case,
    basket::Basket,
    offers::{ItemOffer, Verdict},
    stack::{Source, Stack, build},
};
use crate::{explain::PromotionOut, rejection::Rejection};

/// Most combinations that are tried for one order. Beyond it the best of each group, seen alone,
/// is used.
const COMBINATIONS_MAX: usize = 256;

/// A promotion on items that may be used: its place in the programme, and what it does.
type Choice<'a> = (usize, &'a ItemOffer);

/// What may be decided together: one promotion without a group, or all of one group. `None`:
/// use none of it.
struct Decision<'a> {
    options: Vec<Option<Choice<'a>>>,
}

/// The stack that takes most off the order.
///
/// # Errors
/// As [`build`].
pub(super) fn best(
    case: &Case<'_>,
    basket: &Basket<'_>,
    verdicts: &[Verdict],
) -> Result<Stack, Rejection> {
    let mut choices: Vec<Choice<'_>> = verdicts
        .iter()
        .enumerate()
        .filter_map(|(index, verdict)| match verdict {
            Verdict::Items(offer) => Some((index, offer)),
            _ => None,
        })
        .collect();
    let promotions = &case.programme.promotions;
    choices.sort_by_key(|(index, _)| &promotions[*index].key);
    let decisions = decisions(case, &choices, verdicts);
    let mut best: Option<Stack> = None;
    for number in 0..combinations(&decisions).unwrap_or(1) {
        let chosen = combination(&decisions, number, case);
        let stack = build(case, basket, verdicts, &chosen)?;
        if best
            .as_ref()
            .is_none_or(|best| stack.to_pay() < best.to_pay())
        {
            best = Some(stack);
        }
    }
    let mut best = best.unwrap_or_default();
    note_left_out(&mut best, &choices);
    Ok(best)
}

fn decisions<'a>(
    case: &Case<'_>,
    choices: &[Choice<'a>],
    verdicts: &[Verdict],
) -> Vec<Decision<'a>> {
    let promotions = &case.programme.promotions;
    // Only where a minimum is at stake can leaving one out bring more.
    let minimum = verdicts.iter().zip(promotions).any(|(verdict, promotion)| {
        let judged = matches!(verdict, Verdict::Items(_) | Verdict::Whole);
        judged && promotion.minimum.0 > 0
    });
    let mut decisions: Vec<(Option<&str>, Decision<'a>)> = Vec::new();
    for choice in choices {
        let group = promotions[choice.0].group.as_deref();
        let same = |(of, _): &&mut (Option<&str>, Decision<'a>)| group.is_some() && *of == group;
        match decisions.iter_mut().find(same) {
            Some((_, decision)) => decision.options.push(Some(*choice)),
            None => decisions.push((
                group,
                Decision {
                    options: vec![Some(*choice)],
                },
            )),
        }
    }
    let mut decisions: Vec<Decision<'a>> = decisions.into_iter().map(|(_, it)| it).collect();
    for decision in &mut decisions {
        // Stable: equal ones stay in the order of their keys.
        decision
            .options
            .sort_by_key(|option| std::cmp::Reverse(option.map(|(_, offer)| offer.amount)));
    }
    let whole = verdicts
        .iter()
        .filter(|it| matches!(it, Verdict::Whole))
        .count();
    let at_stake = minimum && choices.len() + whole > 1;
    if at_stake {
        decisions
            .iter_mut()
            .for_each(|decision| decision.options.push(None));
    }
    if at_stake && combinations(&decisions).is_none() {
        decisions
            .iter_mut()
            .for_each(|decision| decision.options.truncate(decision.options.len() - 1));
    }
    if combinations(&decisions).is_none() {
        decisions
            .iter_mut()
            .for_each(|decision| decision.options.truncate(1));
    }
    decisions
}

/// How many combinations there are; `None`: too many to try.
fn combinations(decisions: &[Decision<'_>]) -> Option<usize> {
    decisions.iter().try_fold(1_usize, |product, decision| {
        product
            .checked_mul(decision.options.len())
            .filter(|product| *product <= COMBINATIONS_MAX)
    })
}

/// The combination of a number: its digits say which option of each decision is taken.
fn combination<'a>(
    decisions: &[Decision<'a>],
    mut number: usize,
    case: &Case<'_>,
) -> Vec<Choice<'a>> {
    let mut chosen = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let count = decision.options.len();
        chosen.extend(decision.options[number % count]);
        number /= count;
    }
    let promotions = &case.programme.promotions;
    chosen.sort_by_key(|(index, _)| &promotions[*index].key);
    chosen
}

/// Those that could have been used and were not: another one is better.
fn note_left_out(stack: &mut Stack, choices: &[Choice<'_>]) {
    for (index, _) in choices {
        let used = stack
            .applied
            .iter()
            .any(|applied| applied.source == Source::Promotion(*index));
        let told = stack.promotions_out.iter().any(|(out, _)| out == index);
        if !used && !told {
            stack
                .promotions_out
                .push((*index, PromotionOut::BetterOneApplies));
        }
    }
}
