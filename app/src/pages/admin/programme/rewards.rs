//! What points buy.

use leptos::prelude::*;
use regulars::programme::Fault;

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
        editor.form.with(|form| {
            form.rewards
                .iter()
                .map(|reward| reward.row)
                .collect::<Vec<_>>()
        })
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
    fn index(self) -> usize {
        let Self { row, rows, .. } = self;
        rows.with(|rows| rows.iter().position(|each| *each == row))
            .unwrap_or(0)
    }

    /// `Flat white, 200 points`.
    fn line(self) -> String {
        self.editor.form.with(|form| match reward(form, self.row) {
            Some(reward) if !reward.name.trim().is_empty() => {
                format!("{}, {} points", reward.name, reward.points)
            }
            _ => "A new reward".to_owned(),
        })
    }

    /// A text field of the reward.
    fn field(
        self,
        name: &'static str,
        look: Look,
        get: fn(&RewardForm) -> &String,
        set: fn(&mut RewardForm) -> &mut String,
    ) -> impl IntoView {
        let Self { editor, row, .. } = self;
        input(
            editor,
            format!("reward-{row}-{name}"),
            look,
            move || format!("rewards.{}.{name}", self.index()),
            move |form| {
                reward(form, row)
                    .map(|reward| get(reward).clone())
                    .unwrap_or_default()
            },
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
    // One that was just added is open; the others are a line each, open when something is wrong.
    let unnamed = editor
        .form
        .with_untracked(|form| reward(form, row).is_none_or(|reward| reward.name.is_empty()));
    let faulty = Memo::new(move |_| {
        let path = format!("rewards.{}.", fields.index());
        let inside = |fault: &Fault| fault.field.starts_with(&path);
        editor
            .reading
            .with(|reading| reading.faults.iter().any(inside))
    });
    view! {
        <li>
            <details class="rounded-box border border-base-300" open=move || unnamed || faulty.get()>
                <summary class="flex min-h-14 cursor-pointer list-none items-center gap-3 px-4">
                    <span class="min-w-0 flex-1 truncate font-medium">{move || fields.line()}</span>
                    <Icon glyph=icon::CHEVRON_DOWN/>
                </summary>
                <Open fields/>
            </details>
        </li>
    }
}

/// A reward's fields.
#[component]
fn Open(fields: Row) -> impl IntoView {
    let Row { editor, row, .. } = fields;
    let sort_of =
        move |form: &Form| reward(form, row).map_or(RewardSort::AmountOff, |reward| reward.sort);
    let sort = Memo::new(move |_| editor.form.with(sort_of));
    let remove = move |_| editor.change(|form| form.rewards.retain(|reward| reward.row != row));
    view! {
        <div class="grid gap-4 p-4 pt-2">
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
                {fields.field("name", words("Name", ""), |reward| &reward.name, |reward| &mut reward.name)}
                {fields.field("points", number("Costs, in points", ""), |reward| &reward.points, |reward| &mut reward.points)}
            </div>
            {choice(
                editor,
                format!("reward-{row}-kind"),
                "Gives",
                SORTS,
                sort_of,
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
        </div>
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
