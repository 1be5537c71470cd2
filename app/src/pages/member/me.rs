//! The member's own data, and the way out.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::views::Me;

use super::{address_part, profile::ProfileForm};
use crate::{
    api::member::{
        me::{RenameMe, get_me},
        profile::KeepProfile,
        sign_out::SignOut,
    },
    components::{
        Field, FormFault, Icon, Loaded, MemberShell, Notice, PageTitle, SubmitButton, Tab, Tone,
        fault_of, icon, words::day,
    },
};

/// Name, mail address, how the programme works, sign out.
#[component]
pub fn MePage() -> impl IntoView {
    let shop = address_part("shop");
    let rename = ServerAction::<RenameMe>::new();
    let profile = ServerAction::<KeepProfile>::new();
    let page = Resource::new_blocking(
        move || (shop.get(), rename.version().get(), profile.version().get()),
        |(shop, ..)| get_me(shop),
    );
    view! {
        <PageTitle text="Me"/>
        <Loaded from=page show=move |me| view! { <MeView me=me rename=rename keep=profile/> }/>
    }
}

#[component]
fn MeView(
    me: Me,
    rename: ServerAction<RenameMe>,
    keep: ServerAction<KeepProfile>,
) -> impl IntoView {
    let Me {
        shop,
        name,
        mail,
        joined_on,
        profile,
    } = me;
    let sign_out = ServerAction::<SignOut>::new();
    let slug = shop.slug.clone();
    let about = format!("/{slug}");
    let may_pass_on = profile.may_pass_on;
    let pass_on = format!("/{slug}/pass-on");
    let (slug_out, slug_more, today) = (slug.clone(), slug.clone(), shop.today);
    let joined = day(joined_on, shop.today);
    // Without JavaScript the form leads back here and says so in the address.
    let saved_before = use_query_map().with_untracked(|query| query.get("saved").is_some());
    let saved = move || {
        rename.value().with(|answer| match answer {
            Some(answer) => answer.is_ok(),
            None => saved_before,
        })
    };
    view! {
        <MemberShell shop=shop tab=Tab::Me>
            <div class="column grid gap-4">
                <h1 class="title px-1">"Me"</h1>
                <section class="panel" aria-label="Your name">
                    <ActionForm action=rename>
                        <div class="grid gap-3">
                            {move || {
                                saved().then(|| view! { <Notice tone=Tone::Good>"Saved."</Notice> })
                            }}
                            <FormFault action=rename/>
                            <input type="hidden" name="shop" value=slug/>
                            <Field
                                label="Your name"
                                name="name"
                                autocomplete="name"
                                hint="The till greets you with it, and friends see the first part."
                                value=name
                                maxlength=80
                                fault=fault_of(rename, "name")
                            />
                            <SubmitButton action=rename class="btn btn-primary w-full">
                                "Save"
                            </SubmitButton>
                        </div>
                    </ActionForm>
                </section>
                <ProfileForm slug=slug_more profile=profile today=today action=keep/>
                <dl class="panel grid gap-3">
                    {mail
                        .map(|mail| {
                            view! {
                                <div>
                                    <dt class="text-sm text-muted">"Mail address"</dt>
                                    <dd class="break-all">{mail}</dd>
                                </div>
                            }
                        })}
                    <div>
                        <dt class="text-sm text-muted">"With us since"</dt>
                        <dd>{joined}</dd>
                    </div>
                </dl>
                <a class="btn btn-quiet btn-lg w-full" href=about>
                    <Icon glyph=icon::INFO/>
                    "How the programme works"
                </a>
                {may_pass_on
                    .then(|| {
                        view! {
                            <a class="btn btn-quiet btn-lg w-full" href=pass_on>
                                <Icon glyph=icon::HAND_HEART/>
                                "Pass points on"
                            </a>
                        }
                    })}
                <ActionForm action=sign_out>
                    <input type="hidden" name="shop" value=slug_out/>
                    <SubmitButton action=sign_out class="btn btn-quiet btn-lg w-full">
                        <Icon glyph=icon::LOG_OUT/>
                        "Sign out"
                    </SubmitButton>
                </ActionForm>
            </div>
        </MemberShell>
    }
}
