//! A gift card for whoever has its code: what is on it, and what the till scans.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use super::address_part;
use crate::{
    api::member::gift_card::{GiftCard, GiftCardPage as Page, get_gift_card},
    components::{Icon, Loaded, Notice, PageTitle, PlainShell, Qr, Tone, icon},
};

/// The card that the address names, or a field for its code.
#[component]
pub fn GiftCardPage() -> impl IntoView {
    let shop = address_part("shop");
    let query = use_query_map();
    let code = Memo::new(move |_| query.read().get("code").unwrap_or_default());
    let page = Resource::new_blocking(
        move || (shop.get(), code.get()),
        |(shop, code)| get_gift_card(shop, code),
    );
    view! {
        <PageTitle text="Gift card"/>
        <Loaded from=page show=|page| view! { <CardOrField page=page/> }/>
    }
}

#[component]
fn CardOrField(page: Page) -> impl IntoView {
    let Page { shop, card, fault } = page;
    let currency = shop.currency;
    let action = format!("/{}/gift-card", shop.slug);
    let body = match card {
        Some(card) => Either::Left(ticket(card, currency)),
        None => Either::Right(view! {
            <h1 class="title">"What is on a gift card"</h1>
            {fault.map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> })}
            <form method="get" action=action class="grid gap-3">
                <div class="field">
                    <label for="code">"The code on the card"</label>
                    <input
                        class="input"
                        id="code"
                        name="code"
                        autocomplete="off"
                        maxlength="40"
                        required=true
                    />
                </div>
                <button class="btn btn-primary btn-lg w-full" type="submit">
                    "See what is on it"
                </button>
            </form>
        }),
    };
    view! {
        <PlainShell shop=shop>
            <div class="column panel grid gap-5 p-6!">{body}</div>
        </PlainShell>
    }
}

fn ticket(card: GiftCard, currency: regulars::money::Currency) -> impl IntoView {
    view! {
        <div class="grid gap-1 justify-items-center text-center">
            <span class="empty-mark">
                <Icon glyph=icon::GIFT/>
            </span>
            <h1 class="text-muted">"On this gift card"</h1>
            <p class="figure text-5xl">{currency.format(card.balance)}</p>
        </div>
        <div class="ticket-tear"></div>
        <div class="w-full max-w-64 justify-self-center">
            {card.qr.map(|code| view! { <Qr code=code label="The code of this gift card"/> })}
        </div>
        <p class="figure text-center text-xl tracking-wide! break-all">{card.code.grouped()}</p>
        <p class="text-center text-muted">
            "Let the till scan this, or read the code out. Whoever has the code can spend it."
        </p>
    }
}
