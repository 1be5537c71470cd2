//! What everybody can see: the programme in plain words, and joining in one field.

use leptos::{either::Either, prelude::*};
use regulars::views::{ProgrammePage as Page, TierLine};

use super::member::{JoinForm, OpenCard, address_part};
use crate::{
    api::member::programme::{ProgrammeVisit, get_home, get_programme},
    components::{Empty, Icon, Loaded, PageTitle, PlainShell, icon, words::points},
};

/// The first page: the shop's, when there is one only.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| get_home());
    view! {
        <Loaded
            from=page
            show=|page| match page {
                Some(visit) => Either::Left(view! { <Programme visit=visit/> }),
                None => Either::Right(view! { <ManyShops/> }),
            }
        />
    }
}

/// A shop's programme.
#[component]
pub fn ProgrammePage() -> impl IntoView {
    let shop = address_part("shop");
    let page = Resource::new_blocking(move || shop.get(), |shop| get_programme(shop, None));
    view! { <Loaded from=page show=|visit| view! { <Programme visit=visit/> }/> }
}

#[component]
fn ManyShops() -> impl IntoView {
    view! {
        <PageTitle text="Regulars"/>
        <div class="shell-plain">
            <main id="main" tabindex="-1">
                <h1 class="title">"Regulars"</h1>
                <div class="panel mt-4">
                    <Empty glyph=icon::STORE title="Which shop?">
                        <p>"Open the link from your shop, or scan the code at its till."</p>
                    </Empty>
                </div>
            </main>
        </div>
    }
}

#[component]
fn Programme(visit: ProgrammeVisit) -> impl IntoView {
    let ProgrammeVisit { page, has_card } = visit;
    let shop = page.shop.clone();
    let slug = shop.slug.clone();
    let join = if has_card {
        Either::Left(view! { <OpenCard slug=slug/> })
    } else {
        Either::Right(view! { <JoinForm slug=slug/> })
    };
    let title = format!("{}: {}", shop.name, page.name);
    let lead = page.sentences.first().cloned();
    view! {
        <PageTitle text=title/>
        <PlainShell shop=shop>
            <div class="grid gap-6">
                <section class="balance grid gap-3">
                    <h1 class="title text-3xl! break-words">{page.name.clone()}</h1>
                    {lead.map(|lead| view! { <p class="quiet text-lg">{lead}</p> })}
                </section>
                <section class="panel" aria-label="Join">
                    {join}
                </section>
                <HowItWorks page=page/>
            </div>
        </PlainShell>
    }
}

/// Sentences, levels and rewards of a programme.
#[component]
pub fn HowItWorks(
    /// The programme.
    page: Page,
) -> impl IntoView {
    let sentences = page
        .sentences
        .into_iter()
        .map(|sentence| {
            view! {
                <li class="flex gap-3">
                    <span class="text-primary mt-0.5"><Icon glyph=icon::CHECK/></span>
                    <span>{sentence}</span>
                </li>
            }
        })
        .collect_view();
    let rewards = page
        .rewards
        .into_iter()
        .map(|reward| {
            view! {
                <li class="flex items-center gap-3 py-3">
                    <span class="picture">
                        <Icon glyph=icon::of_reward(&reward.icon)/>
                    </span>
                    <span class="min-w-0 flex-1 font-medium break-words">{reward.name}</span>
                    <span class="text-muted shrink-0">{points(reward.points)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section class="grid gap-3" aria-labelledby="how">
            <h2 class="heading px-1" id="how">"How it works"</h2>
            <ul class="panel grid gap-3">{sentences}</ul>
        </section>
        {(!rewards.is_empty())
            .then(|| {
                view! {
                    <section class="grid gap-3" aria-labelledby="buy">
                        <h2 class="heading px-1" id="buy">"What points buy"</h2>
                        <ul class="panel py-2! divide-y divide-base-300">{rewards}</ul>
                    </section>
                }
            })}
        <Tiers tiers=page.tiers/>
    }
}

#[component]
fn Tiers(tiers: Vec<TierLine>) -> impl IntoView {
    (tiers.len() > 1).then(|| {
        let rows = tiers
            .into_iter()
            .map(|tier| {
                view! {
                    <li class="flex items-start gap-3 py-3">
                        <span class="picture"><Icon glyph=icon::MEDAL/></span>
                        <span class="min-w-0 flex-1">
                            <span class="block font-medium break-words">{tier.name}</span>
                            <span class="block text-sm text-muted">{tier.reached}</span>
                        </span>
                        <span class="text-sm text-muted text-end">{tier.perk}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="grid gap-3" aria-labelledby="levels">
                <h2 class="heading px-1" id="levels">"Levels"</h2>
                <ul class="panel py-2! divide-y divide-base-300">{rows}</ul>
            </section>
        }
    })
}
