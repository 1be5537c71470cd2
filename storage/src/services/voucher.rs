//! Vouchers as people see them.

use regulars::{
    ids::{MemberId, OrderId},
    reward::{RewardKind, Voucher, VoucherCode, VoucherState},
    time::Day,
    views::{Shop, VoucherView},
};

use super::ServiceError;
use crate::{
    Store, StoreError, db::Reader, fetch_all, fetch_optional, rows::VoucherRow, statements,
};

statements! {
    OPEN = "SELECT id, member_id, code, reward, expires_on, state, paid_seq, made_by,
            order_code, used_by FROM vouchers
        WHERE merchant_id = $1 AND member_id = $2 AND state = 1 AND expires_on >= $3
        ORDER BY expires_on, created_at LIMIT 50";
    ALL = "SELECT id, member_id, code, reward, expires_on, state, paid_seq, made_by,
            order_code, used_by FROM vouchers
        WHERE merchant_id = $1 AND member_id = $2
        ORDER BY CASE WHEN state = 1 AND expires_on >= $3 THEN 0 ELSE 1 END,
            created_at DESC, id DESC LIMIT 50";
    MADE_BY = "SELECT id, member_id, code, reward, expires_on, state, paid_seq, made_by,
            order_code, used_by FROM vouchers
        WHERE merchant_id = $1 AND made_by = $2 ORDER BY id";
    BY_CODE = "SELECT id, member_id, code, reward, expires_on, state, paid_seq, made_by,
            order_code, used_by FROM vouchers
        WHERE merchant_id = $1 AND code = $2 AND member_id = $3";
}

fn view(row: VoucherRow, today: Day) -> Result<VoucherView, StoreError> {
    let voucher = Voucher::try_from(row)?;
    Ok(VoucherView {
        expired: voucher.state == VoucherState::Open && voucher.expires_on < today,
        code: voucher.code,
        reward: voucher.reward,
        expires_on: voucher.expires_on,
        state: voucher.state,
        order_code: voucher.order_code,
        made_by: voucher.made_by,
    })
}

fn views(rows: Vec<VoucherRow>, today: Day) -> Result<Vec<VoucherView>, ServiceError> {
    Ok(rows
        .into_iter()
        .map(|row| view(row, today))
        .collect::<Result<_, _>>()?)
}

/// A member's voucher by its code.
///
/// # Errors
/// [`ServiceError::NotFound`], also for somebody else's.
pub async fn by_code(
    store: &Store,
    shop: &Shop,
    member: MemberId,
    code: &VoucherCode,
) -> Result<VoucherView, ServiceError> {
    let mut db = store.read().await?;
    let row = fetch_optional!(db, VoucherRow, BY_CODE, shop.id.0, code.as_str(), member.0)?;
    Ok(view(row.ok_or(ServiceError::NotFound)?, shop.today)?)
}

/// A member's vouchers that can be used now, first to expire first.
pub(super) async fn open_of(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<VoucherView>, ServiceError> {
    let rows = fetch_all!(db, VoucherRow, OPEN, shop.id.0, member.0, shop.today.0)?;
    let mut open = views(rows, shop.today)?;
    // A gift card pays: it is shown among the member's money.
    open.retain(|voucher| !matches!(voucher.reward.kind, RewardKind::GiftCard { .. }));
    Ok(open)
}

/// The vouchers that an order made for later ones.
pub(super) async fn made_by(
    db: &mut Reader,
    shop: &Shop,
    order: OrderId,
) -> Result<Vec<VoucherView>, ServiceError> {
    views(
        fetch_all!(db, VoucherRow, MADE_BY, shop.id.0, order.0)?,
        shop.today,
    )
}

/// All of a member's vouchers, usable ones first, newest first, at most fifty.
pub(super) async fn all_of(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<VoucherView>, ServiceError> {
    views(
        fetch_all!(db, VoucherRow, ALL, shop.id.0, member.0, shop.today.0)?,
        shop.today,
    )
}
