//! Publishing a version: at once, at a moment of the shop's, or to some members first.

use leptos::prelude::*;
use regulars::{
    release::Audience,
    views::{Until, VersionPage, VersionStatus},
};

use crate::{
    api::admin::versions::{ReleaseVersion, To},
    components::{Field, Icon, Notice, SubmitButton, Tone, fault_of, icon},
    error::AppError,
};

/// The form.
#[component]
pub fn Release(page: VersionPage, changed: Callback<()>) -> impl IntoView {
    let release = ServerAction::<ReleaseVersion>::new();
    Effect::new(move |_| {
        if matches!(release.value().get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    let waits = page.row.status == VersionStatus::Waiting;
    let (title, button) = match waits {
        true => ("Change for whom it holds", "Save"),
        false => ("Publish it", "Publish"),
    };
    let chosen = chosen(&page);
    let edit = (page.row.status == VersionStatus::Draft).then(|| {
        view! {
            <a class="btn btn-ghost w-full" href="/admin/programme">
                "Change the draft"
            </a>
        }
    });
    view! {
        <section class="panel grid gap-4" aria-labelledby="release">
            <h2 class="heading" id="release">
                {title}
            </h2>
            {move || refused(release).map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })}
            <ActionForm action=release>
                <div class="grid gap-4">
                    <input type="hidden" name="version" value=page.row.version.to_string()/>
                    <fieldset class="grid gap-2">
                        <legend class="sr-only">"For whom, and when"</legend>
                        {option("now", "For everybody, now", chosen == To::Now, ().into_any())}
                        {option("at", "For everybody, later", chosen == To::At, moment(&page, release))}
                        {option("staff", "First for members who work here", chosen == To::Staff, staff())}
                        {tiers(&page, chosen)}
                        {option("share", "First for a share of the members", chosen == To::Share, share(&page, release))}
                    </fieldset>
                    <SubmitButton action=release class="btn btn-primary w-full">
                        <Icon glyph=icon::CHECK/>
                        {button}
                    </SubmitButton>
                    {edit}
                </div>
            </ActionForm>
        </section>
    }
}

/// What is wrong and belongs to no field.
fn refused(release: ServerAction<ReleaseVersion>) -> Option<String> {
    const FIELDS: [&str; 4] = ["day", "time", "percent", "tier"];
    release.value().with(|answer| match answer {
        Some(Err(error)) if FIELDS.iter().all(|field| error.of_field(field).is_none()) => {
            Some(AppError::message(error))
        }
        _ => None,
    })
}

/// How it waits now.
fn chosen(page: &VersionPage) -> To {
    match page.waiting.as_ref().map(|waiting| &waiting.until) {
        Some(Until::Moment { .. }) => To::At,
        Some(Until::Everybody { audience, .. }) => match audience {
            Audience::Staff => To::Staff,
            Audience::Tier { .. } => To::Tier,
            Audience::Share { .. } => To::Share,
        },
        None => To::Now,
    }
}

/// One choice; its fields are shown while it is chosen.
fn option(key: &'static str, words: &'static str, chosen: bool, fields: AnyView) -> AnyView {
    view! {
        <div class="group rounded-field border border-base-300 px-3.5 has-[input:checked]:border-primary has-[input:checked]:bg-primary/10">
            <label class="flex min-h-12 cursor-pointer items-center gap-3 has-focus-visible:outline-2 has-focus-visible:outline-primary">
                <input type="radio" class="radio radio-primary radio-xs" name="to" value=key checked=chosen/>
                {words}
            </label>
            <div class="hidden gap-3 pb-3 group-has-[input:checked]:grid">{fields}</div>
        </div>
    }
    .into_any()
}

fn moment(page: &VersionPage, release: ServerAction<ReleaseVersion>) -> AnyView {
    let (day, time) = match page.waiting.as_ref().map(|waiting| &waiting.until) {
        Some(Until::Moment { day, time }) => (day.to_string(), time.clone()),
        _ => (page.shop.today.plus_days(1).to_string(), "06:00".to_owned()),
    };
    let zone = format!(
        "Times are those of {}.",
        page.shop.time_zone.replace('_', " ")
    );
    view! {
        <Field label="Day" name="day" kind="date" value=day required=false fault=fault_of(release, "day")/>
        <Field label="Time" name="time" kind="time" value=time required=false hint=zone fault=fault_of(release, "time")/>
    }
    .into_any()
}

fn staff() -> AnyView {
    view! {
        <p class="text-sm text-muted">
            "Members whose mail address is that of somebody who works here. Everybody else stays with the version in force."
        </p>
    }
    .into_any()
}

/// Without levels there is nothing to choose.
fn tiers(page: &VersionPage, chosen: To) -> Option<AnyView> {
    let held = match page.waiting.as_ref().map(|waiting| &waiting.until) {
        Some(Until::Everybody {
            audience: Audience::Tier { key },
            ..
        }) => key.clone(),
        _ => page.tiers.last()?.0.clone(),
    };
    let tier = |(key, name): &(String, String)| {
        view! {
            <option value=key.clone() selected={*key == held}>
                {name.clone()}
            </option>
        }
    };
    let select = view! {
        <select class="select" name="tier" aria-label="Level">
            {page.tiers.iter().map(tier).collect_view()}
        </select>
    };
    let words = "First for members of a level";
    Some(option("tier", words, chosen == To::Tier, select.into_any()))
}

fn share(page: &VersionPage, release: ServerAction<ReleaseVersion>) -> AnyView {
    let percent = match page.waiting.as_ref().map(|waiting| &waiting.until) {
        Some(Until::Everybody {
            audience: Audience::Share { percent, .. },
            ..
        }) => *percent,
        _ => 10,
    };
    view! {
        <Field
            label="Per cent of the members"
            name="percent"
            kind="text"
            inputmode="numeric"
            maxlength=2
            required=false
            value=percent.to_string()
            hint="Drawn by chance, once. When the share grows, whoever has the version keeps it."
            fault=fault_of(release, "percent")
        />
    }
    .into_any()
}
