//! Gift cards and store credit on the member's card.

use leptos::prelude::*;
use regulars::{money::Currency, views::MemberMoney};

use crate::components::{Icon, icon};

/// What the member can pay with besides points; nothing when there is nothing.
#[component]
pub fn Purses(slug: String, currency: Currency, money: MemberMoney) -> impl IntoView {
    (!money.is_empty()).then(|| {
        let MemberMoney { credit, cards, .. } = money;
        let credit = (credit.0 > 0).then(|| {
            view! {
                <li class="flex min-h-14 items-center gap-3 py-2">
                    <span class="picture"><Icon glyph=icon::WALLET/></span>
                    <span class="min-w-0 flex-1">
                        <span class="block font-medium">"Store credit"</span>
                        <span class="block text-sm text-muted">"Pays at the till when you say so"</span>
                    </span>
                    <span class="figure text-lg">{currency.format(credit)}</span>
                </li>
            }
        });
        let cards = cards.into_iter().filter(|card| card.balance.0 > 0).map(|card| {
            let href = format!("/{slug}/gift-card?code={}", card.code.as_str());
            view! {
                <li>
                    <a class="flex min-h-14 items-center gap-3 py-2" href=href>
                        <span class="picture"><Icon glyph=icon::GIFT/></span>
                        <span class="min-w-0 flex-1">
                            <span class="block font-medium">
                                "Gift card \u{b7}\u{b7}\u{b7}" {card.code.ending()}
                            </span>
                            <span class="block text-sm text-muted">"Show the code at the till"</span>
                        </span>
                        <span class="figure text-lg">{currency.format(card.balance)}</span>
                        <Icon glyph=icon::QR_CODE/>
                    </a>
                </li>
            }
        });
        view! {
            <section class="grid gap-3" aria-labelledby="money">
                <h2 class="heading px-1" id="money">"To pay with"</h2>
                <ul class="panel py-2! divide-y divide-base-300">{credit} {cards.collect_view()}</ul>
            </section>
        }
    })
}
