//! The till while there is no connection: what it knows of that, and from whom. The queue of sales
//! and the watch over the connection are plain scripts (public/till/), shared with the page that
//! stands in for the till and with the service worker; they and this page talk by events.

use leptos::{prelude::*, web_sys};

use super::{Room, state::Sale};
use crate::{api::admin::till::RingUp, error::AppError};

/// The scripts; an element with this id loads them once.
const SCRIPT: (&str, &str) = ("till-script", "/till/till.js");
/// Marks the document while the server cannot be reached.
const LOST: &str = "data-lost";

/// What there is of a sale while there is no connection.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offline {
    /// Whether the server cannot be reached.
    pub lost: RwSignal<bool>,
    /// Whose sale it is, as typed or scanned.
    pub who: RwSignal<String>,
    /// Whether it was sent and no answer came: it may be rung up.
    pub tried: RwSignal<bool>,
}

impl Offline {
    /// Whether it is said whose sale it is, where nobody can be searched.
    pub fn has_somebody(self) -> bool {
        self.lost.get() && self.who.with(|who| !who.trim().is_empty())
    }

    /// For the next sale.
    pub fn clear(self) {
        self.who.set(String::new());
        self.tried.set(false);
    }
}

/// Follows the connection while the till is open.
pub fn follow(sale: Sale, room: Room, ring_up: ServerAction<RingUp>) {
    let outcome = ring_up.value();
    let Offline { lost, tried, .. } = sale.offline;
    Effect::new(move |_| {
        load_script();
        let root = document().document_element();
        lost.set(root.is_some_and(|root| root.has_attribute(LOST)));
        let on_lost = window_event_listener_untyped("till-lost", move |_| lost.set(true));
        let on_back = window_event_listener_untyped("till-back", move |_| {
            lost.set(false);
            outcome.set(None);
            room.refetch();
            sale.preview.refetch();
        });
        on_cleanup(move || {
            on_lost.remove();
            on_back.remove();
        });
    });
    Effect::new(move |_| {
        if outcome.with(|outcome| matches!(outcome, Some(Err(AppError::Offline)))) {
            tried.set(true);
            say("till-unreached");
        }
    });
}

fn load_script() {
    let (id, address) = SCRIPT;
    if document().get_element_by_id(id).is_some() {
        return;
    }
    if let (Ok(script), Some(root)) = (
        document().create_element("script"),
        document().document_element(),
    ) {
        // None of these can be refused: the names are good, and the element is new.
        let _ = script.set_attribute("id", id);
        let _ = script.set_attribute("type", "module");
        let _ = script.set_attribute("src", address);
        let _ = root.append_child(&script);
    }
}

fn say(name: &str) {
    if let Ok(event) = web_sys::Event::new(name) {
        let _ = window().dispatch_event(&event);
    }
}
