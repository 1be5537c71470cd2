//! Members who get more, or less, with the biggest changes.

use leptos::prelude::*;
use regulars::{
    ids::MemberId,
    money::Currency,
    replay::{Change, Moved},
};

use super::super::parts::plural;

/// One side.
#[component]
pub fn People(
    /// The heading's id.
    id: &'static str,
    /// The heading.
    title: &'static str,
    /// `more` or `less`.
    verb: &'static str,
    moved: Moved,
    /// What members are called.
    names: Vec<(MemberId, String)>,
    /// How many members there are in all.
    of: i64,
    currency: Currency,
) -> impl IntoView {
    let under = if moved.members == 0 {
        format!("Nobody gets {verb}.")
    } else {
        format!(
            "{} of {} get {verb} back; for the one in the middle it is {}.",
            plural(moved.members, "member", "members"),
            regulars::money::format_count(of),
            currency.format(moved.median)
        )
    };
    let line = move |change: Change| {
        let name = names.iter().find(|(member, _)| *member == change.member);
        let name = name.map_or_else(|| "Member".to_owned(), |(_, name)| name.clone());
        let sign = if change.after > change.before {
            "+"
        } else {
            "\u{2212}"
        };
        view! {
            <li>
                <a
                    class="flex min-h-11 items-center justify-between gap-4 py-2 hover:underline"
                    href=format!("/admin/members/{}", change.member)
                >
                    <span class="min-w-0 truncate font-medium">{name}</span>
                    <span class="shrink-0 text-end">
                        <span class="block font-semibold tabular-nums">
                            {sign} {currency.format(change.size())}
                        </span>
                        <span class="block text-sm text-muted">
                            {currency.format(change.after)} " instead of " {currency.format(change.before)}
                        </span>
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby=id>
            <h2 class="heading" id=id>
                {title}
            </h2>
            <p class="text-sm text-muted">{under}</p>
            <ul class="mt-2 divide-y divide-base-300">
                {moved.biggest.into_iter().map(line).collect_view()}
            </ul>
        </section>
    }
}
