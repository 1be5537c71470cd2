//! Paying with gift cards and store credit: a tick for each that the member has.

use leptos::prelude::*;
use regulars::{explain::Step, money::Minor, plan::RungUp, purse::name_of, views::MemberMoney};

use super::{state::Sale, tick::Tick};
use crate::api::admin::till::uses::Use;

/// A gift card or store credit that may pay.
struct Payer {
    what: String,
    ending: Option<String>,
    balance: Minor,
}

/// What of the member's may pay, as it is sent.
pub fn known(money: &MemberMoney) -> Vec<String> {
    payers(money).into_iter().map(|payer| payer.what).collect()
}

fn payers(money: &MemberMoney) -> Vec<Payer> {
    let cards = money.cards.iter().filter(|card| card.balance.0 > 0);
    let cards = cards.map(|card| Payer {
        what: Use::Voucher(card.code.clone()).to_string(),
        ending: Some(card.code.ending()),
        balance: card.balance,
    });
    let credit = (money.credit.0 > 0).then(|| Payer {
        what: Use::Credit.to_string(),
        ending: None,
        balance: money.credit,
    });
    cards.chain(credit).collect()
}

/// The ticks, numbered from `first`.
#[component]
pub fn PayWithMoney(sale: Sale, first: usize, money: MemberMoney) -> impl IntoView {
    payers(&money)
        .into_iter()
        .zip(first..)
        .map(|(payer, number)| view! { <Purse sale number payer/> })
        .collect_view()
}

#[component]
fn Purse(sale: Sale, number: usize, payer: Payer) -> impl IntoView {
    let Payer {
        what,
        ending,
        balance,
    } = payer;
    let chosen = {
        let what = what.clone();
        Memo::new(move |_| sale.used.with(|used| used.contains(&what)))
    };
    let name = name_of(ending.as_deref());
    let under = move || {
        let judged = sale.judged();
        let paid = judged
            .as_ref()
            .and_then(|judged| paid_by(judged, ending.as_deref()));
        match paid {
            Some((amount, left)) => format!(
                "Pays {}, {} left",
                sale.currency.format(amount),
                sale.currency.format(left)
            ),
            None => format!("{} on it", sale.currency.format(balance)),
        }
    };
    let sent = what.clone();
    let toggle = move || sale.toggle(&what);
    view! {
        <Tick number value=sent chosen disabled=Signal::from(false) toggle name>
            <Transition fallback=|| ()>{under}</Transition>
        </Tick>
    }
}

/// What a purse pays and what stays in it, if it is used.
fn paid_by(judged: &RungUp, whose: Option<&str>) -> Option<(Minor, Minor)> {
    judged.trace.steps.iter().find_map(|step| match step {
        Step::PaidWithCard {
            ending,
            amount,
            left,
        } if ending.as_deref() == whose => Some((*amount, *left)),
        _ => None,
    })
}
