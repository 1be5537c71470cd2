//! Finding the member: scan the card, or type a name, mail or code.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::{use_navigate, use_query_map}};
use regulars::{
    ids::MemberId,
    programme::words::points,
    views::{MemberRow, Shop},
};

use super::{
    keys::{ITEM, SEARCH, focus},
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
type Found = Result<(String, Vec<MemberRow>), AppError>;

#[derive(Clone, Copy)]
struct Finder {
    sale: Sale,
    text: RwSignal<String>,
    asked: RwSignal<String>,
    found: Resource<Found>,
    active: RwSignal<usize>,
    /// Enter was pressed before the answer was there.
    pick_first: RwSignal<bool>,
}

impl Finder {
    fn new(sale: Sale) -> Self {
        let text = use_query_map().read_untracked().get("q").unwrap_or_default();
        let asked = RwSignal::new(text.trim().to_owned());
        let found = Resource::new(move || asked.get(), |asked| async move {
            let rows = if asked.is_empty() { Vec::new() } else { find_at_till(asked.clone()).await? };
            Ok((asked, rows))
        });
        let (active, pick_first) = (RwSignal::new(0), RwSignal::new(false));
        Self { sale, text: RwSignal::new(text), asked, found, active, pick_first }
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
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&sale.address_for(member), options);
        finder.clear();
        focus(ITEM);
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
    let expanded = move || if finder.text.with(|text| text.trim().is_empty()) { "false" } else { "true" };
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
    let Some(rows) = untrack(move || finder.rows()).filter(|rows| !rows.is_empty()) else { return };
    let last = rows.len() - 1;
    match event.key().as_str() {
        "ArrowDown" => finder.active.update(|active| *active = if *active >= last { 0 } else { *active + 1 }),
        "ArrowUp" => finder.active.update(|active| *active = active.checked_sub(1).unwrap_or(last)),
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

#[component]
fn Results(finder: Finder, pick: Callback<MemberId>, join: String) -> impl IntoView {
    move || {
        let join = join.clone();
        // Read before deciding, so that the server waits for it.
        let answer = finder.found.get()?;
        let shown = finder.text.with(|text| !text.trim().is_empty());
        shown.then(|| match answer {
            Err(error) => view! {
                <p role="alert" class="mt-2 rounded-box border border-error/40 bg-base-100 p-4">{error.message()}</p>
            }
            .into_any(),
            Ok((asked, _)) if asked.is_empty() => ().into_any(),
            Ok((_, rows)) if rows.is_empty() => nobody(join).into_any(),
            Ok((_, rows)) => view! { <Rows rows finder pick/> }.into_any(),
        })
    }
}

fn nobody(join: String) -> impl IntoView {
    let href = join.clone();
    view! {
        <p class="absolute inset-x-0 top-full z-30 mt-2 rounded-box border border-base-300 bg-base-100 p-4 shadow-lg" role="status">
            "Nobody found. Check the spelling, or let them join on their own phone at "
            <a class="text-link" href=href rel="external">
                {join}
            </a>
            "."
        </p>
    }
}

#[component]
fn Rows(rows: Vec<MemberRow>, finder: Finder, pick: Callback<MemberId>) -> impl IntoView {
    let option = move |(index, row): (usize, MemberRow)| {
        let id = row.id;
        let active = move || finder.active.get() == index;
        view! {
            <a
                id=format!("till-found-{index}")
                role="option"
                tabindex="-1"
                href=move || finder.sale.address_for(id)
                class="flex min-h-14 items-center gap-4 rounded-field px-4 py-2"
                class=("bg-base-200", active)
                aria-selected=move || if active() { "true" } else { "false" }
                on:mouseenter=move |_| finder.active.set(index)
                on:click=move |event| {
                    event.prevent_default();
                    pick.run(id);
                }
            >
                <span class="min-w-0 flex-1">
                    <span class="block truncate font-medium">{row.name}</span>
                    <span class="block truncate text-sm text-muted">
                        {row.mail.or(row.reference).unwrap_or_default()}
                    </span>
                </span>
                <span class="shrink-0 text-end text-sm">
                    <span class="block font-medium">{points(row.available)}</span>
                    <span class="block text-muted">{row.tier}</span>
                </span>
            </a>
        }
    };
    view! {
        <div
            id="till-found"
            role="listbox"
            aria-label="Members found"
            class="absolute inset-x-0 top-full z-30 mt-2 max-h-112 overflow-y-auto rounded-box border border-base-300 bg-base-100 p-2 shadow-lg"
        >
            {rows.into_iter().enumerate().map(option).collect_view()}
        </div>
    }
}

/// The sale so far, for forms without JavaScript.
#[component]
pub fn Carried(sale: Sale) -> impl IntoView {
    let member = move || sale.member.get().map(|id| id.to_string());
    view! {
        {move || member().map(|id| view! { <input type="hidden" name="member" value=id/> })}
        <input type="hidden" name="basket" value=move || sale.basket()/>
        {move || {
            sale.used
                .get()
                .into_iter()
                .map(|used| view! { <input type="hidden" name="used[]" value=used/> })
                .collect_view()
        }}
    }
}
