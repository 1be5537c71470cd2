//! The WASM entry point, and nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered. Lazy routes load their code first.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_lazy(regulars_app::App);
}
