//! What just happened or went wrong, in one sentence. Colour is never the only sign.

use leptos::prelude::*;

use super::{Icon, icon};

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Good to know.
    Plain,
    /// Something to look at.
    Warn,
    /// It did not work.
    Bad,
}

impl Tone {
    fn looks(self) -> (icon::Glyph, &'static str) {
        match self {
            Self::Good => (icon::CIRCLE_CHECK, "notice [--tone:var(--color-success)]"),
            Self::Plain => (icon::INFO, "notice [--tone:var(--color-info)]"),
            Self::Warn => (
                icon::TRIANGLE_ALERT,
                "notice [--tone:var(--color-secondary)]",
            ),
            Self::Bad => (icon::CIRCLE_ALERT, "notice [--tone:var(--color-error)]"),
        }
    }
}

/// One sentence with an icon; read out when it appears.
#[component]
pub fn Notice(
    /// How it is meant.
    tone: Tone,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    let (glyph, class) = tone.looks();
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=class role=role>
            <Icon glyph=glyph/>
            <div class="min-w-0 break-words">{children()}</div>
        </div>
    }
}
