//! One gift card: its code to hand over, what is on it, more to put on it, the sale to take back.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use regulars::views::Shop;

use crate::{
    api::admin::cards::{CardShown, LoadCard, VoidCard},
    components::{Field, FormFault, Icon, Notice, Qr, SubmitButton, Tone, fault_of, icon, words},
};

/// The card.
#[component]
pub fn Shown(shown: CardShown, done: String, shop: Shop, changed: Callback<()>) -> impl IntoView {
    let CardShown {
        card,
        qr,
        load_key,
        void_key,
    } = shown;
    let said = match done.as_str() {
        "sold" => Some("Sold. Show the code to the customer, or print this page."),
        "loaded" => Some("Loaded."),
        "voided" => Some("Taken back. Give the customer the money."),
        _ => None,
    };
    let code = card.code.as_str().to_owned();
    let fresh = (card.fresh.0 > 0).then(|| shop.currency.format(card.fresh));
    let owner = card.owner.clone().map(|(id, name)| {
        view! {
            <p class="text-sm text-muted">
                "On the page of "
                <a class="text-link" href=format!("/admin/members/{id}")>
                    {name}
                </a>
            </p>
        }
    });
    view! {
        <section class="panel grid gap-4" aria-labelledby="card">
            {said.map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
            <div class="flex flex-wrap items-start gap-5">
                <div class="w-36 shrink-0">
                    {qr.map(|code| view! { <Qr code=code label="The code of this card"/> })}
                </div>
                <div class="grid min-w-0 flex-1 gap-2">
                    <h2 class="text-sm text-muted" id="card">
                        "On the card"
                    </h2>
                    <p class="figure truncate text-4xl">{shop.currency.format(card.balance)}</p>
                    <p class="font-semibold tracking-wide break-all">{card.code.grouped()}</p>
                    <p class="text-sm text-muted">"Since " {words::day(card.since, shop.today)}</p>
                    {owner}
                </div>
            </div>
            <Load code=code.clone() key=load_key changed/>
            {fresh.map(|amount| view! { <TakeBack code=code key=void_key amount changed/> })}
        </section>
    }
}

/// Leads to the card as it is now.
fn show_again(answer: Signal<Option<String>>, done: &'static str, changed: Callback<()>) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(code) = answer.get() {
            let there = format!("/admin/cards?code={code}&done={done}");
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&there, options);
            changed.run(());
        }
    });
}

#[component]
fn Load(code: String, key: String, changed: Callback<()>) -> impl IntoView {
    let load = ServerAction::<LoadCard>::new();
    let answer = load.value();
    let loaded = move || answer.get().and_then(Result::ok);
    show_again(Signal::derive(loaded), "loaded", changed);
    view! {
        <FormFault action=load/>
        <ActionForm action=load>
            <div class="grid gap-3">
                <input type="hidden" name="code" value=code/>
                <input type="hidden" name="key" value=key/>
                <Field
                    label="Put more on it"
                    name="amount"
                    id="load-amount"
                    inputmode="decimal"
                    maxlength=20
                    autocomplete="off"
                    fault=fault_of(load, "amount")
                />
                <SubmitButton action=load class="btn btn-primary w-full">
                    "Load the card"
                </SubmitButton>
            </div>
        </ActionForm>
    }
}

/// Behind a line that opens it, so that no single press takes money off a card.
#[component]
fn TakeBack(code: String, key: String, amount: String, changed: Callback<()>) -> impl IntoView {
    let void = ServerAction::<VoidCard>::new();
    let answer = void.value();
    let voided = move || answer.get().and_then(Result::ok);
    show_again(Signal::derive(voided), "voided", changed);
    view! {
        <details>
            <summary class="flex min-h-11 cursor-pointer list-none items-center justify-between font-medium">
                "Take the last sale back"
                <Icon glyph=icon::CHEVRON_DOWN/>
            </summary>
            <div class="grid gap-3 pt-2">
                <FormFault action=void/>
                <ActionForm action=void>
                    <input type="hidden" name="code" value=code/>
                    <input type="hidden" name="key" value=key/>
                    <SubmitButton action=void class="btn btn-error w-full">
                        "Take " {amount} " off the card"
                    </SubmitButton>
                </ActionForm>
            </div>
        </details>
    }
}
