//! A member's movements of points, each with the reason.

use leptos::prelude::*;
use regulars::{
    ledger::TransferKind, money::Currency, programme::words::points, time::Day, views::Movement,
};

use super::why;
use crate::components::words;

/// The movements of one page, newest first.
#[component]
pub fn Movements(
    /// What moved.
    rows: Vec<Movement>,
    /// In which currency orders are.
    currency: Currency,
    /// The merchant's day.
    today: Day,
) -> impl IntoView {
    view! {
        <ul class="divide-y divide-base-300">
            {rows.into_iter().map(|row| movement(row, currency, today)).collect_view()}
        </ul>
    }
}

fn movement(row: Movement, currency: Currency, today: Day) -> impl IntoView {
    let tone = if row.points > 0 { "text-primary" } else { "" };
    let order = row.order.map(|(id, total)| {
        view! {
            " for "
            <a class="text-link" href=format!("/admin/orders/{id}")>
                {currency.format(total)}
            </a>
        }
    });
    let waiting = row
        .pending
        .then_some(", waiting for the return window to end");
    let trace = row
        .trace
        .as_ref()
        .and_then(|trace| why(trace, currency, today));
    view! {
        <li class="grid grid-cols-[1fr_auto] gap-x-4 py-3">
            <div class="min-w-0">
                <p class="break-words">
                    {kind_words(row.kind)} {order} {row.about.map(|about| format!(": {about}"))}
                </p>
                <p class="text-sm text-muted">{words::capital(words::day(row.day, today))} {waiting}</p>
                {trace}
            </div>
            <div class="text-end">
                <p class=format!("font-semibold {tone}")>{words::signed(row.points)}</p>
                <p class="text-sm text-muted">"then " {points(row.balance_after)}</p>
            </div>
        </li>
    }
}

fn kind_words(kind: TransferKind) -> &'static str {
    match kind {
        TransferKind::Earn => "Earned",
        TransferKind::Post => "Can be spent now",
        TransferKind::Reverse => "Taken back by a refund",
        TransferKind::Redeem => "Reward taken",
        TransferKind::Reinstate => "Reward given back",
        TransferKind::Expire => "Expired",
        TransferKind::Adjust => "Adjusted by staff",
        TransferKind::ReferralAdvocate => "For a friend",
        TransferKind::ReferralFriend => "For joining by a friend",
        TransferKind::Pay => "Paid a part of an order",
        TransferKind::Act => "For something they did",
        TransferKind::PassOn => "Passed on",
        TransferKind::PassIn => "From another member",
        TransferKind::ReferralReverse => "Taken back: the friend's order was refunded",
    }
}
