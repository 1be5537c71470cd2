//! The way around: a side bar on wide screens (a rail at the till), a bar below on phones.

use leptos::prelude::*;

use super::{frame::Place, parts::role_words};
use crate::{
    api::admin::session::{AtDesk, SignOut},
    components::{
        Icon,
        icon::{self, Glyph},
    },
};

impl Place {
    fn glyph(self) -> Glyph {
        match self {
            Self::Overview => icon::LAYOUT_DASHBOARD,
            Self::Till => icon::SCAN_LINE,
            Self::Members => icon::USERS,
            Self::Orders => icon::RECEIPT_TEXT,
            Self::Claims => icon::INBOX,
            Self::Cards => icon::WALLET,
            Self::Programme => icon::GIFT,
            Self::Import => icon::UPLOAD,
            Self::Staff => icon::USER_COG,
        }
    }
}

/// Places of which a phone shows the first few, the rest behind `More`.
const ON_PHONE: usize = 4;

/// Both bars; each screen shows one.
#[component]
pub fn Navigation(
    /// Where one is.
    place: Place,
    /// Who is at work.
    desk: AtDesk,
    /// Icons only.
    narrow: bool,
) -> impl IntoView {
    let role = desk.staff.role;
    let places: Vec<Place> = Place::ALL
        .into_iter()
        .filter(|place| role >= place.least_role())
        .collect();
    view! {
        <Side place places=places.clone() desk=desk.clone() narrow/>
        <Below place places desk/>
    }
}

#[component]
fn Side(place: Place, places: Vec<Place>, desk: AtDesk, narrow: bool) -> impl IntoView {
    let width = if narrow { "w-17 px-3" } else { "w-55 px-4" };
    let words = if narrow { "sr-only" } else { "truncate" };
    let brand = if narrow { "R" } else { "Regulars" };
    let who = (!narrow).then(|| {
        view! {
            <div class="min-w-0 px-3">
                <p class="truncate font-medium">{desk.staff.name.clone()}</p>
                <p class="truncate text-sm text-muted">
                    {role_words(desk.staff.role)} ", " {desk.shop.name.clone()}
                </p>
            </div>
        }
    });
    view! {
        <nav
            aria-label="Main"
            class=format!(
                "fixed inset-y-0 start-0 z-20 hidden flex-col gap-1 overflow-y-auto border-e border-base-300 bg-base-100 py-5 lg:flex {width}",
            )
        >
            <p class="figure mb-4 px-3 text-2xl text-primary" aria-hidden="true">
                {brand}
            </p>
            {places.into_iter().map(|each| side_link(each, each == place, words, narrow)).collect_view()}
            <div class="mt-auto space-y-2 pt-4">
                {who} <SignOutButton words narrow/>
            </div>
        </nav>
    }
}

fn side_link(to: Place, here: bool, words: &'static str, narrow: bool) -> impl IntoView {
    let tone = match (here, narrow) {
        (true, true) => "bg-primary text-primary-content",
        (true, false) => "bg-primary/10 font-semibold text-primary",
        (false, _) => "text-base-content/85 hover:bg-base-200",
    };
    view! {
        <a
            href=to.path()
            class=format!("flex min-h-11 items-center gap-3 rounded-field px-3 {tone}")
            aria-current=here.then_some("page")
            title=narrow.then_some(to.words())
        >
            <Icon glyph=to.glyph()/>
            <span class=words>{to.words()}</span>
        </a>
    }
}

#[component]
fn SignOutButton(words: &'static str, narrow: bool) -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <ActionForm action=sign_out>
            <button
                type="submit"
                class="flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-field px-3 hover:bg-base-200"
                title=narrow.then_some("Sign out")
            >
                <Icon glyph=icon::LOG_OUT/>
                <span class=words>"Sign out"</span>
            </button>
        </ActionForm>
    }
}

#[component]
fn Below(place: Place, places: Vec<Place>, desk: AtDesk) -> impl IntoView {
    let on_bar = if places.len() > ON_PHONE + 1 {
        ON_PHONE
    } else {
        places.len()
    };
    let (first, rest) = places.split_at(on_bar);
    let link = |to: Place| {
        let tone = if to == place {
            "text-primary font-semibold"
        } else {
            "text-muted"
        };
        view! {
            <a
                href=to.path()
                class=format!("flex min-h-16 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-xs {tone}")
                aria-current=(to == place).then_some("page")
            >
                <span class="text-base">
                    <Icon glyph=to.glyph()/>
                </span>
                {to.words()}
            </a>
        }
    };
    view! {
        <nav
            aria-label="Main"
            class="fixed inset-x-0 bottom-0 z-20 flex border-t border-base-300 bg-base-100 pb-[env(safe-area-inset-bottom)] lg:hidden"
        >
            {first.iter().map(|to| link(*to)).collect_view()}
            <details class="group flex-1">
                <summary class="flex min-h-16 cursor-pointer flex-col items-center justify-center gap-1 text-xs text-muted">
                    <span class="text-base">
                        <Icon glyph=icon::MENU/>
                    </span>
                    "More"
                </summary>
                <div class="absolute end-2 bottom-full mb-2 min-w-56 rounded-box border border-base-300 bg-base-100 p-2 shadow-lg">
                    {rest.iter().map(|to| side_link(*to, *to == place, "truncate", false)).collect_view()}
                    <p class="truncate px-3 pt-2 text-sm text-muted">
                        {desk.staff.name} ", " {role_words(desk.staff.role)}
                    </p>
                    <SignOutButton words="" narrow=false/>
                </div>
            </details>
        </nav>
    }
}
