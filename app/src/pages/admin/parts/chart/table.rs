//! The table behind a chart.

use leptos::prelude::*;

use super::Mark;

/// What the chart shows, behind a line that opens it: the newest first.
pub fn table(
    caption: String,
    column: &'static str,
    other: Option<&'static str>,
    values: Vec<(Mark, Option<String>)>,
) -> impl IntoView {
    let line = |(mark, other): (Mark, Option<String>)| {
        view! {
            <tr>
                <th scope="row" class="font-normal">
                    {mark.label}
                </th>
                <td class="text-end">{mark.words}</td>
                {other.map(|words| view! { <td class="text-end">{words}</td> })}
            </tr>
        }
    };
    let label = caption.clone();
    view! {
        <details class="mt-2">
            <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-link">
                "Show as table"
            </summary>
            <div class="max-h-72 overflow-auto" tabindex="0" role="region" aria-label=label>
                <table class="table table-sm">
                    <caption class="sr-only">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"When"</th>
                            <th scope="col" class="text-end">
                                {column}
                            </th>
                            {other.map(|column| view! { <th scope="col" class="text-end">{column}</th> })}
                        </tr>
                    </thead>
                    <tbody>{values.into_iter().rev().map(line).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
