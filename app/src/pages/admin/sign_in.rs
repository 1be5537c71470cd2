//! Signing in to work.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api::admin::session::SignIn,
    components::{Field, FormFault, PageTitle, SubmitButton, fault_of},
};

/// The page.
pub fn page() -> AnyView {
    let sign_in = ServerAction::<SignIn>::new();
    let next = use_query_map()
        .read_untracked()
        .get("next")
        .unwrap_or_default();
    view! {
        <PageTitle text="Sign in"/>
        <Door title="Sign in to work" under="Till, members, orders and the programme of your shop.">
            <ActionForm action=sign_in>
                <div class="grid gap-4">
                    <FormFault action=sign_in/>
                    <input type="hidden" name="next" value=next/>
                    <Field
                        label="Mail address"
                        name="mail"
                        kind="email"
                        autocomplete="username"
                        inputmode="email"
                        class="input h-12"
                        fault=fault_of(sign_in, "mail")
                    />
                    <Field
                        label="Password"
                        name="password"
                        kind="password"
                        autocomplete="current-password"
                        class="input h-12"
                        fault=fault_of(sign_in, "password")
                    />
                    <SubmitButton action=sign_in>"Sign in"</SubmitButton>
                </div>
            </ActionForm>
        </Door>
    }
    .into_any()
}

/// A panel in the middle of an otherwise empty page, for people who are not signed in.
#[component]
pub fn Door(
    /// What to do here.
    #[prop(into)]
    title: String,
    /// A sentence below.
    #[prop(into)]
    under: String,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <main id="main" tabindex="-1" class="grid min-h-dvh place-items-center p-4 outline-none">
            <div class="grid w-full max-w-100 gap-6">
                <p class="figure text-center text-3xl text-primary" aria-hidden="true">
                    "Regulars"
                </p>
                <div class="panel grid gap-5 p-6">
                    <div class="grid gap-1">
                        <h1 class="title break-words">{title}</h1>
                        <p class="text-muted">{under}</p>
                    </div>
                    {children()}
                </div>
            </div>
        </main>
    }
}
