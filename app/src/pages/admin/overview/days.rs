//! Members' orders or sales over time.

use leptos::prelude::*;
use regulars::{
    money::{Minor, format_count},
    views::{DayFigures, Shop},
};

use super::{
    super::parts::{Chart, Mark},
    address,
};

/// Most points that a day each reads well with; beyond, a point is a week.
const DAYS_MAX: usize = 92;

/// The chart, of orders or of sales.
#[component]
pub fn Days(
    days: Vec<DayFigures>,
    shop: Shop,
    key: Memo<String>,
    sales: Memo<bool>,
) -> impl IntoView {
    let each = if days.len() > DAYS_MAX { "week" } else { "day" };
    let chart = move || {
        let show_sales = sales.get();
        let marks = marks(&days, &shop, show_sales);
        let currency = shop.currency;
        let axis = move |value| {
            if show_sales {
                currency.format_short(Minor(value))
            } else {
                format_count(value)
            }
        };
        let (column, caption) = if show_sales {
            ("Sales", format!("Members' sales a {each}"))
        } else {
            ("Orders", format!("Members' orders a {each}"))
        };
        view! { <Chart caption column marks axis/> }
    };
    let title = move || {
        let what = if sales.get() { "sales" } else { "orders" };
        format!("Members' {what} a {each}")
    };
    let other = move || {
        if sales.get() {
            "Show orders"
        } else {
            "Show sales"
        }
    };
    view! {
        <section class="panel flex flex-col" aria-labelledby="days">
            <div class="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 class="font-semibold" id="days">
                    {title}
                </h2>
                <a class="inline-flex min-h-11 items-center text-sm text-link" href=move || address(&key.get(), !sales.get())>
                    {other}
                </a>
            </div>
            {chart}
        </section>
    }
}

/// A mark a day, or a week of seven days that ends today.
fn marks(days: &[DayFigures], shop: &Shop, sales: bool) -> Vec<Mark> {
    let value = |day: &DayFigures| if sales { day.sales.0 } else { day.orders };
    let words = |value: i64| {
        if sales {
            shop.currency.format(Minor(value))
        } else {
            super::super::parts::plural(value, "order", "orders")
        }
    };
    if days.len() <= DAYS_MAX {
        let mark = |day: &DayFigures| Mark {
            label: day.day.words(shop.today),
            value: value(day),
            words: words(value(day)),
        };
        return days.iter().map(mark).collect();
    }
    // A week of fewer than seven days would look like a fall.
    let (_, whole) = days.split_at(days.len() % 7);
    let week = |week: &[DayFigures]| {
        let total = week.iter().map(value).sum();
        let first = week.first().map_or(shop.today, |day| day.day);
        Mark {
            label: format!("week of {}", first.words(shop.today)),
            value: total,
            words: words(total),
        }
    };
    whole.chunks(7).map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_shown_in_whole_weeks() {
        let today: regulars::time::Day = "2026-11-21".parse().unwrap();
        let shop = Shop {
            id: regulars::ids::MerchantId(1),
            slug: "s".to_owned(),
            name: "S".to_owned(),
            currency: "GBP".parse().unwrap(),
            time_zone: "UTC".to_owned(),
            colour: None,
            today,
            hour: 9,
            sample: false,
        };
        let day = |back: i32| DayFigures {
            day: today.plus_days(-back),
            orders: 1,
            ..DayFigures::default()
        };
        let days: Vec<DayFigures> = (0..365).rev().map(day).collect();
        let marks = marks(&days, &shop, false);
        assert_eq!(marks.len(), 52);
        assert!(marks.iter().all(|mark| mark.value == 7));
    }
}
