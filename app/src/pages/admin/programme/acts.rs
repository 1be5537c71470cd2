//! Points for something besides buying.

use leptos::prelude::*;
use regulars::act::{Act, HowOften};

use super::{
    conditions::when_fields,
    editor::{Editor, number, words},
    form::{ActForm, Form},
    key::new_key,
    rows::{Row, rows},
    sections::{Folded, More},
    so_far,
};
use crate::components::{Icon, icon};

const ACTS: &[(Act, &str)] = &[
    (Act::Review, "A review"),
    (Act::Share, "Sharing something"),
    (Act::Survey, "A survey"),
    (Act::Birthday, "The birthday"),
    (Act::Profile, "Telling birthday and telephone"),
    (Act::Join, "Joining"),
    (Act::Referral, "A friend's paid referral"),
];

const OFTEN: &[(HowOften, &str)] = &[
    (HowOften::Once, "Once"),
    (HowOften::Yearly, "Once a year"),
    (HowOften::Monthly, "Once a month"),
    (HowOften::Daily, "Once a day"),
];

/// The acts.
#[component]
pub fn Acts(editor: Editor) -> impl IntoView {
    let rows = rows::<ActForm>(editor);
    view! {
        <Folded editor at="acts" so_far=so_far::acts id="acts" title="Besides buying" under="Points for a review, a birthday and the like. Members find them under their ways to earn.">
            <ul class="grid gap-3">
                <For each=move || rows.get() key=|row| *row let:row>
                    {Row::new(editor, row).folded(line, |it| it.name.is_empty(), |row| view! { <ActFields row/> })}
                </For>
            </ul>
            <button type="button" class="btn btn-quiet justify-self-start" on:click=move |_| editor.change(add)>
                <Icon glyph=icon::PLUS/>
                "Add a way to earn"
            </button>
        </Folded>
    }
}

fn add(form: &mut Form) {
    let row = form.new_row();
    let key = new_key("act", form.acts.iter().map(|act| act.key.as_str()));
    form.acts.push(ActForm::blank(row, key));
}

/// `Write a review, 100 points`.
fn line(row: Row<ActForm>) -> String {
    let named = row.with(|act| {
        let named = !act.name.trim().is_empty();
        named.then(|| format!("{}, {} points", act.name, act.points))
    });
    named.unwrap_or_else(|| "A new way to earn".to_owned())
}

#[component]
fn ActFields(row: Row<ActForm>) -> impl IntoView {
    let claimed = row.watch(|it| !it.act.is_seen());
    let claimed = move || claimed.get() == Some(true);
    let not_birthday = row.watch(|it| it.act != Act::Birthday);
    let not_birthday = move || not_birthday.get() == Some(true);
    let about_often = row.editor.fault_line_at(move || row.path("how_often"));
    view! {
        <div class="grid gap-4 p-4 pt-2">
            {row.choice("act", "Points for", ACTS, |it| it.act, |it, act| it.become_act(act))}
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
                {row.text("name", words("Called", "Members read it"), |it| it.name.clone(), |it, text| it.name = text)}
                {row.text("points", number("Points", ""), |it| it.points.clone(), |it, text| it.points = text)}
            </div>
            <Show when=not_birthday>
                {row.choice("often", "How often", OFTEN, |it| it.how_often, |it, often| it.how_often = often)}
            </Show>
            {about_often}
            <Show when=claimed>
                {row.tick(
                    "Somebody looks at it first",
                    "Members send an address or a line that shows it. It waits under Claims.",
                    |it| it.needs_approval,
                    |it, ticked| it.needs_approval = ticked,
                )}
            </Show>
            <More label="More: only at some times">{when_fields(row, |it| &it.when, |it| &mut it.when)}</More>
            <button type="button" class="btn btn-ghost justify-self-end" on:click=move |_| row.remove()>
                <Icon glyph=icon::TRASH_2/>
                "Remove"
            </button>
        </div>
    }
}
