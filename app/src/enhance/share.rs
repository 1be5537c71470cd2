//! Sharing and copying, where the browser can: their buttons are in the page, hidden.

use leptos::prelude::document;
use web_sys::{Element, Event};

use crate::components::{can_copy, can_share, copy, share};

/// Shows the buttons that work here, and makes them work.
pub fn start() {
    if can_share() {
        show("[data-share]");
        hide("[data-unless-share]");
    }
    if can_copy() {
        show("[data-copy]");
    }
    super::listen("click", |event| {
        on_click(&event);
    });
}

fn on_click(event: &Event) -> Option<()> {
    if let Some(button) = super::closest(event, "[data-copy]") {
        copy(&button.get_attribute("data-copy")?);
        let says = button.query_selector("[aria-live]").ok()??;
        says.set_text_content(says.get_attribute("data-done").as_deref());
    } else if let Some(button) = super::closest(event, "[data-share]") {
        let of = |name| button.get_attribute(name).unwrap_or_default();
        share(&of("data-title"), &of("data-text"), &of("data-share"));
    }
    Some(())
}

fn first(selector: &str, act: impl Fn(&Element)) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        act(&element);
    }
}

fn show(selector: &str) {
    first(selector, |element| {
        let _ = element.remove_attribute("hidden");
    });
}

fn hide(selector: &str) {
    first(selector, |element| {
        let _ = element.set_attribute("hidden", "");
    });
}
