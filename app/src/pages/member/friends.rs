//! A friend's four steps, and what they mean in words.

use leptos::prelude::*;
use regulars::{money::Currency, referral::Stage, time::Day, views::Friend};

use crate::components::{
    StepsBar,
    words::{day, on_day, points},
};

/// One friend: the name, what comes of it and when, the steps, and why.
#[component]
pub fn FriendRow(
    /// The friend.
    friend: Friend,
    /// For the first order's total.
    currency: Currency,
    /// The shop's day.
    today: Day,
) -> impl IntoView {
    let outcome = outcome(&friend, today);
    let detail = detail(&friend, currency);
    let done = friend.stage.steps_done();
    let label = format!("{done} of 4 steps: {}", step_words(friend.stage));
    let ended = matches!(friend.stage, Stage::Rejected | Stage::Reversed);
    view! {
        <li class="grid gap-2 min-w-0">
            <p class="flex flex-wrap justify-between gap-x-4">
                <span class="font-medium min-w-0 break-words">{friend.name}</span>
                <span class="text-muted">{outcome}</span>
            </p>
            {(!ended).then(|| view! { <StepsBar done=done label=label/> })}
            {detail.map(|detail| view! { <p class="text-sm text-muted">{detail}</p> })}
        </li>
    }
}

/// `300 points on 28 November`, `joined yesterday`.
fn outcome(friend: &Friend, today: Day) -> String {
    let when = on_day(friend.moved_on, today);
    match (friend.stage, friend.due_on) {
        (Stage::Invite, _) => format!("invited {when}"),
        (Stage::Lead | Stage::Qualified, _) => format!("joined {when}"),
        (Stage::Closed | Stage::Held, Some(due)) => {
            format!("{} {}", points(friend.points), on_day(due, today))
        }
        (Stage::Closed | Stage::Held, None) => format!("{} soon", points(friend.points)),
        (Stage::Rewarded, _) => format!("{} {when}", points(friend.points)),
        (Stage::Rejected, _) => format!("not counted, {}", day(friend.moved_on, today)),
        (Stage::Reversed, _) => format!("taken back {when}"),
    }
}

/// What stands under the steps.
fn detail(friend: &Friend, currency: Currency) -> Option<String> {
    let order = friend
        .order_total
        .map(|total| format!("First order {}", currency.format(total)));
    match friend.stage {
        Stage::Invite => None,
        Stage::Lead | Stage::Qualified => {
            (friend.points > 0).then(|| format!("{} with the first order", points(friend.points)))
        }
        Stage::Held => order.map(|order| format!("{order}, waiting out the return window")),
        Stage::Closed | Stage::Rewarded => order,
        Stage::Rejected | Stage::Reversed => friend.reason.clone().or(order),
    }
}

fn step_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Invite => "invited",
        Stage::Lead | Stage::Qualified => "joined",
        Stage::Closed | Stage::Held => "first order placed",
        Stage::Rewarded => "paid",
        Stage::Rejected => "not counted",
        Stage::Reversed => "taken back",
    }
}

#[cfg(test)]
mod tests {
    use regulars::{ids::ReferralId, money::Minor};

    use super::*;

    fn friend(stage: Stage) -> Friend {
        Friend {
            id: ReferralId(Default::default()),
            name: "Mara".to_owned(),
            stage,
            points: 300,
            due_on: (stage == Stage::Held).then(|| "2026-11-28".parse().unwrap()),
            order_total: Some(Minor(1420)),
            moved_on: "2026-11-20".parse().unwrap(),
            reason: None,
        }
    }

    #[test]
    fn each_stage_has_a_sentence_with_a_day() {
        let today = "2026-11-21".parse().unwrap();
        let gbp = "GBP".parse().unwrap();
        assert_eq!(
            outcome(&friend(Stage::Held), today),
            "300 points on 28 November"
        );
        assert_eq!(outcome(&friend(Stage::Lead), today), "joined yesterday");
        assert_eq!(
            outcome(&friend(Stage::Rewarded), today),
            "300 points yesterday"
        );
        assert_eq!(
            detail(&friend(Stage::Held), gbp).as_deref(),
            Some("First order £14.20, waiting out the return window")
        );
    }
}
