//! What is cheaper at the till without points.

use leptos::prelude::*;

use super::{
    conditions::{limit_fields, when_fields, which_fields},
    editor::{Editor, amount, input, number, words},
    form::{PromotionForm, PromotionSort},
    promotion_kinds::kind_fields,
    rows::{Row, rows},
    sections::{Decision, More},
};
use crate::components::{Icon, icon};

const SORTS: &[(PromotionSort, &str)] = &[
    (PromotionSort::PercentOff, "A percentage off"),
    (PromotionSort::AmountOff, "An amount off"),
    (PromotionSort::BuyGet, "Buy some, get some"),
    (PromotionSort::Ladder, "The more, the cheaper"),
    (PromotionSort::StampCard, "Stamp card"),
    (PromotionSort::NextOrder, "Voucher for the next order"),
];

const TRIGGERS: &[(bool, &str)] = &[(false, "By itself"), (true, "With a code")];

/// The promotions.
#[component]
pub fn Promotions(editor: Editor) -> impl IntoView {
    let rows = rows::<PromotionForm>(editor);
    let add = move |_| {
        editor.change(|form| {
            let row = form.new_row();
            form.promotions.push(PromotionForm::blank(row));
        });
    };
    view! {
        <Decision
            id="promotions"
            title="Promotions"
            under="What is cheaper at the till without points: discounts, stamp cards, vouchers for the next order. Of discounts on a whole order only the best one applies."
        >
            <ul class="grid gap-3">
                <For each=move || rows.get() key=|row| *row let:row>
                    {Row::new(editor, row).folded(line, |it| it.name.is_empty(), |row| view! { <Promotion row/> })}
                </For>
            </ul>
            <div class="flex flex-wrap items-center gap-4">
                <button type="button" class="btn btn-quiet" on:click=add>
                    <Icon glyph=icon::PLUS/>
                    "Add a promotion"
                </button>
                <a class="text-link py-2" href="/admin/codes">
                    "One-time codes"
                </a>
            </div>
            <More label="More: the most taken off one order">
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {input(
                        editor,
                        "order-most".to_owned(),
                        amount("At most, in money", "Promotions and vouchers together. Empty: no limit"),
                        || "order_limit.amount".to_owned(),
                        |form| form.order_most.clone(),
                        |form, text| form.order_most = text,
                    )}
                    {input(
                        editor,
                        "order-most-percent".to_owned(),
                        number("At most, in per cent of the order", ""),
                        || "order_limit.percent".to_owned(),
                        |form| form.order_most_percent.clone(),
                        |form, text| form.order_most_percent = text,
                    )}
                </div>
            </More>
        </Decision>
    }
}

/// The promotion in the engine's words, as members read it; its name while something is wrong.
fn line(row: Row<PromotionForm>) -> String {
    let name = row.with(|promotion| promotion.name.trim().to_owned());
    if name.is_empty() {
        return "A new promotion".to_owned();
    }
    if row.is_faulty() {
        return name;
    }
    let (index, currency) = (row.index(), row.editor.currency);
    row.editor.reading.with(|reading| {
        let promotion = reading.programme.promotions.get(index);
        promotion.map_or(name, |promotion| promotion.sentence(currency))
    })
}

/// A promotion's fields.
#[component]
fn Promotion(row: Row<PromotionForm>) -> impl IntoView {
    let by_code = row.watch(|promotion| promotion.by_code);
    view! {
        <div class="grid gap-4 p-4 pt-2">
            {row.text("name", words("Name", "Members read it"), |it| it.name.clone(), |it, text| it.name = text)}
            {row.choice("sort", "Does", SORTS, |it| it.sort, |it, sort| it.sort = sort)}
            {kind_fields(row)}
            {row.choice("trigger", "Applies", TRIGGERS, |it| it.by_code, |it, by_code| it.by_code = by_code)}
            <Show when=move || by_code.get() == Some(true)>
                <div class="max-w-72">
                    {row.text(
                        "trigger.code",
                        words("Code", "Such as BRIE. Anybody may quote it. Empty: only one-time codes"),
                        |it| it.code.clone(),
                        |it, text| it.code = text,
                    )}
                </div>
            </Show>
            <More label="More: which items">{which_fields(row, |it| &it.which, |it| &mut it.which)}</More>
            <More label="More: when">{when_fields(row, |it| &it.when, |it| &mut it.when)}</More>
            <More label="More: minimum and limits">
                <Bounds row/>
            </More>
            <button type="button" class="btn btn-ghost justify-self-end" on:click=move |_| row.remove()>
                <Icon glyph=icon::TRASH_2/>
                "Remove"
            </button>
        </div>
    }
}

/// What an order needs, and the most that the promotion gives away.
#[component]
fn Bounds(row: Row<PromotionForm>) -> impl IntoView {
    view! {
        <div class="grid items-start gap-4 sm:grid-cols-2">
            {row.text(
                "minimum",
                amount("Only from", "Of what it counts, after other discounts. 0: any amount"),
                |it| it.minimum.clone(),
                |it, text| it.minimum = text,
            )}
            {row.text(
                "minimum_quantity",
                number("Only from so many units", "Empty: any number"),
                |it| it.minimum_quantity.clone(),
                |it, text| it.minimum_quantity = text,
            )}
            {row.text(
                "at_most",
                amount("Takes off at most", "From one order. Empty: no limit"),
                |it| it.at_most.clone(),
                |it, text| it.at_most = text,
            )}
            {row.text(
                "group",
                words("Group", "Of promotions with the same group only the best for the customer applies"),
                |it| it.group.clone(),
                |it, text| it.group = text,
            )}
        </div>
        {row.tick(
            "The minimum is before tax",
            "",
            |it| it.minimum_before_tax,
            |it, ticked| it.minimum_before_tax = ticked,
        )}
        {limit_fields(row, |it| &it.limits, |it| &mut it.limits)}
    }
}
