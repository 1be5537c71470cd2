//! When points can be spent, how long they last, and what a refund does.

use leptos::prelude::*;
use regulars::programme::RefundPolicy;

use super::{
    editor::{Decision, Editor, choice, input, number},
    form::ExpiryForm,
};

const EXPIRIES: &[(ExpiryForm, &str)] = &[
    (ExpiryForm::Never, "Never"),
    (ExpiryForm::Months, "After months"),
    (ExpiryForm::Days, "After days"),
];

const POLICIES: &[(RefundPolicy, &str)] = &[
    (RefundPolicy::Clamp, "Take what is there, forget the rest"),
    (RefundPolicy::Owe, "The next points pay the rest"),
];

/// Hold, expiry, refunds.
#[component]
pub fn Timing(editor: Editor) -> impl IntoView {
    let expires = move || editor.form.with(|form| form.expiry != ExpiryForm::Never);
    view! {
        <Decision id="hold" title="Waiting" under="Points of an order that may come back are shown, but cannot be spent yet.">
            <div class="max-w-72">
                {input(
                    editor,
                    "hold-days".to_owned(),
                    number("Days until points can be spent", "As long as you take goods back. 0: at once."),
                    || "hold_days".to_owned(),
                    |form| form.hold_days.clone(),
                    |form, text| form.hold_days = text,
                )}
            </div>
        </Decision>
        <Decision id="expiry" title="Expiry" under="Points that nobody uses are money you owe. Members see the date and are told before it.">
            {choice(
                editor,
                "expiry-kind".to_owned(),
                "Points expire",
                EXPIRIES,
                |form| form.expiry,
                |form, kind| form.expiry = kind,
            )}
            <Show when=expires>
                <div class="max-w-72">
                    {input(
                        editor,
                        "expiry-number".to_owned(),
                        number("How many", "Counted from the day they were earned; the last day counts."),
                        || "expiry".to_owned(),
                        |form| form.expiry_number.clone(),
                        |form, text| form.expiry_number = text,
                    )}
                </div>
            </Show>
        </Decision>
        <Decision id="refunds" title="Refunds" under="A refund takes back the points that the order earned.">
            {choice(
                editor,
                "refund-policy".to_owned(),
                "If they were spent already",
                POLICIES,
                |form| form.refund_policy,
                |form, policy| form.refund_policy = policy,
            )}
        </Decision>
    }
}
