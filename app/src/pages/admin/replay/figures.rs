//! Figures of both programmes, side by side.

use leptos::prelude::*;
use regulars::{
    money::{Currency, format_count},
    replay::{Outcome, RewardTaken, SideOutcome},
};

use super::words::percent;

/// A line of a table: what it is, today, by the draft.
type Line = (String, String, String);

/// The figures of both.
#[component]
pub fn Figures(outcome: Outcome, currency: Currency) -> impl IntoView {
    let both = |label: &str, figure: &dyn Fn(&SideOutcome) -> String| {
        let (today, draft) = (figure(&outcome.today), figure(&outcome.draft));
        (label.to_owned(), today, draft)
    };
    let money = |it: &SideOutcome| it.figures.money;
    let format = |amount| currency.format(amount);
    let margin = |it: &SideOutcome| outcome.margin(it).map_or("\u{2013}".to_owned(), percent);
    let lines = vec![
        both("Given back in all", &|it| format(money(it).cost())),
        both("Discounts", &|it| format(money(it).discounts)),
        both("Rewards and gifts", &|it| format(money(it).rewards)),
        both("Paid with points", &|it| format(money(it).paid_with_points)),
        both("Sales before tax", &|it| format(money(it).sales)),
        both("Margin", &margin),
        both("Points earned", &|it| format_count(it.figures.issued)),
        both("Points spent", &|it| format_count(it.figures.spent)),
        both("Points expired", &|it| format_count(it.figures.expired)),
        both("Points held at the end", &|it| format_count(it.outstanding)),
        both("These are worth at most", &|it| {
            format(it.outstanding_worth)
        }),
    ];
    view! { <Compared caption="Figures of both programmes" first="" lines/> }
}

/// Members by tier at the end; nothing where neither programme has tiers.
#[component]
pub fn Tiers(today: Vec<(String, i64)>, draft: Vec<(String, i64)>) -> impl IntoView {
    let count = |members: &i64| format_count(*members);
    let lines = joined(&today, &draft, count);
    (!lines.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="tiers">
                <h2 class="heading pb-2" id="tiers">
                    "Members in each tier at the end"
                </h2>
                <Compared caption="Members in each tier" first="Tier" lines/>
            </section>
        }
    })
}

/// Rewards that would likely be taken, and what they cost.
#[component]
pub fn Rewards(
    today: Vec<RewardTaken>,
    draft: Vec<RewardTaken>,
    currency: Currency,
) -> impl IntoView {
    let named = |taken: Vec<RewardTaken>| -> Vec<(String, RewardTaken)> {
        taken.into_iter().map(|it| (it.name.clone(), it)).collect()
    };
    let words = |it: &RewardTaken| {
        let cost = currency.format_short(it.cost);
        format!("{}, {cost}", format_count(it.times))
    };
    let lines = joined(&named(today), &named(draft), words);
    (!lines.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="taken">
                <h2 class="heading pb-2" id="taken">
                    "Rewards likely taken, at their cost"
                </h2>
                <Compared caption="Rewards likely taken" first="Reward" lines/>
            </section>
        }
    })
}

/// What both have, by name: first what the draft has, in its order.
fn joined<T>(
    today: &[(String, T)],
    draft: &[(String, T)],
    words: impl Fn(&T) -> String,
) -> Vec<Line> {
    let of = |list: &[(String, T)], name: &str| {
        let found = list.iter().find(|(other, _)| other == name);
        found.map_or("\u{2013}".to_owned(), |(_, it)| words(it))
    };
    let gone = today
        .iter()
        .filter(|(name, _)| !draft.iter().any(|(other, _)| other == name));
    let names = draft.iter().chain(gone).map(|(name, _)| name);
    names
        .map(|name| (name.clone(), of(today, name), of(draft, name)))
        .collect()
}

/// A table of lines with two columns of figures.
#[component]
fn Compared(caption: &'static str, first: &'static str, lines: Vec<Line>) -> impl IntoView {
    let line = |(label, today, draft): Line| {
        view! {
            <tr>
                <th scope="row" class="ps-0 font-normal whitespace-normal break-words">
                    {label}
                </th>
                <td class="text-end tabular-nums">{today}</td>
                <td class="pe-0 text-end font-semibold tabular-nums">{draft}</td>
            </tr>
        }
    };
    view! {
        <div class="overflow-x-auto" tabindex="0" role="region" aria-label=caption>
            <table class="table table-sm">
                <caption class="sr-only">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="ps-0">
                            {if first.is_empty() { view! { <span class="sr-only">"Figure"</span> }.into_any() } else { first.into_any() }}
                        </th>
                        <th scope="col" class="text-end">
                            "In force"
                        </th>
                        <th scope="col" class="pe-0 text-end">
                            "Draft"
                        </th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_has_stands_beside_a_dash() {
        let list = |names: &[&str]| -> Vec<(String, i64)> {
            names.iter().map(|name| ((*name).to_owned(), 1)).collect()
        };
        let lines = joined(
            &list(&["Silver", "Gold"]),
            &list(&["Gold", "Black"]),
            |it| it.to_string(),
        );
        let shown: Vec<_> = lines
            .iter()
            .map(|(name, today, draft)| (name.as_str(), today.as_str(), draft.as_str()))
            .collect();
        let dash = "\u{2013}";
        assert_eq!(
            shown,
            [
                ("Gold", "1", "1"),
                ("Black", dash, "1"),
                ("Silver", "1", dash)
            ]
        );
    }
}
