//! Gift cards: selling, loading, looking at one, taking a sale back, the list, the terms.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::{CardList, CardView};
use serde::{Deserialize, Serialize};

use crate::{components::QrPath, error::AppError};

/// The page of gift cards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardsPage {
    /// The card that was asked for.
    pub card: Option<CardShown>,
    /// What is wrong with the code that was asked for.
    pub fault: Option<String>,
    /// All cards and what the shop owes on them; for managers.
    pub list: Option<CardList>,
    /// The idempotency key of the next sale.
    pub sell_key: String,
}

/// A gift card to look at, to load, or to take back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardShown {
    /// The card.
    pub card: CardView,
    /// Its code.
    pub qr: Option<QrPath>,
    /// The idempotency key of the next load.
    pub load_key: String,
    /// The idempotency key of taking the last one back.
    pub void_key: String,
}

/// The page: the card with `code`, if there is one, and the list from `after` on.
///
/// # Errors
/// [`AppError::TooMany`] after many wrong codes; [`AppError::NotSignedIn`].
#[server(endpoint = "cards/page", input = GetUrl)]
pub async fn load_cards(code: String, after: String) -> Result<CardsPage, AppError> {
    use regulars::{rejection::Rejection, views::Role};
    use regulars_storage::services::purses;
    let desk = super::cashier().await?;
    let (mut card, mut fault) = (None, None);
    if !code.trim().is_empty() {
        match look_up(&desk, &code).await {
            Ok(found) => {
                card = Some(CardShown {
                    qr: QrPath::of(found.code.as_str()),
                    card: found,
                    load_key: desk.form_key(),
                    void_key: desk.form_key(),
                });
            }
            Err(AppError::Rejected(unknown @ Rejection::VoucherNotValid)) => {
                fault = Some(unknown.to_string());
            }
            Err(other) => return Err(other),
        }
    }
    let after = Some(after.as_str()).filter(|after| !after.is_empty());
    let list = match desk.staff.role >= Role::Manager {
        true => Some(purses::list(desk.store(), &desk.shop, after).await?),
        false => None,
    };
    Ok(CardsPage {
        card,
        fault,
        list,
        sell_key: desk.form_key(),
    })
}

/// Sells a gift card and answers its code. `member` is the id of somebody whose page is to show it,
/// or empty. With a mail address it is sent there.
///
/// # Errors
/// [`AppError::Fields`] on `amount` or `mail`; [`AppError::Conflict`].
#[server(endpoint = "cards/sell")]
pub async fn sell_card(
    amount: String,
    #[server(default)] member: String,
    #[server(default)] mail: String,
    #[server(default)] giver: String,
    #[server(default)] message: String,
    key: String,
) -> Result<String, AppError> {
    use regulars::purse::Delivery;
    use regulars_storage::services::purses::{CardSale, sell};
    let desk = super::cashier().await?;
    let delivery = match mail.trim() {
        "" => None,
        mail => Some(Delivery {
            mail: super::parse_mail(mail)?,
            from: giver,
            message,
        }),
    };
    let sale = CardSale {
        owner: match member.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| AppError::NotFound)?),
        },
        amount: read_amount(&desk, &amount)?,
        delivery,
    };
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    let code = code_of(sell(store, env, &desk.shop, &by, &sale, &key).await?)?;
    super::answer_form(&format!("/admin/cards?code={code}&done=sold"));
    Ok(code)
}

/// Puts more on a gift card and answers its code.
///
/// # Errors
/// [`AppError::Fields`] on `amount`; [`AppError::Rejected`]; [`AppError::TooMany`].
#[server(endpoint = "cards/load")]
pub async fn load_card(code: String, amount: String, key: String) -> Result<String, AppError> {
    use regulars_storage::services::purses::load;
    let desk = super::cashier().await?;
    let amount = read_amount(&desk, &amount)?;
    let card = look_up(&desk, &code).await?.code;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    let code = code_of(load(store, env, &desk.shop, &by, (&card, amount), &key).await?)?;
    super::answer_form(&format!("/admin/cards?code={code}&done=loaded"));
    Ok(code)
}

/// Takes the last sale or load of a card back, and answers its code.
///
/// # Errors
/// [`AppError::Rejected`] once the card was used; [`AppError::TooMany`].
#[server(endpoint = "cards/void")]
pub async fn void_card(code: String, key: String) -> Result<String, AppError> {
    use regulars_storage::services::purses::void;
    let desk = super::cashier().await?;
    let card = look_up(&desk, &code).await?.code;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    let code = code_of(void(store, env, &desk.shop, &by, &card, &key).await?)?;
    super::answer_form(&format!("/admin/cards?code={code}&done=voided"));
    Ok(code)
}

/// Says what goes on a gift card at a time.
///
/// # Errors
/// [`AppError::Fields`] on `least` or `most`; [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "cards/terms")]
pub async fn set_card_terms(least: String, most: String) -> Result<(), AppError> {
    use regulars::command::CardTerms;
    use regulars_storage::services::purses::set_terms;
    let desk = super::manager().await?;
    let read = |field, text: &str| {
        let amount = desk.shop.currency.parse_positive(text);
        amount.map_err(|error| AppError::field(field, error))
    };
    let terms = CardTerms {
        least: read("least", &least)?,
        most: read("most", &most)?,
    };
    let (store, env, actor) = (desk.store(), desk.env(), desk.staff.actor());
    set_terms(store, env, &desk.shop, actor, terms).await?;
    super::answer_form("/admin/cards");
    Ok(())
}

#[cfg(feature = "ssr")]
async fn look_up(desk: &super::Desk, code: &str) -> Result<CardView, AppError> {
    use regulars_storage::services::{guess, purses};
    let whom = desk.staff.staff.to_string();
    let guesser = guess::Guesser {
        shop: &desk.shop,
        actor: desk.staff.actor(),
        whom: &whom,
    };
    let (store, codes) = (desk.store(), [code.to_owned()]);
    let ask = purses::look_up(store, &desk.shop, code);
    Ok(guess::guarded(store, desk.env(), guesser, &codes, ask).await?)
}

#[cfg(feature = "ssr")]
fn read_amount(desk: &super::Desk, text: &str) -> Result<regulars::money::Minor, AppError> {
    let amount = desk.shop.currency.parse_positive(text);
    amount.map_err(|error| AppError::field("amount", error))
}

#[cfg(feature = "ssr")]
fn code_of(receipt: regulars::plan::Receipt) -> Result<String, AppError> {
    match receipt {
        regulars::plan::Receipt::PurseMoved {
            code: Some(code), ..
        } => Ok(code.as_str().to_owned()),
        other => Err(AppError::internal(format!(
            "a gift card answered {other:?}"
        ))),
    }
}
