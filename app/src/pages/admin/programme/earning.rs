//! How points are earned.

use leptos::prelude::*;
use regulars::programme::Base;

use super::{
    editor::{Decision, Editor, More, amount, choice, input, number, tick, words},
    form::{Form, RuleForm},
    key::new_key,
};
use crate::components::{Icon, icon};

/// The rules, most often one.
#[component]
pub fn Earning(editor: Editor) -> impl IntoView {
    let rows = Memo::new(move |_| {
        editor
            .form
            .with(|form| form.rules.iter().map(|rule| rule.row).collect::<Vec<_>>())
    });
    view! {
        <Decision id="earning" title="Earning" under="What a purchase brings. All rules count together, then the tier multiplies.">
            <For each=move || rows.get() key=|row| *row let:row>
                <Rule editor row rows/>
            </For>
            <button type="button" class="btn btn-quiet justify-self-start" on:click=move |_| editor.change(add)>
                <Icon glyph=icon::PLUS/>
                "Add a rule"
            </button>
            {tick(
                editor,
                "Keep fractions of a point for the next order",
                "Otherwise they are rounded away, order by order.",
                |form| form.carry_fractions,
                |form, ticked| form.carry_fractions = ticked,
            )}
        </Decision>
    }
}

fn add(form: &mut Form) {
    let row = form.new_row();
    let key = new_key("rule", form.rules.iter().map(|rule| rule.key.as_str()));
    form.rules.push(RuleForm {
        row,
        key,
        name: "Large purchases".to_owned(),
        points: "1".to_owned(),
        per: "1".to_owned(),
        minimum: "50".to_owned(),
        base: Base::default(),
    });
}

fn rule(form: &Form, row: u32) -> Option<&RuleForm> {
    form.rules.iter().find(|rule| rule.row == row)
}

/// A text field of a rule.
fn field(
    editor: Editor,
    row: u32,
    rows: Memo<Vec<u32>>,
    name: &'static str,
    look: super::editor::Look,
    get: fn(&RuleForm) -> &String,
    set: fn(&mut RuleForm) -> &mut String,
) -> impl IntoView {
    let index = move || {
        rows.with(|rows| rows.iter().position(|each| *each == row))
            .unwrap_or(0)
    };
    input(
        editor,
        format!("rule-{row}-{name}"),
        look,
        move || format!("earning.{}.{name}", index()),
        move |form| {
            rule(form, row)
                .map(|rule| get(rule).clone())
                .unwrap_or_default()
        },
        move |form, text| {
            if let Some(rule) = form.rules.iter_mut().find(|rule| rule.row == row) {
                *set(rule) = text;
            }
        },
    )
}

#[component]
fn Rule(editor: Editor, row: u32, rows: Memo<Vec<u32>>) -> impl IntoView {
    let many = move || rows.with(|rows| rows.len() > 1);
    let remove = move |_| editor.change(|form| form.rules.retain(|rule| rule.row != row));
    view! {
        <div class="grid gap-4 rounded-box border border-base-300 p-4">
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,2fr)]">
                {field(editor, row, rows, "points", number("Points", ""), |rule| &rule.points, |rule| &mut rule.points)}
                {field(editor, row, rows, "per", amount("For every", "In your currency"), |rule| &rule.per, |rule| &mut rule.per)}
                {field(editor, row, rows, "name", words("Called", "Members read it"), |rule| &rule.name, |rule| &mut rule.name)}
            </div>
            <More label="More: minimum, and what counts">
                {field(editor, row, rows, "minimum", amount("Only on orders from", "0: every order"), |rule| &rule.minimum, |rule| &mut rule.minimum)}
                {counted(editor, row)}
            </More>
            <Show when=many>
                <button type="button" class="btn btn-sm btn-ghost justify-self-end" on:click=remove>
                    <Icon glyph=icon::TRASH_2/>
                    "Remove this rule"
                </button>
            </Show>
        </div>
    }
}

/// What of the order counts.
fn counted(editor: Editor, row: u32) -> impl IntoView {
    let part = move |label, hint, get: fn(&Base) -> bool, set: fn(&mut Base, bool)| {
        tick(
            editor,
            label,
            hint,
            move |form| rule(form, row).is_some_and(|rule| get(&rule.base)),
            move |form, ticked| {
                if let Some(rule) = form.rules.iter_mut().find(|rule| rule.row == row) {
                    set(&mut rule.base, ticked);
                }
            },
        )
    };
    const PRICES: &[(bool, &str)] = &[
        (true, "The price after your discounts"),
        (false, "The price before them"),
    ];
    view! {
        {choice(
            editor,
            format!("rule-{row}-discounts"),
            "What counts",
            PRICES,
            move |form| rule(form, row).is_none_or(|rule| rule.base.after_discounts),
            move |form, after| {
                if let Some(rule) = form.rules.iter_mut().find(|rule| rule.row == row) {
                    rule.base.after_discounts = after;
                }
            },
        )}
        <div class="grid sm:grid-cols-2">
            {part("Tax counts", "", |base| base.tax, |base, ticked| base.tax = ticked)}
            {part("Shipping counts", "", |base| base.shipping, |base, ticked| base.shipping = ticked)}
            {part("What vouchers paid counts", "Points on points", |base| base.redeemed, |base, ticked| base.redeemed = ticked)}
            {part("What gift cards paid counts", "", |base| base.gift_cards, |base, ticked| base.gift_cards = ticked)}
        </div>
    }
}
