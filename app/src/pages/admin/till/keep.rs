//! The right side while there is no connection: the sale is kept on the device.

use leptos::{either::Either, ev::KeyboardEvent, prelude::*, web_sys};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use regulars::ids::MemberId;

use super::{
    Room,
    keys::{ITEM, KEEP, WHO, focus},
    pay::BAR,
    state::Sale,
};

/// Whose sale, what it comes to, and the button that keeps it. The queue's script takes the form
/// and says `kept` when it is on the disk.
#[component]
pub fn KeepSale(sale: Sale, room: Room) -> impl IntoView {
    let navigate = use_navigate();
    let next = move |_: web_sys::Event| {
        let had_member = sale.member.get_untracked().is_some();
        sale.clear();
        if had_member {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate("/admin/till", options);
        }
        focus(WHO);
    };
    let tried = move || {
        let tried = sale.offline.tried.get();
        tried.then(|| view! { <input type="hidden" name="tried" value="yes"/> })
    };
    view! {
        <form id=KEEP data-keep="" class="flex flex-1 flex-col gap-6" on:kept=next>
            <div class="grid gap-1">
                <h2 class="heading">"No connection"</h2>
                <p class="text-muted">
                    "This sale is kept on this device and rung up when the connection is back. Points and what is taken off are worked out then, by the programme of that moment."
                </p>
            </div>
            <input type="hidden" name="key" value=move || sale.key.get()/>
            <input type="hidden" name="basket" value=move || sale.basket()/>
            {tried}
            {move || match sale.member.get() {
                Some(member) => Either::Left(chosen(member, room)),
                None => Either::Right(view! { <Who sale/> }),
            }}
            <p class="font-medium text-error empty:hidden" data-fault="who" role="alert"></p>
            <Used sale/>
            <div class=BAR>
                <p class="font-medium text-error empty:hidden" data-fault="basket" role="alert"></p>
                <p class="font-medium text-error empty:hidden" data-fault="" role="alert"></p>
                <div class="flex items-baseline justify-between gap-4">
                    <span class="text-base font-semibold">"Basket"</span>
                    <span class="figure min-w-0 truncate text-4xl">
                        {move || sale.currency.format(sale.subtotal())}
                    </span>
                </div>
                <button
                    type="submit"
                    class="btn btn-primary btn-lg w-full text-lg"
                    disabled=move || !sale.is_ready()
                >
                    "Keep this sale"
                </button>
            </div>
        </form>
    }
}

/// The member who was found before the connection was lost.
fn chosen(member: MemberId, room: Room) -> impl IntoView {
    let name = move || {
        let page = room.get()?.ok()?;
        Some(page.at?.row.name)
    };
    view! {
        <input type="hidden" name="who" value=member.to_string()/>
        <Transition fallback=|| ()>
            <input type="hidden" name="name" value=name/>
            <p class="truncate text-lg font-semibold">{name}</p>
        </Transition>
        <a class="btn btn-quiet" href="/admin/till">
            "Somebody else"
        </a>
    }
}

/// Whose sale, as text: nobody can be searched.
#[component]
fn Who(sale: Sale) -> impl IntoView {
    let who = sale.offline.who;
    // A scanner ends with Enter: what is bought comes next.
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            focus(ITEM);
        }
    };
    view! {
        <div class="field">
            <label for=WHO>"Member"</label>
            <p class="hint" id="till-who-hint">
                "Scan the card, or type a mail address, a code or the whole name."
            </p>
            <input
                id=WHO
                name="who"
                class="input h-12"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="200"
                aria-describedby="till-who-hint"
                prop:value=who
                on:input=move |event| who.set(event_target_value(&event))
                on:keydown=on_key
            />
        </div>
    }
}

/// What was chosen or typed in, to be tried when the sale is rung up.
#[component]
fn Used(sale: Sale) -> impl IntoView {
    move || {
        let used = sale.used.get();
        (!used.is_empty()).then(|| {
            let number = used.len();
            let words = match number {
                1 => "1 code or reward will be tried with it.".to_owned(),
                number => format!("{number} codes and rewards will be tried with it."),
            };
            let fields = used.into_iter();
            let fields =
                fields.map(|used| view! { <input type="hidden" name="used[]" value=used/> });
            view! {
                <p class="text-muted">{words}</p>
                {fields.collect_view()}
            }
        })
    }
}
