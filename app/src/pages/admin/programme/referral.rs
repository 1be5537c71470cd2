//! What a friend's first order brings.

use leptos::prelude::*;

use super::{
    editor::{Editor, Look, amount, input, number, tick},
    form::ReferralForm,
    sections::Folded,
    so_far,
};

/// The offer, or none.
#[component]
pub fn Referral(editor: Editor) -> impl IntoView {
    let on = move || editor.form.with(|form| form.has_referral);
    view! {
        <Folded editor at="referral" so_far=so_far::friends id="referral" title="Friends" under="A member brings a friend; both are paid when the friend's first order has outlasted the return window.">
            {tick(
                editor,
                "Members can bring friends",
                "",
                |form| form.has_referral,
                |form, ticked| form.has_referral = ticked,
            )}
            <Show when=on>
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {field(editor, "advocate_points", number("Points for who brings", ""), |offer| &offer.advocate_points, |offer| &mut offer.advocate_points)}
                    {field(editor, "friend_points", number("Points for the friend", ""), |offer| &offer.friend_points, |offer| &mut offer.friend_points)}
                    {field(editor, "minimum_order", amount("First order of at least", "0: any order"), |offer| &offer.minimum_order, |offer| &mut offer.minimum_order)}
                    {field(editor, "hold_days", number("Days until both are paid", "Longer than points wait"), |offer| &offer.hold_days, |offer| &mut offer.hold_days)}
                </div>
            </Show>
        </Folded>
    }
}

fn field(
    editor: Editor,
    name: &'static str,
    look: Look,
    get: fn(&ReferralForm) -> &String,
    set: fn(&mut ReferralForm) -> &mut String,
) -> impl IntoView {
    input(
        editor,
        format!("referral-{name}"),
        look,
        move || format!("referral.{name}"),
        move |form| get(&form.referral).clone(),
        move |form, text| *set(&mut form.referral) = text,
    )
}
