//! The sale that was just rung up.

use leptos::prelude::*;
use regulars::programme::words::points;

use super::{
    keys::{SEARCH, focus},
    panel::balance_words,
    stamps::place,
    state::Sale,
};
use crate::{
    api::admin::till::Sold,
    components::{Icon, icon, words},
};

/// What was paid, what it brought, and the way to the next sale.
#[component]
pub fn Receipt(sale: Sale, sold: Sold) -> impl IntoView {
    let wait = sold.available_on.map(|day| {
        format!(
            "They can be spent {}.",
            words::on_day(day, sale.today).replacen("on ", "from ", 1)
        )
    });
    let tier = sold.new_tier.map(|tier| {
        view! {
            <p class="flex items-center gap-3 rounded-box bg-secondary/20 p-4 font-medium">
                <Icon glyph=icon::MEDAL/>
                <span class="min-w-0 break-words">{sold.member_name.clone()} " is " {tier} " now."</span>
            </p>
        }
    });
    let money = move |amount| sale.currency.format(amount);
    let saved = (sold.saved.0 > 0).then(|| ("Taken off".to_owned(), money(sold.saved)));
    let paid = sold
        .paid_with_points
        .map(|(number, amount)| (format!("Paid with {}", points(number)), money(amount)));
    let left =
        (!sold.cards.is_empty()).then(|| ("Left to pay".to_owned(), money(sold.left_to_pay)));
    let cards = sold.cards.into_iter().map(move |card| {
        let left = money(card.left);
        (
            format!("{}, {left} left on it", card.name),
            money(card.amount),
        )
    });
    let stamps = sold
        .stamps
        .into_iter()
        .map(|(name, filled, size)| (name, place(filled, size)));
    let more = saved
        .into_iter()
        .chain(paid)
        .chain(cards)
        .chain(left)
        .chain(stamps);
    let more = more.map(|(label, value)| {
        view! {
            <div class="flex items-baseline justify-between gap-4">
                <dt class="min-w-0 truncate text-muted">{label}</dt>
                <dd class="shrink-0 font-semibold">{value}</dd>
            </div>
        }
    });
    let made = sold.made.into_iter().map(|made| {
        let until = words::day(made.until, sale.today);
        let code = made
            .order_code
            .map(|code| view! { " The code to say is " <strong>{code.to_string()}</strong> "." });
        view! {
            <p class="flex items-start gap-3 rounded-box bg-sand p-4">
                <Icon glyph=icon::TICKET_PERCENT/>
                <span class="min-w-0 break-words">
                    {format!("{}: a voucher for a later order, good until {until}.", made.name)} {code}
                </span>
            </p>
        }
    });
    view! {
        <div class="flex flex-1 flex-col gap-6" role="status">
            <div class="flex flex-col items-center gap-3 pt-10 text-center">
                <span class="grid size-16 place-items-center rounded-full bg-primary text-2xl text-primary-content">
                    <Icon glyph=icon::CHECK/>
                </span>
                <h2 class="heading">"Rung up"</h2>
                <p class="figure max-w-full truncate text-5xl">{sale.currency.format(sold.total)}</p>
                <p class="max-w-full truncate text-muted">{sold.member_name.clone()}</p>
            </div>
            <dl class="grid gap-3 rounded-box bg-base-200 p-5">
                <div class="flex items-baseline justify-between gap-4">
                    <dt class="text-muted">"Points earned"</dt>
                    <dd class="figure text-2xl text-primary">{words::signed(sold.points)}</dd>
                </div>
                <div class="flex items-baseline justify-between gap-4">
                    <dt class="text-muted">"Balance now"</dt>
                    <dd class="font-semibold">{balance_words(sold.available)}</dd>
                </div>
                {(sold.pending > 0)
                    .then(|| {
                        view! {
                            <div class="flex items-baseline justify-between gap-4">
                                <dt class="text-muted">"Waiting"</dt>
                                <dd class="font-semibold">{balance_words(sold.pending)}</dd>
                            </div>
                        }
                    })}
                {more.collect_view()}
            </dl>
            {made.collect_view()}
            {tier}
            {wait.map(|wait| view! { <p class="text-muted">{wait}</p> })}
            <div class="mt-auto grid gap-2">
                <a
                    class="btn btn-primary btn-lg w-full"
                    href="/admin/till"
                    on:click=move |_| {
                        sale.sold.set(None);
                        focus(SEARCH);
                    }
                >
                    "Next sale"
                    <kbd class="kbd kbd-sm text-base-content max-lg:hidden" aria-hidden="true">
                        "/"
                    </kbd>
                </a>
                <a class="btn btn-ghost w-full" href=format!("/admin/orders/{}", sold.order)>
                    "See the order"
                </a>
            </div>
        </div>
    }
}
