//! Gift cards sold, loaded and taken back; store credit given by hand.

use regulars::{
    command::{Command, GiveCredit, LoadCard, SellCard, VoidCard},
    ids::{MemberId, PurseId},
    money::Minor,
    plan::Receipt,
    purse::Delivery,
    rejection::Rejection,
    reward::VoucherCode,
    views::Shop,
};

use super::terms;
use crate::{
    Answer, Store,
    env::Environment,
    services::{AtWork, ServiceError, ask::Ask},
};

/// A gift card to be sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSale {
    /// Whose page shows it.
    pub owner: Option<MemberId>,
    /// What is paid for it.
    pub amount: Minor,
    /// To whom it is sent by mail.
    pub delivery: Option<Delivery>,
}

/// Sells a gift card ([`Receipt::PurseMoved`]).
///
/// # Errors
/// [`ServiceError::Fields`] on `amount` outside the shop's terms; [`ServiceError::Rejected`].
pub async fn sell(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    sale: &CardSale,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let command = Command::SellCard(SellCard {
        purse: PurseId(env.new_id()),
        code: VoucherCode::from_random(env.random()),
        owner: sale.owner,
        amount: sale.amount,
        terms: terms(&mut store.read().await?, shop).await?,
        delivery: sale.delivery.clone(),
    });
    let content = (sale.owner, sale.amount, &sale.delivery);
    let ask = at_till(env, shop, by, "sell-card", key);
    Ok(in_terms(shop, ask.submit(store, &content, command).await)?.receipt)
}

/// Puts more on a gift card ([`Receipt::PurseMoved`]).
///
/// # Errors
/// [`ServiceError::Fields`] on `amount`; [`Rejection::VoucherNotValid`].
pub async fn load(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    (code, amount): (&VoucherCode, Minor),
    key: &str,
) -> Result<Receipt, ServiceError> {
    let command = Command::LoadCard(LoadCard {
        code: code.clone(),
        amount,
        terms: terms(&mut store.read().await?, shop).await?,
    });
    let ask = at_till(env, shop, by, "load-card", key);
    Ok(in_terms(shop, ask.submit(store, &(code, amount), command).await)?.receipt)
}

/// Takes the last sale or load of a card back, while none of it was used
/// ([`Receipt::PurseMoved`]).
///
/// # Errors
/// [`Rejection::CardUsed`], [`Rejection::VoucherNotValid`].
pub async fn void(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    code: &VoucherCode,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let command = Command::VoidCard(VoidCard { code: code.clone() });
    let ask = at_till(env, shop, by, "void-card", key);
    Ok(ask.submit(store, code, command).await?.receipt)
}

/// Gives store credit, or takes it, within the bound of the role ([`Receipt::PurseMoved`]).
///
/// # Errors
/// [`ServiceError::Fields`] on `amount` or `reason`.
pub async fn give_credit(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    (member, amount, reason): (MemberId, Minor, &str),
    key: &str,
) -> Result<Receipt, ServiceError> {
    let limit = by.role.credit_limit();
    let command = Command::GiveCredit(GiveCredit {
        member,
        amount,
        reason: reason.to_owned(),
        limit,
    });
    let ask = at_till(env, shop, by, "give-credit", key);
    let answer = ask.submit(store, &(member, amount, reason), command).await;
    let money = |minor| shop.currency.format(Minor(minor));
    Ok(answer
        .map_err(|error| match error {
            ServiceError::Rejected(Rejection::BadCredit { limit_minor }) => ServiceError::field(
                "amount",
                format!(
                    "With your role it is up to {} at a time.",
                    money(limit_minor)
                ),
            ),
            ServiceError::Rejected(Rejection::NotEnoughCredit { left_minor }) => {
                ServiceError::field("amount", format!("Only {} is there.", money(left_minor)))
            }
            ServiceError::Rejected(Rejection::ReasonMissing) => {
                ServiceError::field("reason", "Say why: the member reads it.")
            }
            other => other,
        })?
        .receipt)
}

fn at_till<'a>(
    env: &dyn Environment,
    shop: &'a Shop,
    by: &AtWork,
    what: &'static str,
    key: &'a str,
) -> Ask<'a> {
    Ask {
        location: by.location,
        ..Ask::new(env, shop, by.actor(), what, key)
    }
}

/// The shop's terms, said in its currency, at the field.
fn in_terms(shop: &Shop, answer: Result<Answer, ServiceError>) -> Result<Answer, ServiceError> {
    answer.map_err(|error| match error {
        ServiceError::Rejected(Rejection::BadCardAmount {
            least_minor,
            most_minor,
        }) => {
            let money = |minor| shop.currency.format_short(Minor(minor));
            let (least, most) = (money(least_minor), money(most_minor));
            let message = format!("Between {least} and {most} goes on a card at a time.");
            ServiceError::field("amount", message)
        }
        other => other,
    })
}
