//! A member's stamp cards and vouchers.

use leptos::prelude::*;
use regulars::{
    reward::VoucherState,
    views::{Shop, StampCardView, VoucherView},
};

use crate::components::words;

/// Where the member's stamp cards stand; nothing in a programme without any.
#[component]
pub fn StampCards(cards: Vec<StampCardView>) -> impl IntoView {
    let line = |view: StampCardView| {
        let place = format!("{} of {}", view.filled, view.card.size());
        view! {
            <li class="flex justify-between gap-4 py-2">
                <span class="min-w-0 truncate">{view.name}</span>
                <span class="shrink-0 font-semibold">{place}</span>
            </li>
        }
    };
    (!cards.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="stamps">
                <h2 class="heading" id="stamps">
                    "Stamp cards"
                </h2>
                <ul class="divide-y divide-base-300">{cards.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

/// All vouchers, and where each is in its life.
#[component]
pub fn Vouchers(vouchers: Vec<VoucherView>, shop: Shop) -> impl IntoView {
    let line = move |voucher: VoucherView| {
        let state = match voucher.state {
            VoucherState::Used => "used".to_owned(),
            VoucherState::Returned => "given back".to_owned(),
            VoucherState::Revoked => "taken back with the order it came from".to_owned(),
            VoucherState::Open if voucher.expired => {
                format!("expired {}", words::on_day(voucher.expires_on, shop.today))
            }
            VoucherState::Open => {
                format!("good until {}", words::day(voucher.expires_on, shop.today))
            }
        };
        view! {
            <li class="py-3">
                <p class="break-words font-medium">{voucher.reward.name}</p>
                <p class="text-sm text-muted">
                    {voucher.order_code.map(|code| format!("{code}, "))} {voucher.code.grouped()} ", " {state}
                </p>
            </li>
        }
    };
    let empty = vouchers.is_empty();
    view! {
        <section class="panel" aria-labelledby="vouchers">
            <h2 class="heading" id="vouchers">
                "Vouchers"
            </h2>
            {empty.then(|| view! { <p class="pt-2 text-muted">"No reward taken yet."</p> })}
            <ul class="divide-y divide-base-300">{vouchers.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}
