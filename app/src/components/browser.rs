//! The few things of the browser that pages ask for. Call them from effects and event handlers
//! only: there is no window on the server.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::ShareData;

/// Whether the person asked for little motion.
pub fn wants_stillness() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Registers the service worker, which keeps the card readable without a connection. Browsers
/// offer it on https and on this machine only.
pub fn register_service_worker() {
    if window().is_secure_context() {
        ignore_refusal(window().navigator().service_worker().register("/sw.js"));
    }
}

/// Whether there is a share sheet.
pub fn can_share() -> bool {
    has(&window().navigator(), "share")
}

/// Opens the share sheet. Closing it without choosing is no error.
pub fn share(title: &str, text: &str, url: &str) {
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    let done = window().navigator().share_with_data(&data);
    ignore_refusal(done);
}

/// Whether text can be put on the clipboard.
pub fn can_copy() -> bool {
    has(&window().navigator(), "clipboard")
}

/// Puts text on the clipboard.
pub fn copy(text: &str) {
    let done = window().navigator().clipboard().write_text(text);
    ignore_refusal(done);
}

fn has(object: &JsValue, property: &str) -> bool {
    js_sys::Reflect::get(object, &property.into()).is_ok_and(|value| !value.is_undefined())
}

/// A refused promise that nobody looks at would show up as an error in the console.
fn ignore_refusal(promise: js_sys::Promise) {
    wasm_bindgen_futures::spawn_local(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    });
}
