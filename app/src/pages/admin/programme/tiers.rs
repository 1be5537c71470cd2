//! Tiers: levels reached by spend, points, visits or friends.

use leptos::prelude::*;
use regulars::tier::{Basis, Downgrade};

use super::{
    editor::{Editor, Look, amount, choice, input, number, tick, words},
    form::{Form, LevelForm, WindowForm},
    key::new_key,
    sections::{Folded, More},
    so_far,
};
use crate::components::{Icon, icon};

const BASES: &[(Basis, &str)] = &[
    (Basis::Spend, "Money spent"),
    (Basis::Points, "Points earned"),
    (Basis::Visits, "Days with an order"),
    (Basis::Referrals, "Friends brought"),
];

const WINDOWS: &[(WindowForm, &str)] = &[
    (WindowForm::CalendarYear, "In a calendar year"),
    (WindowForm::Rolling, "Within so many days"),
    (WindowForm::Lifetime, "In all"),
];

const DOWNGRADES: &[(Downgrade, &str)] = &[
    (
        Downgrade::ByBalance,
        "The tier that the amount gives follows",
    ),
    (
        Downgrade::OneStep,
        "The next lower one follows, as long again",
    ),
];

/// The levels, what counts for them, and the time in which it counts.
#[component]
pub fn Tiers(editor: Editor) -> impl IntoView {
    let rows = Memo::new(move |_| {
        editor.form.with(|form| {
            form.levels
                .iter()
                .map(|level| level.row)
                .collect::<Vec<_>>()
        })
    });
    let rolling = move || editor.form.with(|form| form.window == WindowForm::Rolling);
    let on = move || editor.form.with(|form| form.has_tiers);
    view! {
        <Folded editor at="tiers" so_far=so_far::tiers id="tiers" title="Tiers" under="Levels that members reach. The first begins at zero.">
            {tick(editor, "This programme has tiers", "", |form| form.has_tiers, switch)}
            <Show when=on>
                {choice(
                    editor,
                    "tier-basis".to_owned(),
                    "What counts",
                    BASES,
                    |form| form.basis,
                    |form, basis| form.basis = basis,
                )}
                {choice(
                    editor,
                    "tier-window".to_owned(),
                    "It counts",
                    WINDOWS,
                    |form| form.window,
                    |form, window| form.window = window,
                )}
                <Show when=rolling>
                    <div class="max-w-72">
                        {input(
                            editor,
                            "tier-days".to_owned(),
                            number("How many days", "Today included."),
                            || "tiers.window".to_owned(),
                            |form| form.window_days.clone(),
                            |form, text| form.window_days = text,
                        )}
                    </div>
                </Show>
                <ol class="grid gap-3">
                    <For each=move || rows.get() key=|row| *row let:row>
                        <Level editor row rows/>
                    </For>
                </ol>
                <div class="flex flex-wrap gap-2">
                    <button type="button" class="btn btn-quiet" on:click=move |_| editor.change(add)>
                        <Icon glyph=icon::PLUS/>
                        "Add a tier"
                    </button>
                    <button
                        type="button"
                        class="btn btn-ghost"
                        on:click=move |_| editor.change(|form| sort(form, editor))
                    >
                        "Sort by amount"
                    </button>
                </div>
                {editor.fault_line("tiers.levels")}
                <More label="More: keep a tier for a while">
                    <div class="max-w-72">
                        {input(
                            editor,
                            "tier-grace".to_owned(),
                            number("Days of grace", "For which a tier is kept after it would be lost"),
                            || "tiers.grace_days".to_owned(),
                            |form| form.tier_grace_days.clone(),
                            |form, text| form.tier_grace_days = text,
                        )}
                    </div>
                    {choice(
                        editor,
                        "tier-downgrade".to_owned(),
                        "When a tier is lost",
                        DOWNGRADES,
                        |form| form.downgrade,
                        |form, downgrade| form.downgrade = downgrade,
                    )}
                </More>
            </Show>
        </Folded>
    }
}

fn switch(form: &mut Form, on: bool) {
    form.has_tiers = on;
    if on && form.levels.is_empty() {
        for (name, from, multiplier) in [
            ("Member", "0", "1"),
            ("Silver", "250", "1.25"),
            ("Gold", "500", "1.5"),
        ] {
            push(form, name, from, multiplier);
        }
    }
}

fn push(form: &mut Form, name: &str, from: &str, multiplier: &str) {
    let row = form.new_row();
    let key = new_key(name, form.levels.iter().map(|level| level.key.as_str()));
    let (name, from, multiplier) = (name.to_owned(), from.to_owned(), multiplier.to_owned());
    form.levels.push(LevelForm {
        row,
        key,
        name,
        from,
        multiplier,
        welcome: None,
    });
}

fn add(form: &mut Form) {
    push(form, "Next tier", "", "1");
}

/// By the amount at which they begin; what cannot be read goes last.
fn sort(form: &mut Form, editor: Editor) {
    form.levels.sort_by_key(|level| {
        editor
            .currency
            .parse(&level.from)
            .map_or(i64::MAX, |from| from.0)
    });
}

fn level(form: &Form, row: u32) -> Option<&LevelForm> {
    form.levels.iter().find(|level| level.row == row)
}

fn field(
    editor: Editor,
    row: u32,
    rows: Memo<Vec<u32>>,
    name: &'static str,
    look: Look,
    get: fn(&LevelForm) -> &String,
    set: fn(&mut LevelForm) -> &mut String,
) -> impl IntoView {
    let index = move || {
        rows.with(|rows| rows.iter().position(|each| *each == row))
            .unwrap_or(0)
    };
    input(
        editor,
        format!("level-{row}-{name}"),
        look,
        move || format!("tiers.levels.{}.{name}", index()),
        move |form| {
            level(form, row)
                .map(|level| get(level).clone())
                .unwrap_or_default()
        },
        move |form, text| {
            if let Some(level) = form.levels.iter_mut().find(|level| level.row == row) {
                *set(level) = text;
            }
        },
    )
}

#[component]
fn Level(editor: Editor, row: u32, rows: Memo<Vec<u32>>) -> impl IntoView {
    let name = move || {
        editor.form.with(|form| {
            level(form, row)
                .map(|level| level.name.clone())
                .unwrap_or_default()
        })
    };
    let remove = move |_| editor.change(|form| form.levels.retain(|level| level.row != row));
    view! {
        <li class="grid items-start gap-4 rounded-box border border-base-300 p-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]">
            {field(editor, row, rows, "name", words("Name", ""), |level| &level.name, |level| &mut level.name)}
            {field(editor, row, rows, "from", amount("From", "Of what counts"), |level| &level.from, |level| &mut level.from)}
            {field(
                editor,
                row,
                rows,
                "multiplier",
                amount("Points times", "1 to 10"),
                |level| &level.multiplier,
                |level| &mut level.multiplier,
            )}
            <button
                type="button"
                class="btn btn-square btn-ghost justify-self-end sm:mt-7"
                aria-label=move || format!("Remove {}", name())
                on:click=remove
            >
                <Icon glyph=icon::TRASH_2/>
            </button>
        </li>
    }
}
