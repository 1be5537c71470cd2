//! After publishing: what to do first.

use leptos::prelude::*;
use regulars::views::{InForce, Role, Shop};

use super::super::frame::{Place, Sheet};
use crate::components::{
    Icon, Notice, Tone,
    icon::{self, Glyph},
};

/// Ways on besides the till.
const STEPS: [(Place, Glyph, &str, &str); 3] = [
    (
        Place::Import,
        icon::UPLOAD,
        "Bring your customers along",
        "Past orders from a file, with the points they would have earned.",
    ),
    (
        Place::Staff,
        icon::USER_COG,
        "Invite who works with you",
        "Everybody signs in with their own mail address.",
    ),
    (
        Place::Programme,
        icon::GIFT,
        "Change the details",
        "Every rule, with what customers would get.",
    ),
];

/// What is in force, and the ways on that are open to `role`.
#[component]
pub fn NextSteps(shop: Shop, role: Role, in_force: InForce) -> impl IntoView {
    let public = format!("/{}", shop.slug);
    let lines = in_force.sentences.into_iter();
    let steps = STEPS
        .into_iter()
        .filter(move |step| role >= step.0.least_role());
    view! {
        <Sheet title="You are ready" under="Your programme is in force. Orders from now on are judged by it.">
            <div class="grid items-start gap-4 lg:grid-cols-2">
                <section class="panel grid gap-4" aria-labelledby="first-sale">
                    <h2 class="heading" id="first-sale">
                        "Ring up the first sale"
                    </h2>
                    <p class="text-muted">
                        "Your customer joins on their own phone at " <b>{public.clone()}</b> ", and has points a minute later."
                    </p>
                    <a class="btn btn-primary btn-lg w-full" href="/admin/till">
                        <Icon glyph=icon::SCAN_LINE/>
                        "Open the till"
                    </a>
                    <a class="btn btn-quiet w-full" href=public rel="external">
                        "See what your customers see"
                    </a>
                </section>
                <section class="panel py-2" aria-label="Next">
                    <ul class="divide-y divide-base-300">{steps.map(step).collect_view()}</ul>
                </section>
            </div>
            <Notice tone=Tone::Good>
                <ul class="grid gap-1">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </Notice>
        </Sheet>
    }
}

fn step((to, glyph, title, under): (Place, Glyph, &'static str, &'static str)) -> impl IntoView {
    view! {
        <li>
            <a class="flex min-h-16 items-center gap-4 py-3" href=to.path()>
                <span class="text-primary">
                    <Icon glyph=glyph/>
                </span>
                <span class="min-w-0 flex-1">
                    <span class="block font-medium">{title}</span>
                    <span class="block text-sm text-muted">{under}</span>
                </span>
                <Icon glyph=icon::CHEVRON_RIGHT/>
            </a>
        </li>
    }
}
