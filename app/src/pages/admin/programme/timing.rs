//! When points can be spent, how long they last, and what a refund does.

use leptos::prelude::*;
use regulars::programme::{Period, RefundPolicy};

use super::{
    editor::{Editor, choice, input, number},
    form::ExpiryForm,
    sections::Folded,
    so_far,
};

const EXPIRIES: &[(ExpiryForm, &str)] = &[
    (ExpiryForm::Never, "Never"),
    (ExpiryForm::Months, "After months"),
    (ExpiryForm::Days, "After days"),
    (ExpiryForm::EndOf, "With the period"),
    (ExpiryForm::Inactivity, "Without a purchase"),
];

const PERIODS: &[(Period, &str)] = &[
    (Period::Month, "Month"),
    (Period::Quarter, "Quarter"),
    (Period::Year, "Year"),
];

const POLICIES: &[(RefundPolicy, &str)] = &[
    (RefundPolicy::Clamp, "Take what is there, forget the rest"),
    (RefundPolicy::Owe, "The next points pay the rest"),
];

/// Hold, expiry, refunds.
#[component]
pub fn Timing(editor: Editor) -> impl IntoView {
    let kind = Memo::new(move |_| editor.form.with(|form| form.expiry));
    view! {
        <Folded editor at="hold_days" so_far=so_far::hold id="hold" title="Waiting" under="Points of an order that may come back are shown, but cannot be spent yet.">
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
        </Folded>
        <Folded editor at="expiry" so_far=so_far::expiry id="expiry" title="Expiry" under="Points that nobody uses are money you owe. Members see the date and are told before it.">
            {choice(
                editor,
                "expiry-kind".to_owned(),
                "Points expire",
                EXPIRIES,
                |form| form.expiry,
                |form, kind| form.expiry = kind,
            )}
            {move || expiry_fields(editor, kind.get())}
        </Folded>
        <Folded editor at="refund_policy" so_far=so_far::refunds id="refunds" title="Refunds" under="A refund takes back the points that the order earned.">
            {choice(
                editor,
                "refund-policy".to_owned(),
                "If they were spent already",
                POLICIES,
                |form| form.refund_policy,
                |form, policy| form.refund_policy = policy,
            )}
        </Folded>
    }
}

fn expiry_fields(editor: Editor, kind: ExpiryForm) -> AnyView {
    let how_many = move |hint| {
        input(
            editor,
            "expiry-number".to_owned(),
            number("How many", hint),
            || "expiry".to_owned(),
            |form| form.expiry_number.clone(),
            |form, text| form.expiry_number = text,
        )
    };
    match kind {
        ExpiryForm::Never => ().into_any(),
        ExpiryForm::Days | ExpiryForm::Months => view! {
            <div class="max-w-72">
                {how_many("Counted from the day they were earned; the last day counts.")}
            </div>
        }
        .into_any(),
        ExpiryForm::EndOf => view! {
            {choice(
                editor,
                "expiry-period".to_owned(),
                "They expire with the",
                PERIODS,
                |form| form.expiry_period,
                |form, period| form.expiry_period = period,
            )}
            <div class="max-w-72">
                {input(
                    editor,
                    "grace-days".to_owned(),
                    number("Days after its end", "At least 30, for what was earned on its last day"),
                    || "expiry".to_owned(),
                    |form| form.grace_days.clone(),
                    |form, text| form.grace_days = text,
                )}
            </div>
        }
        .into_any(),
        ExpiryForm::Inactivity => view! {
            <div class="grid items-start gap-4 sm:grid-cols-2">
                {how_many("Months after the last purchase or reward")}
                {input(
                    editor,
                    "notice-days".to_owned(),
                    number("Days before, members are told", "30 to 60. Without notice nothing expires"),
                    || "expiry.notice_days".to_owned(),
                    |form| form.notice_days.clone(),
                    |form, text| form.notice_days = text,
                )}
            </div>
        }
        .into_any(),
    }
}
