//! A form that was sent says so on its button, and is not sent twice.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

const BUSY: &str = "aria-busy";

/// Watches all forms of the page.
pub fn start() {
    super::listen("submit", |event| {
        let Some(button) = button_of(&event) else {
            return;
        };
        if button.has_attribute(BUSY) {
            event.prevent_default();
        } else {
            let _ = button.set_attribute(BUSY, "true");
        }
    });
    // Going back shows the page as it was left.
    let back = Closure::<dyn Fn()>::new(clear);
    let _ = window().add_event_listener_with_callback("pageshow", back.as_ref().unchecked_ref());
    back.forget();
}

fn button_of(event: &Event) -> Option<Element> {
    event
        .target()?
        .dyn_ref::<Element>()?
        .query_selector("[type=submit]")
        .ok()?
}

fn clear() {
    while let Ok(Some(button)) = document().query_selector("[type=submit][aria-busy]") {
        let _ = button.remove_attribute(BUSY);
    }
}
