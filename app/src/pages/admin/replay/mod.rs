//! A draft on past orders: what to try, how far it is, what it came to.

mod figures;
mod months;
mod outcome;
mod people;
mod running;
mod start;
mod words;

use leptos::prelude::*;
use regulars::views::{ReplayRun, ReplayState};

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::replay::{ReplayForm, StartReplay, load_replay},
    components::{Empty, Loaded, Notice, Tone, icon},
};
use outcome::Came;
use running::Running;
use start::Start;

/// The page.
pub fn page() -> AnyView {
    let found = Resource::new(|| (), |()| load_replay());
    let start = ServerAction::<StartReplay>::new();
    Effect::new(move |_| {
        if matches!(start.value().get(), Some(Ok(()))) {
            found.refetch();
        }
    });
    let reload = Callback::new(move |()| found.refetch());
    framed(Place::Programme, move |_| {
        let back = view! {
            <a class="btn btn-quiet" href=Place::Programme.path()>
                "Back to the programme"
            </a>
        }
        .into_any();
        view! {
            <Sheet
                title="Try it on past orders"
                under="What the draft would have given on orders that were, beside what is in force."
                beside=back
            >
                <Loaded from=found show=move |form| view! { <Trial form start reload/> }/>
            </Sheet>
        }
    })
}

#[component]
fn Trial(
    form: ReplayForm,
    start: ServerAction<StartReplay>,
    /// Loads the page again.
    reload: Callback<()>,
) -> impl IntoView {
    let ReplayForm { page, key } = form;
    let Some(first_order) = page.first_order else {
        return nothing_sold().into_any();
    };
    if let Some(run) = page.run.as_ref().filter(|run| is_running(run)) {
        return view! { <Running run=run.run.clone() progress=run.progress reload/> }.into_any();
    }
    let shop = page.shop;
    let today = shop.today;
    let ended = page.run.as_ref().and_then(ended_badly);
    let begin = match page.has_draft {
        true => view! { <Start first_order today share=page.share key start/> }.into_any(),
        false => no_draft().into_any(),
    };
    let came = page.run.and_then(|run| {
        let outcome = run.outcome?;
        Some(view! { <Came outcome names=run.names outdated=run.outdated shop/> })
    });
    view! {
        {ended.map(|words| view! { <Notice tone=Tone::Warn>{words}</Notice> })}
        {begin}
        {came}
    }
    .into_any()
}

fn is_running(run: &ReplayRun) -> bool {
    run.progress.state == ReplayState::Running
}

/// What to know about a last run that has no outcome.
fn ended_badly(run: &ReplayRun) -> Option<&'static str> {
    match run.progress.state {
        ReplayState::Running | ReplayState::Done => None,
        ReplayState::Stopped => {
            Some("The last replay was stopped before its end. Begin it again when you like.")
        }
        ReplayState::Failed => Some(
            "The last replay could not be finished: something went wrong on our side. Begin it again.",
        ),
        ReplayState::Interrupted => {
            Some("The last replay was cut off: the server that ran it stopped. Begin it again.")
        }
    }
}

fn nothing_sold() -> impl IntoView {
    view! {
        <div class="panel">
            <Empty glyph=icon::RECEIPT_TEXT title="No orders to try it on yet">
                <p>"A draft can be tried as soon as there are orders, from the till or from an order history."</p>
                <a class="btn btn-primary" href="/admin/import">
                    "Import an order history"
                </a>
            </Empty>
        </div>
    }
}

fn no_draft() -> impl IntoView {
    view! {
        <div class="panel">
            <Empty glyph=icon::FLASK_CONICAL title="There is no draft to try">
                <p>"Change something in the programme and save it as a draft; nobody is judged by it until it is published."</p>
                <a class="btn btn-primary" href=Place::Programme.path()>
                    "Change the programme"
                </a>
            </Empty>
        </div>
    }
}
