//! Joining: one field.

use leptos::prelude::*;

use crate::{
    api::member::join::Join,
    components::{Field, FormFault, Icon, SubmitButton, fault_of, icon},
};

/// The form that makes somebody a member. `referral` is the code of whoever sent them.
#[component]
pub fn JoinForm(
    /// The shop, as in addresses.
    slug: String,
    /// The referrer's code.
    #[prop(optional_no_strip)]
    referral: Option<String>,
) -> impl IntoView {
    let action = ServerAction::<Join>::new();
    let sign_in = format!("/{slug}/sign-in");
    view! {
        <ActionForm action=action>
            <div class="grid gap-3">
                <FormFault action=action/>
                <input type="hidden" name="shop" value=slug/>
                <input type="hidden" name="referral" value=referral.unwrap_or_default()/>
                <Field
                    label="Your mail address"
                    name="mail"
                    kind="email"
                    autocomplete="email"
                    inputmode="email"
                    fault=fault_of(action, "mail")
                />
                <SubmitButton action=action>"Get my card"</SubmitButton>
                <p class="text-sm text-muted text-center">
                    "No password, no app. "
                    <a class="text-link inline-block py-2" href=sign_in>"I have a card"</a>
                </p>
            </div>
        </ActionForm>
    }
}

/// In place of the form, for somebody who has a card.
#[component]
pub fn OpenCard(
    /// The shop, as in addresses.
    slug: String,
) -> impl IntoView {
    view! {
        <a class="btn btn-primary btn-lg w-full" href=format!("/{slug}/card")>
            <Icon glyph=icon::CREDIT_CARD/>
            "Open my card"
        </a>
    }
}
