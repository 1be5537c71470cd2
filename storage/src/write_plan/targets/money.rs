//! Gift cards, store credit, and what moves in them.

use regulars::{
    ids::PurseId,
    purse::{Delivery, Movement, Purse},
    time::{Day, Micros},
};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
    rows::actor_code,
    writer::Submission,
};

target!(PURSES, purses, [
    merchant_id: BIGINT, id: UUID, code: TEXT, member_id: UUID, balance: BIGINT, last_seq: BIGINT,
    fresh: BIGINT, created_at: BIGINT,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET balance = excluded.balance, \
    last_seq = excluded.last_seq, fresh = excluded.fresh");

/// A purse as it is now.
#[derive(Debug)]
pub(in crate::write_plan) struct PurseRow<'a>(pub i64, pub &'a Purse, pub Micros);

impl Row for PurseRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, purse, at) = self;
        put!(values =>
            *merchant, purse.id.0, purse.code.as_ref().map(|code| code.as_str()),
            purse.owner.map(|id| id.0), purse.balance.0, purse.last_seq, purse.fresh.0, at.0,
        )
    }
}

target!(MOVEMENTS, purse_movements, [
    merchant_id: BIGINT, purse_id: UUID, seq: BIGINT, kind: SMALLINT, from_account: SMALLINT,
    to_account: SMALLINT, amount: BIGINT, balance_after: BIGINT, occurred_at: BIGINT,
    occurred_on: INTEGER, recorded_at: BIGINT, order_id: UUID, refund_id: UUID, reason: TEXT,
    actor_kind: SMALLINT, actor_id: UUID,
], "");

/// A movement, and the merchant's day of it.
#[derive(Debug)]
pub(in crate::write_plan) struct MovementRow<'a>(pub &'a Submission, pub &'a Movement, pub Day);

impl Row for MovementRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, movement, day) = self;
        let (actor_kind, actor_id) = actor_code(submission.actor);
        let (from, to) = movement.kind.accounts();
        put!(values =>
            submission.merchant.0, movement.purse.0, movement.seq, movement.kind.code(),
            from.code(), to.code(), movement.amount.0, movement.balance_after.0,
            movement.occurred_at.0, day.0, submission.now.at.0, movement.order.map(|id| id.0),
            movement.refund.map(|id| id.0), movement.reason.as_deref(), actor_kind, actor_id,
        )
    }
}

target!(DELIVERIES, card_deliveries, [
    merchant_id: BIGINT, purse_id: UUID, mail: TEXT, giver: TEXT, message: TEXT,
], "");

/// To whom a new card is sent.
#[derive(Debug)]
pub(in crate::write_plan) struct DeliveryRow<'a>(pub i64, pub PurseId, pub &'a Delivery);

impl Row for DeliveryRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, purse, delivery) = self;
        put!(values =>
            *merchant, purse.0, delivery.mail.as_str(), delivery.from.as_str(),
            delivery.message.as_str(),
        )
    }
}
