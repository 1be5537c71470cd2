//! All gift cards of a shop, what it owes on them, and its terms.

use regulars::{
    command::{Actor, CardTerms},
    ids::OrderId,
    money::Minor,
    purse::MovementKind,
    time::Day,
    views::{CardList, CreditMove, Shop},
};
use uuid::Uuid;

use super::{CardRow, list_of_cards, terms};
use crate::{
    Corrupt, Store, StoreError,
    env::Environment,
    execute, fetch_all, fetch_one,
    services::{
        ServiceError, audit,
        page::{self, PAGE_FETCH, Place},
    },
    statements,
};

statements! {
    ALL = list_of_cards!(
        "AND (p.created_at < $2 OR (p.created_at = $2 AND p.id < $3))
        ORDER BY p.created_at DESC, p.id DESC LIMIT $4"
    );
    OWED = "SELECT CAST(COALESCE(SUM(CASE WHEN code IS NULL THEN 0 ELSE balance END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN code IS NULL THEN balance ELSE 0 END), 0) AS BIGINT)
        FROM purses WHERE merchant_id = $1";
    SET_TERMS = "INSERT INTO card_terms (merchant_id, least, most) VALUES ($1, $2, $3)
        ON CONFLICT (merchant_id) DO UPDATE SET least = excluded.least, most = excluded.most";
}

/// A page of gift cards, newest first, with what the shop owes.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn list(
    store: &Store,
    shop: &Shop,
    cursor: Option<&str>,
) -> Result<CardList, ServiceError> {
    let from = Place::read(cursor);
    let mut db = store.read().await?;
    let rows = fetch_all!(db, CardRow, ALL, shop.id.0, from.by, from.id, PAGE_FETCH)?;
    let (on_cards, in_credit) = fetch_one!(db, (i64, i64), OWED, shop.id.0)?;
    let CardTerms { least, most } = terms(&mut db, shop).await?;
    let place = |row: &CardRow| Place {
        by: row.created_at,
        id: row.id,
    };
    Ok(CardList {
        page: page::cut(rows, place, CardRow::view)?,
        on_cards: Minor(on_cards),
        in_credit: Minor(in_credit),
        least,
        most,
    })
}

/// Says what goes on a gift card at a time from now on.
///
/// # Errors
/// [`ServiceError::Fields`] on `least` or `most`.
pub async fn set_terms(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    terms: CardTerms,
) -> Result<(), ServiceError> {
    if terms.least.0 <= 0 {
        return Err(ServiceError::field("least", "The least is more than zero."));
    }
    if terms.most < terms.least || terms.most > Minor::MAX {
        let message = "The most is at least as much as the least.";
        return Err(ServiceError::field("most", message));
    }
    let mut tx = store.write().await?;
    execute!(tx, SET_TERMS, shop.id.0, terms.least.0, terms.most.0)?;
    let money = |amount| shop.currency.format(amount);
    let entry = audit::Entry {
        actor,
        action: "cards.terms",
        subject: shop.slug.clone(),
        detail: format!("{} to {}", money(terms.least), money(terms.most)),
    };
    audit::record_in(&mut tx, env, shop, &entry).await?;
    tx.commit().await?;
    Ok(())
}

/// A movement as it is read back.
pub(super) fn credit_move(
    (kind, amount, day, order, reason): (i16, i64, i32, Option<Uuid>, Option<String>),
) -> Result<CreditMove, StoreError> {
    let kind = MovementKind::from_code(kind).ok_or_else(|| Corrupt {
        table: "purse_movements",
        what: format!("kind {kind}"),
    })?;
    Ok(CreditMove {
        kind,
        amount: Minor(if kind.is_in() { amount } else { -amount }),
        day: Day(day),
        order: order.map(OrderId),
        reason,
    })
}
