//! The four leading figures, each with how it moved.

use leptos::prelude::*;
use regulars::{
    money::{Minor, format_count},
    views::{Overview, Shop},
};

use super::super::parts::change_words;

/// One figure.
struct Figure {
    label: &'static str,
    figure: String,
    /// How it moved and whether that is good: `None` where that depends.
    change: Option<(String, Option<bool>)>,
    /// What it is compared with, or made of.
    under: String,
}

/// The four leading figures.
#[component]
pub fn Figures(overview: Overview, shop: Shop, before: &'static str) -> impl IntoView {
    let all = [
        came_back(&overview, before),
        sales(&overview, &shop, before),
        owed(&overview, &shop),
        friends(&overview, &shop, before),
    ];
    view! {
        <dl class="grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
            {all.into_iter().map(card).collect_view()}
        </dl>
    }
}

fn card(figure: Figure) -> impl IntoView {
    let change = figure.change.map(|(words, good)| {
        let tone = match good {
            Some(true) => "text-success",
            Some(false) => "text-error",
            None => "text-base-content",
        };
        view! { <span class=format!("font-medium {tone}")>{words}</span> }
    });
    view! {
        <div class="panel min-w-0">
            <dt class="text-sm text-muted">{figure.label}</dt>
            <dd class="figure mt-2 truncate pb-1 text-2xl lg:text-3xl">{figure.figure}</dd>
            <dd class="text-sm text-muted">{change} " " {figure.under}</dd>
        </div>
    }
}

/// A change against the period before; a first period has none.
fn against(now: i64, before: i64, words: &str) -> (Option<(String, Option<bool>)>, String) {
    match change_words(now, before) {
        Some(change) => {
            let good = (now != before).then_some(now > before);
            (Some((change, good)), format!("on {words}"))
        }
        None => (None, "nothing to compare with yet".to_owned()),
    }
}

/// Members who had bought before, among those who bought.
fn came_back(overview: &Overview, words: &str) -> Figure {
    let share = |returning: i64, active: i64| (active > 0).then(|| returning * 100 / active);
    let now = share(overview.now.returning_members, overview.now.active_members);
    let before = share(
        overview.before.returning_members,
        overview.before.active_members,
    );
    let under = match before {
        Some(before) => format!("after {before}\u{202f}% in {words}"),
        None => "nothing to compare with yet".to_owned(),
    };
    let figure = now.map_or_else(|| "\u{2013}".to_owned(), |now| format!("{now}\u{202f}%"));
    Figure {
        label: "Members who came back",
        figure,
        change: None,
        under,
    }
}

fn sales(overview: &Overview, shop: &Shop, words: &str) -> Figure {
    let (change, under) = against(overview.now.sales.0, overview.before.sales.0, words);
    Figure {
        label: "Members' sales",
        figure: whole(overview.now.sales, shop),
        change,
        under,
    }
}

/// What the points are worth at most, or how many there are where no reward has a fixed worth.
fn owed(overview: &Overview, shop: &Shop) -> Figure {
    let figure = overview.outstanding_worth.map_or_else(
        || format_count(overview.outstanding),
        |worth| whole(worth, shop),
    );
    let moved = overview.now.issued - overview.now.redeemed - overview.now.expired;
    let sign = if moved > 0 { "+" } else { "" };
    let change = Some((format!("{sign}{} points", format_count(moved)), None));
    Figure {
        label: "Points you owe",
        figure,
        change,
        under: "in this period".to_owned(),
    }
}

fn friends(overview: &Overview, shop: &Shop, words: &str) -> Figure {
    let (now, before) = (overview.now.referred_sales, overview.before.referred_sales);
    let (change, under) = against(now.0, before.0, words);
    Figure {
        label: "Sales to referred friends",
        figure: whole(now, shop),
        change,
        under,
    }
}

/// Without odd minor units: a leading figure is read at a glance.
fn whole(amount: Minor, shop: &Shop) -> String {
    let unit = 10_i64.pow(shop.currency.decimals());
    shop.currency.format_short(Minor(amount.0 / unit * unit))
}
