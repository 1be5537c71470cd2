//! Finding the member: scan the card, or type a name, mail or code.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use regulars::{
    ids::MemberId,
    views::{MemberRow, Shop},
};

use super::{
    carried::Carried,
    keys::{ITEM, SEARCH, focus},
    results::Results,
    state::Sale,
};
use crate::{
    api::admin::till::find_at_till,
    components::{Icon, icon},
    error::AppError,
};

/// Quiet before the server is asked: less than a pause in typing, more than between a scanner's
/// characters.
const QUIET: Duration = Duration::from_millis(140);

/// What was asked and who was found.
pub type Found = Result<(String, Vec<MemberRow>), AppError>;

/// The search: what is typed, what was asked, who was found.
#[derive(Debug, Clone, Copy)]
pub struct Finder {
    /// The sale on the screen.
    pub sale: Sale,
    /// What stands in the field.
    pub text: RwSignal<String>,
    /// Who was found, with what was asked.
    pub found: Resource<Found>,
    /// The row that Enter picks.
    pub active: RwSignal<usize>,
    asked: RwSignal<String>,
    /// Enter was pressed before the answer was there.
    pick_first: RwSignal<bool>,
}

impl Finder {
    fn new(sale: Sale) -> Self {
        let asked = use_query_map().read_untracked().get("q");
        let asked = asked.or_else(|| sale.wanted.get_untracked());
        let text = asked.unwrap_or_default();
        let asked = RwSignal::new(text.trim().to_owned());
        let found = Resource::new(
            move || asked.get(),
            |asked| async move {
                let rows = if asked.is_empty() {
                    Vec::new()
                } else {
                    find_at_till(asked.clone()).await?
                };
                Ok((asked, rows))
            },
        );
        let (active, pick_first) = (RwSignal::new(0), RwSignal::new(false));
        Self {
            sale,
            text: RwSignal::new(text),
            asked,
            found,
            active,
            pick_first,
        }
    }

    fn ask(self) {
        self.active.set(0);
        self.asked.set(self.text.get_untracked().trim().to_owned());
    }

    /// Who is found for exactly what stands in the field.
    fn rows(self) -> Option<Vec<MemberRow>> {
        let wanted = self.text.get();
        match self.found.get() {
            Some(Ok((asked, rows))) if asked == wanted.trim() => Some(rows),
            _ => None,
        }
    }

    fn clear(self) {
        self.text.set(String::new());
        self.ask();
    }
}

/// The field and who was found.
#[component]
pub fn Search(sale: Sale, shop: Shop) -> impl IntoView {
    let finder = Finder::new(sale);
    let navigate = use_navigate();
    let pick = Callback::new(move |member: MemberId| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&sale.address_for(member), options);
        finder.clear();
        focus(ITEM);
    });
    // An order code that was typed among the items finds its member.
    Effect::new(move |_| {
        if let Some(code) = sale.wanted.get() {
            sale.wanted.set(None);
            finder.text.set(code);
            finder.ask();
            finder.pick_first.set(true);
        }
    });
    Effect::new(move |_| {
        if finder.pick_first.get()
            && let Some(rows) = finder.rows()
        {
            finder.pick_first.set(false);
            if let [only] = rows.as_slice() {
                pick.run(only.id);
            }
        }
    });
    view! {
        <form
            method="get"
            action="/admin/till"
            role="search"
            class="relative"
            on:submit=move |event| {
                event.prevent_default();
                finder.ask();
                finder.pick_first.set(true);
            }
        >
            <Carried sale/>
            <Input finder pick/>
            <Transition fallback=|| ()>
                <Results finder pick join=format!("/{}", shop.slug)/>
            </Transition>
        </form>
    }
}

#[component]
fn Input(finder: Finder, pick: Callback<MemberId>) -> impl IntoView {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |event| {
        finder.text.set(event_target_value(&event));
        if let Some(timer) = waiting.get_value() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(move || finder.ask(), QUIET);
        waiting.set_value(timer.ok());
    };
    let expanded = move || {
        if finder.text.with(|text| text.trim().is_empty()) {
            "false"
        } else {
            "true"
        }
    };
    view! {
        <label
            class="flex h-16 items-center gap-3 rounded-box border border-base-300 bg-base-100 px-4 text-lg focus-within:outline-2 focus-within:outline-primary"
            for=SEARCH
        >
            <span class="text-muted">
                <Icon glyph=icon::SCAN_LINE/>
            </span>
            <span class="sr-only">"Scan a card, type a name, mail or code"</span>
            <input
                id=SEARCH
                name="q"
                type="search"
                class="min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted"
                placeholder="Scan a card, type a name, mail or code"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="200"
                role="combobox"
                aria-autocomplete="list"
                aria-controls="till-found"
                aria-expanded=expanded
                aria-activedescendant=move || {
                    finder
                        .rows()
                        .filter(|rows| !rows.is_empty())
                        .map(|_| format!("till-found-{}", finder.active.get()))
                }
                prop:value=finder.text
                value=finder.text.get_untracked()
                on:input=on_input
                on:keydown=move |event| on_key(finder, pick, &event)
            />
            <kbd class="kbd kbd-sm max-lg:hidden" aria-hidden="true">
                "/"
            </kbd>
        </label>
    }
}

fn on_key(finder: Finder, pick: Callback<MemberId>, event: &KeyboardEvent) {
    let Some(rows) = untrack(move || finder.rows()).filter(|rows| !rows.is_empty()) else {
        return;
    };
    let last = rows.len() - 1;
    match event.key().as_str() {
        "ArrowDown" => finder
            .active
            .update(|active| *active = if *active >= last { 0 } else { *active + 1 }),
        "ArrowUp" => finder
            .active
            .update(|active| *active = active.checked_sub(1).unwrap_or(last)),
        "Enter" => {
            if let Some(row) = rows.get(finder.active.get_untracked()) {
                pick.run(row.id);
            }
        }
        "Escape" => finder.clear(),
        _ => return,
    }
    event.prevent_default();
}
