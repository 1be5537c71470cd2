//! Giving or taking points by hand, with a reason.

use leptos::prelude::*;
use regulars::{ids::MemberId, money::format_count, views::Role};

use crate::{
    api::admin::members::AdjustPoints,
    components::{Field, FormFault, Notice, SubmitButton, Tone, fault_of, words},
};

/// The form. The limit is the role's; the server holds to it.
#[component]
pub fn Adjust(member: MemberId, role: Role, key: String, changed: Callback<()>) -> impl IntoView {
    let adjust = ServerAction::<AdjustPoints>::new();
    let answer = adjust.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(_))) {
            changed.run(());
        }
    });
    let done = move || match answer.get() {
        Some(Ok(balance)) => Some(view! {
            <Notice tone=Tone::Good>"Adjusted. The balance is " {words::points(balance)} "."</Notice>
        }),
        _ => None,
    };
    let hint = format!(
        "Up to {} with your role. A minus sign takes points.",
        format_count(role.adjustment_limit())
    );
    view! {
        <section class="panel grid gap-4" aria-labelledby="adjust">
            <h2 class="heading" id="adjust">
                "Adjust points"
            </h2>
            {done}
            <FormFault action=adjust/>
            <ActionForm action=adjust>
                <div class="grid gap-3">
                    <input type="hidden" name="member" value=member.to_string()/>
                    <input type="hidden" name="key" value=key/>
                    <Field
                        label="Points"
                        name="points"
                        inputmode="text"
                        maxlength=12
                        hint
                        fault=fault_of(adjust, "points")
                    />
                    <Field
                        label="Reason"
                        name="reason"
                        maxlength=200
                        hint="Kept with the adjustment; the member reads it."
                        fault=fault_of(adjust, "reason")
                    />
                    <SubmitButton action=adjust class="btn btn-quiet w-full">
                        "Adjust"
                    </SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}
