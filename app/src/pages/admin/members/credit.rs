//! A member's store credit and gift cards, and credit given by hand with a reason.

use leptos::prelude::*;
use regulars::{
    ids::MemberId,
    purse::MovementKind,
    views::{CardView, CreditMove, MemberMoney, Role, Shop},
};

use super::super::parts::Query;
use crate::{
    api::admin::credit::GiveCredit,
    components::{Field, FormFault, Notice, SubmitButton, Tone, fault_of, words},
};

/// Both, and the form.
#[component]
pub fn Money(
    member: MemberId,
    money: MemberMoney,
    role: Role,
    key: String,
    shop: Shop,
    changed: Callback<()>,
) -> impl IntoView {
    let give = ServerAction::<GiveCredit>::new();
    let answer = give.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(_))) {
            changed.run(());
        }
    });
    let done = move || match answer.get() {
        Some(Ok(balance)) => Some(view! {
            <Notice tone=Tone::Good>"Done. The store credit is " {balance} "."</Notice>
        }),
        _ => None,
    };
    let currency = shop.currency;
    let hint = format!(
        "Up to {} with your role. A minus sign takes some.",
        currency.format_short(role.credit_limit())
    );
    let card = move |card: CardView| {
        let href = Query::new("/admin/cards")
            .with("code", card.code.as_str())
            .done();
        view! {
            <li>
                <a class="flex min-h-11 items-center justify-between gap-4" href=href>
                    <span class="min-w-0 truncate">"Gift card \u{b7}\u{b7}\u{b7}" {card.code.ending()}</span>
                    <span class="shrink-0 font-semibold">{currency.format(card.balance)}</span>
                </a>
            </li>
        }
    };
    let today = shop.today;
    let moved = move |moved: CreditMove| {
        let reason = moved.reason.map(|reason| format!(": {reason}"));
        view! {
            <li class="flex justify-between gap-4 py-2 text-sm">
                <span class="min-w-0 break-words text-muted">
                    {move_words(moved.kind)} " " {words::on_day(moved.day, today)} {reason}
                </span>
                <span class="shrink-0">{currency.format(moved.amount)}</span>
            </li>
        }
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="credit">
            <div class="flex flex-wrap items-baseline justify-between gap-2">
                <h2 class="heading" id="credit">
                    "Store credit"
                </h2>
                <p class="figure text-2xl">{currency.format(money.credit)}</p>
            </div>
            <ul class="divide-y divide-base-300 empty:hidden">{money.cards.into_iter().map(card).collect_view()}</ul>
            <a class="text-link w-fit py-2" href=format!("/admin/cards?member={member}")>
                "Sell a gift card onto this page"
            </a>
            {done}
            <FormFault action=give/>
            <ActionForm action=give>
                <div class="grid gap-3">
                    <input type="hidden" name="member" value=member.to_string()/>
                    <input type="hidden" name="key" value=format!("{key}-credit")/>
                    <Field label="Amount" name="amount" id="credit-amount" inputmode="text" maxlength=20 hint fault=fault_of(give, "amount")/>
                    <Field
                        label="Reason for the credit"
                        name="reason"
                        id="credit-reason"
                        maxlength=200
                        hint="Kept with it; the member reads it."
                        fault=fault_of(give, "reason")
                    />
                    <SubmitButton action=give class="btn btn-quiet w-full">
                        "Give store credit"
                    </SubmitButton>
                </div>
            </ActionForm>
            <ul class="divide-y divide-base-300 empty:hidden">{money.moved.into_iter().map(moved).collect_view()}</ul>
        </section>
    }
}

/// Why money moved, for a list.
fn move_words(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Load => "Loaded",
        MovementKind::Void => "Sale taken back",
        MovementKind::Pay => "Paid an order",
        MovementKind::PutBack => "Back from a refund",
        MovementKind::Give => "Given",
        MovementKind::Take => "Taken",
        MovementKind::Refund => "Refund",
        MovementKind::Reward => "Reward",
        MovementKind::Unreward => "Reward given back",
    }
}
