//! The member's own data: reading it, taking it along, having it forgotten.

use regulars::{
    act::ClaimState,
    ids::MemberId,
    time::Day,
    views::{Me, Shop},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ServiceError, decode, join, profile, purses};
use crate::{
    Store, StoreError, db::Reader, env::Environment, execute, fetch_all, fetch_optional, statements,
};

statements! {
    ME = "SELECT name, mail, reference, own_code, card_code, joined_on FROM members
        WHERE merchant_id = $1 AND id = $2 AND deleted_at IS NULL";
    RENAME = "UPDATE members SET name = $3
        WHERE merchant_id = $1 AND id = $2 AND deleted_at IS NULL";
    EXPORT_ORDERS = "SELECT id, occurred_at, reference, subtotal, promoted, redeemed, total, earned
        FROM orders
        WHERE merchant_id = $1 AND member_id = $2 ORDER BY occurred_at";
    EXPORT_LINES = "SELECT l.order_id, l.name, l.quantity, l.total
        FROM orders o
        JOIN order_lines l ON l.merchant_id = o.merchant_id AND l.order_id = o.id
        WHERE o.merchant_id = $1 AND o.member_id = $2 ORDER BY o.occurred_at, l.line";
    EXPORT_TRANSFERS = "SELECT seq, kind, points, balance_after, occurred_at, reason FROM transfers
        WHERE merchant_id = $1 AND member_id = $2 ORDER BY seq";
    EXPORT_VOUCHERS = "SELECT code, order_code, reward, points, expires_on, state FROM vouchers
        WHERE merchant_id = $1 AND member_id = $2 ORDER BY created_at";
    EXPORT_STAMPS = "SELECT card, stamps FROM member_stamps
        WHERE merchant_id = $1 AND member_id = $2 ORDER BY card";
    EXPORT_CLAIMS = "SELECT rule, points, claimed_on, proof, state FROM claims
        WHERE merchant_id = $1 AND member_id = $2 ORDER BY created_at, id";
    EXPORT_REFERRALS = "SELECT stage, invited_mail, advocate_points, created_at, moved_at
        FROM referrals WHERE merchant_id = $1 AND advocate_id = $2 ORDER BY created_at";
    FORGET = "UPDATE members SET name = '', mail = NULL, reference = NULL, own_code = $3,
            card_code = $4, confirmed_at = NULL, deleted_at = $5
        WHERE merchant_id = $1 AND id = $2 AND deleted_at IS NULL";
    FORGET_INVITATIONS = "UPDATE referrals SET invited_mail = NULL
        WHERE merchant_id = $1 AND (friend_id = $2 OR (advocate_id = $2 AND stage = 1))";
    FORGET_PROOFS = "UPDATE claims SET proof = NULL WHERE merchant_id = $1 AND member_id = $2";
    FORGET_PROFILE = "DELETE FROM member_profiles WHERE merchant_id = $1 AND member_id = $2";
    FORGET_SESSIONS = "DELETE FROM sessions WHERE merchant_id = $1 AND subject = $2";
    FORGET_CODES = "DELETE FROM sign_in_codes WHERE merchant_id = $1 AND mail = $2";
    FORGET_MAILS = "DELETE FROM mails WHERE merchant_id = $1 AND recipient = $2";
}

#[derive(Debug, sqlx::FromRow)]
struct MeRow {
    name: String,
    mail: Option<String>,
    reference: Option<String>,
    own_code: String,
    card_code: String,
    joined_on: i32,
}

async fn me(db: &mut Reader, shop: &Shop, member: MemberId) -> Result<MeRow, ServiceError> {
    fetch_optional!(db, MeRow, ME, shop.id.0, member.0)?.ok_or(ServiceError::NotFound)
}

/// The page of the member's own data.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn load(store: &Store, shop: &Shop, member: MemberId) -> Result<Me, ServiceError> {
    let mut db = store.read().await?;
    let row = me(&mut db, shop, member).await?;
    Ok(Me {
        shop: shop.clone(),
        profile: profile::load(store, &mut db, shop, member).await?,
        name: row.name,
        mail: row.mail,
        joined_on: Day(row.joined_on),
    })
}

/// Changes the name.
///
/// # Errors
/// [`ServiceError::Fields`] for a name that is empty or too long.
pub async fn rename(
    store: &Store,
    shop: &Shop,
    member: MemberId,
    name: &str,
) -> Result<(), ServiceError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(ServiceError::field(
            "name",
            "Type the name you want to be called by.",
        ));
    }
    join::check_name(name)?;
    let mut tx = store.write().await?;
    if execute!(tx, RENAME, shop.id.0, member.0, name)? == 0 {
        return Err(ServiceError::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Everything kept about the member, as one JSON document. Amounts are in minor units, instants
/// in microseconds since 1970 in UTC.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn export(store: &Store, shop: &Shop, member: MemberId) -> Result<Value, ServiceError> {
    let mut db = store.read().await?;
    let row = me(&mut db, shop, member).await?;
    let orders = orders(&mut db, shop, member).await?;
    let transfers = fetch_all!(
        db,
        (i64, i16, i64, i64, i64, Option<String>),
        EXPORT_TRANSFERS,
        shop.id.0,
        member.0,
    )?;
    let transfers = transfers
        .into_iter()
        .map(|(seq, kind, points, balance_after, occurred_at, reason)| {
            let kind = decode::transfer_kind(kind)?;
            Ok(json!({
                "number": seq, "kind": kind, "points": points, "balance_after": balance_after,
                "occurred_at": occurred_at, "reason": reason,
            }))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let vouchers = vouchers(&mut db, shop, member).await?;
    let referrals = fetch_all!(
        db,
        (i16, Option<String>, i64, i64, i64),
        EXPORT_REFERRALS,
        shop.id.0,
        member.0,
    )?;
    let referrals = referrals
        .into_iter()
        .map(|(stage, invited, points, created_at, moved_at)| {
            Ok(json!({
                "stage": decode::stage(stage)?, "invited": invited, "points": points,
                "created_at": created_at, "moved_at": moved_at,
            }))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let told = profile::load(store, &mut db, shop, member).await?;
    Ok(json!({
        "shop": shop.name, "currency": shop.currency, "name": row.name, "mail": row.mail,
        "number": row.reference, "referral_code": row.own_code, "card_code": row.card_code,
        "joined_on": Day(row.joined_on), "orders": orders, "points": transfers,
        "vouchers": vouchers, "referrals": referrals, "stamps": stamps(&mut db, shop, member).await?,
        "claims": claims(&mut db, shop, member).await?,
        "birthday": told.birthday, "telephone": told.phone,
        "money": purses::of_member(&mut db, shop, member).await?,
    }))
}

async fn stamps(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<Value>, ServiceError> {
    let rows = fetch_all!(db, (String, i64), EXPORT_STAMPS, shop.id.0, member.0)?;
    let stamps = rows.into_iter();
    Ok(stamps
        .map(|(card, stamps)| json!({ "card": card, "stamps": stamps }))
        .collect())
}

async fn claims(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<Value>, ServiceError> {
    type Row = (String, i64, i32, Option<String>, i16);
    let rows = fetch_all!(db, Row, EXPORT_CLAIMS, shop.id.0, member.0)?;
    let claims = rows.into_iter().map(|(rule, points, day, proof, state)| {
        json!({
            "act": rule, "points": points, "claimed_on": Day(day), "proof": proof,
            "state": ClaimState::from_code(state),
        })
    });
    Ok(claims.collect())
}

async fn orders(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<Value>, ServiceError> {
    let orders = fetch_all!(
        db,
        (Uuid, i64, Option<String>, i64, i64, i64, i64, i64),
        EXPORT_ORDERS,
        shop.id.0,
        member.0,
    )?;
    let mut lines = fetch_all!(
        db,
        (Uuid, String, i64, i64),
        EXPORT_LINES,
        shop.id.0,
        member.0
    )?;
    lines.sort_by_key(|(order, ..)| *order);
    let orders =
        orders
            .into_iter()
            .map(|(id, at, reference, subtotal, promoted, redeemed, total, earned)| {
                let first = lines.partition_point(|(order, ..)| *order < id);
                let lines: Vec<Value> = lines[first..]
            .iter()
            .take_while(|(order, ..)| *order == id)
            .map(|(_, name, quantity, total)| {
                json!({ "name": name, "quantity": quantity, "total": total })
            })
            .collect();
                json!({
                    "id": id, "occurred_at": at, "number": reference, "subtotal": subtotal,
                    "promotions": promoted, "vouchers": redeemed, "total": total, "points": earned, "lines": lines,
                })
            });
    Ok(orders.collect())
}

async fn vouchers(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<Value>, ServiceError> {
    let rows = fetch_all!(
        db,
        (String, Option<String>, String, i64, i32, i16),
        EXPORT_VOUCHERS,
        shop.id.0,
        member.0,
    )?;
    let vouchers = rows
        .into_iter()
        .map(|(code, order_code, reward, points, expires_on, state)| {
            let reward: Value = decode::json("vouchers", &reward)?;
            Ok(json!({
                "code": code, "order_code": order_code, "reward": reward, "points": points,
                "expires_on": Day(expires_on), "state": decode::voucher_state(state)?,
            }))
        });
    Ok(vouchers.collect::<Result<_, StoreError>>()?)
}

/// Forgets who the member is. The ledger keeps its rows, under a member without name, address or
/// number; sessions, codes and mails go.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn delete(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
) -> Result<(), ServiceError> {
    let mut db = store.read().await?;
    let mail = me(&mut db, shop, member).await?.mail;
    drop(db);
    let code = |random: u128| format!("GONE-{random:032x}");
    let mut tx = store.write().await?;
    let (own, card) = (code(env.random()), code(env.random()));
    let now = env.now().0;
    if execute!(
        tx,
        FORGET,
        shop.id.0,
        member.0,
        own.as_str(),
        card.as_str(),
        now
    )? == 0
    {
        return Err(ServiceError::NotFound);
    }
    execute!(tx, FORGET_INVITATIONS, shop.id.0, member.0)?;
    execute!(tx, FORGET_PROOFS, shop.id.0, member.0)?;
    execute!(tx, FORGET_PROFILE, shop.id.0, member.0)?;
    execute!(tx, FORGET_SESSIONS, shop.id.0, member.0)?;
    if let Some(mail) = mail {
        execute!(tx, FORGET_CODES, shop.id.0, mail.as_str())?;
        execute!(tx, FORGET_MAILS, shop.id.0, mail.as_str())?;
    }
    tx.commit().await?;
    Ok(())
}
