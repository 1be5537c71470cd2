//! A voucher: something to hand over, and the way to give it back.

use leptos::{either::Either, prelude::*};
use regulars::{order_code::OrderCode, reward::VoucherState, time::Day, views::VoucherView};

use super::{address_part, reward_card::gives};
use crate::{
    api::member::{
        give_back::GiveBack,
        rewards::{VoucherPage as Page, get_voucher},
    },
    components::{
        FormFault, Icon, Loaded, MemberShell, Notice, PageTitle, Qr, SubmitButton, Tab, Tone, icon,
        words::points,
    },
};

/// One voucher, big enough to scan.
#[component]
pub fn VoucherPage() -> impl IntoView {
    let shop = address_part("shop");
    let code = address_part("code");
    let page = Resource::new_blocking(
        move || (shop.get(), code.get()),
        |(shop, code)| get_voucher(shop, code),
    );
    view! {
        <PageTitle text="Your voucher"/>
        <Loaded from=page show=|page| view! { <VoucherTicket page=page/> }/>
    }
}

#[component]
fn VoucherTicket(page: Page) -> impl IntoView {
    let Page { shop, voucher, qr } = page;
    let slug = shop.slug.clone();
    let back = format!("/{slug}/rewards");
    let status = status(&voucher, shop.today);
    let usable = voucher.state == VoucherState::Open && !voucher.expired;
    let VoucherView {
        code,
        reward,
        order_code,
        made_by,
        ..
    } = voucher;
    let gives = gives(&reward.name, &reward.kind, shop.currency);
    let grouped = code.grouped();
    let body = if usable {
        let code_text = code.as_str().to_owned();
        let price = reward.points;
        Either::Left(view! {
            <div class="w-full max-w-64 justify-self-center">
                {qr.map(|code| view! { <Qr code=code label="The code of this voucher"/> })}
            </div>
            {said(grouped, order_code)}
            // One that came with an order cost no points that could come back.
            {made_by.is_none().then(|| view! { <GiveItBack slug=slug code=code_text price=price/> })}
        })
    } else {
        let tone = if voucher.expired {
            Tone::Warn
        } else {
            Tone::Good
        };
        let status = status.clone();
        Either::Right(view! { <Notice tone=tone>{status}</Notice> })
    };
    view! {
        <MemberShell shop=shop tab=Tab::Rewards>
            <div class="column grid gap-4">
                <a class="text-link inline-flex items-center gap-1 py-2 w-fit" href=back>
                    "All rewards"
                </a>
                <article class="panel ticket grid gap-5 text-center">
                    <div class="grid gap-1 justify-items-center">
                        <span class="empty-mark">
                            <Icon glyph=icon::of_reward(&reward.icon)/>
                        </span>
                        <h1 class="title break-words">{reward.name}</h1>
                        {gives.map(|gives| view! { <p>{gives}</p> })}
                        {usable.then(move || view! { <p class="text-muted">{status}</p> })}
                    </div>
                    <div class="ticket-tear"></div>
                    {body}
                </article>
            </div>
        </MemberShell>
    }
}

/// What to say at the till: the member's own short code, where there is one.
fn said(grouped: String, order_code: Option<OrderCode>) -> impl IntoView {
    match order_code {
        Some(short) => Either::Left(view! {
            <p class="figure text-4xl tracking-widest!">{short.to_string()}</p>
            <p class="text-muted">"Say this at the till, or let it scan the code above."</p>
            <p class="text-sm text-muted">{grouped}</p>
        }),
        None => Either::Right(view! {
            <p class="figure text-xl tracking-wide!">{grouped}</p>
            <p class="text-muted">"Let the till scan this, or read the code out."</p>
        }),
    }
}

#[component]
fn GiveItBack(slug: String, code: String, price: i64) -> impl IntoView {
    let action = ServerAction::<GiveBack>::new();
    view! {
        <FormFault action=action/>
        <details class="why justify-self-center">
            <summary>
                <Icon glyph=icon::UNDO_2/>
                "Not needed after all?"
            </summary>
            <ActionForm action=action>
                <input type="hidden" name="shop" value=slug/>
                <input type="hidden" name="code" value=code/>
                <SubmitButton action=action class="btn btn-quiet w-full">
                    {format!("Give it back for {}", points(price))}
                </SubmitButton>
            </ActionForm>
        </details>
    }
}

/// A voucher in a list.
#[component]
pub fn VoucherRow(
    /// The shop, as in addresses.
    slug: String,
    /// The voucher.
    voucher: VoucherView,
    /// The shop's day.
    today: Day,
) -> impl IntoView {
    let status = status(&voucher, today);
    let usable = voucher.state == VoucherState::Open && !voucher.expired;
    view! {
        <a
            class="panel p-4! flex items-center gap-3 hover:border-base-content/30"
            href=format!("/{slug}/vouchers/{}", voucher.code.as_str())
        >
            <span class="picture">
                <Icon glyph=icon::of_reward(&voucher.reward.icon)/>
            </span>
            <span class="min-w-0 flex-1">
                <span class="block font-semibold break-words">{voucher.reward.name}</span>
                <span class="block text-sm text-muted">{status}</span>
            </span>
            {voucher
                .order_code
                .filter(|_| usable)
                .map(|code| view! { <span class="figure text-lg">{code.to_string()}</span> })}
            {usable.then(|| view! { <Icon glyph=icon::QR_CODE/> })}
        </a>
    }
}

/// `Good until 14 December`, `Used`, `Given back`, `Expired on 14 December`.
fn status(voucher: &VoucherView, today: Day) -> String {
    let day = voucher.expires_on.words(today);
    match voucher.state {
        VoucherState::Used => "Used at the till".to_owned(),
        VoucherState::Returned => {
            format!("Given back for {}", points(voucher.reward.points))
        }
        VoucherState::Revoked => "Taken back with the order it came from".to_owned(),
        VoucherState::Open if voucher.expired => format!("Expired on {day}"),
        VoucherState::Open => format!("Good until {day}"),
    }
}
