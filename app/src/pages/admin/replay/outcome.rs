//! What a run came to: a sentence first, then the figures and who they concern.

use leptos::prelude::*;
use regulars::{ids::MemberId, replay::Outcome, views::Shop};

use super::{
    figures::{Figures, Rewards, Tiers},
    months::Months,
    people::People,
    words::{assumptions, headline, over, span},
};
use crate::components::{Notice, Tone};

/// The outcome.
#[component]
pub fn Came(
    outcome: Outcome,
    /// What the members are called that it names.
    names: Vec<(MemberId, String)>,
    /// Whether the draft or the programme in force is another one by now.
    outdated: bool,
    shop: Shop,
) -> impl IntoView {
    let currency = shop.currency;
    let limits = outcome.draft.over.iter().map(|it| over(it, currency));
    let limits: Vec<String> = limits.collect();
    view! {
        <section class="panel grid gap-3" aria-labelledby="outcome">
            {outdated
                .then(|| {
                    view! {
                        <Notice tone=Tone::Warn>
                            "The draft or the programme in force changed after this replay. Try it again to see the present ones."
                        </Notice>
                    }
                })}
            <h2 class="text-xl font-semibold text-pretty" id="outcome">
                {headline(&outcome, currency)}
            </h2>
            <p class="text-muted">{span(&outcome, &shop)}</p>
            {limits
                .into_iter()
                .map(|words| view! { <Notice tone=Tone::Plain>{words}</Notice> })
                .collect_view()}
            <Figures outcome=outcome.clone() currency/>
        </section>
        <Months months=outcome.months.clone() shop=shop.clone()/>
        <div class="grid items-start gap-4 lg:grid-cols-2">
            <People
                id="winners"
                title="Who gets more"
                verb="more"
                moved=outcome.winners.clone()
                names=names.clone()
                of=outcome.members
                currency
            />
            <People
                id="losers"
                title="Who gets less"
                verb="less"
                moved=outcome.losers.clone()
                names
                of=outcome.members
                currency
            />
            <Tiers today=outcome.today.tiers.clone() draft=outcome.draft.tiers.clone()/>
            <Rewards today=outcome.today.rewards.clone() draft=outcome.draft.rewards.clone() currency/>
        </div>
        <section class="panel" aria-labelledby="assumptions">
            <h2 class="heading" id="assumptions">
                "How this was worked out"
            </h2>
            <ul class="mt-2 grid list-disc gap-1.5 ps-5 text-sm text-muted">
                {assumptions(&outcome).into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
        </section>
    }
}
