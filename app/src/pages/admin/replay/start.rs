//! Which orders, and how members spend: the form that begins a run.

use leptos::prelude::*;
use regulars::{time::Day, views::SpentShare};

use crate::{
    api::admin::replay::{Past, StartReplay},
    components::{Field, FormFault, Notice, SubmitButton, Tone, fault_of},
};

/// The form.
#[component]
pub fn Start(
    /// The day of the first order.
    first_order: Day,
    /// Today, for the merchant.
    today: Day,
    /// The share to begin with.
    share: SpentShare,
    /// The idempotency key.
    key: String,
    start: ServerAction<StartReplay>,
) -> impl IntoView {
    let hint = if share.own {
        "Of 100 points that your members earned so far, this many were spent."
    } else {
        "A guess: your shop has no history of 90 days yet. Try a lower and a higher one, too."
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="begin">
            <h2 class="heading" id="begin">
                "What to try it on"
            </h2>
            <FormFault action=start/>
            <KeyFault start/>
            <ActionForm action=start>
                <div class="grid gap-4">
                    <input type="hidden" name="key" value=key/>
                    <div class="group grid gap-4">
                        {periods(first_order, today)}
                        // Shown by the choice itself, so that no script is needed.
                        <div class="hidden max-w-lg gap-4 group-has-[[value=days]:checked]:grid sm:grid-cols-2">
                            <Field label="From" name="from" kind="date" required=false fault=fault_of(start, "from")/>
                            <Field label="To" name="until" kind="date" required=false fault=fault_of(start, "until")/>
                        </div>
                    </div>
                    <div class="max-w-lg">
                        <Field
                            label="Of 100 points earned, spent are"
                            name="share"
                            inputmode="numeric"
                            maxlength=3
                            value=share.percent.to_string()
                            hint
                            fault=fault_of(start, "share")
                        />
                    </div>
                    <SubmitButton action=start class="btn btn-primary justify-self-start">
                        "Try it"
                    </SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}

/// What is wrong with no field in sight: another run is under way.
#[component]
fn KeyFault(start: ServerAction<StartReplay>) -> impl IntoView {
    let fault = fault_of(start, "key");
    move || {
        fault
            .get()
            .map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> })
    }
}

fn periods(first_order: Day, today: Day) -> impl IntoView {
    let all = format!("Since {}", first_order.words(today));
    let choices = [
        (Past::All, "all", "All orders", Some(all)),
        (Past::Year, "year", "The last 12 months", None),
        (Past::Quarter, "quarter", "The last 90 days", None),
        (Past::Days, "days", "Between two days", None),
    ];
    view! {
        <fieldset class="grid gap-x-4 sm:grid-cols-2">
            <legend class="pb-1 font-semibold">"Orders"</legend>
            {choices
                .into_iter()
                .map(|(past, value, words, under)| {
                    view! {
                        <label class="flex min-h-12 cursor-pointer items-start gap-3 py-1.5">
                            <input
                                class="radio radio-primary radio-sm mt-0.5"
                                type="radio"
                                name="past"
                                value=value
                                checked=past == Past::default()
                            />
                            <span>
                                <span class="block font-medium">{words}</span>
                                {under.map(|under| view! { <span class="block text-sm text-muted">{under}</span> })}
                            </span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
