//! A version that waits, and one that can be gone back to.

use leptos::prelude::*;
use regulars::views::{Until, VersionPage};

use super::refused;
use crate::{
    api::admin::versions::{GoBack as GoBackTo, ReleaseVersion, TakeBack},
    components::{Icon, Notice, SubmitButton, Tone, icon},
};

/// For what it waits, and the two ways to end that.
#[component]
pub fn Waits(page: VersionPage, changed: Callback<()>) -> impl IntoView {
    let release = ServerAction::<ReleaseVersion>::new();
    let take_back = ServerAction::<TakeBack>::new();
    Effect::new(move |_| {
        let released = matches!(release.value().get(), Some(Ok(())));
        if released || matches!(take_back.value().get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    let version = page.row.version.to_string();
    let same = version.clone();
    let waiting = page
        .waiting
        .filter(|waiting| waiting.version == page.row.version)?;
    let cancel = match waiting.until {
        Until::Moment { .. } => "Do not publish it then",
        Until::Everybody { .. } => "Take it back",
    };
    Some(view! {
        <section class="panel grid gap-4" aria-labelledby="waits">
            <h2 class="heading" id="waits">
                "It waits"
            </h2>
            <Notice tone=Tone::Plain>{waiting.words()}</Notice>
            {move || refused(release.value().get())}
            {move || refused(take_back.value().get())}
            <ActionForm action=release>
                <input type="hidden" name="version" value=version/>
                <input type="hidden" name="to" value="now"/>
                <SubmitButton action=release class="btn btn-primary w-full">
                    <Icon glyph=icon::CHECK/>
                    "Release it to everybody now"
                </SubmitButton>
            </ActionForm>
            <ActionForm action=take_back>
                <input type="hidden" name="version" value=same/>
                <SubmitButton action=take_back class="btn btn-quiet w-full">
                    {cancel}
                </SubmitButton>
            </ActionForm>
        </section>
    })
}

/// Making a draft of it.
#[component]
pub fn GoBack(page: VersionPage) -> impl IntoView {
    let go_back = ServerAction::<GoBackTo>::new();
    let replaced = page.has_draft.then(|| {
        view! { <Notice tone=Tone::Warn>"There is a draft already. This one takes its place."</Notice> }
    });
    view! {
        <section class="panel grid gap-4" aria-labelledby="go-back">
            <h2 class="heading" id="go-back">
                "Go back to these rules"
            </h2>
            <p class="text-muted">
                "They become a new draft, which you can look at before it is published. What was in force before stays in the list."
            </p>
            {replaced}
            {move || refused(go_back.value().get())}
            <ActionForm action=go_back>
                <input type="hidden" name="version" value=page.row.version.to_string()/>
                <SubmitButton action=go_back class="btn btn-primary w-full">
                    <Icon glyph=icon::UNDO_2/>
                    "Go back to this version"
                </SubmitButton>
            </ActionForm>
        </section>
    }
}
