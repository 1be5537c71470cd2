//! Bring friends: the link, the QR code, an invitation by mail, and what became of each.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;
use regulars::{
    money::Currency,
    programme::ReferralOffer,
    views::{Refer, Shop},
};

use super::{address_part, friends::FriendRow};
use crate::{
    api::member::{
        invite::InviteFriend,
        refer::{ReferPage as Page, get_refer},
    },
    components::{
        Empty, Field, FormFault, Icon, Loaded, MemberShell, Notice, PageTitle, Qr, ShareLink,
        SubmitButton, Tab, Tone, fault_of, icon, words::points,
    },
};

/// A member's referrals.
#[component]
pub fn ReferPage() -> impl IntoView {
    let shop = address_part("shop");
    let action = ServerAction::<InviteFriend>::new();
    let page = Resource::new_blocking(
        move || (shop.get(), action.version().get()),
        |(shop, _)| get_refer(shop),
    );
    view! {
        <PageTitle text="Bring friends"/>
        <Loaded from=page show=move |page| view! { <ReferView page=page action=action/> }/>
    }
}

#[component]
fn ReferView(page: Page, action: ServerAction<InviteFriend>) -> impl IntoView {
    let Page { refer, url, qr } = page;
    let Refer {
        shop,
        offer,
        friends,
        points: brought,
        ..
    } = refer;
    let currency = shop.currency;
    let today = shop.today;
    let hand_on = match offer {
        Some(offer) => Either::Left(view! {
            <HandOn shop=shop.clone() offer=offer url=url qr=qr action=action/>
        }),
        None => Either::Right(view! {
            <div class="panel">
                <Empty glyph=icon::USERS title="Not at the moment">
                    <p>"The shop does not reward new friends just now. Friends you brought before still count."</p>
                </Empty>
            </div>
        }),
    };
    let rows = friends
        .iter()
        .cloned()
        .map(|friend| view! { <FriendRow friend=friend currency=currency today=today/> })
        .collect_view();
    view! {
        <MemberShell shop=shop tab=Tab::Refer>
            <div class="two-columns">
                {hand_on}
                <section class="panel grid gap-4 mt-6 wide:mt-0" aria-labelledby="friends">
                    <div class="flex flex-wrap items-baseline justify-between gap-x-4">
                        <h2 class="heading" id="friends">"Your friends"</h2>
                        {(brought > 0)
                            .then(|| {
                                view! {
                                    <p class="text-muted text-sm">{points(brought)}" so far"</p>
                                }
                            })}
                    </div>
                    {friends
                        .is_empty()
                        .then(|| {
                            view! {
                                <Empty glyph=icon::USERS title="Nobody yet">
                                    <p>"Each friend shows up here: invited, joined, first order, paid."</p>
                                </Empty>
                            }
                        })}
                    <ul class="grid gap-5">{rows}</ul>
                </section>
            </div>
        </MemberShell>
    }
}

#[component]
fn HandOn(
    shop: Shop,
    offer: ReferralOffer,
    url: String,
    qr: Option<crate::components::QrPath>,
    action: ServerAction<InviteFriend>,
) -> impl IntoView {
    let sentence = offer_words(&offer, shop.currency);
    let subject = format!("{}: join me", shop.name);
    let text = match offer.friend_points {
        0 => format!("I collect points at {}. Join with my link:", shop.name),
        number => format!(
            "I collect points at {}. Join with my link and get {} with your first order:",
            shop.name,
            points(number)
        ),
    };
    view! {
        <div class="grid grid-cols-1 gap-4">
            <div class="px-1 grid gap-1">
                <h1 class="title">"Bring friends"</h1>
                <p>{sentence}</p>
            </div>
            <section class="panel grid gap-4" aria-label="Your link">
                <ShareLink url=url subject=subject text=text/>
                <details class="why">
                    <summary>
                        <Icon glyph=icon::QR_CODE/>
                        "Let them scan it"
                    </summary>
                    <div class="max-w-56 mx-auto">
                        {qr.map(|code| view! { <Qr code=code label="The code of your link"/> })}
                    </div>
                </details>
            </section>
            <section class="panel" aria-labelledby="invite">
                <ActionForm action=action>
                    <div class="grid grid-cols-1 gap-3">
                        <h2 class="heading" id="invite">"Invite by mail"</h2>
                        <Invited action=action/>
                        <FormFault action=action/>
                        <input type="hidden" name="shop" value=shop.slug/>
                        <Field
                            label="Your friend's mail address"
                            name="mail"
                            kind="email"
                            inputmode="email"
                            hint="We write once, in your name, and never again unless they join."
                            fault=fault_of(action, "mail")
                        />
                        <SubmitButton action=action class="btn btn-quiet w-full">
                            "Send the invitation"
                        </SubmitButton>
                    </div>
                </ActionForm>
            </section>
        </div>
    }
}

/// Says that the invitation went out: by the action's answer, or, without JavaScript, by the
/// address that the form led back to.
#[component]
fn Invited(action: ServerAction<InviteFriend>) -> impl IntoView {
    let invited = use_query_map().with_untracked(|query| query.get("invited"));
    let sent = move || {
        action.value().with(|answer| match answer {
            Some(Ok(mail)) => Some(mail.clone()),
            Some(Err(_)) => None,
            None => invited.clone(),
        })
    };
    move || {
        sent().map(|mail| {
            view! { <Notice tone=Tone::Good>"The invitation to "{mail}" is on its way."</Notice> }
        })
    }
}

/// What both sides get, in one sentence.
pub fn offer_words(offer: &ReferralOffer, currency: Currency) -> String {
    let order = match offer.minimum_order.0 {
        0 => "a friend's first order".to_owned(),
        _ => format!(
            "a friend's first order of at least {}",
            currency.format_short(offer.minimum_order)
        ),
    };
    let wait = match offer.hold_days {
        0 => "at once".to_owned(),
        days => format!("{} after it", regulars::programme::words::days(days)),
    };
    match (offer.advocate_points, offer.friend_points) {
        (you, 0) => format!("You get {} for {order}, {wait}.", points(you)),
        (0, they) => format!("They get {} for their first order, {wait}.", points(they)),
        (you, they) if you == they => {
            format!("You both get {} for {order}, {wait}.", points(you))
        }
        (you, they) => {
            format!(
                "You get {} and they get {} for {order}, {wait}.",
                points(you),
                points(they)
            )
        }
    }
}
