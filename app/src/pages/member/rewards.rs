//! Rewards: vouchers ready to use, what points buy, and vouchers of the past.

use leptos::prelude::*;
use regulars::{
    reward::VoucherState,
    views::{Rewards, VoucherView},
};

use super::{address_part, reward_card::RewardCard, voucher::VoucherRow};
use crate::{
    api::member::rewards::get_rewards,
    components::{Empty, Icon, Loaded, MemberShell, PageTitle, Tab, icon, words::points},
};

/// All rewards and vouchers of a member.
#[component]
pub fn RewardsPage() -> impl IntoView {
    let shop = address_part("shop");
    let page = Resource::new_blocking(move || shop.get(), get_rewards);
    view! {
        <PageTitle text="Rewards"/>
        <Loaded from=page show=|page| view! { <RewardsView page=page/> }/>
    }
}

#[component]
fn RewardsView(page: Rewards) -> impl IntoView {
    let Rewards {
        shop,
        available,
        offers,
        vouchers,
    } = page;
    let slug = shop.slug.clone();
    let today = shop.today;
    let currency = shop.currency;
    let (open, past): (Vec<_>, Vec<_>) = vouchers
        .into_iter()
        .partition(|voucher: &VoucherView| voucher.state == VoucherState::Open && !voucher.expired);
    let row = {
        let slug = slug.clone();
        move |voucher| view! { <VoucherRow slug=slug.clone() voucher=voucher today=today/> }
    };
    let none = offers.is_empty();
    let cards = offers
        .into_iter()
        .map(|offer| {
            view! {
                <li class="grid min-w-0">
                    <RewardCard slug=slug.clone() currency=currency offer=offer/>
                </li>
            }
        })
        .collect_view();
    view! {
        <MemberShell shop=shop tab=Tab::Rewards>
            <div class="grid gap-6">
                <div class="flex flex-wrap items-baseline justify-between gap-x-4">
                    <h1 class="title">"Rewards"</h1>
                    <p class="text-muted">"You have "{points(available)}</p>
                </div>
                {(!open.is_empty())
                    .then(|| {
                        view! {
                            <section class="grid gap-3" aria-labelledby="ready">
                                <h2 class="heading" id="ready">"Ready to use"</h2>
                                {open.into_iter().map(row.clone()).collect_view()}
                            </section>
                        }
                    })}
                <section class="grid gap-3" aria-labelledby="buy">
                    <h2 class="heading" id="buy">"What points buy"</h2>
                    {none
                        .then(|| {
                            view! {
                                <div class="panel">
                                    <Empty glyph=icon::GIFT title="No rewards yet">
                                        <p>
                                            "The shop has not put any on the shelf. Your points are kept until it does."
                                        </p>
                                    </Empty>
                                </div>
                            }
                        })}
                    <ul class="reward-grid">{cards}</ul>
                </section>
                {(!past.is_empty())
                    .then(|| {
                        view! {
                            <details class="why">
                                <summary>
                                    <Icon glyph=icon::CHEVRON_DOWN/>
                                    "Used and past"
                                </summary>
                                <div class="grid gap-3 pt-2">
                                    {past.into_iter().map(row).collect_view()}
                                </div>
                            </details>
                        }
                    })}
            </div>
        </MemberShell>
    }
}
