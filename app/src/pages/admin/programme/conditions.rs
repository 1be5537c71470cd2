//! Fields that every rule has: when it applies, what it counts, how often it may be had.

use leptos::prelude::*;
use regulars::condition::Weekday;

use super::{
    super::parts::Fault,
    editor::{amount, day, number, words},
    form::{LimitsForm, WhenForm, WhichForm},
    rows::{Listed, Row},
};

/// Dates, days of the week, hours.
pub fn when_fields<T: Listed>(
    row: Row<T>,
    of: fn(&T) -> &WhenForm,
    of_mut: fn(&mut T) -> &mut WhenForm,
) -> AnyView {
    let text =
        move |field, look, get: fn(&WhenForm) -> &String, set: fn(&mut WhenForm) -> &mut String| {
            row.text(
                field,
                look,
                move |form| get(of(form)).clone(),
                move |form, text| *set(of_mut(form)) = text,
            )
        };
    let weekday = move |weekday: Weekday| {
        row.tick(
            weekday.name(),
            "",
            move |form| of(form).weekdays.contains(&weekday),
            move |form, on| of_mut(form).set_weekday(weekday, on),
        )
    };
    let about_days = row.editor.fault(move || row.path("when.weekdays"));
    let about_tiers = row.editor.fault(move || row.path("when.tiers"));
    let fault = move || {
        let words = about_days.get().or_else(|| about_tiers.get())?;
        Some(view! { <Fault words/> })
    };
    view! {
        <div class="grid items-start gap-4 sm:grid-cols-2">
            {text("when.from", day("From", "Empty: at once"), |when| &when.from, |when| &mut when.from)}
            {text("when.until", day("Until", "This day included. Empty: for good"), |when| &when.until, |when| &mut when.until)}
            {text("when.hours", number("From, in hours", "Such as 14. Empty: all day"), |when| &when.hour_from, |when| &mut when.hour_from)}
            {row.text_as(
                "when.hours",
                "when.hours-until",
                number("To, in hours", "Such as 17: to 16:59"),
                move |form| of(form).hour_until.clone(),
                move |form, text| of_mut(form).hour_until = text,
            )}
        </div>
        <fieldset class="grid gap-1.5">
            <legend class="font-semibold">"Days of the week"</legend>
            <p class="text-sm text-muted">"None ticked: every day."</p>
            <div class="flex flex-wrap gap-x-4">{Weekday::ALL.map(weekday).into_iter().collect_view()}</div>
            {fault}
        </fieldset>
    }
    .into_any()
}

/// Categories and articles, and what is left out.
pub fn which_fields<T: Listed>(
    row: Row<T>,
    of: fn(&T) -> &WhichForm,
    of_mut: fn(&mut T) -> &mut WhichForm,
) -> AnyView {
    let text =
        move |id, look, get: fn(&WhichForm) -> &String, set: fn(&mut WhichForm) -> &mut String| {
            row.text_as(
                "which",
                id,
                look,
                move |form| get(of(form)).clone(),
                move |form, text| *set(of_mut(form)) = text,
            )
        };
    view! {
        <div class="grid items-start gap-4 sm:grid-cols-2">
            {text(
                "which-categories",
                words("Only these categories", "With commas. Empty: everything"),
                |which| &which.categories,
                |which| &mut which.categories,
            )}
            {text("which-skus", words("Only these articles", "Article numbers, with commas"), |which| &which.skus, |which| &mut which.skus)}
            {text(
                "which-without-categories",
                words("Not these categories", ""),
                |which| &which.without_categories,
                |which| &mut which.without_categories,
            )}
            {text("which-without-skus", words("Not these articles", ""), |which| &which.without_skus, |which| &mut which.without_skus)}
        </div>
    }
    .into_any()
}

/// How often it may be had.
pub fn limit_fields<T: Listed>(
    row: Row<T>,
    of: fn(&T) -> &LimitsForm,
    of_mut: fn(&mut T) -> &mut LimitsForm,
) -> AnyView {
    let text = move |path,
                     id,
                     look,
                     get: fn(&LimitsForm) -> &String,
                     set: fn(&mut LimitsForm) -> &mut String| {
        row.text_as(
            path,
            id,
            look,
            move |form| get(of(form)).clone(),
            move |form, text| *set(of_mut(form)) = text,
        )
    };
    view! {
        <div class="grid items-start gap-4 sm:grid-cols-2">
            {text("limits", "limits-total", number("Times in all", "Empty: no limit"), |it| &it.total, |it| &mut it.total)}
            {text("limits.budget", "limits-budget", amount("Money in all", "What it may cost you"), |it| &it.budget, |it| &mut it.budget)}
            {text("limits", "limits-member", number("Times for a member", ""), |it| &it.per_member, |it| &mut it.per_member)}
            {text(
                "limits",
                "limits-month",
                number("Times for a member in a month", ""),
                |it| &it.per_member_month,
                |it| &mut it.per_member_month,
            )}
        </div>
    }
    .into_any()
}
