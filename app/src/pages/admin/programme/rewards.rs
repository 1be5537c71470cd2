//! What points buy.

use leptos::prelude::*;

use super::{
    editor::{Decision, Editor, Look, More, amount, choice, input, number, words},
    form::{Form, RewardForm, RewardSort},
};
use crate::components::{Icon, icon};

const SORTS: &[(RewardSort, &str)] = &[
    (RewardSort::AmountOff, "An amount off"),
    (RewardSort::PercentOff, "A percentage off"),
    (RewardSort::FreeItem, "An item for nothing"),
];

/// The rewards.
#[component]
pub fn Rewards(editor: Editor) -> impl IntoView {
    let rows = Memo::new(move |_| {
        editor.form.with(|form| form.rewards.iter().map(|reward| reward.row).collect::<Vec<_>>())
    });
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
                    <Reward editor row rows/>
                </For>
            </ul>
            <button type="button" class="btn btn-quiet justify-self-start" on:click=add>
                <Icon glyph=icon::PLUS/>
                "Add a reward"
            </button>
        </Decision>
    }
}

fn reward(form: &Form, row: u32) -> Option<&RewardForm> {
    form.rewards.iter().find(|reward| reward.row == row)
}

fn reward_mut(form: &mut Form, row: u32) -> Option<&mut RewardForm> {
    form.rewards.iter_mut().find(|reward| reward.row == row)
}

#[derive(Clone, Copy)]
struct Row {
    editor: Editor,
    row: u32,
    rows: Memo<Vec<u32>>,
}

impl Row {
    /// A text field of the reward.
    fn field(
        self,
        name: &'static str,
        look: Look,
        get: fn(&RewardForm) -> &String,
        set: fn(&mut RewardForm) -> &mut String,
    ) -> impl IntoView {
        let Self { editor, row, rows } = self;
        let index = move || rows.with(|rows| rows.iter().position(|each| *each == row)).unwrap_or(0);
        input(
            editor,
            format!("reward-{row}-{name}"),
            look,
            move || format!("rewards.{}.{name}", index()),
            move |form| reward(form, row).map(|reward| get(reward).clone()).unwrap_or_default(),
            move |form, text| {
                if let Some(reward) = reward_mut(form, row) {
                    *set(reward) = text;
                }
            },
        )
    }
}

#[component]
fn Reward(editor: Editor, row: u32, rows: Memo<Vec<u32>>) -> impl IntoView {
    let fields = Row { editor, row, rows };
    let sort = Memo::new(move |_| {
        editor.form.with(|form| reward(form, row).map_or(RewardSort::AmountOff, |reward| reward.sort))
    });
    let remove = move |_| editor.change(|form| form.rewards.retain(|reward| reward.row != row));
    view! {
        <li class="grid gap-4 rounded-box border border-base-300 p-4">
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
                {fields.field("name", words("Name", ""), |reward| &reward.name, |reward| &mut reward.name)}
                {fields.field("points", number("Costs, in points", ""), |reward| &reward.points, |reward| &mut reward.points)}
            </div>
            {choice(
                editor,
                format!("reward-{row}-kind"),
                "Gives",
                SORTS,
                move |form| reward(form, row).map_or(RewardSort::AmountOff, |reward| reward.sort),
                move |form, sort| {
                    if let Some(reward) = reward_mut(form, row) {
                        reward.sort = sort;
                    }
                },
            )}
            {move || gives(fields, sort.get())}
            <div class="flex flex-wrap items-start justify-between gap-2">
                <More label="More: how long a voucher is good">
                    {fields
                        .field(
                            "valid_days",
                            number("Days that a voucher stays good", "From the day after it was taken"),
                            |reward| &reward.valid_days,
                            |reward| &mut reward.valid_days,
                        )}
                </More>
                <button type="button" class="btn btn-ghost" on:click=remove>
                    <Icon glyph=icon::TRASH_2/>
                    "Remove"
                </button>
            </div>
        </li>
    }
}

/// The fields of one kind.
fn gives(fields: Row, sort: RewardSort) -> AnyView {
    match sort {
        RewardSort::AmountOff => view! {
            <div class="max-w-72">
                {fields.field("amount", amount("Amount off", "Off the whole order"), |reward| &reward.amount, |reward| &mut reward.amount)}
            </div>
        }
        .into_any(),
        RewardSort::PercentOff => view! {
            <div class="grid items-start gap-4 sm:grid-cols-2">
                {fields.field("percent", number("Per cent off", "Off the whole order"), |reward| &reward.percent, |reward| &mut reward.percent)}
                {fields
                    .field(
                        "at_most",
                        amount("At most", "Empty: no limit"),
                        |reward| &reward.at_most,
                        |reward| &mut reward.at_most,
                    )}
            </div>
        }
        .into_any(),
        RewardSort::FreeItem => view! {
            <div class="grid items-start gap-4 sm:grid-cols-2">
                {fields
                    .field(
                        "worth",
                        amount("Usually sells for", "For the worth of a point"),
                        |reward| &reward.worth,
                        |reward| &mut reward.worth,
                    )}
                {fields
                    .field(
                        "skus",
                        words("Article numbers", "With commas. Empty: an item of the reward's name"),
                        |reward| &reward.skus,
                        |reward| &mut reward.skus,
                    )}
            </div>
        }
        .into_any(),
    }
}
