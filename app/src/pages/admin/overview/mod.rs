//! The numbers of the day: what moved, and what is worth doing about it.

mod days;
mod figures;
mod todo;

use leptos::{either::Either, prelude::*};
use leptos_router::{components::Redirect, hooks::use_query_map};
use regulars::{
    money::format_count,
    views::{Overview, Shop},
};

use super::{
    frame::{Place, Sheet, framed},
    parts::{Meter, Query},
};
use crate::{
    api::admin::overview::{Period, load_overview},
    components::{Loaded, use_live, words},
};
use days::Days;
use figures::Figures;
use todo::Todos;

/// Periods of the switch: in the address, on the button, in a sentence.
const PERIODS: [(Period, &str, &str, &str); 4] = [
    (Period::Week, "week", "7 days", "the 7 days before"),
    (Period::Month, "", "30 days", "the 30 days before"),
    (Period::Quarter, "quarter", "Quarter", "the 90 days before"),
    (Period::Year, "year", "Year", "the year before"),
];

fn period_of(key: &str) -> Period {
    PERIODS
        .into_iter()
        .find(|each| each.1 == key)
        .map_or_else(Period::default, |each| each.0)
}

/// The page.
pub fn page() -> AnyView {
    let query = use_query_map();
    let key = Memo::new(move |_| query.read().get("period").unwrap_or_default());
    let sales = Memo::new(move |_| query.read().get("chart").as_deref() == Some("sales"));
    let found = Resource::new(move || period_of(&key.get()), load_overview);
    use_live("/live/merchant", move || found.refetch());
    framed(Place::Overview, move |desk| {
        let shop = desk.shop;
        let title = format!(
            "{}, {}",
            words::greeting(shop.hour),
            words::given_name(&desk.staff.name)
        );
        let under = format!("{}, live", shop.today.to_date().format("%A %-d %B"));
        let beside = view! { <Switch key sales/> }.into_any();
        view! {
            <Sheet title under beside>
                <Loaded
                    from=found
                    show=move |overview| {
                        if overview.is_set_up {
                            Either::Left(view! { <Numbers overview shop=shop.clone() key sales/> })
                        } else {
                            Either::Right(view! { <Redirect path="/admin/set-up"/> })
                        }
                    }
                />
            </Sheet>
        }
    })
}

fn address(period: &str, sales: bool) -> String {
    Query::new("/admin")
        .with("period", period)
        .with("chart", if sales { "sales" } else { "" })
        .done()
}

/// Which period is shown.
#[component]
fn Switch(key: Memo<String>, sales: Memo<bool>) -> impl IntoView {
    view! {
        <nav class="join" aria-label="Period">
            {PERIODS
                .into_iter()
                .map(|(period, each, words, _)| {
                    let here = move || period_of(&key.get()) == period;
                    view! {
                        <a
                            class="btn join-item"
                            class=("btn-neutral", here)
                            class=("btn-quiet", move || !here())
                            aria-current=move || here().then_some("true")
                            href=move || address(each, sales.get())
                        >
                            {words}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

#[component]
fn Numbers(overview: Overview, shop: Shop, key: Memo<String>, sales: Memo<bool>) -> impl IntoView {
    let period = period_of(&key.get_untracked());
    let before = PERIODS
        .into_iter()
        .find(|each| each.0 == period)
        .map_or("", |each| each.3);
    let [invited, joined, ordered, paid] = overview.referrals;
    let funnel = [
        ("Invited", invited),
        ("Joined", joined),
        ("First order", ordered),
        ("Paid", paid),
    ];
    let most = overview.tiers.iter().map(|(_, count)| *count).sum::<i64>();
    let tiers = overview.tiers.clone();
    view! {
        <Figures overview=overview.clone() shop=shop.clone() before/>
        <div class="grid items-stretch gap-4 lg:grid-cols-[minmax(0,1fr)_21rem]">
            <Days days=overview.days shop=shop.clone() key sales/>
            <section class="panel" aria-labelledby="funnel">
                <h2 class="font-semibold" id="funnel">
                    "Referrals, from invitation to payment"
                </h2>
                <ul class="mt-4 grid gap-6">
                    {funnel
                        .into_iter()
                        .map(|(label, count)| view! { <Meter label count of=invited/> })
                        .collect_view()}
                </ul>
            </section>
        </div>
        <div class="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21rem]">
            <Todos todo=overview.todo shop/>
            <section class="panel" aria-labelledby="tiers">
                <h2 class="font-semibold" id="tiers">
                    "Members by tier"
                </h2>
                <p class="text-sm text-muted">{format_count(overview.members)} " in all"</p>
                <ul class="mt-4 grid gap-4">
                    {tiers
                        .into_iter()
                        .map(|(label, count)| view! { <Meter label count of=most/> })
                        .collect_view()}
                </ul>
            </section>
        </div>
    }
}
