//! Where a referral link leads: who sent you, what you get, join in one field.

use leptos::{either::EitherOf3, prelude::*};

use super::{JoinForm, OpenCard, address_part};
use crate::{
    api::member::programme::{ProgrammeVisit, get_programme},
    components::{Icon, Loaded, Notice, PageTitle, PlainShell, Tone, icon, words::points},
    pages::public::HowItWorks,
};

/// The landing page of a member's link.
#[component]
pub fn FriendPage() -> impl IntoView {
    let shop = address_part("shop");
    let code = address_part("code");
    let page = Resource::new_blocking(
        move || (shop.get(), code.get()),
        |(shop, code)| get_programme(shop, Some(code)),
    );
    view! {
        <PageTitle text="An invitation"/>
        <Loaded
            from=page
            show=move |visit| view! { <Invitation visit=visit code=code.get_untracked()/> }
        />
    }
}

#[component]
fn Invitation(visit: ProgrammeVisit, code: String) -> impl IntoView {
    let ProgrammeVisit { page, has_card } = visit;
    let shop = page.shop.clone();
    let slug = shop.slug.clone();
    let (headline, known) = match (&page.referred_by, &page.referral) {
        (Some(name), Some(offer)) if offer.friend_points > 0 => (
            format!(
                "{name} gives you {} with your first order",
                points(offer.friend_points)
            ),
            true,
        ),
        (Some(name), _) => (format!("{name} thinks you will like it here"), true),
        (None, _) => (format!("Collect points at {}", shop.name), false),
    };
    let minimum = page
        .referral
        .as_ref()
        .filter(|offer| known && offer.minimum_order.0 > 0)
        .map(|offer| {
            format!(
                "For a first order of at least {}.",
                shop.currency.format_short(offer.minimum_order)
            )
        });
    let code_or_notice = if has_card {
        EitherOf3::A(view! { <OpenCard slug=slug/> })
    } else if known {
        EitherOf3::B(view! { <JoinForm slug=slug referral=Some(code)/> })
    } else {
        EitherOf3::C(view! {
            <Notice tone=Tone::Warn>
                "This link is not known any more. You can join without it."
            </Notice>
            <JoinForm slug=slug referral=None/>
        })
    };
    view! {
        <PlainShell shop=shop>
            <div class="grid gap-6">
                <section class="balance grid gap-3">
                    <span class="text-2xl"><Icon glyph=icon::GIFT/></span>
                    <h1 class="title break-words">{headline}</h1>
                    {minimum.map(|minimum| view! { <p class="quiet">{minimum}</p> })}
                </section>
                <section class="panel grid gap-3" aria-label="Join">{code_or_notice}</section>
                <HowItWorks page=page/>
            </div>
        </PlainShell>
    }
}
