//! Claims to points that wait: what was sent, and two answers to it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{money::format_count, programme::words::points, time::Day, views::ClaimRow};

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::claims::{ClaimsPage, JudgeClaim, list_claims},
    components::{Empty, FormFault, Icon, Loaded, Notice, SubmitButton, Tone, icon, words},
};

/// The page.
pub fn page() -> AnyView {
    let found = Resource::new(|| (), |()| list_claims());
    let judge = ServerAction::<JudgeClaim>::new();
    let answer = judge.value();
    Effect::new(move |_| {
        if answer.with(Option::is_some) {
            found.refetch();
        }
    });
    framed(Place::Claims, move |desk| {
        let today = desk.shop.today;
        view! {
            <Sheet title="Claims" under="What members say they did, for points. Each is paid or refused once.">
                <Answered judge/>
                <FormFault action=judge/>
                <Loaded from=found show=move |page| view! { <Claims page judge today/> }/>
            </Sheet>
        }
    })
}

/// What was done, said by the answer, or, without JavaScript, by the address that the form led to.
#[component]
fn Answered(judge: ServerAction<JudgeClaim>) -> impl IntoView {
    let before = use_query_map().with_untracked(|query| query.get("paid"));
    let paid = move || {
        judge.value().with(|answer| match answer {
            Some(answer) => answer.as_ref().ok().copied(),
            None => before.as_ref().and_then(|points| points.parse().ok()),
        })
    };
    move || {
        paid().map(|paid: i64| {
            let words = match paid {
                0 => "Refused. They may claim it again.".to_owned(),
                paid => format!("Paid, {}.", points(paid)),
            };
            view! { <Notice tone=Tone::Good>{words}</Notice> }
        })
    }
}

#[component]
fn Claims(page: ClaimsPage, judge: ServerAction<JudgeClaim>, today: Day) -> impl IntoView {
    let ClaimsPage { rows, all, key } = page;
    if rows.is_empty() {
        return view! {
            <div class="panel">
                <Empty glyph=icon::INBOX title="Nothing waits">
                    <p>"Claims come here for what your programme pays after a look, such as a review."</p>
                    <a class="btn btn-quiet" href="/admin/programme#acts">"See what it pays for"</a>
                </Empty>
            </div>
        }
        .into_any();
    }
    let more = all - i64::try_from(rows.len()).unwrap_or(all);
    let rows = rows
        .into_iter()
        .map(|row| view! { <Claim row key_of_form=key.clone() judge today/> })
        .collect_view();
    view! {
        <ul class="grid gap-3">{rows}</ul>
        {(more > 0)
            .then(|| {
                view! {
                    <p class="text-muted">
                        {format_count(more)} " more follow when these are done."
                    </p>
                }
            })}
    }
    .into_any()
}

#[component]
fn Claim(
    row: ClaimRow,
    key_of_form: String,
    judge: ServerAction<JudgeClaim>,
    today: Day,
) -> impl IntoView {
    let brings = points(row.points);
    let when = words::capital(words::day(row.on, today));
    let member = format!("/admin/members/{}", row.member);
    let answer = |approve| {
        let (id, key) = (row.id.to_string(), key_of_form.clone());
        view! { <Answer id key_of_form=key approve name=row.member_name.clone() brings=brings.clone() judge/> }
    };
    view! {
        <li class="panel grid gap-4 min-w-0">
            <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h2 class="font-semibold min-w-0 break-words">
                    {row.act.clone()} ", " <a class="text-link" href=member>{row.member_name.clone()}</a>
                </h2>
                <p class="text-sm text-muted">{when} ", " {brings.clone()}</p>
            </div>
            {row.proof.clone().map(proof)}
            <div class="flex flex-wrap items-start gap-2">{answer(true)} {answer(false)}</div>
        </li>
    }
}

/// What was sent: an address to follow, or a line.
fn proof(text: String) -> impl IntoView {
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    let is_link = is_link && !text.contains(char::is_whitespace);
    if is_link {
        let href = text.clone();
        view! {
            <p class="min-w-0 break-all">
                <a class="text-link" href=href target="_blank" rel="noopener noreferrer nofollow external">
                    {text}
                </a>
            </p>
        }
        .into_any()
    } else {
        view! { <p class="min-w-0 break-words">{text}</p> }.into_any()
    }
}

/// An answer, behind a line that opens it, so that no single press pays or refuses.
#[component]
fn Answer(
    id: String,
    key_of_form: String,
    approve: bool,
    name: String,
    brings: String,
    judge: ServerAction<JudgeClaim>,
) -> impl IntoView {
    let (open, glyph, class) = if approve {
        ("Pay it", icon::CHECK, "btn btn-primary")
    } else {
        ("Refuse it", icon::X, "btn btn-error")
    };
    let (sentence, press) = if approve {
        (
            format!("{name} gets {brings} now. You can take points back on their page."),
            format!("Pay {brings}"),
        )
    } else {
        (
            format!("{name} gets nothing for it and may send something else."),
            "Refuse".to_owned(),
        )
    };
    view! {
        <details class="rounded-field border border-base-300 open:basis-full">
            <summary class="flex min-h-11 cursor-pointer list-none items-center gap-2 px-4 font-medium">
                <Icon glyph=glyph/>
                {open}
            </summary>
            <div class="grid gap-3 p-4 pt-1">
                <p class="text-sm text-muted break-words">{sentence}</p>
                <ActionForm action=judge>
                    <input type="hidden" name="claim" value=id/>
                    <input type="hidden" name="approve" value=approve.to_string()/>
                    <input type="hidden" name="key" value=key_of_form/>
                    <SubmitButton action=judge class=class>
                        {press}
                    </SubmitButton>
                </ActionForm>
            </div>
        </details>
    }
}
