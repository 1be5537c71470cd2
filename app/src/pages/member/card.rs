//! The card: the balance first, then what to do with it.

use leptos::prelude::*;
use regulars::{
    tier::Progress,
    time::Day,
    views::{Card, Shop},
};

use super::{
    address_part,
    friends::FriendRow,
    lines::{LevelEnds, Line, NextExpiry, Unconfirmed, Waiting, WaysLink},
    purses::Purses,
    reward_card::RewardCard,
    stamp_cards::StampCards,
};
use crate::{
    api::member::card::{CardPage as Page, get_card},
    components::{
        Empty, Icon, Loaded, MemberShell, PageTitle, Qr, QrPath, Ring, Tab, icon,
        words::{format_count, points},
    },
};

/// A member's card. Its parts with a `data-live` move when the server says that something did.
#[component]
pub fn CardPage() -> impl IntoView {
    let shop = address_part("shop");
    let page = Resource::new_blocking(move || shop.get(), get_card);
    view! {
        <PageTitle text="Your card"/>
        <Loaded from=page show=|page| view! { <CardView page=page/> }/>
    }
}

#[component]
fn CardView(page: Page) -> impl IntoView {
    let Page {
        card,
        qr,
        kept_until,
    } = page;
    let kept = kept_until.map(|until| {
        let sentence = format!("Some of it is kept for an order until {until}.");
        view! { <Line glyph=icon::CLOCK sentence=sentence/> }
    });
    let Card {
        shop,
        name,
        rewards,
        vouchers,
        stamp_cards,
        friends,
        friend_points,
        confirmed,
        has_ways,
        money,
        ..
    } = card.clone();
    let slug = shop.slug.clone();
    let currency = shop.currency;
    let today = shop.today;
    view! {
        <MemberShell shop=shop tab=Tab::Card name=Some(name)>
            <h1 class="sr-only">"Your card"</h1>
            <div class="two-columns">
                <div class="grid gap-3">
                    <Balance card=card.clone()/>
                    <TillSheet card=card.clone() qr=qr/>
                    <div class="grid gap-3 empty:hidden" data-live="lines">
                        {kept}
                        <Waiting card=card.clone()/>
                        <NextExpiry card=card.clone()/>
                        <LevelEnds card=card/>
                    </div>
                    {(!confirmed)
                        .then(|| {
                            let slug = slug.clone();
                            view! { <Unconfirmed slug=slug/> }
                        })}
                    {has_ways.then(|| view! { <WaysLink slug=slug.clone()/> })}
                </div>
                <div class="grid gap-6 mt-7 wide:mt-0 min-w-0">
                    <div class="empty:hidden" data-live="stamps">
                        <StampCards cards=stamp_cards currency=currency/>
                    </div>
                    <div class="empty:hidden" data-live="money">
                        <Purses slug=slug.clone() currency=currency money=money/>
                    </div>
                    <div class="empty:hidden" data-live="vouchers">
                        <OpenVouchers slug=slug.clone() vouchers=vouchers today=today/>
                    </div>
                    <div class="empty:hidden min-w-0" data-live="reach">
                        <WithinReach slug=slug.clone() currency=currency rewards=rewards/>
                    </div>
                    <section class="panel grid gap-4" aria-labelledby="friends" data-live="friends">
                        <div class="flex flex-wrap items-baseline justify-between gap-x-4">
                            <h2 class="heading" id="friends">"Your friends"</h2>
                            {(friend_points > 0)
                                .then(|| {
                                    view! {
                                        <p class="text-muted text-sm">
                                            {points(friend_points)}" so far"
                                        </p>
                                    }
                                })}
                        </div>
                        <Friends friends=friends currency=currency today=today slug=slug/>
                    </section>
                </div>
            </div>
        </MemberShell>
    }
}

#[component]
fn Balance(card: Card) -> impl IntoView {
    let Card {
        shop,
        available,
        worth,
        tier,
        ..
    } = card;
    let worth = worth
        .filter(|worth| worth.0 > 0)
        .map(|worth| format!("worth {}", shop.currency.format(worth)));
    let ring = tier
        .as_ref()
        .and_then(|tier| tier.next.as_ref())
        .map(|next| {
            let caption = format!("to {}", next.name);
            view! { <Ring percent=next.percent caption=caption/> }
        });
    let figure = if available.unsigned_abs() < 100_000 {
        "figure"
    } else {
        "figure long"
    };
    view! {
        <section class="balance grid gap-4" aria-label="Your points">
            <div class="flex items-start justify-between gap-3">
                <div class="min-w-0 grid gap-2">
                    <p class="quiet">"Your points"</p>
                    <p class=figure aria-hidden="true" data-live="count" data-count=available>
                        {format_count(available)}
                    </p>
                    <p class="sr-only" role="status" data-live="points">{points(available)}</p>
                    <p class="quiet empty:hidden" data-live="worth">{worth}</p>
                </div>
                <div data-live="ring">{ring}</div>
            </div>
            <div class="empty:hidden" data-live="tier">
                {tier.map(|tier| view! { <TierLine tier=tier shop=shop/> })}
            </div>
            <button class="balance-button" type="button" popovertarget="till">
                <Icon glyph=icon::QR_CODE/>
                "Show at the till"
            </button>
        </section>
    }
}

#[component]
fn TierLine(tier: Progress, shop: Shop) -> impl IntoView {
    let way = tier.next.as_ref().map_or_else(
        || "The highest level".to_owned(),
        |next| {
            let missing = tier.basis.words(next.missing, shop.currency);
            match next.by {
                Some(day) => format!("{missing} more by {}", day.words(shop.today)),
                None => format!("{missing} more to {}", next.name),
            }
        },
    );
    view! {
        <p class="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span class="balance-chip">
                <Icon glyph=icon::MEDAL/>
                <span class="truncate">{tier.name}</span>
            </span>
            <span>{way}</span>
        </p>
    }
}

/// What the till scans, over the whole screen.
#[component]
fn TillSheet(card: Card, qr: Option<QrPath>) -> impl IntoView {
    view! {
        <div class="till-sheet" id="till" popover="auto" role="dialog" aria-label="Show at the till">
            <div class="grid w-full max-w-sm gap-5 justify-items-center text-center">
                <div>
                    <p class="title">{card.name}</p>
                    <p class="text-muted" data-live="sheet">
                        {points(card.available)}", "{card.shop.name}
                    </p>
                </div>
                <div class="w-full max-w-72">
                    {qr.map(|code| view! { <Qr code=code label="The code of your card"/> })}
                </div>
                <p class="figure text-xl tracking-widest! break-all">{card.card_code}</p>
                <p class="text-muted">"Let the till scan this, or read it out."</p>
                <button
                    class="btn btn-quiet btn-lg w-full"
                    type="button"
                    popovertarget="till"
                    popovertargetaction="hide"
                >
                    "Done"
                </button>
            </div>
        </div>
    }
}

#[component]
fn OpenVouchers(
    slug: String,
    vouchers: Vec<regulars::views::VoucherView>,
    today: Day,
) -> impl IntoView {
    (!vouchers.is_empty()).then(|| {
        let rows = vouchers
            .into_iter()
            .map(|voucher| {
                view! { <super::voucher::VoucherRow slug=slug.clone() voucher=voucher today=today/> }
            })
            .collect_view();
        view! {
            <section class="grid gap-3" aria-labelledby="ready">
                <h2 class="heading px-1" id="ready">"Ready to use"</h2>
                {rows}
            </section>
        }
    })
}

#[component]
fn WithinReach(
    slug: String,
    currency: regulars::money::Currency,
    rewards: Vec<regulars::views::RewardOffer>,
) -> impl IntoView {
    (!rewards.is_empty()).then(|| {
        let any = rewards.iter().any(|offer| offer.missing == 0);
        let heading = if any {
            "Within reach"
        } else {
            "What points buy"
        };
        let cards = rewards
            .into_iter()
            .take(8)
            .map(|offer| {
                view! {
                    <li class="grid min-w-0">
                        <RewardCard slug=slug.clone() currency=currency offer=offer/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="grid gap-2 min-w-0" aria-labelledby="reach">
                <h2 class="heading px-1" id="reach">{heading}</h2>
                <ul class="shelf" tabindex="0" aria-labelledby="reach">{cards}</ul>
            </section>
        }
    })
}

#[component]
fn Friends(
    friends: Vec<regulars::views::Friend>,
    currency: regulars::money::Currency,
    today: Day,
    slug: String,
) -> impl IntoView {
    use leptos::either::Either;
    if friends.is_empty() {
        return Either::Left(view! {
            <Empty glyph=icon::USERS title="Nobody yet">
                <p>"Each friend you bring shows up here, step by step."</p>
                <a class="btn btn-primary" href=format!("/{slug}/refer")>"Bring a friend"</a>
            </Empty>
        });
    }
    let rows = friends
        .into_iter()
        .map(|friend| view! { <FriendRow friend=friend currency=currency today=today/> })
        .collect_view();
    Either::Right(view! {
        <ul class="grid gap-5">{rows}</ul>
        <a class="text-link py-2" href=format!("/{slug}/refer")>"Bring another friend"</a>
    })
}
