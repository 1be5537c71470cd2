//! Selling a gift card: the amount, and to whom it is sent, if to anybody.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use regulars::views::Shop;

use crate::{
    api::admin::cards::SellCard,
    components::{Field, FormFault, Icon, Notice, SubmitButton, Tone, fault_of, icon},
};

/// The form; above it what is wrong with the code that was looked for.
#[component]
pub fn Sell(
    key: String,
    /// The id of the member whose page is to show it, or nothing.
    member: String,
    fault: Option<String>,
    shop: Shop,
) -> impl IntoView {
    let sell = ServerAction::<SellCard>::new();
    let answer = sell.value();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(code)) = answer.get() {
            let there = format!("/admin/cards?code={code}&done=sold");
            navigate(&there, NavigateOptions::default());
        }
    });
    let by_mail = answer.with_untracked(|answer| matches!(answer, Some(Err(_))));
    view! {
        <section class="panel grid gap-4" aria-labelledby="sell">
            {fault.map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> })}
            <h2 class="heading" id="sell">
                "Sell a gift card"
            </h2>
            <FormFault action=sell/>
            <ActionForm action=sell>
                <div class="grid gap-3">
                    <input type="hidden" name="key" value=key/>
                    <input type="hidden" name="member" value=member/>
                    <Field
                        label="Amount"
                        name="amount"
                        inputmode="decimal"
                        maxlength=20
                        autocomplete="off"
                        hint=format!("What the customer pays in {}, and has on the card.", shop.currency)
                        fault=fault_of(sell, "amount")
                    />
                    <details open=by_mail>
                        <summary class="flex min-h-11 cursor-pointer list-none items-center justify-between font-medium">
                            "Send it to somebody by mail"
                            <Icon glyph=icon::CHEVRON_DOWN/>
                        </summary>
                        <div class="grid gap-3 pt-2">
                            <Field
                                label="Their mail address"
                                name="mail"
                                kind="email"
                                inputmode="email"
                                autocomplete="off"
                                required=false
                                fault=fault_of(sell, "mail")
                            />
                            <Field label="From" name="giver" maxlength=100 required=false autocomplete="off"/>
                            <Field label="Message" name="message" maxlength=500 required=false autocomplete="off"/>
                        </div>
                    </details>
                    <SubmitButton action=sell>"Sell the card"</SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}
