//! Paying a part with points: a tick, with the most that can be paid.

use leptos::prelude::*;
use regulars::{programme::PayWithPoints as Terms, programme::words::points};

use super::{state::Sale, tick::Tick};
use crate::api::admin::till::uses::Use;

/// What the uses of a sale begin with when points pay.
const POINTS: &str = "p:";

/// The tick.
#[component]
pub fn PayWithPoints(
    sale: Sale,
    /// Its number among what can be used.
    number: usize,
    terms: Terms,
    /// Points that the rewards chosen leave.
    left: Memo<i64>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        sale.used
            .with(|used| used.iter().any(|each| each.starts_with(POINTS)))
    });
    let too_few = move || !chosen.get() && left.get() < terms.minimum_points.max(1);
    // What is sent: never more than the rewards that are taken at the same time leave.
    let most = move || Use::Points(left.get().max(1)).to_string();
    // The transition around it may ask once more when this view is gone; then there is nothing.
    let under = move || match (sale.judged(), left.try_get()) {
        (_, None) => String::new(),
        (Some(judged), _) if judged.points_paid > 0 => format!(
            "{} pay {}",
            points(judged.points_paid),
            sale.currency.format(judged.paid_with_points)
        ),
        (judged, Some(left)) => {
            let amount = terms.amount_for(left);
            let amount = judged.map_or(amount, |it| terms.most_of(it.total).min(amount));
            format!(
                "Up to {} with {}",
                sale.currency.format(amount),
                points(terms.points_for(amount))
            )
        }
    };
    let toggle = move || {
        sale.used.update(|used| {
            let before = used.len();
            used.retain(|each| !each.starts_with(POINTS));
            if used.len() == before {
                used.push(Use::Points(left.get_untracked().max(1)).to_string());
            }
        });
    };
    view! {
        <Tick number value=Signal::derive(most) chosen disabled=Signal::derive(too_few) toggle name="Pay with points">
            <Transition fallback=|| ()>{under}</Transition>
        </Tick>
    }
}
