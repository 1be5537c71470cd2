//! Transfers, lots and what used them.

use regulars::{
    ids::MemberId,
    ledger::{Lot, LotUse, Transfer},
    time::Day,
};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
    rows::actor_code,
    writer::Submission,
};

target!(TRANSFERS, transfers, [
    merchant_id: BIGINT, member_id: UUID, seq: BIGINT, kind: SMALLINT, from_account: SMALLINT,
    to_account: SMALLINT, points: BIGINT, balance_after: BIGINT, pending_after: BIGINT,
    occurred_at: BIGINT, occurred_on: INTEGER, recorded_at: BIGINT, order_id: UUID,
    refund_id: UUID, voucher_id: UUID, referral_id: UUID, lot: BIGINT, reason: TEXT,
    actor_kind: SMALLINT, actor_id: UUID,
], "");

/// A transfer, and the merchant's day of it.
#[derive(Debug)]
pub(in crate::write_plan) struct TransferRow<'a>(pub &'a Submission, pub &'a Transfer, pub Day);

impl Row for TransferRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, transfer, day) = self;
        let (actor_kind, actor_id) = actor_code(submission.actor);
        put!(values =>
            submission.merchant.0, transfer.member.0, transfer.seq, transfer.kind.code(),
            transfer.from.code(), transfer.to.code(), transfer.points, transfer.balance_after,
            transfer.pending_after, transfer.occurred_at.0, day.0, submission.now.at.0,
            transfer.order.map(|id| id.0), transfer.refund.map(|id| id.0),
            transfer.voucher.map(|id| id.0), transfer.referral.map(|id| id.0), transfer.lot,
            transfer.reason.as_deref(), actor_kind, actor_id,
        )
    }
}

target!(LOTS, lots, [
    merchant_id: BIGINT, member_id: UUID, no: BIGINT, original: BIGINT, remaining: BIGINT,
    state: SMALLINT, available_on: INTEGER, expires_on: INTEGER, order_id: UUID,
], "");

target!(CHANGED_LOTS, lots, [
    merchant_id: BIGINT, member_id: UUID, no: BIGINT, original: BIGINT, remaining: BIGINT,
    state: SMALLINT, available_on: INTEGER, expires_on: INTEGER, order_id: UUID,
], "ON CONFLICT (merchant_id, member_id, no) DO UPDATE SET \
    remaining = excluded.remaining, state = excluded.state");

/// A lot and its owner.
#[derive(Debug)]
pub(in crate::write_plan) struct LotRow<'a>(pub i64, pub MemberId, pub &'a Lot);

impl Row for LotRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, lot) = self;
        put!(values =>
            *merchant, member.0, lot.no, lot.original, lot.remaining, lot.state.code(),
            lot.available_on.map(|day| day.0), lot.expires_on.map(|day| day.0),
            lot.order.map(|id| id.0),
        )
    }
}

target!(USES, lot_uses, [
    merchant_id: BIGINT, member_id: UUID, lot: BIGINT, seq: BIGINT, points: BIGINT,
], "");

/// A use of a lot.
#[derive(Debug)]
pub(in crate::write_plan) struct UseRow<'a>(pub i64, pub &'a LotUse);

impl Row for UseRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, used) = self;
        put!(values =>
            *merchant, used.member.0, used.lot, used.seq, used.points,
        )
    }
}
