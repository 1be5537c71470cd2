//! What the browser adds to the pages of members and visitors.
//!
//! These pages are complete as the server sends them: links, forms, and sheets that need no code.
//! Hydrating them would send every page's code and data to the phone a second time (380 kB,
//! measured) to gain what stands in this folder: a balance that moves, the share sheet, a button
//! that says that it is busy. So they are enhanced in place, and only the merchant's pages are
//! hydrated. What is enhanced carries a `data-` attribute, and works without.

mod busy;
mod count;
mod live;
mod share;

use crate::components::register_service_worker;

/// Enhances the page that the server sent.
pub fn start() {
    register_service_worker();
    busy::start();
    live::start();
    share::start();
}

/// Calls `listener` for every event of a kind that reaches the document, as long as it is open.
fn listen(kind: &str, listener: impl Fn(web_sys::Event) + 'static) {
    use wasm_bindgen::{JsCast, closure::Closure};

    let listener = Closure::<dyn Fn(web_sys::Event)>::new(listener);
    // Only a missing function could be refused.
    let _ = leptos::prelude::document()
        .add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// The element around an event's target, or itself, that matches a selector.
fn closest(event: &web_sys::Event, selector: &str) -> Option<web_sys::Element> {
    use wasm_bindgen::JsCast;

    event
        .target()?
        .dyn_ref::<web_sys::Element>()?
        .closest(selector)
        .ok()?
}
