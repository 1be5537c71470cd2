//! Ways to earn points besides buying: what each brings, where the member is with it, what to do.

use leptos::{either::EitherOf4, prelude::*};
use leptos_router::hooks::use_query_map;
use regulars::{
    act::{Act, ActRule},
    time::Day,
    views::{Way, WayState},
};

use super::address_part;
use crate::{
    api::member::ways::{ClaimAct, WaysPage as Page, get_ways},
    components::{
        Empty, FormFault, Icon, Loaded, MemberShell, Notice, PageTitle, SubmitButton, Tab, Tone,
        encode, icon,
        words::{capital, day, points},
    },
};

/// All ways of the programme.
#[component]
pub fn EarnPage() -> impl IntoView {
    let shop = address_part("shop");
    let page = Resource::new_blocking(move || shop.get(), get_ways);
    view! {
        <PageTitle text="Ways to earn"/>
        <Loaded from=page show=|page| view! { <EarnView page=page/> }/>
    }
}

#[component]
fn EarnView(page: Page) -> impl IntoView {
    let Page { ways, key } = page;
    let (shop, ways) = (ways.shop, ways.ways);
    let action = ServerAction::<ClaimAct>::new();
    let (slug, today) = (shop.slug.clone(), shop.today);
    let claimed = use_query_map().with_untracked(|query| query.get("claimed"));
    let said = ways
        .iter()
        .find(|way| Some(&way.rule.key) == claimed.as_ref())
        .and_then(said);
    let none = ways.is_empty();
    let rows = ways
        .into_iter()
        .map(|way| {
            view! { <WayRow slug=slug.clone() way=way key_of_form=key.clone() today=today action=action/> }
        })
        .collect_view();
    view! {
        <MemberShell shop=shop tab=Tab::Card>
            <div class="column grid gap-4">
                <div class="grid gap-1 px-1">
                    <h1 class="title">"Ways to earn"</h1>
                    <p class="text-muted">"Points for something besides buying."</p>
                </div>
                {said.map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
                <FormFault action=action/>
                {none
                    .then(|| {
                        view! {
                            <div class="panel">
                                <Empty glyph=icon::SPARKLES title="Nothing else for now">
                                    <p>"At the moment points come with what you buy. The card shows how many."</p>
                                </Empty>
                            </div>
                        }
                    })}
                <ul class="grid gap-3">{rows}</ul>
            </div>
        </MemberShell>
    }
}

/// What came of a claim just made.
fn said(way: &Way) -> Option<String> {
    match way.state {
        WayState::Done { .. } => Some(format!("{} are on your card.", points(way.rule.points))),
        WayState::Waiting { .. } => Some(format!(
            "We have it. {} come as soon as somebody has looked at it.",
            points(way.rule.points)
        )),
        _ => None,
    }
}

#[component]
fn WayRow(
    slug: String,
    way: Way,
    key_of_form: String,
    today: Day,
    action: ServerAction<ClaimAct>,
) -> impl IntoView {
    let Way { rule, state } = way;
    let under = under(&rule, &state, today);
    let brings = format!("{}, {}", points(rule.points), rule.how_often.words());
    let step = step(&slug, &rule, &state, key_of_form, action);
    view! {
        <li class="panel grid gap-3 min-w-0">
            <div class="flex items-start gap-3">
                <span class="picture">
                    <Icon glyph=glyph(rule.act)/>
                </span>
                <div class="min-w-0 flex-1">
                    <h2 class="font-semibold leading-snug break-words">{rule.name}</h2>
                    <p class="text-muted">{brings}</p>
                    {under.map(|under| view! { <p class="text-sm text-muted">{under}</p> })}
                </div>
            </div>
            {step}
        </li>
    }
}

/// The one thing to do about it, if there is one.
fn step(
    slug: &str,
    rule: &ActRule,
    state: &WayState,
    key: String,
    action: ServerAction<ClaimAct>,
) -> impl IntoView + use<> {
    let (slug, rule_key, name) = (slug.to_owned(), rule.key.clone(), rule.name.clone());
    match (state, elsewhere(rule.act)) {
        (WayState::Seen, Some((words, path))) => EitherOf4::A(view! {
            <a class="btn btn-quiet w-full" href=format!("/{slug}/{path}")>{words}</a>
        }),
        (WayState::Open { .. }, _) if rule.needs_approval => {
            let href = format!("/{slug}/earn/{}", encode(&rule_key));
            EitherOf4::B(view! {
                <a class="btn btn-primary w-full" href=href>
                    "Show it to us"
                    <span class="sr-only">": "{name}</span>
                </a>
            })
        }
        (WayState::Open { .. }, _) => EitherOf4::C(view! {
            <ActionForm action=action>
                <input type="hidden" name="shop" value=slug/>
                <input type="hidden" name="rule" value=rule_key/>
                <input type="hidden" name="key" value=key/>
                <SubmitButton action=action class="btn btn-primary w-full">
                    "I did it"
                    <span class="sr-only">": "{name}</span>
                </SubmitButton>
            </ActionForm>
        }),
        _ => EitherOf4::D(()),
    }
}

/// Where something is done that is seen without a claim.
fn elsewhere(act: Act) -> Option<(&'static str, &'static str)> {
    match act {
        Act::Birthday => Some(("Tell us your birthday", "me#details")),
        Act::Profile => Some(("Tell us more about you", "me#details")),
        Act::Referral => Some(("Bring a friend", "refer")),
        Act::Join | Act::Review | Act::Share | Act::Survey => None,
    }
}

fn glyph(act: Act) -> icon::Glyph {
    match act {
        Act::Join => icon::USER_PLUS,
        Act::Birthday => icon::CAKE,
        Act::Review => icon::PENCIL,
        Act::Share => icon::SHARE_2,
        Act::Survey => icon::LIST,
        Act::Referral => icon::USERS,
        Act::Profile => icon::USER,
    }
}

/// Where the member is with it: a day, and what happens next.
fn under(rule: &ActRule, state: &WayState, today: Day) -> Option<String> {
    match state {
        WayState::Open { refused: true } => {
            Some("We could not count what you sent. You can send something else.".to_owned())
        }
        WayState::Open { refused: false } if rule.when.is_always() => None,
        WayState::Open { refused: false } => Some(capital(rule.when.words())),
        WayState::Seen => match rule.act {
            Act::Birthday => Some("On the day itself, once we know it.".to_owned()),
            Act::Profile => Some("Your name, your birthday and a telephone number.".to_owned()),
            _ => None,
        },
        WayState::Waiting { since } => {
            Some(format!("Sent {}. We look at it soon.", day(*since, today)))
        }
        WayState::Done { on, again_on } => Some(match again_on {
            Some(again) => format!(
                "Done {}. Again from {}.",
                day(*on, today),
                again.words(today)
            ),
            None => format!("Done {}.", day(*on, today)),
        }),
        WayState::NotNow { because } => Some(capital(because.clone())),
    }
}

#[cfg(test)]
mod tests {
    use regulars::{act::HowOften, condition::When};

    use super::*;

    #[test]
    fn each_state_says_when_and_what_next() {
        let rule = ActRule {
            key: "review".to_owned(),
            name: "Write a review".to_owned(),
            act: Act::Review,
            points: 100,
            how_often: HowOften::Yearly,
            needs_approval: true,
            when: When::default(),
        };
        let today: Day = "2026-11-22".parse().unwrap();
        let words = |state| under(&rule, &state, today);
        assert_eq!(words(WayState::Open { refused: false }), None);
        assert_eq!(
            words(WayState::Waiting { since: today }).as_deref(),
            Some("Sent today. We look at it soon.")
        );
        let done = WayState::Done {
            on: today.plus_days(-30),
            again_on: "2027-01-01".parse().ok(),
        };
        assert_eq!(
            words(done).as_deref(),
            Some("Done 23 October. Again from 1 January 2027.")
        );
    }
}
