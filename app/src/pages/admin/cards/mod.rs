//! Gift cards: sell one, look at one and put more on it, and all that were sold.

mod list;
mod sell;
mod shown;

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;
use regulars::views::Role;

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::cards::{CardsPage, load_cards},
    components::{Icon, Loaded, icon},
};
use list::{Owed, Terms};
use sell::Sell;
use shown::Shown;

/// The page.
pub fn page() -> AnyView {
    let query = use_query_map();
    let part =
        move |name: &'static str| Memo::new(move |_| query.read().get(name).unwrap_or_default());
    let (code, after, done) = (part("code"), part("after"), part("done"));
    let member = part("member");
    let found = Resource::new(
        move || (code.get(), after.get(), done.get()),
        |(code, after, _)| load_cards(code, after),
    );
    let changed = Callback::new(move |()| found.refetch());
    framed(Place::Cards, move |desk| {
        let shop = desk.shop.clone();
        let may_set = desk.staff.role >= Role::Manager;
        view! {
            <Sheet title="Gift cards" under="Sold for money, they pay like money: they never run out, and what they pay earns no points.">
                <div class="grid items-start gap-4 xl:grid-cols-2">
                    <LookUp code=code.get_untracked()/>
                    <Loaded
                        from=found
                        show={
                            let shop = shop.clone();
                            move |page: CardsPage| {
                                let CardsPage { card, fault, list, sell_key } = page;
                                let first = match card {
                                    Some(card) => {
                                        Either::Left(view! { <Shown shown=card done=done.get_untracked() shop=shop.clone() changed/> })
                                    }
                                    None => Either::Right(view! { <Sell key=sell_key member=member.get_untracked() fault shop=shop.clone()/> }),
                                };
                                let rest = list.map(|list| {
                                    view! {
                                        <div class="grid gap-4">
                                            <Owed list=list.clone() shop=shop.clone()/>
                                            {may_set.then(|| view! { <Terms list shop=shop.clone() changed/> })}
                                        </div>
                                    }
                                });
                                view! { <div class="grid gap-4 xl:col-span-2 xl:grid-cols-2 xl:items-start">{first} {rest}</div> }
                            }
                        }
                    />
                </div>
            </Sheet>
        }
    })
}

/// Finds a card by its code: scan it, or type it.
#[component]
fn LookUp(code: String) -> impl IntoView {
    view! {
        <form method="get" action="/admin/cards" class="panel grid gap-3 xl:col-span-2" role="search">
            <label class="heading" for="card-code">
                "Look at a card"
            </label>
            <div class="flex flex-wrap gap-3">
                <input
                    class="input min-w-0 flex-1 basis-64"
                    id="card-code"
                    name="code"
                    value=code
                    placeholder="Scan it, or type the code"
                    autocomplete="off"
                    maxlength="40"
                />
                <button class="btn btn-quiet" type="submit">
                    <Icon glyph=icon::SEARCH/>
                    "Look"
                </button>
                <a class="btn btn-ghost" href="/admin/cards">
                    "Sell a gift card"
                </a>
            </div>
        </form>
    }
}
