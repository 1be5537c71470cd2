//! The right side: who it is, what can be used, what is to pay; then the receipt.

use leptos::{either::EitherOf3, prelude::*};
use regulars::{money::format_count, programme::words::points, views::AtTill};

use super::super::parts::initials;
use super::{
    Room, offers::Offers, pay::Pay, receipt::Receipt, receipt_of, stamps::Stamps, state::Sale,
    undo::Undo,
};
use crate::{
    api::admin::till::{RingUp, TillPage},
    components::{BonePanel, Icon, Notice, Problem, Tone, icon, words},
};

/// The right side of the till.
#[component]
pub fn Panel(sale: Sale, room: Room, ring_up: ServerAction<RingUp>) -> impl IntoView {
    view! {
        <Transition fallback=|| {
            view! { <BonePanel lines=5/> }
        }>
            {move || {
                room.get()
                    .map(|page| match page {
                        Ok(page) => view! { <Side sale page room ring_up/> }.into_any(),
                        Err(error) => view! { <Problem error/> }.into_any(),
                    })
            }}
        </Transition>
    }
}

#[component]
fn Side(sale: Sale, page: TillPage, room: Room, ring_up: ServerAction<RingUp>) -> impl IntoView {
    if sale.key.with_untracked(Option::is_none) {
        sale.key.set(Some(page.key.clone()));
    }
    let (last, undo_key) = (page.last.clone(), page.undo_key.clone());
    let main = move || match (receipt_of(sale, &page), page.at.clone()) {
        (Some(sold), _) => EitherOf3::A(view! { <Receipt sale sold/> }),
        (None, Some(at)) => {
            let kept = page.kept_until.clone();
            EitherOf3::B(view! { <Customer sale at kept ring_up/> })
        }
        (None, None) => EitherOf3::C(nobody_yet(sale)),
    };
    view! {
        <div class="flex flex-1 flex-col">{main}</div>
        {move || sale.undone.get().map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
        {last.map(|last| view! { <Undo sale last key=undo_key room/> })}
    }
}

fn nobody_yet(sale: Sale) -> impl IntoView {
    let quoted = move || {
        let used = sale.used.get();
        let codes: Vec<&str> = used.iter().filter_map(|it| it.strip_prefix("c:")).collect();
        (!codes.is_empty()).then(|| format!("Code for this sale: {}", codes.join(", ")))
    };
    view! {
        <div class="empty m-auto">
            <span class="empty-mark">
                <Icon glyph=icon::QR_CODE/>
            </span>
            <h2 class="heading">"Find the member first"</h2>
            <p class="max-w-72 text-muted">
                "Scan the card on their phone, or press "
                <kbd class="kbd kbd-sm">"/"</kbd>
                " and type a name, a mail address or the code on the card."
            </p>
            <p class="font-medium empty:hidden" role="status">
                {quoted}
            </p>
        </div>
    }
}

#[component]
fn Customer(
    sale: Sale,
    at: AtTill,
    kept: Option<String>,
    ring_up: ServerAction<RingUp>,
) -> impl IntoView {
    let kept = kept.map(|until| {
        let words = format!("Some of it is kept for an order at the checkout until {until}.");
        view! { <Notice tone=Tone::Plain>{words}</Notice> }
    });
    view! {
        <div class="flex flex-1 flex-col gap-6">
            <Who at=at.clone() sale/>
            {kept}
            <Stamps sale cards=at.stamp_cards.clone()/>
            <Pay sale ring_up>
                <Offers sale at/>
            </Pay>
        </div>
    }
}

/// Name, tier, points, and what this sale brings.
#[component]
fn Who(sale: Sale, at: AtTill) -> impl IntoView {
    let row = at.row;
    let standing = standing(row.tier.as_deref(), row.orders, sale, at.tier.as_ref());
    let brings = move || match sale.preview.get() {
        Some(Ok(Some(preview))) => words::signed(preview.points),
        _ => "0".to_owned(),
    };
    let waiting = (row.pending > 0).then(|| format!("and {} waiting", format_count(row.pending)));
    view! {
        <div class="flex items-center gap-4">
            <span class="grid size-14 shrink-0 place-items-center rounded-box bg-sand text-lg font-semibold" aria-hidden="true">
                {initials(&row.name)}
            </span>
            <div class="min-w-0">
                <h2 class="truncate text-lg font-semibold">
                    <a class="hover:underline" href=format!("/admin/members/{}", row.id)>
                        {row.name.clone()}
                    </a>
                </h2>
                <p class="line-clamp-2 text-sm text-muted">{standing}</p>
            </div>
        </div>
        <dl class="grid grid-cols-2 gap-3">
            <div class="rounded-box bg-base-200 p-4">
                <dt class="text-sm text-muted">"Points"</dt>
                <dd class="figure mt-1 truncate text-3xl">{format_count(row.available)}</dd>
                <dd class="text-xs text-muted">{waiting}</dd>
            </div>
            <div class="rounded-box bg-base-200 p-4">
                <dt class="text-sm text-muted">"This sale"</dt>
                <dd class="figure mt-1 truncate text-3xl text-primary" aria-live="polite">
                    <Transition fallback=|| "0">{brings}</Transition>
                </dd>
            </div>
        </dl>
    }
}

fn standing(
    tier: Option<&str>,
    orders: i64,
    sale: Sale,
    progress: Option<&regulars::tier::Progress>,
) -> String {
    let visits = match orders {
        0 => "first visit".to_owned(),
        1 => "1 order so far".to_owned(),
        many => format!("{} orders", format_count(many)),
    };
    let way = progress.and_then(|progress| {
        let next = progress.next.as_ref()?;
        let missing = progress.basis.words(next.missing, sale.currency);
        Some(format!(", {missing} to {}", next.name))
    });
    match tier {
        Some(tier) => format!("{tier}, {visits}{}", way.unwrap_or_default()),
        None => visits,
    }
}

/// `2,310 points`, for the receipt.
pub fn balance_words(available: i64) -> String {
    points(available)
}
