//! The sample shop's inbox: what would have been mailed.

use leptos::prelude::*;

use crate::{
    api::inbox::{InboxLetter, get_inbox},
    components::{Empty, Loaded, PageTitle, icon},
};

/// The last mails, newest first, with links that work.
#[component]
pub fn InboxPage() -> impl IntoView {
    let letters = Resource::new_blocking(|| (), |()| get_inbox());
    view! {
        <PageTitle text="Inbox"/>
        <div class="shell-plain">
            <main id="main" tabindex="-1" class="grid gap-4">
                <div class="px-1">
                    <h1 class="title">"Inbox"</h1>
                    <p class="text-muted">
                        "The sample shop sends no mail. What it would send is here."
                    </p>
                </div>
                <Loaded from=letters show=|letters| view! { <Letters letters=letters/> }/>
            </main>
        </div>
    }
}

#[component]
fn Letters(letters: Vec<InboxLetter>) -> impl IntoView {
    let none = letters.is_empty();
    let rows = letters
        .into_iter()
        .map(|letter| view! { <Letter letter=letter/> })
        .collect_view();
    view! {
        {none
            .then(|| {
                view! {
                    <div class="panel">
                        <Empty glyph=icon::INBOX title="No mail yet">
                            <p>"Sign in or join at the shop, and the code arrives here."</p>
                        </Empty>
                    </div>
                }
            })}
        <ul class="grid gap-4">{rows}</ul>
    }
}

#[component]
fn Letter(letter: InboxLetter) -> impl IntoView {
    let paragraphs = letter
        .text
        .lines()
        .map(|line| view! { <p class="min-h-2">{linked(line)}</p> })
        .collect_view();
    view! {
        <li class="panel grid gap-2 min-w-0">
            <p class="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
                <span class="break-all">"To "{letter.to}</span>
                <span>{letter.when}</span>
            </p>
            <h2 class="heading break-words">{letter.subject}</h2>
            <div class="text-base-content/90">{paragraphs}</div>
        </li>
    }
}

/// A line of plain text with its addresses as links.
fn linked(line: &str) -> impl IntoView + use<> {
    line.split_inclusive(' ')
        .map(|word| {
            let word = word.to_owned();
            if word.starts_with("http://") || word.starts_with("https://") {
                let href = word.trim().to_owned();
                view! { <a class="text-link break-all" rel="external" href=href>{word}</a> }
                    .into_any()
            } else {
                word.into_any()
            }
        })
        .collect_view()
}
