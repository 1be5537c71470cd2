//! Live updates: the server says that something of this member's moved, the page asks again.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventSource;

/// Calls `on_news` for each event of the stream at `address`, until the page is left. The
/// browser connects again by itself after a loss.
pub fn use_live(address: &'static str, on_news: impl Fn() + Clone + 'static) {
    Effect::new(move |_| {
        let Ok(source) = EventSource::new(address) else {
            return;
        };
        let on_news = on_news.clone();
        let listener = Closure::<dyn Fn()>::new(on_news);
        source.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        let line = StoredValue::new_local((source, listener));
        on_cleanup(move || line.with_value(|(source, _)| source.close()));
    });
}
