//! Times at which points count more.

use leptos::prelude::*;
use regulars::programme::Overlap;

use super::{
    conditions::when_fields,
    editor::{Editor, amount, choice, words},
    form::{BonusForm, Form},
    key::new_key,
    rows::{Row, rows},
    sections::Folded,
    so_far,
};
use crate::components::{Icon, icon};

const OVERLAPS: &[(Overlap, &str)] = &[
    (Overlap::Best, "The largest counts"),
    (Overlap::Both, "They multiply one another"),
];

/// Quiet afternoons, a week in December.
#[component]
pub fn Bonuses(editor: Editor) -> impl IntoView {
    let rows = rows::<BonusForm>(editor);
    let several = move || rows.with(|rows| rows.len() > 1);
    view! {
        <Folded editor at="bonuses" so_far=so_far::bonuses id="bonuses" title="Bonus times" under="Days and hours at which points count more, such as a quiet afternoon.">
            <For each=move || rows.get() key=|row| *row let:row>
                <Bonus row=Row::new(editor, row)/>
            </For>
            <button type="button" class="btn btn-quiet justify-self-start" on:click=move |_| editor.change(add)>
                <Icon glyph=icon::PLUS/>
                "Add a bonus time"
            </button>
            <Show when=several>
                {choice(
                    editor,
                    "bonus-overlap".to_owned(),
                    "When several fall together",
                    OVERLAPS,
                    |form| form.overlap,
                    |form, overlap| form.overlap = overlap,
                )}
            </Show>
        </Folded>
    }
}

fn add(form: &mut Form) {
    let row = form.new_row();
    let key = new_key("bonus", form.bonuses.iter().map(|bonus| bonus.key.as_str()));
    form.bonuses.push(BonusForm::blank(row, key));
}

#[component]
fn Bonus(row: Row<BonusForm>) -> impl IntoView {
    view! {
        <div class="grid gap-4 rounded-box border border-base-300 p-4">
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
                {row.text("name", words("Called", "Members read it"), |bonus| bonus.name.clone(), |bonus, text| bonus.name = text)}
                {row.text(
                    "multiplier",
                    amount("Points times", "Such as 2"),
                    |bonus| bonus.multiplier.clone(),
                    |bonus, text| bonus.multiplier = text,
                )}
            </div>
            {when_fields(row, |bonus| &bonus.when, |bonus| &mut bonus.when)}
            <button type="button" class="btn btn-sm btn-ghost justify-self-end" on:click=move |_| row.remove()>
                <Icon glyph=icon::TRASH_2/>
                "Remove this time"
            </button>
        </div>
    }
}
