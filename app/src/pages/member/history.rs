//! Every movement of points, newest first, and why each was what it was.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;
use regulars::{
    explain::{Step, Trace},
    ledger::TransferKind,
    money::Currency,
    time::Day,
    views::{History, Movement},
};

use super::address_part;
use crate::{
    api::member::history::get_history,
    components::{
        Empty, Icon, Loaded, MemberShell, PageTitle, Tab, icon,
        words::{capital, day, goes_without_saying, points, signed},
    },
};

/// A member's movements; older ones are a page further, which is in the address.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let shop = address_part("shop");
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let page = Resource::new_blocking(
        move || (shop.get(), after.get()),
        |(shop, after)| get_history(shop, after),
    );
    view! {
        <PageTitle text="Activity"/>
        <Loaded from=page show=move |page| view! { <HistoryView page=page first=after.get_untracked().is_none()/> }/>
    }
}

#[component]
fn HistoryView(page: History, first: bool) -> impl IntoView {
    let History { shop, page } = page;
    let path = format!("/{}/history", shop.slug);
    let currency = shop.currency;
    let today = shop.today;
    let list = if page.rows.is_empty() {
        Either::Left(view! {
            <div class="panel">
                <Empty glyph=icon::LIST title="Nothing has moved yet">
                    <p>"Show your card at the till. Every point you earn shows up here, with the reason."</p>
                </Empty>
            </div>
        })
    } else {
        Either::Right(days(page.rows, currency, today))
    };
    let newest = (!first).then(|| {
        view! { <a class="btn btn-quiet" href=path.clone()>"Newest"</a> }
    });
    let older = page.next.map(|next| {
        view! { <a class="btn btn-quiet" href=format!("{path}?after={next}")>"Older"</a> }
    });
    view! {
        <MemberShell shop=shop tab=Tab::Activity>
            <div class="column grid gap-5">
                <h1 class="title">"Activity"</h1>
                {list}
                <div class="flex justify-between gap-4">{newest}{older}</div>
            </div>
        </MemberShell>
    }
}

/// Movements under the day they happened on.
fn days(rows: Vec<Movement>, currency: Currency, today: Day) -> impl IntoView + use<> {
    let mut days: Vec<(Day, Vec<Movement>)> = Vec::new();
    for row in rows {
        match days.last_mut() {
            Some((day, rows)) if *day == row.day => rows.push(row),
            _ => days.push((row.day, vec![row])),
        }
    }
    days.into_iter()
        .map(|(when, rows)| {
            let rows = rows
                .into_iter()
                .map(|row| view! { <MovementRow row=row currency=currency today=today/> })
                .collect_view();
            view! {
                <section class="grid gap-2">
                    <h2 class="text-sm font-semibold text-muted px-1">{capital(day(when, today))}</h2>
                    <ul class="panel py-1! divide-y divide-base-300">{rows}</ul>
                </section>
            }
        })
        .collect_view()
}

#[component]
fn MovementRow(row: Movement, currency: Currency, today: Day) -> impl IntoView {
    let (glyph, title) = title(&row, currency);
    let under = under(&row, today);
    let gain = row.points > 0 && !row.pending;
    view! {
        <li class="py-3 grid gap-1 min-w-0">
            <div class="flex items-start gap-3">
                <span class="picture">
                    <Icon glyph=glyph/>
                </span>
                <div class="min-w-0 flex-1">
                    <p class="font-medium break-words">{title}</p>
                    <p class="text-sm text-muted">{under}</p>
                </div>
                <p class=if gain { "font-semibold text-primary" } else { "font-semibold" }>
                    {signed(row.points)}
                </p>
            </div>
            {row
                .trace
                .filter(|trace| !trace.steps.is_empty())
                .map(|trace| view! { <Why trace=trace currency=currency today=today/> })}
        </li>
    }
}

#[component]
fn Why(trace: Trace, currency: Currency, today: Day) -> impl IntoView {
    let steps = trace
        .steps
        .iter()
        .filter(|step| !goes_without_saying(step))
        .map(|step| view! { <li>{step.words(currency, today)}</li> })
        .collect_view();
    view! {
        <details class="why ps-13">
            <summary>
                "Why these points"
                <Icon glyph=icon::CHEVRON_DOWN/>
            </summary>
            <ol class="grid gap-1.5 pb-2 text-sm list-decimal ps-5">{steps}</ol>
        </details>
    }
}

/// What stands under the title: until when the points wait, or what the balance was afterwards.
fn under(row: &Movement, today: Day) -> String {
    if !row.pending {
        return format!("{} after", points(row.balance_after));
    }
    if row.kind != TransferKind::Earn {
        return "From points that were waiting".to_owned();
    }
    let steps = row.trace.iter().flat_map(|trace| &trace.steps);
    let mut until = steps.filter_map(|step| match step {
        Step::Waits { until } => Some(*until),
        _ => None,
    });
    match until.next_back() {
        Some(day) if day <= today => "Was waiting for the end of the return window".to_owned(),
        Some(day) => format!("Can be spent from {}", day.words(today)),
        None => "Waits for the end of the return window".to_owned(),
    }
}

/// What moved the points, as the member would say it.
fn title(row: &Movement, currency: Currency) -> (icon::Glyph, String) {
    let about = row.about.clone();
    let order = row.order.map(|(_, total)| currency.format(total));
    let of_order = |words: &str| match &order {
        Some(total) => format!("{words} of {total}"),
        None => words.to_owned(),
    };
    let named = |words: &str, otherwise: &str| match &about {
        Some(about) => format!("{words} {about}"),
        None => otherwise.to_owned(),
    };
    match row.kind {
        TransferKind::Earn => (icon::SHOPPING_BAG, of_order("Order")),
        TransferKind::Post => (
            icon::CIRCLE_CHECK,
            of_order("Free to spend, from your order"),
        ),
        TransferKind::Reverse => (icon::UNDO_2, of_order("Refund of your order")),
        TransferKind::Redeem => (icon::GIFT, named("Took", "Took a reward")),
        TransferKind::Reinstate => (icon::UNDO_2, named("Gave back", "Gave a reward back")),
        TransferKind::Expire => (icon::HOURGLASS, "Expired unused".to_owned()),
        TransferKind::Adjust => (
            icon::PENCIL,
            about.unwrap_or_else(|| "Changed by the shop".to_owned()),
        ),
        TransferKind::ReferralAdvocate => (
            icon::USERS,
            named("First order of your friend", "First order of a friend"),
        ),
        TransferKind::ReferralFriend => (
            icon::USERS,
            named(
                "Your first order, invited by",
                "Your first order, as a friend",
            ),
        ),
        TransferKind::Pay => (icon::WALLET, of_order("Paid with points, for an order")),
        TransferKind::Act => (
            icon::SPARKLES,
            about.unwrap_or_else(|| "For something you did".to_owned()),
        ),
        TransferKind::PassOn => (icon::HAND_HEART, named("Passed on to", "Passed on")),
        TransferKind::PassIn => (icon::HAND_HEART, named("From", "From another member")),
        TransferKind::ReferralReverse => (
            icon::UNDO_2,
            named("Referral taken back:", "Referral taken back"),
        ),
    }
}
