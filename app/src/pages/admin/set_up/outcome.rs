//! What the answers give customers, what it costs, and the button that puts it into force.

use leptos::prelude::*;
use regulars::{
    programme::{Programme, template::cost_words},
    views::SetUpPage,
};

use super::answers::Form;
use crate::{
    api::admin::set_up::SetUp,
    components::{Icon, Notice, Tone, icon},
};

/// As text: where scripts run, a browser reads no elements inside `noscript`, and hydration would
/// look for them.
const SHOW: &str = r#"<button type="submit" class="btn btn-quiet w-full" formmethod="get" formaction="/admin/set-up">Show what that gives</button>"#;

/// The right side.
#[component]
pub fn Outcome(form: Form, page: SetUpPage, set_up: ServerAction<SetUp>) -> impl IntoView {
    let (name, currency) = (page.name, page.shop.currency);
    let made = Memo::new(move |_| form.answers().programme(&name, currency));
    let told = move || {
        let lines = made.with(|made| made.sentences(currency));
        lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    let more = move || {
        let lines = made.with(|made| extras(made, currency));
        lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    let cost = move || made.with(cost_sentence);
    let busy = move || set_up.pending().get();
    let replaced = page.has_draft.then(|| {
        view! {
            <Notice tone=Tone::Warn>"There is a draft already. What you choose here takes its place."</Notice>
        }
    });
    view! {
        <section class="panel grid gap-4 xl:sticky xl:top-8" aria-labelledby="outcome">
            <h2 class="heading" id="outcome">
                "What customers get"
            </h2>
            <ul class="grid list-disc gap-2 ps-5" aria-live="polite">
                {told}
                {more}
            </ul>
            <p class="rounded-box bg-base-200 p-4 font-medium" aria-live="polite">
                {cost}
            </p>
            {replaced}
            <noscript inner_html=SHOW></noscript>
            <button
                type="submit"
                name="then"
                value="publish"
                class="btn btn-primary btn-lg w-full"
                aria-busy=move || busy().then_some("true")
                disabled=busy
            >
                <Icon glyph=icon::CHECK/>
                "Publish"
            </button>
            <button type="submit" name="then" value="edit" class="btn btn-ghost w-full" disabled=busy>
                "More: change every detail first"
            </button>
        </section>
    }
}

/// What the sentences for members leave to their own pages: rewards and levels.
fn extras(made: &Programme, currency: regulars::money::Currency) -> Vec<String> {
    let rewards = made.rewards.iter().map(|it| format!("{}.", it.words()));
    let levels = made.tiers.iter().flat_map(|scheme| &scheme.levels).skip(1);
    let levels = levels.map(|level| {
        format!(
            "{}: {} times the points, from {}.",
            level.name,
            level.multiplier,
            made.tier_words(level, currency)
        )
    });
    rewards.chain(levels).collect()
}

fn cost_sentence(made: &Programme) -> String {
    let floor = made.margin.as_ref().map_or(0, |guard| guard.floor_percent);
    match cost_words(made) {
        Some(cost) => format!(
            "It costs you {cost}. Discounts never leave a margin below {floor}\u{202f}% on an order."
        ),
        None => String::new(),
    }
}
