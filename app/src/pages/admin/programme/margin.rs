//! The margin that no discount may go below, and paying with points.

use leptos::prelude::*;

use super::{
    super::parts::Fault,
    editor::{Editor, Look, amount, input, number, tick, words},
    form::{CostForm, Form, MarginForm, PayForm},
    sections::{Folded, More},
    so_far,
};
use crate::components::{Icon, Notice, Tone, icon, words::capital};

/// The guard, its worst case, and what is worth thinking over.
#[component]
pub fn Margin(editor: Editor) -> impl IntoView {
    let on = Memo::new(move |_| editor.form.with(|form| form.margin.on));
    let overridden = Memo::new(move |_| editor.form.with(|form| form.margin.overridden));
    view! {
        <Folded editor at="margin" so_far=so_far::margin
            id="margin"
            title="Margin"
            under="What you keep at least. At the till discounts are cut to it, and a programme that can go below it is not published."
        >
            {tick(editor, "Guard my margin", "", |form| form.margin.on, |form, on| form.margin.on = on)}
            <Show when=move || on.get()>
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {field(editor, "floor_percent", number("Keep at least, in per cent", "Of what is paid before tax"), |it| &mut it.floor_percent)}
                    {field(
                        editor,
                        "usual_percent",
                        number("Usual margin, in per cent", "Where the cost of an item is not known"),
                        |it| &mut it.usual_percent,
                    )}
                </div>
                <WorstCase editor/>
                {tick(
                    editor,
                    "Let orders go below it all the same",
                    "With a name and a reason, which are kept with the version.",
                    |form| form.margin.overridden,
                    |form, on| form.margin.overridden = on,
                )}
                <Show when=move || overridden.get()>
                    <div class="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
                        {field(editor, "overridden.by", words("Who says so", ""), |it| &mut it.by)}
                        {field(editor, "overridden.reason", words("Why", "Such as: opening week"), |it| &mut it.reason)}
                    </div>
                </Show>
                <More label="More: a usual order, what customers get back, costs by category">
                    <div class="grid items-start gap-4 sm:grid-cols-2">
                        {field(editor, "usual_order", amount("A usual order comes to", "For the worst case and the warnings"), |it| &mut it.usual_order)}
                        {field(
                            editor,
                            "value_back_percent",
                            number("Customers get back at least, in per cent", "You are warned below it. 0: no warning"),
                            |it| &mut it.value_back_percent,
                        )}
                    </div>
                    <Costs editor/>
                </More>
            </Show>
        </Folded>
    }
}

fn field(
    editor: Editor,
    name: &'static str,
    look: Look,
    of: fn(&mut MarginForm) -> &mut String,
) -> AnyView {
    input(
        editor,
        format!("margin-{}", name.replace('.', "-")),
        look,
        move || format!("margin.{name}"),
        move |form| of(&mut form.margin.clone()).clone(),
        move |form, text| *of(&mut form.margin) = text,
    )
}

/// The stack of discounts that leaves least, in a sentence.
#[component]
fn WorstCase(editor: Editor) -> impl IntoView {
    let worst = Memo::new(move |_| {
        editor.reading.with(|reading| {
            let case = reading.programme.worst_case()?;
            let floor = reading.programme.margin.as_ref()?.floor_percent;
            let fine = case.margin_hundredths >= i64::from(floor) * 100;
            Some((fine, format!("{}.", capital(case.words()))))
        })
    });
    move || {
        worst.get().map(|(fine, words)| {
            let tone = if fine { Tone::Good } else { Tone::Warn };
            view! { <Notice tone>{words}</Notice> }
        })
    }
}

/// What makes the programme too stingy, or too much to explain.
#[component]
pub fn Warnings(editor: Editor) -> impl IntoView {
    let warnings = Memo::new(move |_| {
        editor.reading.with(|reading| {
            let warnings = reading.programme.warnings();
            warnings.iter().map(|it| it.words()).collect::<Vec<_>>()
        })
    });
    move || {
        warnings
            .get()
            .into_iter()
            .map(|words| view! { <Notice tone=Tone::Plain>{words}</Notice> })
            .collect_view()
    }
}

/// What the articles of categories cost.
#[component]
fn Costs(editor: Editor) -> impl IntoView {
    let rows = Memo::new(move |_| {
        editor.form.with(|form| {
            form.margin
                .costs
                .iter()
                .map(|cost| cost.row)
                .collect::<Vec<_>>()
        })
    });
    let add = move |_| {
        editor.change(|form| {
            let row = form.new_row();
            let (category, percent) = (String::new(), "40".to_owned());
            let cost = CostForm {
                row,
                category,
                percent,
            };
            form.margin.costs.push(cost);
        });
    };
    let fault = editor.fault(|| "margin.costs".to_owned());
    view! {
        <ul class="grid gap-3">
            <For each=move || rows.get() key=|row| *row let:row>
                <Cost editor row/>
            </For>
        </ul>
        {move || fault.get().map(|words| view! { <Fault words/> })}
        <button type="button" class="btn btn-sm btn-ghost justify-self-start" on:click=add>
            <Icon glyph=icon::PLUS/>
            "Add the cost of a category"
        </button>
    }
}

#[component]
fn Cost(editor: Editor, row: u32) -> impl IntoView {
    let text = move |name: &'static str, look, of: fn(&mut CostForm) -> &mut String| {
        input(
            editor,
            format!("cost-{row}-{name}"),
            look,
            // What is wrong stands once below them all.
            || "margin.costs.row".to_owned(),
            move |form| {
                let mut costs = form.margin.costs.clone();
                let found = costs.iter_mut().find(|cost| cost.row == row);
                found.map(|cost| of(cost).clone()).unwrap_or_default()
            },
            move |form, text| {
                if let Some(cost) = form.margin.costs.iter_mut().find(|cost| cost.row == row) {
                    *of(cost) = text;
                }
            },
        )
    };
    let remove = move |_| editor.change(|form| form.margin.costs.retain(|cost| cost.row != row));
    view! {
        <li class="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto]">
            {text("category", words("Category", ""), |cost| &mut cost.category)}
            {text("percent", number("Costs, in per cent of the price", ""), |cost| &mut cost.percent)}
            <button
                type="button"
                class="btn btn-square btn-ghost justify-self-end sm:mt-7"
                aria-label="Remove this category"
                on:click=remove
            >
                <Icon glyph=icon::TRASH_2/>
            </button>
        </li>
    }
}

/// On which terms points pay at the till.
#[component]
pub fn Paying(editor: Editor) -> impl IntoView {
    let on = Memo::new(move |_| editor.form.with(|form| form.pay.on));
    let text = move |name: &'static str, look, of: fn(&mut PayForm) -> &mut String| {
        input(
            editor,
            format!("pay-{name}"),
            look,
            move || format!("pay_with_points.{name}"),
            move |form: &Form| of(&mut form.pay.clone()).clone(),
            move |form, text| *of(&mut form.pay) = text,
        )
    };
    view! {
        <Folded editor at="pay_with_points" so_far=so_far::paying id="paying" title="Paying with points" under="Points that pay a part of an order at the till, beside the rewards.">
            {tick(editor, "Points can pay", "", |form| form.pay.on, |form, on| form.pay.on = on)}
            <Show when=move || on.get()>
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {text("points", number("So many points", ""), |pay| &mut pay.points)}
                    {text("amount", amount("Pay", "In your currency"), |pay| &mut pay.amount)}
                </div>
                <More label="More: from how many points, up to how much">
                    <div class="grid items-start gap-4 sm:grid-cols-2">
                        {text("minimum_points", number("From so many points", "0: any number"), |pay| &mut pay.minimum_points)}
                        {text(
                            "at_most_percent",
                            number("Up to so many per cent of an order", "Empty: all of it"),
                            |pay| &mut pay.at_most_percent,
                        )}
                    </div>
                </More>
            </Show>
        </Folded>
    }
}
