//! A link to hand on: share it, copy it, mail it.

use leptos::prelude::*;

use super::{Icon, can_copy, can_share, copy, encode, icon, share};

/// The link in a box, with what can be done with it. Without JavaScript: select it, or mail it.
#[component]
pub fn ShareLink(
    /// The whole address.
    url: String,
    /// What the message is called.
    subject: String,
    /// What the message says before the address.
    text: String,
) -> impl IntoView {
    let sheet = RwSignal::new(false);
    let clipboard = RwSignal::new(false);
    let copied = RwSignal::new(false);
    Effect::new(move |_| {
        sheet.set(can_share());
        clipboard.set(can_copy());
    });
    let mail = format!(
        "mailto:?subject={}&body={}",
        encode(&subject),
        encode(&format!("{text} {url}"))
    );
    let shown = url
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .to_owned();
    let content = StoredValue::new((subject, text, url.clone()));
    let on_share = move |_| content.with_value(|(subject, text, url)| share(subject, text, url));
    let on_copy = move |_| {
        content.with_value(|(_, _, url)| copy(url));
        copied.set(true);
    };
    view! {
        <div class="grid gap-3">
            <div class="flex items-center gap-2 rounded-field border border-base-300 bg-base-200 ps-4 pe-1 min-h-12">
                <a class="min-w-0 flex-1 truncate py-3" href=url rel="external">{shown}</a>
                <Show when=move || clipboard.get()>
                    <button type="button" class="btn btn-ghost px-3" on:click=on_copy>
                        <Icon glyph=icon::COPY/>
                        <span aria-live="polite">
                            {move || if copied.get() { "Copied" } else { "Copy" }}
                        </span>
                    </button>
                </Show>
            </div>
            <Show
                when=move || sheet.get()
                fallback=move || {
                    view! {
                        <a class="btn btn-primary btn-lg w-full" href=mail.clone() rel="external">
                            <Icon glyph=icon::MAIL/>
                            "Send by mail"
                        </a>
                    }
                }
            >
                <button type="button" class="btn btn-primary btn-lg w-full" on:click=on_share>
                    <Icon glyph=icon::SHARE_2/>
                    "Share your link"
                </button>
            </Show>
        </div>
    }
}
