//! What a member may tell besides the name: the birthday and a telephone number, and why.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{time::Day, views::Profile};

use crate::{
    api::member::profile::KeepProfile,
    components::{
        Field, FormFault, Icon, Notice, SubmitButton, Tone, fault_of, icon, words::points,
    },
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The form. Nothing in it has to be told.
#[component]
pub fn ProfileForm(
    /// The shop, as in addresses.
    slug: String,
    /// What was told before.
    profile: Profile,
    /// The shop's day.
    today: Day,
    /// Keeps it.
    action: ServerAction<KeepProfile>,
) -> impl IntoView {
    // Without JavaScript the form leads back here and says in the address what it brought.
    let told_before = use_query_map().with_untracked(|query| query.get("told"));
    let brought = move || {
        action.value().with(|answer| match answer {
            Some(answer) => answer.as_ref().ok().copied(),
            None => told_before.as_ref().and_then(|points| points.parse().ok()),
        })
    };
    let saved = move || {
        brought().map(|brought: i64| {
            let words = match brought {
                0 => "Saved.".to_owned(),
                brought => format!("Saved. {} are on your card.", points(brought)),
            };
            view! { <Notice tone=Tone::Good>{words}</Notice> }
        })
    };
    let why = match profile.brings {
        Some(brings) => format!(
            "Tell us both, and your name, for {}. Nothing here has to be told.",
            points(brings)
        ),
        None => "Nothing here has to be told.".to_owned(),
    };
    let phone = profile.phone.clone();
    view! {
        <section class="panel" aria-labelledby="details" id="details-panel">
            <ActionForm action=action>
                <div class="grid gap-4">
                    <div class="grid gap-1">
                        <h2 class="heading" id="details">"More about you"</h2>
                        <p class="text-sm text-muted">{why}</p>
                    </div>
                    {saved}
                    <FormFault action=action/>
                    <input type="hidden" name="shop" value=slug/>
                    <Birthday profile=profile today=today fault=fault_of(action, "birthday")/>
                    <Field
                        label="Telephone"
                        name="phone"
                        kind="tel"
                        inputmode="tel"
                        autocomplete="tel"
                        hint="For when something you ordered is ready, or a card is lost."
                        value=phone.unwrap_or_default()
                        maxlength=40
                        required=false
                        fault=fault_of(action, "phone")
                    />
                    <SubmitButton action=action class="btn btn-quiet w-full">
                        "Keep these details"
                    </SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Birthday(profile: Profile, today: Day, fault: Signal<Option<String>>) -> impl IntoView {
    let birthday = profile.birthday;
    let day = birthday.map(|it| it.day().to_string());
    let year = birthday
        .and_then(|it| it.year())
        .map(|year| year.to_string());
    let why = profile.birthday_brings.map_or_else(
        || "So that we can wish you well on the day.".to_owned(),
        |brings| format!("{} on the day.", points(brings)),
    );
    let kept = profile
        .birthday_kept_until
        .map(|until| format!(" It can be changed from {}.", until.words(today)));
    let chosen = birthday.map_or(0, |it| usize::from(it.month()));
    let month = move |(number, name): (usize, &'static str)| {
        view! {
            <option value=number.to_string() selected=number == chosen>
                {name}
            </option>
        }
    };
    view! {
        <fieldset class="field min-w-0" aria-describedby="birthday-hint birthday-fault">
            <legend class="pb-1 font-semibold">"Birthday"</legend>
            <p class="hint" id="birthday-hint">{why}{kept}</p>
            <div class="grid grid-cols-[4rem_minmax(0,1fr)_5.5rem] items-end gap-2">
                <label class="grid gap-1 text-sm">
                    "Day"
                    <input class="input" name="birth_day" inputmode="numeric" maxlength="2" autocomplete="bday-day" value=day/>
                </label>
                <label class="grid gap-1 text-sm min-w-0">
                    "Month"
                    <select class="select" name="birth_month" autocomplete="bday-month">
                        <option value="" selected=chosen == 0></option>
                        {(1..).zip(MONTHS).map(month).collect_view()}
                    </select>
                </label>
                <label class="grid gap-1 text-sm">
                    "Year, if you like"
                    <input class="input" name="birth_year" inputmode="numeric" maxlength="4" autocomplete="bday-year" value=year/>
                </label>
            </div>
            <div role="alert" id="birthday-fault">
                {move || {
                    fault
                        .get()
                        .map(|words| {
                            view! {
                                <p class="fault">
                                    <Icon glyph=icon::CIRCLE_ALERT/>
                                    <span>{words}</span>
                                </p>
                            }
                        })
                }}
            </div>
        </fieldset>
    }
}
