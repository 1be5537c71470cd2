//! How points are earned.

use leptos::prelude::*;
use regulars::programme::Base;

use super::{
    conditions::{when_fields, which_fields},
    editor::{Editor, amount, input, number, tick, words},
    form::{CapsForm, EarningSort, Form, RuleForm},
    key::new_key,
    rows::{Row, rows},
    sections::{Decision, More},
};
use crate::components::{Icon, icon};

const SORTS: &[(EarningSort, &str)] = &[
    (EarningSort::Spend, "Money spent"),
    (EarningSort::Order, "Each order"),
    (EarningSort::Visit, "The first order of a day"),
    (EarningSort::Unit, "Each unit"),
];

const PRICES: &[(bool, &str)] = &[
    (true, "The price after your discounts"),
    (false, "The price before them"),
];

/// The rules, most often one.
#[component]
pub fn Earning(editor: Editor) -> impl IntoView {
    let rows = rows::<RuleForm>(editor);
    view! {
        <Decision id="earning" title="Earning" under="What a purchase brings. All rules count together, then the tier multiplies.">
            <For each=move || rows.get() key=|row| *row let:row>
                <Rule row=Row::new(editor, row) rows/>
            </For>
            {editor.fault_line("earning")}
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
            <More label="More: the most that one member earns">
                <div class="grid items-start gap-4 sm:grid-cols-3">
                    {cap(editor, "order", number("Points for one order", "Empty: no limit"), |caps| &mut caps.order)}
                    {cap(editor, "day", number("Points on one day", ""), |caps| &mut caps.day)}
                    {cap(editor, "month", number("Points in one month", ""), |caps| &mut caps.month)}
                </div>
            </More>
        </Decision>
    }
}

fn cap(
    editor: Editor,
    name: &'static str,
    look: super::editor::Look,
    of: fn(&mut CapsForm) -> &mut String,
) -> AnyView {
    input(
        editor,
        format!("cap-{name}"),
        look,
        move || format!("caps.{name}"),
        move |form| of(&mut form.caps.clone()).clone(),
        move |form, text| *of(&mut form.caps) = text,
    )
}

fn add(form: &mut Form) {
    let row = form.new_row();
    let key = new_key("rule", form.rules.iter().map(|rule| rule.key.as_str()));
    form.rules.push(RuleForm::blank(row, key));
}

#[component]
fn Rule(row: Row<RuleForm>, rows: Memo<Vec<u32>>) -> impl IntoView {
    let many = move || rows.with(|rows| rows.len() > 1);
    let of_money = row.watch(|rule| rule.sort == EarningSort::Spend);
    let of_money = move || of_money.get() != Some(false);
    view! {
        <div class="grid gap-4 rounded-box border border-base-300 p-4">
            {row.choice("sort", "Points for", SORTS, |rule| rule.sort, |rule, sort| rule.sort = sort)}
            <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,2fr)]">
                {row.text("points", number("Points", ""), |rule| rule.points.clone(), |rule, text| rule.points = text)}
                <Show when=of_money>
                    {row.text("per", amount("For every", "In your currency"), |rule| rule.per.clone(), |rule, text| rule.per = text)}
                </Show>
                {row.text("name", words("Called", "Members read it"), |rule| rule.name.clone(), |rule, text| rule.name = text)}
            </div>
            <More label="More: minimum, and what counts">
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {row.text(
                        "minimum",
                        amount("Only on orders from", "0: every order"),
                        |rule| rule.minimum.clone(),
                        |rule, text| rule.minimum = text,
                    )}
                    {row.text(
                        "minimum_quantity",
                        number("Only from so many units", "Empty: any number"),
                        |rule| rule.minimum_quantity.clone(),
                        |rule, text| rule.minimum_quantity = text,
                    )}
                </div>
                {row.tick(
                    "The minimum is before tax",
                    "",
                    |rule| rule.minimum_before_tax,
                    |rule, ticked| rule.minimum_before_tax = ticked,
                )}
                <Show when=of_money>{counted(row)}</Show>
                {which_fields(row, |rule| &rule.which, |rule| &mut rule.which)}
            </More>
            <More label="More: only at some times">{when_fields(row, |rule| &rule.when, |rule| &mut rule.when)}</More>
            <Show when=many>
                <button type="button" class="btn btn-sm btn-ghost justify-self-end" on:click=move |_| row.remove()>
                    <Icon glyph=icon::TRASH_2/>
                    "Remove this rule"
                </button>
            </Show>
        </div>
    }
}

/// What of the order counts.
fn counted(row: Row<RuleForm>) -> AnyView {
    let part = move |label, get: fn(&Base) -> bool, set: fn(&mut Base, bool)| {
        row.tick(
            label,
            "",
            move |rule| get(&rule.base),
            move |rule, ticked| set(&mut rule.base, ticked),
        )
    };
    view! {
        {row.choice(
            "discounts",
            "What counts",
            PRICES,
            |rule| rule.base.after_discounts,
            |rule, after| rule.base.after_discounts = after,
        )}
        <div class="grid sm:grid-cols-2">
            {part("Tax counts", |base| base.tax, |base, ticked| base.tax = ticked)}
            {part("Shipping counts", |base| base.shipping, |base, ticked| base.shipping = ticked)}
            {part("What vouchers paid counts", |base| base.redeemed, |base, ticked| base.redeemed = ticked)}
            {part("What gift cards paid counts", |base| base.gift_cards, |base, ticked| base.gift_cards = ticked)}
        </div>
    }
    .into_any()
}
