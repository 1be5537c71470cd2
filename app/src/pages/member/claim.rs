//! One decision: show the shop what was done, for points.

use leptos::{either::Either, prelude::*};
use regulars::views::WayState;

use super::address_part;
use crate::{
    api::member::ways::{ClaimAct, WayPage as Page, get_way},
    components::{
        Field, FormFault, Loaded, MemberShell, Notice, PageTitle, SubmitButton, Tab, Tone,
        fault_of, words::points,
    },
};

/// Asks for what shows an act.
#[component]
pub fn ClaimPage() -> impl IntoView {
    let shop = address_part("shop");
    let rule = address_part("rule");
    let page = Resource::new_blocking(
        move || (shop.get(), rule.get()),
        |(shop, rule)| get_way(shop, rule),
    );
    view! {
        <PageTitle text="Ways to earn"/>
        <Loaded from=page show=|page| view! { <ClaimView page=page/> }/>
    }
}

#[component]
fn ClaimView(page: Page) -> impl IntoView {
    let Page { shop, way, key } = page;
    let action = ServerAction::<ClaimAct>::new();
    let slug = shop.slug.clone();
    let back = format!("/{slug}/earn");
    let rule = way.rule;
    let brings = points(rule.points);
    let open = matches!(way.state, WayState::Open { .. }) && rule.needs_approval;
    let form = if open {
        Either::Left(view! {
            <FormFault action=action/>
            <ActionForm action=action>
                <div class="grid gap-4 text-start">
                    <input type="hidden" name="shop" value=slug/>
                    <input type="hidden" name="rule" value=rule.key/>
                    <input type="hidden" name="key" value=key/>
                    <Field
                        label="Where we can see it"
                        name="proof"
                        autocomplete="off"
                        hint="The address of the page, or a line that helps us find it."
                        maxlength=500
                        fault=fault_of(action, "proof")
                    />
                    <SubmitButton action=action>"Send it"</SubmitButton>
                </div>
            </ActionForm>
        })
    } else {
        Either::Right(view! {
            <Notice tone=Tone::Plain>"There is nothing to send for this one at the moment."</Notice>
        })
    };
    view! {
        <MemberShell shop=shop tab=Tab::Card>
            <div class="column panel grid gap-5 p-6!">
                <div class="grid gap-1 text-center">
                    <h1 class="title break-words">{rule.name}</h1>
                    <p class="text-muted">
                        {format!("{brings}, as soon as somebody has looked at it.")}
                    </p>
                </div>
                <div class="grid gap-3">
                    {form}
                    <a class="btn btn-quiet btn-lg w-full" href=back>"Not now"</a>
                </div>
            </div>
        </MemberShell>
    }
}
