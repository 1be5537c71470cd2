//! What the member can use now: vouchers, and rewards that the points pay for.

use leptos::prelude::*;
use regulars::{
    money::format_count,
    views::{AtTill, RewardOffer, VoucherView},
};

use super::{keys::offer_id, state::Sale};
use crate::{api::admin::till::uses::Use, components::words};

/// One line of the list.
struct Offer {
    /// As it is sent.
    what: String,
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
    let known: Vec<String> = offers.iter().map(|offer| offer.what.clone()).collect();
    let typed = move || {
        let typed = |used: &String| !known.contains(used);
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
    let empty = offers.is_empty();
    view! {
        <fieldset class="grid min-w-0 grid-cols-1 content-start">
            <legend class="heading pb-1">"Can use now"</legend>
            {(1_usize..)
                .zip(offers)
                .map(|(number, offer)| view! { <Choice sale number offer left whole/> })
                .collect_view()}
            {typed}
            {empty.then(|| view! { <p class="text-muted">"Nothing yet. Scan or type a voucher's code beside the items."</p> })}
        </fieldset>
    }
}

fn offers_of(sale: Sale, at: &AtTill) -> Vec<Offer> {
    let voucher = |voucher: &VoucherView| Offer {
        what: Use::Voucher(voucher.code.clone()).to_string(),
        name: voucher.reward.name.clone(),
        under: format!(
            "Voucher, good until {}",
            words::day(voucher.expires_on, sale.today)
        ),
        points: 0,
        is_whole_order: voucher.reward.kind.is_whole_order(),
    };
    let reward = |offer: &RewardOffer| Offer {
        what: Use::Reward(offer.reward.key.clone()).to_string(),
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
        name,
        under,
        points,
        is_whole_order,
    } = offer;
    let chosen = {
        let what = what.clone();
        Memo::new(move |_| sale.used.with(|used| used.contains(&what)))
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
    let toggled = what.clone();
    view! {
        <label class="flex min-h-16 cursor-pointer items-center gap-3 border-b border-base-300 py-2 last:border-0 has-disabled:cursor-default has-disabled:opacity-60">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-sm rounded-full"
                id=offer_id(&number.to_string())
                name="used[]"
                value=what
                checked=chosen.get_untracked()
                prop:checked=chosen
                disabled=too_dear
                on:change=move |_| {
                    sale.toggle(&toggled);
                    if is_whole_order {
                        // The one chosen last takes the place of another: a reward that is left
                        // out would have cost its points all the same.
                        whole.with_value(|whole| sale.leave_others(&toggled, whole));
                    }
                }
            />
            <span class="min-w-0 flex-1">
                <span class="block truncate font-medium">{name}</span>
                <span class="block truncate text-sm text-muted">{under}</span>
            </span>
            {(number <= 9)
                .then(|| {
                    view! {
                        <kbd class="kbd kbd-sm max-lg:hidden" aria-hidden="true">
                            {number}
                        </kbd>
                    }
                })}
        </label>
    }
}

fn typed_code(sale: Sale, used: String) -> impl IntoView {
    let code = match used.parse() {
        Ok(Use::Voucher(code)) => code.grouped(),
        _ => used.clone(),
    };
    let what = used.clone();
    view! {
        <div class="flex min-h-14 items-center gap-3 border-b border-base-300">
            <input type="hidden" name="used[]" value=used/>
            <span class="min-w-0 flex-1 truncate font-medium">"Voucher " {code}</span>
            <button type="button" class="btn btn-ghost btn-sm" on:click=move |_| sale.toggle(&what)>
                "Leave out"
            </button>
        </div>
    }
}
