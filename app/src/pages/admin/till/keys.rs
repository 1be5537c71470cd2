//! The till's keys, wherever the focus is.

use leptos::wasm_bindgen::JsCast as _;
use leptos::{ev, prelude::*, web_sys};

use super::state::Sale;

/// Ids of what keys reach for.
pub const SEARCH: &str = "till-search";
/// The field for the next line.
pub const ITEM: &str = "till-item";
/// The form that rings up.
pub const FORM: &str = "till-ring-up";
/// Whose sale it is, while there is no connection to search.
pub const WHO: &str = "till-who";
/// The form that keeps a sale, while there is no connection.
pub const KEEP: &str = "till-keep";
/// The part that takes the last sale back.
pub const UNDO: &str = "till-undo";

/// Acts on the keys while the till is open.
pub fn listen(sale: Sale) {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| on_key(sale, &event));
        on_cleanup(move || listener.remove());
    });
}

fn on_key(sale: Sale, event: &web_sys::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.is_composing() || event.default_prevented() {
        return;
    }
    let key = event.key();
    let typing = is_typing();
    let handled = match key.as_str() {
        "/" if !typing || sale.typed.with_untracked(String::is_empty) && is_focused(ITEM) => {
            focus_search()
        }
        "Escape" => escape(sale, typing),
        "Enter" if !typing && !on_control() => ring_up(sale),
        "u" if !typing && !event.alt_key() => open_undo(),
        digit if (!typing || event.alt_key()) => toggle(digit),
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}

fn escape(sale: Sale, typing: bool) -> bool {
    if typing {
        if let Some(element) = focused() {
            let _ = element.blur();
        }
    } else if sale.sold.with_untracked(Option::is_some) {
        sale.sold.set(None);
        return focus_search();
    }
    typing
}

/// Sends the form as a press of its button would.
pub fn ring_up(sale: Sale) -> bool {
    let ready = untrack(move || sale.is_ready());
    let form = element(KEEP)
        .or_else(|| element(FORM))
        .and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
    ready && form.is_some_and(|form| form.request_submit().is_ok())
}

fn undo_part() -> Option<web_sys::HtmlDetailsElement> {
    element(UNDO).and_then(|part| part.dyn_into().ok())
}

/// Closes the part that takes a sale back: it names the sale before that one next, which a second
/// press must not take back as well.
pub fn close_undo() {
    if let Some(details) = undo_part() {
        details.set_open(false);
    }
}

fn open_undo() -> bool {
    undo_part().is_some_and(|details| {
        details.set_open(!details.open());
        details
            .query_selector("summary")
            .ok()
            .flatten()
            .is_some_and(|summary| {
                summary
                    .dyn_into::<web_sys::HtmlElement>()
                    .is_ok_and(|summary| summary.focus().is_ok())
            })
    })
}

/// Presses the nth of what can be used now.
fn toggle(digit: &str) -> bool {
    if !matches!(digit.as_bytes(), [b'1'..=b'9']) {
        return false;
    }
    let choice = element(&offer_id(digit));
    choice
        .and_then(|choice| choice.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|choice| {
            choice.click();
            true
        })
}

/// The id of the nth of what can be used now.
pub fn offer_id(number: &str) -> String {
    format!("till-use-{number}")
}

/// Moves the focus to where one says whose sale it is.
pub fn focus_search() -> bool {
    focus(WHO) || focus(SEARCH)
}

/// Moves the focus; whether there was something to focus.
pub fn focus(id: &str) -> bool {
    let found = element(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

fn element(id: &str) -> Option<web_sys::Element> {
    document().get_element_by_id(id)
}

fn focused() -> Option<web_sys::HtmlElement> {
    document()
        .active_element()
        .and_then(|element| element.dyn_into().ok())
}

fn is_focused(id: &str) -> bool {
    focused().is_some_and(|element| element.id() == id)
}

/// Whether keys go into a text field.
fn is_typing() -> bool {
    focused().is_some_and(
        |element| match element.dyn_ref::<web_sys::HtmlInputElement>() {
            Some(input) => !matches!(
                input.type_().as_str(),
                "checkbox" | "radio" | "button" | "submit"
            ),
            None => matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT"),
        },
    )
}

/// Whether Enter already does something where the focus is.
fn on_control() -> bool {
    focused()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "A" | "BUTTON" | "SUMMARY"))
}
