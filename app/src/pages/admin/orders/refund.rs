//! Giving money back: all that is left or an amount, with a reason, confirmed.

use leptos::prelude::*;
use regulars::{
    ids::OrderId,
    money::{Currency, Minor},
};

use crate::{
    api::admin::orders::RefundOrder,
    components::{Field, FormFault, Icon, SubmitButton, fault_of, icon},
};

/// The form, behind a line that opens it, so that no single press gives money back.
#[component]
pub fn Refund(
    order: OrderId,
    key: String,
    left: Minor,
    currency: Currency,
    changed: Callback<()>,
) -> impl IntoView {
    let refund = ServerAction::<RefundOrder>::new();
    let answer = refund.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    let hint = format!("Up to {}. Empty: all of it.", currency.format(left));
    // A form that came back with an error stays open, without JavaScript too.
    let open = answer.with_untracked(|answer| matches!(answer, Some(Err(_))));
    view! {
        <details class="panel" open=open>
            <summary class="flex min-h-11 cursor-pointer list-none items-center justify-between font-medium">
                "Refund this order"
                <Icon glyph=icon::CHEVRON_DOWN/>
            </summary>
            <div class="grid gap-4 pt-3">
                <p class="text-sm text-muted">
                    "The points that the amount earned are taken back. This cannot be undone."
                </p>
                <FormFault action=refund/>
                <ActionForm action=refund>
                    <div class="grid gap-3">
                        <input type="hidden" name="order" value=order.to_string()/>
                        <input type="hidden" name="key" value=key/>
                        <Field
                            label="Amount"
                            name="amount"
                            inputmode="decimal"
                            required=false
                            maxlength=20
                            hint
                            fault=fault_of(refund, "amount")
                        />
                        <Field
                            label="Reason"
                            name="reason"
                            maxlength=200
                            hint="Kept with the refund."
                            fault=fault_of(refund, "reason")
                        />
                        <label class="flex min-h-11 cursor-pointer items-start gap-3 py-1.5">
                            <input
                                class="checkbox checkbox-primary checkbox-sm mt-0.5"
                                type="checkbox"
                                name="to_credit"
                                value="true"
                            />
                            <span>
                                <span class="block font-medium">"As store credit"</span>
                                <span class="block text-sm text-muted">
                                    "Otherwise gift cards get back their part, and you pay out the rest."
                                </span>
                            </span>
                        </label>
                        <SubmitButton action=refund class="btn btn-error w-full">
                            "Refund"
                        </SubmitButton>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
