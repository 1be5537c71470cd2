//! The WASM entry point, and nothing else.

use leptos::{mount::hydrate_from_async, prelude::document};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Takes over the page that the server rendered. Lazy routes load their code first; once all of
/// the page answers, `<html>` has the attribute `data-hydrated`.
#[wasm_bindgen]
pub fn hydrate() {
    // Without it a panic reaches the console as `unreachable executed` and no more.
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    spawn_local(async {
        let Some(body) = document().body() else {
            return;
        };
        hydrate_from_async(body, regulars_app::App).await.forget();
        if let Some(root) = document().document_element() {
            // Only the name of an attribute can be refused, and this is a good one.
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
}
