//! Accepting an invitation to work here: choosing a password.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::sign_in::Door;
use crate::{
    api::admin::session::{AcceptInvitation, Invitation, read_invitation},
    components::{Field, FormFault, Loaded, PageTitle, SubmitButton, fault_of},
};

/// The page.
pub fn page() -> AnyView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let found = Resource::new_blocking(move || token.get(), read_invitation);
    view! {
        <PageTitle text="Your invitation"/>
        <Loaded from=found show=move |invitation| view! { <Accept invitation token=token.get_untracked()/> }/>
    }
    .into_any()
}

#[component]
fn Accept(invitation: Invitation, token: String) -> impl IntoView {
    let accept = ServerAction::<AcceptInvitation>::new();
    let under = format!(
        "{}, you sign in with {}. Choose a password of at least 10 characters; four random words do well.",
        invitation.name, invitation.mail,
    );
    view! {
        <Door title=format!("Welcome to {}", invitation.shop) under>
            <ActionForm action=accept>
                <div class="grid gap-4">
                    <FormFault action=accept/>
                    <input type="hidden" name="token" value=token/>
                    // Tells password managers which name the password belongs to.
                    <input class="sr-only" tabindex="-1" aria-hidden="true" type="email" autocomplete="username" readonly value=invitation.mail/>
                    <Field
                        label="Password"
                        name="password"
                        kind="password"
                        autocomplete="new-password"
                        class="input h-12"
                        fault=fault_of(accept, "password")
                    />
                    <SubmitButton action=accept>"Start work"</SubmitButton>
                </div>
            </ActionForm>
        </Door>
    }
}
