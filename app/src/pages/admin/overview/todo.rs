//! What is worth doing today, each with its button.

use leptos::prelude::*;
use regulars::{
    money::format_count,
    programme::words::points,
    views::{Shop, Todo},
};

use super::super::parts::plural;
use crate::components::{
    Icon,
    icon::{self, Glyph},
};

/// One thing to do.
struct Task {
    glyph: Glyph,
    tone: &'static str,
    words: String,
    button: &'static str,
    href: String,
}

/// The list; what it says when there is nothing.
#[component]
pub fn Todos(todo: Vec<Todo>, shop: Shop) -> impl IntoView {
    let empty = todo.is_empty();
    let line = move |todo: Todo| {
        let task = task(todo, &shop);
        view! {
            <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                <span class=task.tone>
                    <Icon glyph=task.glyph/>
                </span>
                <span class="min-w-0 flex-1 basis-56 break-words">{task.words}</span>
                <a class="btn btn-sm btn-quiet" href=task.href>
                    {task.button}
                </a>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="todo">
            <h2 class="font-semibold" id="todo">
                "Worth your time today"
            </h2>
            {empty
                .then(|| {
                    view! {
                        <p class="flex items-center gap-3 py-4 text-muted">
                            <Icon glyph=icon::CIRCLE_CHECK/>
                            "Nothing waits for you today."
                        </p>
                    }
                })}
            <ul class="divide-y divide-base-300">{todo.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

fn task(todo: Todo, shop: &Shop) -> Task {
    match todo {
        Todo::ExpiringPoints {
            points: expiring,
            worth,
            members,
        } => {
            let what = worth.map_or_else(
                || points(expiring),
                |worth| format!("{} of points", shop.currency.format_short(worth)),
            );
            Task {
                glyph: icon::HOURGLASS,
                tone: "text-secondary",
                words: format!(
                    "{what} expire within 30 days for {}",
                    plural(members, "member", "members")
                ),
                button: "See members",
                href: "/admin/members?sort=points".to_owned(),
            }
        }
        Todo::ReferralsDue {
            referrals,
            points: due,
        } => Task {
            glyph: icon::SHARE_2,
            tone: "text-primary",
            words: format!(
                "{} will be paid within 7 days, {} points in all",
                plural(referrals, "referral", "referrals"),
                format_count(due)
            ),
            button: "See the offer",
            href: "/admin/programme#referral".to_owned(),
        },
        Todo::ClaimsWait { claims } => Task {
            glyph: icon::INBOX,
            tone: "text-primary",
            words: format!(
                "{} to be looked at",
                plural(claims, "claim waits", "claims wait")
            ),
            button: "Look at them",
            href: "/admin/claims".to_owned(),
        },
        Todo::DraftWaits => Task {
            glyph: icon::PENCIL,
            tone: "text-secondary",
            words: "A draft of your programme waits to be published".to_owned(),
            button: "Review",
            href: "/admin/programme".to_owned(),
        },
        Todo::ImportStopped { import } => Task {
            glyph: icon::TRIANGLE_ALERT,
            tone: "text-error",
            words: "An import stopped before its end; it can go on where it was".to_owned(),
            button: "Go on",
            href: format!("/admin/import?id={import}"),
        },
        Todo::CodesGuessed { times } => Task {
            glyph: icon::SHIELD_ALERT,
            tone: "text-error",
            words: format!(
                "Somebody tried many wrong codes and was made to wait, {} in the last 3 days",
                plural(times, "time", "times")
            ),
            button: "See gift cards",
            href: "/admin/cards".to_owned(),
        },
        Todo::NobodyYet => Task {
            glyph: icon::USER_PLUS,
            tone: "text-primary",
            words: "Nobody has joined yet. Put the programme's page on a sign by the till"
                .to_owned(),
            button: "See the page",
            href: format!("/{}", shop.slug),
        },
    }
}
