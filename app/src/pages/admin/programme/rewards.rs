//! What points buy.

use leptos::prelude::*;

use super::{
    editor::{Editor, number, words},
    form::RewardForm,
    gives::Gives,
    rows::{Row, rows},
    sections::{Decision, More},
};
use crate::components::{Icon, icon};

/// The rewards.
#[component]
pub fn Rewards(editor: Editor) -> impl IntoView {
    let rows = rows::<RewardForm>(editor);
    let add = move |_| {
        editor.change(|form| {
            let row = form.new_row();
            form.rewards.push(RewardForm::blank(row));
        });
    };
    view! {
        <Decision id="rewards" title="Rewards" under="What points buy. Of discounts on a whole order only the best one applies.">
            <ul class="grid gap-3">
                <For each=move || rows.get() key=|row| *row let:row>
                    {Row::new(editor, row).folded(line, |it| it.name.is_empty(), |row| view! { <Reward row/> })}
                </For>
            </ul>
            <button type="button" class="btn btn-quiet justify-self-start" on:click=add>
                <Icon glyph=icon::PLUS/>
                "Add a reward"
            </button>
        </Decision>
    }
}

/// `Flat white, 200 points`.
fn line(row: Row<RewardForm>) -> String {
    let named = row.with(|reward| {
        let named = !reward.name.trim().is_empty();
        named.then(|| format!("{}, {} points", reward.name, reward.points))
    });
    named.unwrap_or_else(|| "A new reward".to_owned())
}

/// A reward's fields.
#[component]
fn Reward(row: Row<RewardForm>) -> impl IntoView {
    let gives = Gives {
        row,
        paths: ["amount", "percent", "at_most", "worth", "skus"],
        of: |reward| &reward.gives,
        of_mut: |reward| &mut reward.gives,
    };
    view! {
        <div class="grid gap-4 p-4 pt-2">
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
                {row.text("name", words("Name", ""), |reward| reward.name.clone(), |reward, text| reward.name = text)}
                {row.text("points", number("Costs, in points", ""), |reward| reward.points.clone(), |reward, text| reward.points = text)}
            </div>
            {gives.fields()}
            <div class="flex flex-wrap items-start justify-between gap-2">
                <More label="More: how long a voucher is good">
                    {row.text(
                        "valid_days",
                        number("Days that a voucher stays good", "From the day after it was taken"),
                        |reward| reward.valid_days.clone(),
                        |reward, text| reward.valid_days = text,
                    )}
                </More>
                <button type="button" class="btn btn-ghost" on:click=move |_| row.remove()>
                    <Icon glyph=icon::TRASH_2/>
                    "Remove"
                </button>
            </div>
        </div>
    }
}
