//! The till: finding a member, ringing up, undoing.

mod find;
pub mod kept;
mod purchase;

pub(crate) use find::STATEMENTS as FIND_STATEMENTS;
pub use find::find;
pub use purchase::Purchase;

use regulars::{
    command::{Command, Redeem, Refund},
    ids::{MemberId, OrderId, RefundId, StaffId, VoucherId},
    money::Minor,
    order_code::OrderCode,
    plan::{Receipt, RungUp},
    reward::VoucherCode,
    time::Micros,
    views::{AtTill, LastSale, Shop},
};
use uuid::Uuid;

use purchase::command;

use super::{
    AtWork, ServiceError,
    ask::{Ask, answered, now, unexpected},
    decode, purses, standing, voucher,
};
use crate::{Corrupt, Store, StoreError, env::Environment, fetch_optional, statements};

statements! {
    LAST_SALE = "SELECT o.id, m.name, m.mail, m.reference, o.total, o.earned, o.occurred_at
        FROM orders o
        JOIN members m ON m.merchant_id = o.merchant_id AND m.id = o.member_id
        WHERE o.merchant_id = $1 AND o.occurred_at > $2 AND o.source = 1
        AND o.actor_kind = 2 AND o.actor_id = $3
        AND NOT EXISTS (SELECT 1 FROM refunds r
            WHERE r.merchant_id = o.merchant_id AND r.order_id = o.id)
        ORDER BY o.occurred_at DESC, o.id DESC LIMIT 1";
    QUOTED = "SELECT code FROM vouchers WHERE merchant_id = $1 AND member_id = $2 AND order_code = $3";
    CALLED = "SELECT name, mail, reference FROM members WHERE merchant_id = $1 AND id = $2";
    SALE_OF = "SELECT occurred_at FROM orders WHERE merchant_id = $1 AND id = $2
        AND occurred_at > $3 AND source = 1 AND actor_kind = 2 AND actor_id = $4";
}

/// How long after a sale it can be undone, in seconds: a day.
const UNDO_SECONDS: i64 = 86_400;
/// Ringing up, as part of its key.
const RING_UP: &str = "ring-up";

/// A member at the till.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn at_till(store: &Store, shop: &Shop, member: MemberId) -> Result<AtTill, ServiceError> {
    let mut db = store.read().await?;
    let standing = standing::load(store, &mut db, shop, member).await?;
    let vouchers = voucher::open_of(&mut db, shop, member).await?;
    let mut rewards = standing.offers();
    rewards.retain(|offer| offer.missing == 0);
    Ok(AtTill {
        row: standing.row(),
        pay_with_points: standing.pay_with_points(),
        tier: standing.tier,
        vouchers,
        rewards,
        stamp_cards: standing.stamp_cards,
        money: purses::of_member(&mut db, shop, member).await?,
    })
}

/// The voucher of a member that an order code stands for, whatever became of it.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn quoted(
    store: &Store,
    shop: &Shop,
    member: MemberId,
    code: &OrderCode,
) -> Result<Option<VoucherCode>, ServiceError> {
    let mut db = store.read().await?;
    let code = code.to_string();
    let found = fetch_optional!(db, (String,), QUOTED, shop.id.0, member.0, code.as_str())?;
    let found = found.map(|(text,)| {
        text.parse().map_err(|_| Corrupt {
            table: "vouchers",
            what: format!("code {text:?}"),
        })
    });
    Ok(found.transpose().map_err(StoreError::from)?)
}

/// What a member is called, for a receipt.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn name_of(store: &Store, shop: &Shop, member: MemberId) -> Result<String, ServiceError> {
    type Row = (String, Option<String>, Option<String>);
    let mut db = store.read().await?;
    let (name, mail, reference) =
        fetch_optional!(db, Row, CALLED, shop.id.0, member.0)?.ok_or(ServiceError::NotFound)?;
    Ok(decode::display_name(
        &name,
        mail.as_deref(),
        reference.as_deref(),
    ))
}

/// What ringing the order up would answer, with the `rewards` of these keys taken for it first.
/// Writes nothing.
///
/// # Errors
/// [`ServiceError::Rejected`] as [`ring_up`], and as taking a reward.
pub async fn preview(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    purchase: impl Into<Purchase>,
    rewards: &[String],
) -> Result<RungUp, ServiceError> {
    let mut purchase = purchase.into();
    let take = |reward: &String| {
        let code = VoucherCode::from_random(env.random());
        purchase.order.vouchers.push(code.clone());
        let (reward, voucher) = (reward.clone(), VoucherId(env.new_id()));
        Command::Redeem(Redeem {
            member,
            reward,
            voucher,
            code,
        })
    };
    let first: Vec<Command> = rewards.iter().map(take).collect();
    let command = Command::RingUp(command(store, env, shop, member, purchase).await?);
    match store
        .preview(shop.id, &first, &command, now(env, shop))
        .await?
        .receipt
    {
        Receipt::RungUp(rung_up) => Ok(rung_up),
        other => Err(unexpected(&other)),
    }
}

/// Rings an order up.
///
/// # Errors
/// [`ServiceError::Rejected`]: a wrong amount, an unknown member, a voucher or code that is not
/// valid or does not apply, points that do not pay.
pub async fn ring_up(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    member: MemberId,
    purchase: impl Into<Purchase>,
    key: &str,
) -> Result<RungUp, ServiceError> {
    let ask = Ask {
        location: by.location,
        ..Ask::new(env, shop, by.actor(), RING_UP, key)
    };
    let ring_up = command(store, env, shop, member, purchase.into()).await?;
    let pay_with = ring_up.pay_with.clone();
    let content = (member, ring_up.order.clone(), ring_up.pay_points, pay_with);
    match ask
        .submit(store, &content, Command::RingUp(ring_up))
        .await?
        .receipt
    {
        Receipt::RungUp(rung_up) => Ok(rung_up),
        other => Err(unexpected(&other)),
    }
}

/// What ringing up under a key answered before, if it did.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn rung_up_before(
    store: &Store,
    shop: &Shop,
    key: &str,
) -> Result<Option<RungUp>, ServiceError> {
    match answered(store, shop, RING_UP, key).await? {
        None => Ok(None),
        Some(Receipt::RungUp(rung_up)) => Ok(Some(rung_up)),
        Some(other) => Err(unexpected(&other)),
    }
}

/// The last sale that somebody rang up within a day, if nothing of it was given back yet.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn last_sale(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    staff: StaffId,
) -> Result<Option<LastSale>, ServiceError> {
    type Found = (Uuid, String, Option<String>, Option<String>, i64, i64, i64);
    let since = env.now().plus_seconds(-UNDO_SECONDS).0;
    let mut db = store.read().await?;
    let found = fetch_optional!(db, Found, LAST_SALE, shop.id.0, since, staff.0)?;
    Ok(found.map(
        |(order, name, mail, reference, total, points, at)| LastSale {
            order: OrderId(order),
            member_name: decode::display_name(&name, mail.as_deref(), reference.as_deref()),
            total: Minor(total),
            points,
            occurred_at: Micros(at),
        },
    ))
}

/// Undoes one's own last sale ([`Receipt::Refunded`]): it never happened, and its vouchers can be
/// used again. `order` is the sale that was shown; sending the form twice undoes it once.
///
/// # Errors
/// [`ServiceError::NotFound`] for a sale that is another's or older than a day;
/// [`ServiceError::Fields`] when another sale came after it.
pub async fn undo_last(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    order: OrderId,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let since = env.now().plus_seconds(-UNDO_SECONDS).0;
    let mut db = store.read().await?;
    let (at,) = fetch_optional!(db, (i64,), SALE_OF, shop.id.0, order.0, since, by.staff.0)?
        .ok_or(ServiceError::NotFound)?;
    drop(db);
    let last = last_sale(store, env, shop, by.staff).await?;
    if last.is_some_and(|last| last.order != order && last.occurred_at.0 >= at) {
        let message = "Another sale came after this one. Refund it from its page.";
        return Err(ServiceError::field("order", message));
    }
    let ask = Ask {
        location: by.location,
        ..Ask::new(env, shop, by.actor(), "undo", key)
    };
    let command = Command::Refund(Refund {
        id: RefundId(env.new_id()),
        order,
        amount: None,
        undo: true,
        to_credit: false,
        reason: "Undone at the till".to_owned(),
        occurred_at: ask.now.at,
        occurred_on: ask.now.today,
    });
    Ok(ask.submit(store, &order, command).await?.receipt)
}
