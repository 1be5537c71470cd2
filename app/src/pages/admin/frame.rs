//! The frame of the merchant's pages: who is at work, the way around, the page itself.

use leptos::{either::EitherOf3, prelude::*};
use leptos_router::{components::Redirect, hooks::use_location};
use regulars::views::Role;

use super::{navigation::Navigation, parts::Query};
use crate::{
    api::admin::session::{AtDesk, who_is_here},
    components::{BonePanel, PageTitle, Problem},
    error::AppError,
};

/// The places of the side bar, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The numbers of the day.
    Overview,
    /// Ringing up.
    Till,
    /// Everyone with a card.
    Members,
    /// Every purchase.
    Orders,
    /// Claims to points that wait.
    Claims,
    /// Gift cards.
    Cards,
    /// The rules.
    Programme,
    /// Order histories from files.
    Import,
    /// Who works here.
    Staff,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Till,
        Self::Members,
        Self::Orders,
        Self::Claims,
        Self::Cards,
        Self::Programme,
        Self::Import,
        Self::Staff,
    ];

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Till => "Till",
            Self::Members => "Members",
            Self::Orders => "Orders",
            Self::Claims => "Claims",
            Self::Cards => "Gift cards",
            Self::Programme => "Programme",
            Self::Import => "Import",
            Self::Staff => "Staff",
        }
    }

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Overview => "/admin",
            Self::Till => "/admin/till",
            Self::Members => "/admin/members",
            Self::Orders => "/admin/orders",
            Self::Claims => "/admin/claims",
            Self::Cards => "/admin/cards",
            Self::Programme => "/admin/programme",
            Self::Import => "/admin/import",
            Self::Staff => "/admin/staff",
        }
    }

    /// The least role that is let in. The server asks again for every answer.
    pub fn least_role(self) -> Role {
        match self {
            Self::Till | Self::Members | Self::Cards => Role::Cashier,
            Self::Overview | Self::Orders | Self::Claims | Self::Programme | Self::Import => {
                Role::Manager
            }
            Self::Staff => Role::Owner,
        }
    }
}

/// A page inside the frame, once it is known who is at work.
///
/// Pages make their resources before they call this, so that data and session are asked for at
/// the same time. A transition and not a suspense: whatever the page reads outside of one of its
/// own is counted here, and asking again for that must not take the whole page away.
pub fn framed<V: IntoView + 'static>(
    place: Place,
    page: impl Fn(AtDesk) -> V + Clone + Send + Sync + 'static,
) -> AnyView {
    framed_for(place.least_role(), place, page)
}

/// As [`framed`], for another least role than the place's.
pub fn framed_for<V: IntoView + 'static>(
    least: Role,
    place: Place,
    page: impl Fn(AtDesk) -> V + Clone + Send + Sync + 'static,
) -> AnyView {
    let session = Resource::new_blocking(|| (), |()| who_is_here());
    let location = use_location();
    let here = move || match location.search.get_untracked() {
        search if search.is_empty() => location.pathname.get_untracked(),
        search => format!(
            "{}?{}",
            location.pathname.get_untracked(),
            search.trim_start_matches('?')
        ),
    };
    view! {
        <PageTitle text=place.words()/>
        <Transition fallback=waiting>
            {move || {
                let page = page.clone();
                let here = here();
                Suspend::new(async move {
                    match session.await {
                        Ok(desk) => EitherOf3::A(view! { <Frame place least desk page/> }),
                        Err(AppError::NotSignedIn) => {
                            let path = Query::new("/admin/sign-in").with("next", &here).done();
                            EitherOf3::B(view! { <Redirect path/> })
                        }
                        Err(error) => EitherOf3::C(view! { <main class="p-6"><Problem error/></main> }),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// The layout of every page, empty.
fn waiting() -> impl IntoView {
    view! {
        <div class="min-h-dvh lg:ps-55" aria-busy="true">
            <div class="mx-auto grid max-w-6xl gap-4 p-5 lg:p-8">
                <BonePanel lines=2/>
                <BonePanel lines=6/>
            </div>
        </div>
    }
}

#[component]
fn Frame<V: IntoView + 'static>(
    place: Place,
    least: Role,
    desk: AtDesk,
    page: impl Fn(AtDesk) -> V + 'static,
) -> impl IntoView {
    let allowed = desk.staff.role >= least;
    let narrow = place == Place::Till;
    let room = if narrow { "lg:ps-17" } else { "lg:ps-55" };
    let content = if allowed {
        page(desk.clone()).into_any()
    } else {
        view! { <div class="mx-auto max-w-xl p-6"><Problem error=AppError::NotAllowed/></div> }
            .into_any()
    };
    view! {
        <Navigation place desk narrow/>
        <main id="main" tabindex="-1" class=format!("min-h-dvh pb-24 outline-none lg:pb-0 {room}")>
            {content}
        </main>
    }
}

/// The width and the margins of a page, with its title and what stands beside it.
#[component]
pub fn Sheet(
    /// The title.
    #[prop(into)]
    title: String,
    /// A sentence below.
    #[prop(optional, into)]
    under: Option<String>,
    /// What stands beside the title.
    #[prop(optional)]
    beside: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="mx-auto grid max-w-6xl gap-4 p-4 sm:p-6 lg:p-8">
            <header class="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 pb-2">
                <div class="min-w-0">
                    <h1 class="title break-words">{title}</h1>
                    {under.map(|under| view! { <p class="text-muted">{under}</p> })}
                </div>
                {beside}
            </header>
            {children()}
        </div>
    }
}
