//! Live updates: the server says that something of this member's moved, and the parts of the page
//! that changed (`data-live`) are taken from the page as it is now.

use std::cell::Cell;

use leptos::prelude::{document, location, window};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, DomParser, Element, EventSource, Response, SupportedType};

use super::count::{count_to, number_of};

const STREAM: &str = "/live/member";
const ATTRIBUTE: &str = "data-live";

/// Whether the page is being asked for again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    No,
    Yes,
    /// Something moved meanwhile: once more afterwards.
    Again,
}

thread_local! {
    static ASKING: Cell<Asking> = const { Cell::new(Asking::No) };
}

/// Listens, if the page has parts that move. The browser connects again by itself after a loss.
pub fn start() {
    if !matches!(document().query_selector("[data-live]"), Ok(Some(_))) {
        return;
    }
    let Ok(source) = EventSource::new(STREAM) else {
        return;
    };
    let listener = Closure::<dyn Fn()>::new(ask);
    source.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

fn ask() {
    if ASKING.get() != Asking::No {
        ASKING.set(Asking::Again);
        return;
    }
    spawn_local(async {
        loop {
            ASKING.set(Asking::Yes);
            // Without a connection the next event comes with the next connection.
            let _ = refresh().await;
            if ASKING.replace(Asking::No) != Asking::Again {
                break;
            }
        }
    });
}

async fn refresh() -> Option<()> {
    let href = location().href().ok()?;
    let answer = JsFuture::from(window().fetch_with_str(&href)).await.ok()?;
    let answer: Response = answer.unchecked_into();
    if answer.redirected() {
        // Signed out meanwhile: go where the server leads.
        return location().reload().ok();
    }
    if !answer.ok() {
        return None;
    }
    let text = JsFuture::from(answer.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    let fresh = DomParser::new()
        .ok()?
        .parse_from_string(&text, SupportedType::TextHtml)
        .ok()?;
    let parts = document().query_selector_all("[data-live]").ok()?;
    for index in 0..parts.length() {
        if let Some(part) = parts
            .item(index)
            .and_then(|node| node.dyn_into::<Element>().ok())
        {
            update(&part, &fresh);
        }
    }
    Some(())
}

/// Brings one part up to date. What did not change is not touched: it may have the focus.
fn update(part: &Element, fresh: &Document) -> Option<()> {
    let name = part.get_attribute(ATTRIBUTE)?;
    let fresh = fresh
        .query_selector(&format!("[{ATTRIBUTE}={name}]"))
        .ok()??;
    match (number_of(part), number_of(&fresh)) {
        (Some(old), Some(new)) if old != new => count_to(part, new),
        (Some(_), Some(_)) => {}
        _ if part.inner_html() != fresh.inner_html() => part.set_inner_html(&fresh.inner_html()),
        _ => {}
    }
    Some(())
}
