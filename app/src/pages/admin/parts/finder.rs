//! A list that is searched and narrowed: what is asked for stands in the address, so that it can
//! be kept, shared and gone back to.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{Query, pager};
use crate::components::{Icon, icon};

/// A list, and what it can be asked for.
#[derive(Debug)]
pub struct Finder {
    /// Its page.
    pub path: &'static str,
    /// What can be searched for, as the field says it.
    pub search: &'static str,
    /// The name of the choice in the address.
    pub choice: &'static str,
    /// What the choice is about, for those who hear the page.
    pub about: &'static str,
    /// The choices by key; the first is the usual one and has the empty key.
    pub choices: &'static [(&'static str, &'static str)],
}

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The text searched for.
    pub text: String,
    /// The key of the choice.
    pub choice: String,
    /// Where the page begins.
    pub after: String,
}

impl Finder {
    /// What the address asks for, while it changes.
    pub fn wish(&'static self) -> Memo<Wish> {
        let query = use_query_map();
        Memo::new(move |_| {
            let query = query.read();
            let read = |name| query.get(name).unwrap_or_default();
            Wish {
                text: read("q"),
                choice: read(self.choice),
                after: read("after"),
            }
        })
    }

    fn address(&self, text: &str, choice: &str, after: &str) -> String {
        Query::new(self.path)
            .with("q", text)
            .with(self.choice, choice)
            .with("after", after)
            .done()
    }

    /// The ways to the first and the next page, as far as there are any.
    pub fn pager(&self, wish: &Wish, next: Option<String>) -> Option<impl IntoView> {
        let page = |after: &str| self.address(&wish.text, &wish.choice, after);
        let first = (!wish.after.is_empty()).then(|| page(""));
        pager(first, next.map(|after| page(&after)))
    }
}

/// The search field and the choices.
#[component]
pub fn Filter(
    /// The list.
    finder: &'static Finder,
    /// What is asked for now.
    wish: Memo<Wish>,
) -> impl IntoView {
    let choice = move |&(key, words): &(&'static str, &'static str)| {
        let here = move || wish.with(|wish| wish.choice == key);
        let href = move || wish.with(|wish| finder.address(&wish.text, key, ""));
        view! {
            <a
                class="btn join-item"
                class=("btn-quiet", move || !here())
                class=("btn-neutral", here)
                aria-current=move || here().then_some("true")
                href=href
            >
                {words}
            </a>
        }
    };
    view! {
        <form
            method="get"
            action=finder.path
            role="search"
            class="flex flex-wrap items-center gap-3"
        >
            <label class="input h-12 min-w-0 flex-1 basis-56 bg-base-100 text-base">
                <span class="text-muted">
                    <Icon glyph=icon::SEARCH/>
                </span>
                <span class="sr-only">{finder.search}</span>
                <input
                    type="search"
                    name="q"
                    placeholder=finder.search
                    maxlength="200"
                    value=wish.get_untracked().text
                    prop:value=move || wish.get().text
                />
            </label>
            <input type="hidden" name=finder.choice value=move || wish.get().choice/>
            <button class="btn btn-quiet" type="submit">
                "Search"
            </button>
            <nav class="join" aria-label=finder.about>
                {finder.choices.iter().map(choice).collect_view()}
            </nav>
        </form>
    }
}
