//! All gift cards, what the shop owes on them, and what goes on one at a time.

use leptos::prelude::*;
use regulars::views::{CardList, CardView, Shop};

use super::super::parts::{Query, pager};
use crate::{
    api::admin::cards::SetCardTerms,
    components::{Empty, Field, FormFault, Notice, SubmitButton, Tone, fault_of, icon, words},
};

/// What is owed, and the cards, newest first.
#[component]
pub fn Owed(list: CardList, shop: Shop) -> impl IntoView {
    let figures = [
        ("On gift cards", list.on_cards),
        ("In store credit", list.in_credit),
    ];
    let empty = list.page.rows.is_empty();
    let next = list.page.next.as_ref();
    let next = next.map(|after| Query::new("/admin/cards").with("after", after).done());
    let currency = shop.currency;
    let row = move |card: CardView| {
        let href = Query::new("/admin/cards")
            .with("code", card.code.as_str())
            .done();
        let owner = card.owner.map(|(_, name)| format!(", {name}"));
        view! {
            <li>
                <a class="flex min-h-14 items-center justify-between gap-4 py-2" href=href>
                    <span class="min-w-0">
                        <span class="block truncate font-medium">"\u{b7}\u{b7}\u{b7}" {card.code.ending()}</span>
                        <span class="block truncate text-sm text-muted">
                            {words::day(card.since, shop.today)} {owner}
                        </span>
                    </span>
                    <span class="shrink-0 font-semibold">{currency.format(card.balance)}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="owed">
            <h2 class="heading" id="owed">
                "Sold and not yet spent"
            </h2>
            <dl class="grid grid-cols-2 gap-3">
                {figures
                    .into_iter()
                    .map(|(label, amount)| {
                        view! {
                            <div class="min-w-0 rounded-box bg-base-200 p-4">
                                <dt class="text-sm text-muted">{label}</dt>
                                <dd class="figure mt-1 truncate text-2xl">{currency.format(amount)}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            {empty
                .then(|| {
                    view! {
                        <Empty glyph=icon::GIFT title="No gift card yet">
                            <p>"The first one you sell shows up here."</p>
                        </Empty>
                    }
                })}
            <ul class="divide-y divide-base-300">{list.page.rows.into_iter().map(row).collect_view()}</ul>
            {pager(None, next)}
        </section>
    }
}

/// The least and the most that goes on a card at a time.
#[component]
pub fn Terms(list: CardList, shop: Shop, changed: Callback<()>) -> impl IntoView {
    let set = ServerAction::<SetCardTerms>::new();
    let answer = set.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    let done = move || {
        matches!(answer.get(), Some(Ok(()))).then(
            || view! { <Notice tone=Tone::Good>"Saved. It holds from the next sale on."</Notice> },
        )
    };
    let plain = move |amount| shop.currency.format_plain(amount);
    view! {
        <section class="panel grid gap-4" aria-labelledby="terms">
            <h2 class="heading" id="terms">
                "How much goes on a card at a time"
            </h2>
            {done}
            <FormFault action=set/>
            <ActionForm action=set>
                <div class="grid gap-3">
                    <Field
                        label="At least"
                        name="least"
                        inputmode="decimal"
                        maxlength=20
                        value=plain(list.least)
                        fault=fault_of(set, "least")
                    />
                    <Field
                        label="At most"
                        name="most"
                        inputmode="decimal"
                        maxlength=20
                        value=plain(list.most)
                        fault=fault_of(set, "most")
                    />
                    <SubmitButton action=set class="btn btn-quiet w-full">
                        "Save"
                    </SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}
