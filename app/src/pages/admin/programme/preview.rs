//! What customers get, worked out in the browser by the engine that will judge their orders.

use leptos::prelude::*;
use regulars::{
    evaluate,
    money::{Currency, Minor},
    order::{Order, OrderSource},
    programme::{Programme, words},
    tier::{Basis, Level, Progress},
    time::Day,
};

use super::editor::Editor;
use crate::components::{Notice, Tone};

/// The right side: example, tiers, sentences.
#[component]
pub fn Preview(editor: Editor, today: Day) -> impl IntoView {
    let unit = 10_i64.pow(editor.currency.decimals());
    let text = RwSignal::new(editor.currency.format_plain(Minor(25 * unit)));
    let basket = Memo::new(move |_| editor.currency.parse_positive(&text.get()));
    let wrong = move || basket.get().err().map(|error| error.to_string());
    let shown = move || {
        let amount = basket.get().ok()?;
        let reading = editor.reading.get();
        Some(if reading.faults.is_empty() {
            view! { <Gets programme=reading.programme amount currency=editor.currency today/> }
                .into_any()
        } else {
            view! { <Notice tone=Tone::Warn>"Mend the marked fields to see what customers get."</Notice> }.into_any()
        })
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="preview">
            <div>
                <h2 class="heading" id="preview">
                    "What customers get"
                </h2>
                <p class="text-sm text-muted">"Worked out as you type, by the rules that will judge real orders."</p>
            </div>
            <div class="field">
                <label for="example">"For an order of"</label>
                <input
                    id="example"
                    class="input"
                    inputmode="decimal"
                    autocomplete="off"
                    maxlength="20"
                    aria-describedby="example-fault"
                    value=text.get_untracked()
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <p id="example-fault" class="text-sm font-medium text-error" aria-live="polite">
                    {wrong}
                </p>
            </div>
            {shown}
        </section>
    }
}

#[component]
fn Gets(programme: Programme, amount: Minor, currency: Currency, today: Day) -> impl IntoView {
    let rows = rows(&programme, amount, currency, today);
    let sentences = programme.sentences(currency);
    let worth = programme.point_worth().map(|_| {
        let hundred = programme.worth(100).unwrap_or_default();
        format!("100 points are worth {} at best.", currency.format(hundred))
    });
    view! {
        <table class="w-full">
            <caption class="sr-only">"Points and value back by tier"</caption>
            <thead class="text-sm text-muted">
                <tr class="border-b border-base-300">
                    <th scope="col" class="py-2 text-start font-normal">
                        "Tier"
                    </th>
                    <th scope="col" class="py-2 text-end font-normal">
                        "Points"
                    </th>
                    <th scope="col" class="py-2 text-end font-normal">
                        "Back"
                    </th>
                </tr>
            </thead>
            <tbody>
                {rows
                    .into_iter()
                    .map(|row| {
                        view! {
                            <tr class="border-b border-base-300">
                                <th scope="row" class="max-w-0 py-2.5 pe-2 text-start font-normal">
                                    <span class="block truncate font-medium">{row.tier}</span>
                                    <span class="block truncate text-sm text-muted">{row.reached}</span>
                                </th>
                                <td class="py-2.5 text-end font-semibold">{row.points}</td>
                                <td class="w-20 py-2.5 text-end">{row.back}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
        {worth.map(|worth| view! { <p class="text-sm">{worth}</p> })}
        <div>
            <h3 class="font-semibold">"On the programme's page"</h3>
            <ul class="mt-1 list-disc space-y-1 ps-5 text-sm">
                {sentences.into_iter().map(|sentence| view! { <li class="break-words">{sentence}</li> }).collect_view()}
            </ul>
        </div>
    }
}

/// What one tier gets for the example.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    tier: String,
    reached: String,
    points: String,
    back: String,
}

fn rows(programme: &Programme, amount: Minor, currency: Currency, today: Day) -> Vec<Row> {
    let order = Order::of_amount(OrderSource::Till, amount);
    let row = |tier: String, reached: String, progress: Option<&Progress>| {
        // No code is quoted, so nothing can be refused.
        let points =
            evaluate::preview(programme, &order, progress, today).map_or(0, |judged| judged.points);
        let back = programme
            .worth(points)
            .map_or_else(|| "\u{2013}".to_owned(), |worth| share(worth, amount));
        Row {
            tier,
            reached,
            points: regulars::money::format_count(points),
            back,
        }
    };
    match &programme.tiers {
        None => vec![row("Everyone".to_owned(), String::new(), None)],
        Some(scheme) => (0..)
            .zip(&scheme.levels)
            .map(|(index, level)| {
                let reached = programme.tier_words(level, currency);
                let times = words::multiplier(level.multiplier);
                let reached = [Some(reached), times]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ");
                row(
                    level.name.clone(),
                    reached,
                    Some(&standing(scheme.basis, index, level)),
                )
            })
            .collect(),
    }
}

/// A member who has just reached a level.
pub fn standing(basis: Basis, index: u32, level: &Level) -> Progress {
    Progress {
        level: index,
        key: level.key.clone(),
        name: level.name.clone(),
        multiplier: level.multiplier,
        spend: level.from,
        basis,
        next: None,
    }
}

/// `5.2 %`, rounded down to a tenth.
fn share(part: Minor, whole: Minor) -> String {
    let thousandths = i128::from(part.0) * 1_000 / i128::from(whole.0.max(1));
    format!("{}.{}\u{202f}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulars::programme::template;

    #[test]
    fn the_example_is_judged_at_each_tier() {
        let currency: Currency = "GBP".parse().unwrap();
        let programme = template::simple("Northside", currency);
        let rows = rows(&programme, Minor(2_500), currency, Day::default());
        let got: Vec<(&str, &str, &str)> = rows
            .iter()
            .map(|row| (row.tier.as_str(), row.points.as_str(), row.back.as_str()))
            .collect();
        assert_eq!(
            got,
            [
                ("Member", "25", "5.0\u{202f}%"),
                ("Silver", "31", "6.2\u{202f}%"),
                ("Gold", "37", "7.4\u{202f}%"),
            ]
        );
    }
}
