//! The way from the editor to past orders: what is changed is saved as a draft first.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::admin::{programme::SaveDraft, replay::REPLAY_PATH};

/// The button.
#[component]
pub fn TryOut(
    /// Saves the draft.
    save: ServerAction<SaveDraft>,
    /// What to save, where something is changed.
    unsaved: Callback<(), Option<SaveDraft>>,
    /// Whether it can be pressed.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let navigate = use_navigate();
    let going = RwSignal::new(false);
    let go = navigate.clone();
    Effect::new(move |_| {
        let saved = save.value().with(|answer| matches!(answer, Some(Ok(_))));
        if saved && going.get_untracked() {
            go(REPLAY_PATH, Default::default());
        }
    });
    let press = move |_| match unsaved.run(()) {
        Some(draft) => {
            going.set(true);
            save.dispatch(draft);
        }
        None => navigate(REPLAY_PATH, Default::default()),
    };
    view! {
        <button type="button" class="btn btn-quiet" disabled=move || disabled.get() on:click=press>
            "Try it on past orders"
        </button>
    }
}
