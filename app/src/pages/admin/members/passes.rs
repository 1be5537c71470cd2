//! Points that a member passed on, each with the way back.

use leptos::prelude::*;
use regulars::{ids::MemberId, programme::words::points, time::Day, views::PassRow};

use crate::{
    api::admin::passes::UndoPass,
    components::{FormFault, SubmitButton, words},
};

/// What was passed on; nothing where there is none.
#[component]
pub fn Passes(
    member: MemberId,
    passes: Vec<PassRow>,
    key: String,
    today: Day,
    /// Whether whoever looks may undo one.
    may_undo: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let undo = ServerAction::<UndoPass>::new();
    let answer = undo.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(_))) {
            changed.run(());
        }
    });
    let line = move |row: PassRow| {
        let when = words::capital(words::day(row.on, today));
        let under = match row.undone {
            Some(back) => format!("{when}, undone: {} came back", points(back)),
            None => when,
        };
        let form = (may_undo && row.undone.is_none()).then(|| {
            view! { <Undo id=row.id.to_string() member key_of_form=key.clone() undo/> }
        });
        view! {
            <li class="grid gap-1 py-3 min-w-0">
                <p class="break-words">
                    {points(row.points)} " to "
                    <a class="text-link" href=format!("/admin/members/{}", row.to)>{row.to_name}</a>
                </p>
                <p class="text-sm text-muted">{under}</p>
                {form}
            </li>
        }
    };
    (!passes.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="passes">
                <h2 class="heading" id="passes">
                    "Passed on to others"
                </h2>
                <FormFault action=undo/>
                <ul class="divide-y divide-base-300">{passes.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

/// Behind a line that opens it, so that no single press moves points.
#[component]
fn Undo(
    id: String,
    member: MemberId,
    key_of_form: String,
    undo: ServerAction<UndoPass>,
) -> impl IntoView {
    view! {
        <details>
            <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-link">
                "Undo it"
            </summary>
            <ActionForm action=undo>
                <div class="grid gap-3 rounded-box bg-base-200 p-4">
                    <p class="text-sm">"What the other one has not spent comes back. This cannot be undone."</p>
                    <input type="hidden" name="pass" value=id/>
                    <input type="hidden" name="member" value=member.to_string()/>
                    <input type="hidden" name="key" value=key_of_form/>
                    <SubmitButton action=undo class="btn btn-error">
                        "Bring them back"
                    </SubmitButton>
                </div>
            </ActionForm>
        </details>
    }
}
