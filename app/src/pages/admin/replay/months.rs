//! What was given back each month, by both programmes.

use leptos::prelude::*;
use regulars::{
    money::Minor,
    replay::{Money, MonthOutcome},
    time::Day,
    views::Shop,
};

use super::super::parts::{Chart, Mark, Series};

/// The chart, with the table behind it; nothing for a single month, which has no course.
#[component]
pub fn Months(months: Vec<MonthOutcome>, shop: Shop) -> impl IntoView {
    let currency = shop.currency;
    let marks = |of: fn(&MonthOutcome) -> &Money| -> Vec<Mark> {
        let mark = |month: &MonthOutcome| {
            let cost = of(month).cost();
            Mark {
                label: month_words(month.month),
                value: cost.0,
                words: currency.format(cost),
            }
        };
        months.iter().map(mark).collect()
    };
    (months.len() > 1).then(|| {
        let other = Series {
            column: "In force",
            marks: marks(|month| &month.today),
        };
        view! {
            <section class="panel" aria-labelledby="months">
                <h2 class="heading pb-4" id="months">
                    "Given back a month"
                </h2>
                <Chart
                    caption="Given back a month"
                    column="Draft"
                    marks=marks(|month| &month.draft)
                    axis=move |value| currency.format_short(Minor(value))
                    other
                />
            </section>
        }
    })
}

/// `November 2026`.
fn month_words(month: Day) -> String {
    month.to_date().format("%B %Y").to_string()
}
