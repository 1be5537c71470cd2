//! The fields of each kind of promotion.

use leptos::prelude::*;
use regulars::promotion::StampPer;

use super::{
    editor::{amount, input, number, words},
    form::{PlaceForm, PromotionForm, PromotionSort},
    gives::Gives,
    rows::Row,
};
use crate::components::{Icon, icon};

const STAMPS: &[(StampPer, &str)] = &[
    (StampPer::Unit, "Each unit"),
    (StampPer::Visit, "Each visit"),
    (StampPer::Order, "Each order"),
];

/// The fields of the kind that is chosen.
pub fn kind_fields(row: Row<PromotionForm>) -> impl IntoView {
    let sort = row.watch(|promotion| promotion.sort);
    move || {
        match sort.get() {
        None => ().into_any(),
        Some(PromotionSort::PercentOff) => view! {
            <div class="max-w-72">
                {row.text("percent", number("Per cent off", ""), |it| it.percent.clone(), |it, text| it.percent = text)}
            </div>
        }
        .into_any(),
        Some(PromotionSort::AmountOff) => view! {
            <div class="max-w-72">
                {row.text("amount", amount("Amount off", ""), |it| it.amount.clone(), |it, text| it.amount = text)}
            </div>
        }
        .into_any(),
        Some(PromotionSort::BuyGet) => buy_get(row),
        Some(PromotionSort::Ladder) => row.text(
            "steps",
            words(
                "Per cent off each unit",
                "With commas, from the first unit on, the dearest first. The last holds for all further ones",
            ),
            |it| it.steps.clone(),
            |it, text| it.steps = text,
        ),
        Some(PromotionSort::StampCard) => stamp_card(row),
        Some(PromotionSort::NextOrder) => next_order(row),
    }
    }
}

fn buy_get(row: Row<PromotionForm>) -> AnyView {
    view! {
        <div class="grid items-start gap-4 sm:grid-cols-3">
            {row.text("buy", number("Buy", "At full price"), |it| it.buy.clone(), |it, text| it.buy = text)}
            {row.text("get", number("Get", "The cheapest ones"), |it| it.get.clone(), |it, text| it.get = text)}
            {row.text_as(
                "percent",
                "get-percent",
                number("Per cent off these", "100: free"),
                |it| it.get_percent.clone(),
                |it, text| it.get_percent = text,
            )}
        </div>
        {row.tick(
            "Begins again in a large basket",
            "Otherwise once an order.",
            |it| it.repeats,
            |it, ticked| it.repeats = ticked,
        )}
    }
    .into_any()
}

fn stamp_card(row: Row<PromotionForm>) -> AnyView {
    let places = row.watch(|it| it.places.iter().map(|place| place.row).collect::<Vec<_>>());
    let add = move |_| {
        let number = untrack(|| row.with(|it| it.places.iter().map(|place| place.row).max()));
        let place = PlaceForm::free(number.map_or(0, |row| row + 1), "10");
        row.change(|it| it.places.push(place));
    };
    view! {
        {row.choice("per", "A stamp for", STAMPS, |it| it.per, |it, per| it.per = per)}
        {row.editor.fault_line_at(move || row.path("rewards"))}
        <ol class="grid gap-3">
            <For each=move || places.get().unwrap_or_default() key=|place| *place let:place>
                <Place row place places/>
            </For>
        </ol>
        <button type="button" class="btn btn-sm btn-ghost justify-self-start" on:click=add>
            <Icon glyph=icon::PLUS/>
            "Another place of the card"
        </button>
    }
    .into_any()
}

/// One place of the card, and what is cheaper there.
#[component]
fn Place(row: Row<PromotionForm>, place: u32, places: Memo<Option<Vec<u32>>>) -> impl IntoView {
    let text = move |field: &'static str, look, of: fn(&mut PlaceForm) -> &mut String| {
        let index = move || {
            let here = |each: &u32| *each == place;
            places.with(|places| places.as_ref()?.iter().position(here))
        };
        input(
            row.editor,
            row.id(&format!("place-{place}-{field}")),
            look,
            move || row.path(&format!("rewards.{}.{field}", index().unwrap_or(0))),
            move |form| {
                let mut places = row
                    .find(form)
                    .map(|it| it.places.clone())
                    .unwrap_or_default();
                let found = places.iter_mut().find(|each| each.row == place);
                found.map(|found| of(found).clone()).unwrap_or_default()
            },
            move |form, text| {
                row.change_in(form, |it| {
                    if let Some(found) = it.places.iter_mut().find(|each| each.row == place) {
                        *of(found) = text;
                    }
                });
            },
        )
    };
    let many = move || places.with(|places| places.as_ref().is_some_and(|it| it.len() > 1));
    let remove = move |_| row.change(|it| it.places.retain(|each| each.row != place));
    view! {
        <li class="grid items-start gap-4 sm:grid-cols-[repeat(3,minmax(0,1fr))_auto]">
            {text("at", number("At place", "5: every 5th"), |place| &mut place.at)}
            {text("percent", number("Per cent off", "100: free"), |place| &mut place.percent)}
            {text("amount", amount("Or an amount off", "off that order"), |place| &mut place.amount)}
            <Show when=many>
                <button
                    type="button"
                    class="btn btn-square btn-ghost justify-self-end sm:mt-7"
                    aria-label="Remove this place"
                    on:click=remove
                >
                    <Icon glyph=icon::TRASH_2/>
                </button>
            </Show>
        </li>
    }
}

fn next_order(row: Row<PromotionForm>) -> AnyView {
    let gives = Gives {
        row,
        paths: [
            "gives.amount",
            "gives.percent",
            "gives.at_most",
            "gives.worth",
            "gives.skus",
        ],
        of: |promotion| &promotion.gives,
        of_mut: |promotion| &mut promotion.gives,
    };
    view! {
        {gives.fields()}
        <div class="max-w-72">
            {row.text(
                "valid_days",
                number("Days that the voucher stays good", "From the day after the order"),
                |it| it.valid_days.clone(),
                |it, text| it.valid_days = text,
            )}
        </div>
        {row.tick(
            "With a short code of the member's own",
            "Initials and a number, such as JWR01, to say at the till.",
            |it| it.order_code,
            |it, ticked| it.order_code = ticked,
        )}
    }
    .into_any()
}
