//! An order: its lines, why it earned what it earned, its refunds.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use regulars::{
    explain::Step,
    ids::OrderId,
    money::{Currency, Minor, format_count},
    order::OrderLine,
    programme::words::points,
    purse::name_of,
    views::{OrderDetail, RefundRow, Role, Shop},
};

use super::{
    super::frame::{Place, Sheet, framed_for},
    list::source_words,
    refund::Refund,
};
use crate::{
    api::admin::orders::{OrderPage, load_order},
    components::{Loaded, words},
    error::AppError,
};

/// The page.
pub fn page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<OrderId>().ok())
    });
    let found = Resource::new(
        move || id.get(),
        |id| async move { load_order(id.ok_or(AppError::NotFound)?).await },
    );
    framed_for(Role::Cashier, Place::Orders, move |desk| {
        view! {
            <Loaded
                from=found
                show=move |page| {
                    view! {
                        <Order
                            page
                            shop=desk.shop.clone()
                            may_refund={desk.staff.role >= Role::Manager}
                            changed=Callback::new(move |()| found.refetch())
                        />
                    }
                }
            />
        }
    })
}

#[component]
fn Order(page: OrderPage, shop: Shop, may_refund: bool, changed: Callback<()>) -> impl IntoView {
    let OrderPage { order, key } = page;
    let row = order.row.clone();
    let title = format!("Order of {}", shop.currency.format(row.total));
    let number = row
        .reference
        .clone()
        .map(|number| format!(", number {number}"))
        .unwrap_or_default();
    let under = format!(
        "{}, {}, {}{number}",
        words::capital(words::day(row.day, shop.today)),
        row.time,
        source_words(row.source)
    );
    let left = row.total.minus_down_to_zero(row.refunded);
    let refundable = may_refund && left > Minor::ZERO;
    view! {
        <Sheet title under>
            <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                <section class="panel" aria-labelledby="lines">
                    <h2 class="heading" id="lines">
                        <a class="hover:underline" href=format!("/admin/members/{}", row.member)>
                            {row.member_name.clone()}
                        </a>
                    </h2>
                    <Lines order=order.clone() currency=shop.currency/>
                </section>
                <div class="grid gap-4">
                    <Earned order=order.clone() shop=shop.clone()/>
                    <Refunds refunds=order.refunds shop=shop.clone()/>
                    {refundable
                        .then(|| view! { <Refund order=row.id key left currency=shop.currency changed/> })}
                </div>
            </div>
        </Sheet>
    }
}

#[component]
fn Lines(order: OrderDetail, currency: Currency) -> impl IntoView {
    let money = move |amount: Minor| currency.format(amount);
    let off_of = |off: Minor| (off.0 > 0).then(|| money(Minor(-off.0)));
    let line = move |(line, off): (OrderLine, Minor)| {
        let under = [line.category.clone(), line.sku.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        view! {
            <tr class="border-b border-base-300">
                <td class="min-w-12 py-3 pe-4 align-top text-muted">{format_count(line.quantity)}</td>
                <td class="w-full max-w-0 py-3 pe-3">
                    <span class="block font-medium break-words">{line.name}</span>
                    <span class="block text-sm break-words text-muted">{under}</span>
                </td>
                <td class="py-3 text-end align-top font-semibold">
                    {money(line.total)}
                    {off_of(off).map(|off| view! { <span class="block text-sm font-normal text-primary">{off}</span> })}
                </td>
            </tr>
        }
    };
    let with_points = format!("Paid with {}", points(order.points_paid));
    let off = [
        ("Own discount".to_owned(), order.discount),
        ("Promotions".to_owned(), order.promoted),
        ("Vouchers".to_owned(), order.redeemed),
        (with_points, order.paid_with_points),
    ];
    let off = off
        .into_iter()
        .filter(|(_, amount)| *amount > Minor::ZERO)
        .map(|(label, amount)| {
            view! {
                <tr>
                    <td colspan="2" class="pt-3 text-muted">
                        {label}
                    </td>
                    <td class="pt-3 text-end text-primary">{money(Minor(-amount.0))}</td>
                </tr>
            }
        });
    let cards = order.trace.steps.iter().filter_map(|step| match step {
        Step::PaidWithCard { ending, amount, .. } if amount.0 > 0 => {
            Some((name_of(ending.as_deref()), *amount))
        }
        _ => None,
    });
    let cards: Vec<_> = cards
        .map(|(name, amount)| {
            view! {
                <tr>
                    <td colspan="2" class="pt-1 text-muted">
                        {format!("of it with {name}")}
                    </td>
                    <td class="pt-1 text-end">{money(amount)}</td>
                </tr>
            }
        })
        .collect();
    let offs = order.line_discounts.into_iter();
    let lines = order
        .lines
        .into_iter()
        .zip(offs.chain(std::iter::repeat(Minor::ZERO)));
    view! {
        <div class="overflow-x-auto">
            <table class="mt-2 w-full">
                <caption class="sr-only">"What was bought"</caption>
                <thead class="sr-only">
                    <tr>
                        <th scope="col">"Units"</th>
                        <th scope="col">"Item"</th>
                        <th scope="col">"Price"</th>
                    </tr>
                </thead>
                <tbody>{lines.map(line).collect_view()}</tbody>
                <tfoot>
                    {off.collect_view()} <tr>
                        <td colspan="2" class="pt-4 font-semibold">
                            "Paid"
                        </td>
                        <td class="figure pt-4 text-end text-2xl">{money(order.row.total)}</td>
                    </tr> {cards}
                </tfoot>
            </table>
        </div>
    }
}

#[component]
fn Earned(order: OrderDetail, shop: Shop) -> impl IntoView {
    let steps: Vec<String> = order
        .trace
        .steps
        .iter()
        .map(|step| step.words(shop.currency, shop.today))
        .collect();
    view! {
        <section class="panel" aria-labelledby="earned">
            <h2 class="heading" id="earned">
                "Points"
            </h2>
            <p class="figure my-3 text-3xl text-primary">{words::signed(order.row.points)}</p>
            <ul class="list-disc space-y-1 ps-5 text-sm">
                {steps.into_iter().map(|step| view! { <li class="break-words">{step}</li> }).collect_view()}
            </ul>
            <p class="mt-3 text-sm text-muted">"Judged by version " {order.version} " of the programme."</p>
        </section>
    }
}

#[component]
fn Refunds(refunds: Vec<RefundRow>, shop: Shop) -> impl IntoView {
    let line = move |refund: RefundRow| {
        let what = if refund.undo { "Undone" } else { "Refunded" };
        view! {
            <li class="py-3">
                <p class="flex justify-between gap-4">
                    <span>{what} " " {words::on_day(refund.day, shop.today)}</span>
                    <span class="font-semibold">{shop.currency.format(refund.amount)}</span>
                </p>
                <p class="text-sm break-words text-muted">
                    {points(refund.points_taken)} " taken back: " {refund.reason}
                </p>
            </li>
        }
    };
    (!refunds.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="refunds">
                <h2 class="heading" id="refunds">
                    "Refunds"
                </h2>
                <ul class="divide-y divide-base-300">{refunds.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}
