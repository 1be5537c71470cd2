//! One decision: take this reward, or not.

use leptos::{either::Either, prelude::*};

use super::{address_part, reward_card::gives};
use crate::{
    api::member::{
        rewards::{TakePage as Page, get_offer},
        take_reward::TakeReward,
    },
    components::{
        FormFault, Icon, Loaded, MemberShell, Notice, PageTitle, SubmitButton, Tab, Tone, icon,
        words::{format_count, points},
    },
};

/// Asks whether to take a reward, and says what it costs and what is left.
#[component]
pub fn TakePage() -> impl IntoView {
    let shop = address_part("shop");
    let reward = address_part("reward");
    let page = Resource::new_blocking(
        move || (shop.get(), reward.get()),
        |(shop, reward)| get_offer(shop, reward),
    );
    view! {
        <PageTitle text="Take a reward"/>
        <Loaded from=page show=|page| view! { <TakeView page=page/> }/>
    }
}

#[component]
fn TakeView(page: Page) -> impl IntoView {
    let Page {
        shop,
        offer,
        available,
        last_day,
        key,
    } = page;
    let action = ServerAction::<TakeReward>::new();
    let slug = shop.slug.clone();
    let back = format!("/{slug}/rewards");
    let reward = offer.reward;
    let gives = gives(&reward.name, &reward.kind, shop.currency);
    let left = available.saturating_sub(reward.points);
    let valid = format!(
        "Use it by {}. Not needed after all? Give it back until then.",
        last_day.words(shop.today)
    );
    let form = if offer.missing == 0 {
        Either::Left(view! {
            <FormFault action=action/>
            <ActionForm action=action>
                <input type="hidden" name="shop" value=slug/>
                <input type="hidden" name="reward" value=reward.key/>
                <input type="hidden" name="key" value=key/>
                <SubmitButton action=action>
                    {format!("Take it for {}", points(reward.points))}
                </SubmitButton>
            </ActionForm>
        })
    } else {
        Either::Right(view! {
            <Notice tone=Tone::Plain>
                {format!("{} more and it is yours.", points(offer.missing))}
            </Notice>
        })
    };
    view! {
        <MemberShell shop=shop tab=Tab::Rewards>
            <div class="column panel grid gap-5 text-center p-6!">
                <span class="empty-mark justify-self-center size-16! text-2xl!">
                    <Icon glyph=icon::of_reward(&reward.icon)/>
                </span>
                <div class="grid gap-1">
                    <h1 class="title break-words">{reward.name}</h1>
                    {gives.map(|gives| view! { <p class="text-muted">{gives}</p> })}
                </div>
                <dl class="grid gap-2 text-start">
                    <div class="flex justify-between gap-4">
                        <dt class="text-muted">"You have"</dt>
                        <dd>{points(available)}</dd>
                    </div>
                    <div class="flex justify-between gap-4">
                        <dt class="text-muted">"It takes"</dt>
                        <dd>{points(reward.points)}</dd>
                    </div>
                    {(left >= 0)
                        .then(|| {
                            view! {
                                <div class="flex justify-between gap-4 border-t border-base-300 pt-2 font-semibold">
                                    <dt>"Left for you"</dt>
                                    <dd>{format_count(left)}</dd>
                                </div>
                            }
                        })}
                </dl>
                <div class="grid gap-3">
                    {form}
                    <a class="btn btn-quiet btn-lg w-full" href=back>"Not now"</a>
                </div>
                <p class="text-sm text-muted">{valid}</p>
            </div>
        </MemberShell>
    }
}
