//! Signing in: the mail address, then the six digits that were mailed; or the link.

use leptos::{either::EitherOf3, prelude::*};
use leptos_router::hooks::use_query_map;
use regulars::views::Shop;

use super::address_part;
use crate::{
    api::member::sign_in::{SendCode, UseCode, UseLink, get_shop},
    components::{
        Field, FormFault, Icon, Loaded, Notice, PageTitle, PlainShell, SubmitButton, Tone,
        fault_of, icon,
    },
};

/// Which step is on is in the address: nothing, `?mail=` once a code was sent, `?link=` in mails.
#[component]
pub fn SignInPage() -> impl IntoView {
    let shop = address_part("shop");
    let query = use_query_map();
    let mail = Memo::new(move |_| query.with(|query| query.get("mail")));
    let link = Memo::new(move |_| query.with(|query| query.get("link")));
    let page = Resource::new_blocking(move || shop.get(), get_shop);
    view! {
        <PageTitle text="Sign in"/>
        <Loaded
            from=page
            show=move |shop: Shop| {
                let slug = StoredValue::new(shop.slug.clone());
                let step = move || match (link.get(), mail.get()) {
                    (Some(link), _) => {
                        EitherOf3::A(view! { <FollowLink slug=slug.get_value() link=link/> })
                    }
                    (None, Some(mail)) => {
                        EitherOf3::B(view! { <TypeCode slug=slug.get_value() mail=mail/> })
                    }
                    (None, None) => EitherOf3::C(view! { <AskForCode slug=slug.get_value()/> }),
                };
                view! {
                    <PlainShell shop=shop.clone()>
                        <div class="grid gap-4">
                            {shop.sample.then(|| view! { <SampleHint/> })}
                            {step}
                        </div>
                    </PlainShell>
                }
            }
        />
    }
}

#[component]
fn SampleHint() -> impl IntoView {
    view! {
        <Notice tone=Tone::Plain>
            "This is the sample shop: its mail goes to the "
            <a class="text-link" href="/inbox">"inbox page"</a> "."
        </Notice>
    }
}

#[component]
fn AskForCode(slug: String) -> impl IntoView {
    let action = ServerAction::<SendCode>::new();
    let join = format!("/{slug}");
    view! {
        <section class="panel grid gap-4">
            <div class="grid gap-1">
                <h1 class="title">"Your card"</h1>
                <p class="text-muted">"We mail you six digits. There is no password."</p>
            </div>
            <ActionForm action=action>
                <div class="grid gap-3">
                    <FormFault action=action/>
                    <input type="hidden" name="shop" value=slug/>
                    <Field
                        label="Your mail address"
                        name="mail"
                        kind="email"
                        autocomplete="email"
                        inputmode="email"
                        fault=fault_of(action, "mail")
                    />
                    <SubmitButton action=action>"Send me the code"</SubmitButton>
                </div>
            </ActionForm>
            <p class="text-sm text-muted text-center">
                "No card yet? " <a class="text-link inline-block py-2" href=join>"Get one"</a>
            </p>
        </section>
    }
}

#[component]
fn TypeCode(slug: String, mail: String) -> impl IntoView {
    let action = ServerAction::<UseCode>::new();
    let again = ServerAction::<SendCode>::new();
    let other = format!("/{slug}/sign-in");
    let (slug_again, mail_again, shown) = (slug.clone(), mail.clone(), mail.clone());
    view! {
        <section class="panel grid gap-4">
            <div class="grid gap-1">
                <h1 class="title">"Look into your mail"</h1>
                <p class="text-muted break-words">
                    "If " <strong class="text-base-content">{shown}</strong>
                    " has a card here, six digits are on their way. They work for ten minutes."
                </p>
            </div>
            <ActionForm action=action>
                <div class="grid gap-3">
                    <FormFault action=action/>
                    <input type="hidden" name="shop" value=slug/>
                    <input type="hidden" name="mail" value=mail/>
                    <Field
                        label="The six digits"
                        name="code"
                        class="input code-input"
                        autocomplete="one-time-code"
                        inputmode="numeric"
                        maxlength=12
                        fault=fault_of(action, "code")
                    />
                    <SubmitButton action=action>"Open my card"</SubmitButton>
                </div>
            </ActionForm>
            <div class="flex flex-wrap justify-between gap-x-4">
                <ActionForm action=again>
                    <input type="hidden" name="shop" value=slug_again/>
                    <input type="hidden" name="mail" value=mail_again/>
                    <SubmitButton action=again class="btn btn-ghost -ms-4">
                        "Send a new code"
                    </SubmitButton>
                </ActionForm>
                <a class="btn btn-ghost -me-4" href=other>"Another address"</a>
            </div>
            <FormFault action=again/>
        </section>
    }
}

/// One press, so that programs which open the links of a mail do not use them up.
#[component]
fn FollowLink(slug: String, link: String) -> impl IntoView {
    let action = ServerAction::<UseLink>::new();
    let other = format!("/{slug}/sign-in");
    let fault = fault_of(action, "link");
    view! {
        <section class="panel grid gap-4">
            <h1 class="title">"Your card"</h1>
            {move || fault.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })}
            <FormFault action=action/>
            <ActionForm action=action>
                <input type="hidden" name="shop" value=slug/>
                <input type="hidden" name="link" value=link/>
                <SubmitButton action=action>
                    <Icon glyph=icon::CREDIT_CARD/>
                    "Open my card"
                </SubmitButton>
            </ActionForm>
            <a class="text-link text-sm py-2 text-center" href=other>"Ask for a new code"</a>
        </section>
    }
}
