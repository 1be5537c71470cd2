//! Signing in: the mail address, then the six digits that were mailed; or the link.

use leptos::{either::EitherOf4, prelude::*};
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::address_part;
use crate::{
    api::member::sign_in::{Doorstep, SendCode, UseCode, UseLink, get_doorstep},
    components::{
        Field, FormFault, Icon, Loaded, Notice, PageTitle, PlainShell, SubmitButton, Tone,
        fault_of, icon,
    },
};

/// Which step is on is in the address: nothing, `?mail=` once a code was sent, `?link=` in mails,
/// `?again` for somebody whose card is open but not confirmed.
#[component]
pub fn SignInPage() -> impl IntoView {
    let shop = address_part("shop");
    let page = Resource::new_blocking(move || shop.get(), get_doorstep);
    view! {
        <PageTitle text="Sign in"/>
        <Loaded from=page show=|door| view! { <Steps door=door/> }/>
    }
}

#[component]
fn Steps(door: Doorstep) -> impl IntoView {
    let query = use_query_map();
    let step = Memo::new(move |_| {
        query.with(|query| (query.get("link"), query.get("mail"), query.get("again")))
    });
    let Doorstep { shop, has_card } = door;
    let slug = StoredValue::new(shop.slug.clone());
    let show = move || {
        let slug = slug.get_value();
        match step.get() {
            (Some(link), ..) => EitherOf4::A(view! { <FollowLink slug=slug link=link/> }),
            (None, Some(mail), _) => EitherOf4::B(view! { <TypeCode slug=slug mail=mail/> }),
            (None, None, None) if has_card => {
                EitherOf4::C(view! { <Redirect path=format!("/{slug}/card")/> })
            }
            (None, None, _) => EitherOf4::D(view! { <AskForCode slug=slug/> }),
        }
    };
    view! {
        <PlainShell shop=shop.clone()>
            <div class="grid gap-4">
                {shop.sample.then(|| view! { <SampleHint/> })}
                {show}
            </div>
        </PlainShell>
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
