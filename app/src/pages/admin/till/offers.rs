//! What the member can use now: vouchers, rewards that the points pay for, points, gift cards and
//! store credit as payment.

use leptos::prelude::*;
use regulars::{
    money::format_count,
    views::{AtTill, RewardOffer, VoucherView},
};

use super::{
    points::PayWithPoints,
    purses::{self, PayWithMoney},
    state::Sale,
    tick::Tick,
};
use crate::{api::admin::till::uses::Use, components::words};

/// One line of the list.
struct Offer {
    /// As it is sent.
    what: String,
    /// As it is sent when its order code was quoted.
    quoted: Option<String>,
    name: String,
    under: String,
    /// Points it takes; a voucher was paid for before.
    points: i64,
    /// Whether it is a discount on the whole order, of which only one applies.
    is_whole_order: bool,
}

/// The list; nothing when there is nothing to use.
#[component]
pub fn Offers(sale: Sale, at: AtTill) -> impl IntoView {
    let offers = offers_of(sale, &at);
    let prices: Vec<(String, i64)> = offers
        .iter()
        .map(|offer| (offer.what.clone(), offer.points))
        .collect();
    let whole = offers
        .iter()
        .filter(|offer| offer.is_whole_order)
        .map(|offer| offer.what.clone());
    let whole = StoredValue::new(whole.collect::<Vec<_>>());
    // Codes that were typed in and are not in the list.
    let quoted = offers.iter().filter_map(|offer| offer.quoted.clone());
    let known = offers.iter().map(|offer| offer.what.clone());
    let known: Vec<String> = known
        .chain(quoted)
        .chain(purses::known(&at.money))
        .collect();
    let typed = move || {
        let typed = |used: &String| !known.contains(used) && !used.starts_with("p:");
        sale.used
            .get()
            .into_iter()
            .filter(typed)
            .map(|used| typed_code(sale, used))
            .collect_view()
    };
    let left = Memo::new(move |_| {
        let taken = |(what, points): &(String, i64)| {
            sale.used
                .with(|used| used.contains(what))
                .then_some(*points)
        };
        at.row.available - prices.iter().filter_map(taken).sum::<i64>()
    });
    let terms = at.pay_with_points;
    let can_pay = terms.is_some_and(|terms| at.row.available >= terms.minimum_points.max(1));
    let pay = terms.filter(|_| can_pay);
    let empty = offers.is_empty() && pay.is_none() && at.money.is_empty();
    let last = offers.len() + 1;
    let money = last + usize::from(pay.is_some());
    view! {
        <fieldset class="grid min-w-0 grid-cols-1 content-start">
            <legend class="heading pb-1">"Can use now"</legend>
            {(1_usize..)
                .zip(offers)
                .map(|(number, offer)| view! { <Choice sale number offer left whole/> })
                .collect_view()}
            {pay.map(|terms| view! { <PayWithPoints sale number=last terms left/> })}
            <PayWithMoney sale first=money money=at.money/>
            {typed}
            {empty.then(|| view! { <p class="text-muted">"Nothing yet. Scan or type a code beside the items."</p> })}
        </fieldset>
    }
}

fn offers_of(sale: Sale, at: &AtTill) -> Vec<Offer> {
    let voucher = |voucher: &VoucherView| Offer {
        what: Use::Voucher(voucher.code.clone()).to_string(),
        quoted: voucher
            .order_code
            .as_ref()
            .map(|code| Use::Code(code.to_string()).to_string()),
        name: voucher.reward.name.clone(),
        under: match &voucher.order_code {
            None => format!(
                "Voucher, good until {}",
                words::day(voucher.expires_on, sale.today)
            ),
            Some(code) => format!(
                "{code}, voucher, good until {}",
                words::day(voucher.expires_on, sale.today)
            ),
        },
        points: 0,
        is_whole_order: voucher.reward.kind.is_whole_order(),
    };
    let reward = |offer: &RewardOffer| Offer {
        what: Use::Reward(offer.reward.key.clone()).to_string(),
        quoted: None,
        name: offer.reward.words(),
        under: String::new(),
        points: offer.reward.points,
        is_whole_order: offer.reward.kind.is_whole_order(),
    };
    at.vouchers
        .iter()
        .map(voucher)
        .chain(at.rewards.iter().map(reward))
        .collect()
}

#[component]
fn Choice(
    sale: Sale,
    number: usize,
    offer: Offer,
    left: Memo<i64>,
    whole: StoredValue<Vec<String>>,
) -> impl IntoView {
    let Offer {
        what,
        quoted,
        name,
        under,
        points,
        is_whole_order,
    } = offer;
    let chosen = {
        let (what, quoted) = (what.clone(), quoted.clone());
        let is_it = move |used: &String| *used == what || Some(used) == quoted.as_ref();
        Memo::new(move |_| sale.used.with(|used| used.iter().any(&is_it)))
    };
    let too_dear = move || !chosen.get() && points > left.get();
    let under = move || match (points, chosen.get(), left.get()) {
        (0, ..) => under.clone(),
        (_, true, left) => format!("Leaves {}", words::points(left)),
        (points, false, left) if points <= left => {
            format!("Would leave {}", words::points(left - points))
        }
        (points, false, left) => format!("{} points missing", format_count(points - left)),
    };
    let sent = what.clone();
    let toggle = move || {
        match quoted.as_ref().filter(|quoted| sale.is_used(quoted)) {
            Some(quoted) => sale.toggle(quoted),
            None => sale.toggle(&what),
        }
        if is_whole_order {
            // The one chosen last takes the place of another: a reward that is left out would
            // have cost its points all the same.
            whole.with_value(|whole| sale.leave_others(&what, whole));
        }
    };
    view! {
        <Tick number value=sent chosen disabled=Signal::derive(too_dear) toggle name>
            {under}
        </Tick>
    }
}

fn typed_code(sale: Sale, used: String) -> impl IntoView {
    let code = match used.parse() {
        Ok(Use::Voucher(code)) => format!("Code {}", code.grouped()),
        Ok(Use::Code(code)) => format!("Code {code}"),
        _ => used.clone(),
    };
    let (what, left) = (used.clone(), used.clone());
    view! {
        <div class="flex min-h-14 items-center gap-3 border-b border-base-300">
            <input type="hidden" name="used[]" value=used/>
            <span class="min-w-0 flex-1 truncate font-medium">{code}</span>
            <a
                class="btn btn-ghost btn-sm"
                href=move || sale.address_leaving(&left)
                on:click=move |event| {
                    event.prevent_default();
                    sale.toggle(&what);
                }
            >
                "Leave out"
            </a>
        </div>
    }
}
