//! The movements of a member's points, each with why it was so many.

use regulars::{
    explain::Trace,
    ids::{MemberId, OrderId},
    ledger::{Account, TransferKind},
    money::Minor,
    plan::Receipt,
    reward::Reward,
    time::{Day, Micros},
    views::{History, Movement, Page, Shop},
};
use uuid::Uuid;

use super::{ServiceError, decode, page::PAGE_ROWS};
use crate::{Store, StoreError, db::Reader, fetch_all, fetch_optional, statements};

statements! {
    MOVEMENTS = "SELECT t.seq, t.kind, t.from_account, t.to_account, t.points, t.occurred_at,
            t.occurred_on, t.balance_after, t.order_id, o.total, c.answer, v.reward,
            CASE WHEN t.kind IN (8, 10) THEN f.name ELSE NULL END AS friend, t.reason,
            x.name AS other
        FROM transfers t
        LEFT JOIN orders o ON o.merchant_id = t.merchant_id AND o.id = t.order_id
        LEFT JOIN commands c ON c.merchant_id = o.merchant_id AND c.idem_key = o.command_key
            AND t.kind = 1
        LEFT JOIN vouchers v ON v.merchant_id = t.merchant_id AND v.id = t.voucher_id
        LEFT JOIN referrals r ON r.merchant_id = t.merchant_id AND r.id = t.referral_id
        LEFT JOIN members f ON f.merchant_id = r.merchant_id AND f.id = r.friend_id
            AND f.id <> t.member_id
        LEFT JOIN passes g ON t.kind = 13 AND g.merchant_id = t.merchant_id
            AND g.from_member = t.member_id AND g.from_seq = t.seq
        LEFT JOIN passes n ON t.kind = 14 AND n.merchant_id = t.merchant_id
            AND n.to_member = t.member_id AND t.lot BETWEEN n.first_lot AND n.last_lot
        LEFT JOIN members x ON x.merchant_id = t.merchant_id
            AND x.id = COALESCE(g.to_member, n.from_member)
        WHERE t.merchant_id = $1 AND t.member_id = $2 AND t.seq < $3
        ORDER BY t.seq DESC LIMIT $4";
    EXISTS = "SELECT 1 FROM members WHERE merchant_id = $1 AND id = $2 AND deleted_at IS NULL";
}

#[derive(Debug, sqlx::FromRow)]
struct MovementRow {
    seq: i64,
    kind: i16,
    from_account: i16,
    to_account: i16,
    points: i64,
    occurred_at: i64,
    occurred_on: i32,
    balance_after: i64,
    order_id: Option<Uuid>,
    total: Option<i64>,
    answer: Option<String>,
    reward: Option<String>,
    friend: Option<String>,
    other: Option<String>,
    reason: Option<String>,
}

impl MovementRow {
    fn view(self) -> Result<Movement, StoreError> {
        let kind = decode::transfer_kind(self.kind)?;
        let from = decode::account(self.from_account)?;
        let to = decode::account(self.to_account)?;
        let gained = matches!(to, Account::Available | Account::Pending);
        let about = match self.reward {
            Some(text) => Some(decode::json::<Reward>("vouchers", &text)?.name),
            None => self
                .friend
                .or(self.other)
                .map(|name| decode::given_name(&name))
                .filter(|name| !name.is_empty()),
        };
        Ok(Movement {
            seq: self.seq,
            kind,
            points: if gained { self.points } else { -self.points },
            pending: if gained {
                to == Account::Pending
            } else {
                from == Account::Pending
            },
            occurred_at: Micros(self.occurred_at),
            day: Day(self.occurred_on),
            balance_after: self.balance_after,
            order: self.order_id.map(OrderId).zip(self.total.map(Minor)),
            about: about.or(self.reason),
            trace: self
                .answer
                .map(|text| trace_of(&text))
                .transpose()?
                .flatten(),
        })
    }
}

/// The explanation in the stored answer of an order's command.
pub(super) fn trace_of(answer: &str) -> Result<Option<Trace>, StoreError> {
    Ok(match decode::json::<Receipt>("commands", answer)? {
        Receipt::RungUp(rung_up) => Some(rung_up.trace),
        _ => None,
    })
}

/// A page of a member's history, newest first.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn page(
    store: &Store,
    shop: &Shop,
    member: MemberId,
    cursor: Option<&str>,
) -> Result<History, ServiceError> {
    let mut db = store.read().await?;
    fetch_optional!(db, (i32,), EXISTS, shop.id.0, member.0)?.ok_or(ServiceError::NotFound)?;
    let page = movements(&mut db, shop, member, cursor).await?;
    Ok(History {
        shop: shop.clone(),
        page,
    })
}

/// Movements of points, newest first. Only an order's points carry an explanation: a hold that
/// ends or a lot that expires is explained by its name.
pub(super) async fn movements(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
    cursor: Option<&str>,
) -> Result<Page<Movement>, ServiceError> {
    let before = cursor
        .and_then(|text| text.parse().ok())
        .unwrap_or(i64::MAX);
    let limit = PAGE_ROWS as i64 + 1;
    let mut rows = fetch_all!(
        db,
        MovementRow,
        MOVEMENTS,
        shop.id.0,
        member.0,
        before,
        limit
    )?;
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.seq.to_string());
    let rows = rows
        .into_iter()
        .map(MovementRow::view)
        .collect::<Result<Vec<_>, _>>()?;
    debug_assert!(
        rows.iter()
            .all(|row| row.trace.is_none() || row.kind == TransferKind::Earn)
    );
    Ok(Page { rows, next })
}
