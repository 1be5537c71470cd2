//! A link to hand on: share it, copy it, mail it.

use leptos::prelude::*;

use super::{Icon, encode, icon};

/// The link in a box, with what can be done with it. Without JavaScript: select it, or mail it;
/// the other buttons are shown by [`crate::enhance`] where they work.
#[component]
pub fn ShareLink(
    /// The whole address.
    url: String,
    /// What the message is called.
    subject: String,
    /// What the message says before the address.
    text: String,
) -> impl IntoView {
    let mail = format!(
        "mailto:?subject={}&body={}",
        encode(&subject),
        encode(&format!("{text} {url}"))
    );
    let shown = url
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .to_owned();
    view! {
        <div class="grid grid-cols-1 gap-3">
            <div class="flex items-center gap-2 rounded-field border border-base-300 bg-base-200 ps-4 pe-1 min-h-12">
                <a class="min-w-0 flex-1 truncate py-3" href=url.clone() rel="external">
                    {shown}
                </a>
                <button type="button" class="btn btn-ghost px-3" data-copy=url.clone() hidden>
                    <Icon glyph=icon::COPY/>
                    <span aria-live="polite" data-done="Copied">"Copy"</span>
                </button>
            </div>
            <a class="btn btn-primary btn-lg w-full" href=mail rel="external" data-unless-share="">
                <Icon glyph=icon::MAIL/>
                "Send by mail"
            </a>
            <button
                type="button"
                class="btn btn-primary btn-lg w-full"
                data-share=url
                data-title=subject
                data-text=text
                hidden
            >
                <Icon glyph=icon::SHARE_2/>
                "Share your link"
            </button>
        </div>
    }
}
