//! Gift cards and store credit: looked up by code and by member, and the shop's terms.

mod change;
mod list;

pub use change::{CardSale, give_credit, load, sell, void};
pub(crate) use list::STATEMENTS as LIST_STATEMENTS;
pub use list::{list, set_terms};

use regulars::{
    command::CardTerms,
    ids::{MemberId, PurseId},
    money::Minor,
    rejection::Rejection,
    reward::VoucherCode,
    time::Day,
    views::{CardView, MemberMoney, Shop},
};
use uuid::Uuid;

use super::{ServiceError, decode};
use crate::{Corrupt, Store, StoreError, db::Reader, fetch_all, fetch_optional, statements};

/// The columns of a [`CardRow`], from purses `p`.
macro_rules! list_of_cards {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.code, p.balance, p.fresh, p.created_at, p.member_id, m.name, m.mail,
                m.reference,
                (SELECT MIN(f.occurred_on) FROM purse_movements f WHERE f.merchant_id = p.merchant_id
                    AND f.purse_id = p.id AND f.seq = 1) AS since
            FROM purses p
            LEFT JOIN members m ON m.merchant_id = p.merchant_id AND m.id = p.member_id
            WHERE p.merchant_id = $1 AND p.code IS NOT NULL ",
            $rest,
        )
    };
}
use list_of_cards;

statements! {
    BY_CODE = list_of_cards!("AND p.code = $2");
    OF_MEMBER = list_of_cards!("AND p.member_id = $2 ORDER BY p.balance DESC, p.id LIMIT 50");
    CREDIT = "SELECT balance FROM purses WHERE merchant_id = $1 AND id = $2";
    MOVED = "SELECT kind, amount, occurred_on, order_id, reason FROM purse_movements
        WHERE merchant_id = $1 AND purse_id = $2 ORDER BY seq DESC LIMIT 20";
    TERMS = "SELECT least, most FROM card_terms WHERE merchant_id = $1";
}

/// What goes on a card at a time where the shop has said nothing, in minor units.
const TERMS_DEFAULT: CardTerms = CardTerms {
    least: Minor(5_00),
    most: Minor(50_000),
};

#[derive(Debug, sqlx::FromRow)]
struct CardRow {
    id: Uuid,
    code: String,
    balance: i64,
    fresh: i64,
    created_at: i64,
    member_id: Option<Uuid>,
    name: Option<String>,
    mail: Option<String>,
    reference: Option<String>,
    since: i32,
}

impl CardRow {
    fn view(self) -> Result<CardView, StoreError> {
        let code = self.code.parse().map_err(|_| Corrupt {
            table: "purses",
            what: format!("code of {}", self.id),
        })?;
        let name = self.name.unwrap_or_default();
        let (mail, reference) = (self.mail.as_deref(), self.reference.as_deref());
        let called = decode::display_name(&name, mail, reference);
        Ok(CardView {
            code,
            balance: Minor(self.balance),
            fresh: Minor(self.fresh),
            owner: self.member_id.map(|id| (MemberId(id), called)),
            since: Day(self.since),
        })
    }
}

/// What goes on a gift card of a shop at a time.
pub(super) async fn terms(db: &mut Reader, shop: &Shop) -> Result<CardTerms, ServiceError> {
    let row = fetch_optional!(db, (i64, i64), TERMS, shop.id.0)?;
    Ok(row.map_or(TERMS_DEFAULT, |(least, most)| CardTerms {
        least: Minor(least),
        most: Minor(most),
    }))
}

/// A gift card by its code.
///
/// # Errors
/// [`Rejection::VoucherNotValid`] for every code that is not one, so that a guesser learns nothing.
pub async fn look_up(store: &Store, shop: &Shop, code: &str) -> Result<CardView, ServiceError> {
    // A text that cannot be a code is looked up all the same, and costs the same time.
    let plain = code.parse::<VoucherCode>();
    let plain = plain.map_or_else(|_| String::new(), |code| code.as_str().to_owned());
    let mut db = store.read().await?;
    let row = fetch_optional!(db, CardRow, BY_CODE, shop.id.0, plain.as_str())?;
    Ok(row.ok_or(Rejection::VoucherNotValid)?.view()?)
}

/// Which of some codes are those of gift cards.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn are_cards(
    store: &Store,
    shop: &Shop,
    codes: &[VoucherCode],
) -> Result<Vec<VoucherCode>, ServiceError> {
    let mut db = store.read().await?;
    let mut cards = Vec::new();
    for code in codes {
        if fetch_optional!(db, CardRow, BY_CODE, shop.id.0, code.as_str())?.is_some() {
            cards.push(code.clone());
        }
    }
    Ok(cards)
}

/// What a member has in gift cards and store credit.
pub(super) async fn of_member(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<MemberMoney, ServiceError> {
    type Moved = (i16, i64, i32, Option<Uuid>, Option<String>);
    let cards = fetch_all!(db, CardRow, OF_MEMBER, shop.id.0, member.0)?;
    let purse = PurseId::credit_of(member).0;
    let credit = fetch_optional!(db, (i64,), CREDIT, shop.id.0, purse)?;
    let moved = match credit {
        Some(_) => fetch_all!(db, Moved, MOVED, shop.id.0, purse)?,
        None => Vec::new(),
    };
    Ok(MemberMoney {
        credit: Minor(credit.map_or(0, |(balance,)| balance)),
        cards: cards
            .into_iter()
            .map(CardRow::view)
            .collect::<Result<_, _>>()?,
        moved: moved
            .into_iter()
            .map(list::credit_move)
            .collect::<Result<_, _>>()?,
    })
}

/// What a member has in gift cards and store credit.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn money_of(
    store: &Store,
    shop: &Shop,
    member: MemberId,
) -> Result<MemberMoney, ServiceError> {
    of_member(&mut store.read().await?, shop, member).await
}
