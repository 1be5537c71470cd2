//! Orders, refunds and vouchers.

use regulars::{
    ids::OrderId,
    order::OrderLine,
    plan::{NewOrder, NewRefund, StampChange},
    reward::Voucher,
    time::{Day, Micros},
};

use uuid::Uuid;

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
    rows::{actor_code, source_code},
    writer::Submission,
};

target!(ORDERS, orders, [
    merchant_id: BIGINT, id: UUID, member_id: UUID, location_id: UUID, occurred_at: BIGINT,
    occurred_on: INTEGER, recorded_at: BIGINT, source: SMALLINT, reference: TEXT,
    subtotal: BIGINT, discount: BIGINT, tax: BIGINT, shipping: BIGINT, gift_card: BIGINT,
    promoted: BIGINT, redeemed: BIGINT, total: BIGINT, earned: BIGINT, lot: BIGINT, programme_version: BIGINT,
    command_key: TEXT, actor_kind: SMALLINT, actor_id: UUID,
], "");

/// An order as judged.
#[derive(Debug)]
pub(in crate::write_plan) struct OrderRow<'a>(pub &'a Submission, pub &'a NewOrder);

impl Row for OrderRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, new) = self;
        let (ring_up, order) = (&new.ring_up, &new.ring_up.order);
        let (actor_kind, actor_id) = actor_code(submission.actor);
        // What cards of another system paid, and those of the shop.
        let gift_card = order
            .gift_card
            .plus(new.cards.iter().map(|it| it.amount).sum());
        put!(values =>
            submission.merchant.0, ring_up.id.0, ring_up.member.0,
            ring_up.location.or(submission.location).map(|id| id.0), ring_up.occurred_at.0, ring_up.occurred_on.0,
            submission.now.at.0, source_code(order.source), order.reference.as_deref(),
            order.subtotal().0, order.discount.0, order.tax.0, order.shipping.0, gift_card.0,
            new.promoted.0, new.redeemed.0, new.total.0, new.earned, new.lot, new.version, submission.key.as_str(),
            actor_kind, actor_id,
        )
    }
}

target!(LINES, order_lines, [
    merchant_id: BIGINT, order_id: UUID, line: SMALLINT, sku: TEXT, name: TEXT, category: TEXT,
    quantity: BIGINT, total: BIGINT, unit_cost: BIGINT, discount: BIGINT,
], "");

/// A line of an order, and its number from 1.
#[derive(Debug)]
pub(in crate::write_plan) struct LineRow<'a>(pub i64, pub &'a NewOrder, pub i16, pub &'a OrderLine);

impl Row for LineRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, new, number, line) = self;
        let place = usize::try_from(*number - 1).unwrap_or_default();
        let discount = new.line_discounts.get(place).copied();
        put!(values =>
            *merchant, new.ring_up.id.0, *number, line.sku.as_deref(), line.name.as_str(),
            line.category.as_deref(), line.quantity, line.total.0,
            line.unit_cost.map(|cost| cost.0), discount.unwrap_or_default().0,
        )
    }
}

target!(ORDER_VOUCHERS, order_vouchers, [
    merchant_id: BIGINT, order_id: UUID, code: TEXT, discount: BIGINT,
], "");

/// A voucher used on an order, and what it took off.
#[derive(Debug)]
pub(in crate::write_plan) struct OrderVoucherRow<'a>(
    pub i64,
    pub &'a NewOrder,
    pub &'a str,
    pub i64,
);

impl Row for OrderVoucherRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, new, code, discount) = self;
        put!(values =>
            *merchant, new.ring_up.id.0, *code, *discount,
        )
    }
}

target!(ORDER_PROMOTIONS, order_promotions, [
    merchant_id: BIGINT, order_id: UUID, promotion: TEXT, discount: BIGINT,
], "");

/// A promotion used on an order, by key, and what it took off.
#[derive(Debug)]
pub(in crate::write_plan) struct OrderPromotionRow<'a>(
    pub i64,
    pub &'a NewOrder,
    pub &'a str,
    pub i64,
);

impl Row for OrderPromotionRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, new, promotion, discount) = self;
        put!(values =>
            *merchant, new.ring_up.id.0, *promotion, *discount,
        )
    }
}

target!(ORDER_PAYMENTS, order_payments, [
    merchant_id: BIGINT, order_id: UUID, seq: BIGINT, points: BIGINT, amount: BIGINT,
], "");

/// The number of the transfer that paid a part of an order.
#[derive(Debug)]
pub(in crate::write_plan) struct OrderPaymentRow<'a>(pub i64, pub &'a NewOrder, pub i64);

impl Row for OrderPaymentRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, new, seq) = self;
        put!(values =>
            *merchant, new.ring_up.id.0, *seq, new.points_paid, new.paid_with_points.0,
        )
    }
}

target!(ORDER_STAMPS, order_stamps, [
    merchant_id: BIGINT, order_id: UUID, card: TEXT, cause_id: UUID, stamps: BIGINT,
], "");

/// Stamps that an order gave or that a refund of it took back.
#[derive(Debug)]
pub(in crate::write_plan) struct OrderStampRow<'a>(
    pub i64,
    pub OrderId,
    pub Uuid,
    pub &'a StampChange,
);

impl Row for OrderStampRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, order, cause, change) = self;
        put!(values =>
            *merchant, order.0, change.card.as_str(), *cause, change.stamps,
        )
    }
}

target!(REFUNDS, refunds, [
    merchant_id: BIGINT, id: UUID, order_id: UUID, member_id: UUID, amount: BIGINT,
    points_due: BIGINT, points_taken: BIGINT, closes: BOOLEAN, undo: BOOLEAN, reason: TEXT,
    occurred_at: BIGINT, occurred_on: INTEGER, recorded_at: BIGINT, actor_kind: SMALLINT,
    actor_id: UUID,
], "");

/// A refund, and the merchant's day of it.
#[derive(Debug)]
pub(in crate::write_plan) struct RefundRow<'a>(pub &'a Submission, pub &'a NewRefund, pub Day);

impl Row for RefundRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, refund, day) = self;
        let (actor_kind, actor_id) = actor_code(submission.actor);
        put!(values =>
            submission.merchant.0, refund.id.0, refund.order.0, refund.member.0, refund.amount.0,
            refund.points_due, refund.points_taken, refund.closes, refund.undo,
            refund.reason.as_str(), refund.occurred_at.0, day.0, submission.now.at.0, actor_kind,
            actor_id,
        )
    }
}

target!(VOUCHERS, vouchers, [
    merchant_id: BIGINT, id: UUID, member_id: UUID, code: TEXT, reward: TEXT, reward_key: TEXT,
    points: BIGINT, taken_on: INTEGER, expires_on: INTEGER, state: SMALLINT, paid_seq: BIGINT,
    made_by: UUID, order_code: TEXT, used_by: UUID, created_at: BIGINT, moved_at: BIGINT,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET state = excluded.state, \
    used_by = excluded.used_by, moved_at = excluded.moved_at");

/// A voucher as it is now, and when it became so.
#[derive(Debug)]
pub(in crate::write_plan) struct VoucherRow<'a>(pub i64, pub &'a Voucher, pub Micros);

impl Row for VoucherRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, voucher, at) = self;
        put!(values =>
            *merchant, voucher.id.0, voucher.member.0, voucher.code.as_str(),
            serde_json::to_string(&voucher.reward)?, voucher.reward.key.as_str(),
            voucher.reward.points, voucher.taken_on().0, voucher.expires_on.0,
            voucher.state.code(), voucher.paid_seq, voucher.made_by.map(|id| id.0),
            voucher.order_code.as_ref().map(ToString::to_string), voucher.used_by.map(|id| id.0),
            at.0, at.0,
        )
    }
}
