//! One decision: pass points on to another member.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::address_part;
use crate::{
    api::member::pass_on::{PassForm as Page, PassPointsOn, get_passing},
    components::{
        Field, FormFault, Loaded, MemberShell, Notice, PageTitle, SubmitButton, Tab, Tone,
        fault_of,
        words::{format_count, points},
    },
};

/// Asks to whom, and how many.
#[component]
pub fn PassOnPage() -> impl IntoView {
    let shop = address_part("shop");
    let page = Resource::new_blocking(move || shop.get(), get_passing);
    view! {
        <PageTitle text="Pass points on"/>
        <Loaded from=page show=|page| view! { <PassOnView page=page/> }/>
    }
}

#[component]
fn PassOnView(page: Page) -> impl IntoView {
    let Page { page, key } = page;
    let (shop, terms) = (page.shop, page.terms);
    let action = ServerAction::<PassPointsOn>::new();
    let slug = shop.slug.clone();
    let back = format!("/{slug}/me");
    let passed = use_query_map()
        .with_untracked(|query| query.get("passed"))
        .and_then(|points| points.parse::<i64>().ok());
    let hint = format!(
        "{} or more, up to {} today.",
        format_count(terms.at_least),
        format_count(page.left_today.min(page.available.max(0)))
    );
    view! {
        <MemberShell shop=shop tab=Tab::Me>
            <div class="column panel grid gap-5 p-6!">
                <div class="grid gap-1 text-center">
                    <h1 class="title">"Pass points on"</h1>
                    <p class="text-muted">{format!("You have {}.", points(page.available))}</p>
                </div>
                {passed
                    .map(|passed| {
                        view! {
                            <Notice tone=Tone::Good>
                                {points(passed)}" went over. The wrong person? Ask at the till."
                            </Notice>
                        }
                    })}
                <FormFault action=action/>
                <ActionForm action=action>
                    <div class="grid gap-4">
                        <input type="hidden" name="shop" value=slug/>
                        <input type="hidden" name="key" value=key/>
                        <Field
                            label="To whom"
                            name="whom"
                            autocomplete="off"
                            hint="Their mail address, or the code on their card."
                            fault=fault_of(action, "whom")
                        />
                        <Field
                            label="How many points"
                            name="points"
                            inputmode="numeric"
                            autocomplete="off"
                            hint=hint
                            maxlength=12
                            fault=fault_of(action, "points")
                        />
                        <SubmitButton action=action>"Pass them on"</SubmitButton>
                    </div>
                </ActionForm>
                <a class="btn btn-quiet btn-lg w-full" href=back>"Not now"</a>
                <p class="text-sm text-muted">"They stay good as long as they would have with you."</p>
            </div>
        </MemberShell>
    }
}
