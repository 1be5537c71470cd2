//! The fields of what a reward or a voucher gives.

use leptos::prelude::*;

use super::{
    editor::{amount, number, words},
    form::{GivesForm, RewardSort},
    rows::{Listed, Row},
};

const SORTS: &[(RewardSort, &str)] = &[
    (RewardSort::AmountOff, "An amount off"),
    (RewardSort::PercentOff, "A percentage off"),
    (RewardSort::FreeItem, "An item for nothing"),
];

/// Where the fields are kept, and what their paths begin with.
pub struct Gives<T> {
    /// The row that has them.
    pub row: Row<T>,
    /// Paths of amount, percentage, cap, worth, articles.
    pub paths: [&'static str; 5],
    /// In the row.
    pub of: fn(&T) -> &GivesForm,
    /// In the row, to change them.
    pub of_mut: fn(&mut T) -> &mut GivesForm,
}

impl<T> Clone for Gives<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Gives<T> {}

impl<T: Listed> Gives<T> {
    /// What it gives, then the fields of that kind.
    pub fn fields(self) -> AnyView {
        let Self {
            row, of, of_mut, ..
        } = self;
        let editor = row.editor;
        let sort = Memo::new(move |_| {
            let form = editor.form.read();
            row.find(&form).map(|form| of(form).sort)
        });
        let kind = move || match sort.get() {
            None => ().into_any(),
            // A kind that has no fields here.
            Some(RewardSort::Kept) => {
                let gives = row.with(|form| of(form).kept.words(editor.currency));
                view! { <p class="text-muted">"Gives: " {gives}</p> }.into_any()
            }
            Some(sort) => self.of_sort(sort),
        };
        view! {
            <Show when=move || sort.get() != Some(RewardSort::Kept)>
                {row.choice("gives", "Gives", SORTS, move |form| of(form).sort, move |form, sort| of_mut(form).sort = sort)}
            </Show>
            {kind}
        }
        .into_any()
    }

    fn of_sort(self, sort: RewardSort) -> AnyView {
        let Self {
            row,
            paths,
            of,
            of_mut,
        } = self;
        let text = move |path,
                         look,
                         get: fn(&GivesForm) -> &String,
                         set: fn(&mut GivesForm) -> &mut String| {
            row.text(
                path,
                look,
                move |form| get(of(form)).clone(),
                move |form, text| *set(of_mut(form)) = text,
            )
        };
        let [off, percent, at_most, worth, skus] = paths;
        match sort {
            RewardSort::AmountOff => view! {
                <div class="max-w-72">
                    {text(off, amount("Amount off", "Off the whole order"), |gives| &gives.amount, |gives| &mut gives.amount)}
                </div>
            }
            .into_any(),
            RewardSort::PercentOff => view! {
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {text(percent, number("Per cent off", "Off the whole order"), |gives| &gives.percent, |gives| &mut gives.percent)}
                    {text(at_most, amount("At most", "Empty: no limit"), |gives| &gives.at_most, |gives| &mut gives.at_most)}
                </div>
            }
            .into_any(),
            RewardSort::FreeItem => view! {
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {text(worth, amount("Usually sells for", "For the worth of a point"), |gives| &gives.worth, |gives| &mut gives.worth)}
                    {text(
                        skus,
                        words("Article numbers", "With commas. Empty: an item of the reward's name"),
                        |gives| &gives.skus,
                        |gives| &mut gives.skus,
                    )}
                </div>
            }
            .into_any(),
            RewardSort::Kept => ().into_any(),
        }
    }
}
