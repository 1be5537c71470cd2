//! The tables that a plan is written to, and the values of a row of each.

use regulars::{
    command::Join,
    ids::MemberId,
    ledger::{Lot, LotUse, Transfer},
    mail_address::MailAddress,
    order::OrderLine,
    plan::{NewOrder, NewRefund},
    referral::Referral,
    reward::Voucher,
    state::MemberHead,
    time::{Day, Micros},
};

use super::days::Totals;
use crate::{
    error::StoreError,
    many::{Row, Target, Values},
    rows::{actor_code, source_code},
    writer::Submission,
};

/// `target!(NAME, table, [column: TYPE, ...], "ON CONFLICT ...")`; the types are those of Postgres.
macro_rules! target {
    ($name:ident, $table:ident, [$($column:ident: $type:ident),+ $(,)?], $on_conflict:literal) => {
        pub(crate) static $name: Target = Target {
            table: stringify!($table),
            columns: &[$((stringify!($column), stringify!($type))),+],
            on_conflict: $on_conflict,
        };
    };
}

/// Every target, for the test that prepares every statement.
pub(crate) const TARGETS: &[&Target] = &[
    &MEMBERS, &ACCOUNTS, &ORDERS, &LINES, &ORDER_VOUCHERS, &TRANSFERS, &LOTS, &CHANGED_LOTS, &USES,
    &MEMBER_DAYS, &MERCHANT_DAYS, &REFUNDS, &VOUCHERS, &REFERRALS, &COMMANDS, &OUTBOX,
];

target!(MEMBERS, members, [
    merchant_id: BIGINT, id: UUID, mail: TEXT, name: TEXT, reference: TEXT, own_code: TEXT,
    card_code: TEXT, joined_at: BIGINT, joined_on: INTEGER, recorded_at: BIGINT,
], "");

/// A new member.
#[derive(Debug)]
pub(super) struct MemberRow<'a>(pub i64, pub &'a Join, pub Micros);

impl Row for MemberRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, join, recorded_at) = self;
        values.put(*merchant)?.put(join.member.0)?;
        values.put(join.mail.as_ref().map(MailAddress::as_str))?.put(join.name.as_str())?;
        values.put(join.reference.as_deref())?.put(join.own_code.as_str())?;
        values.put(join.card_code.as_str())?.put(join.occurred_at.0)?;
        values.put(join.occurred_on.0)?.put(recorded_at.0)?;
        Ok(())
    }
}

target!(ACCOUNTS, accounts, [
    merchant_id: BIGINT, member_id: UUID, available: BIGINT, pending: BIGINT,
    may_be_negative: BOOLEAN, last_seq: BIGINT, last_lot: BIGINT, carry_numerator: BIGINT,
    carry_denominator: BIGINT, orders: BIGINT, lifetime_spend: BIGINT, tier: TEXT,
], "ON CONFLICT (merchant_id, member_id) DO UPDATE SET available = excluded.available, \
    pending = excluded.pending, may_be_negative = excluded.may_be_negative, \
    last_seq = excluded.last_seq, last_lot = excluded.last_lot, \
    carry_numerator = excluded.carry_numerator, carry_denominator = excluded.carry_denominator, \
    orders = excluded.orders, lifetime_spend = excluded.lifetime_spend, tier = excluded.tier");

/// A member's running totals, and whether they may be negative.
#[derive(Debug)]
pub(super) struct AccountRow<'a>(pub i64, pub &'a MemberHead, pub bool);

impl Row for AccountRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, head, may_be_negative) = self;
        values.put(*merchant)?.put(head.id.0)?;
        values.put(head.balances.available)?.put(head.balances.pending)?;
        values.put(*may_be_negative)?.put(head.last_seq)?.put(head.last_lot)?;
        values.put(head.carry.numerator())?.put(head.carry.denominator())?;
        values.put(head.orders)?.put(head.lifetime_spend.0)?.put(head.tier.as_deref())?;
        Ok(())
    }
}

target!(ORDERS, orders, [
    merchant_id: BIGINT, id: UUID, member_id: UUID, location_id: UUID, occurred_at: BIGINT,
    occurred_on: INTEGER, recorded_at: BIGINT, source: SMALLINT, reference: TEXT,
    subtotal: BIGINT, discount: BIGINT, tax: BIGINT, shipping: BIGINT, gift_card: BIGINT,
    redeemed: BIGINT, total: BIGINT, earned: BIGINT, lot: BIGINT, programme_version: BIGINT,
    command_key: TEXT, actor_kind: SMALLINT, actor_id: UUID,
], "");

/// An order as judged.
#[derive(Debug)]
pub(super) struct OrderRow<'a>(pub &'a Submission, pub &'a NewOrder);

impl Row for OrderRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, new) = self;
        let (ring_up, order) = (&new.ring_up, &new.ring_up.order);
        let (actor_kind, actor_id) = actor_code(submission.actor);
        values.put(submission.merchant.0)?.put(ring_up.id.0)?.put(ring_up.member.0)?;
        values.put(submission.location.map(|id| id.0))?.put(ring_up.occurred_at.0)?;
        values.put(ring_up.occurred_on.0)?.put(submission.now.at.0)?;
        values.put(source_code(order.source))?.put(order.reference.as_deref())?;
        values.put(order.subtotal().0)?.put(order.discount.0)?.put(order.tax.0)?;
        values.put(order.shipping.0)?.put(order.gift_card.0)?.put(new.redeemed.0)?;
        values.put(new.total.0)?.put(new.earned)?.put(new.lot)?.put(new.version)?;
        values.put(submission.key.as_str())?.put(actor_kind)?.put(actor_id)?;
        Ok(())
    }
}

target!(LINES, order_lines, [
    merchant_id: BIGINT, order_id: UUID, line: SMALLINT, sku: TEXT, name: TEXT, category: TEXT,
    quantity: BIGINT, total: BIGINT, unit_cost: BIGINT,
], "");

/// A line of an order, and its number from 1.
#[derive(Debug)]
pub(super) struct LineRow<'a>(pub i64, pub &'a NewOrder, pub i16, pub &'a OrderLine);

impl Row for LineRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, new, number, line) = self;
        values.put(*merchant)?.put(new.ring_up.id.0)?.put(*number)?;
        values.put(line.sku.as_deref())?.put(line.name.as_str())?.put(line.category.as_deref())?;
        values.put(line.quantity)?.put(line.total.0)?.put(line.unit_cost.map(|cost| cost.0))?;
        Ok(())
    }
}

target!(ORDER_VOUCHERS, order_vouchers, [
    merchant_id: BIGINT, order_id: UUID, code: TEXT, discount: BIGINT,
], "");

/// A voucher used on an order, and what it took off.
#[derive(Debug)]
pub(super) struct OrderVoucherRow<'a>(pub i64, pub &'a NewOrder, pub &'a str, pub i64);

impl Row for OrderVoucherRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, new, code, discount) = self;
        values.put(*merchant)?.put(new.ring_up.id.0)?.put(*code)?.put(*discount)?;
        Ok(())
    }
}

target!(TRANSFERS, transfers, [
    merchant_id: BIGINT, member_id: UUID, seq: BIGINT, kind: SMALLINT, from_account: SMALLINT,
    to_account: SMALLINT, points: BIGINT, balance_after: BIGINT, pending_after: BIGINT,
    occurred_at: BIGINT, occurred_on: INTEGER, recorded_at: BIGINT, order_id: UUID,
    refund_id: UUID, voucher_id: UUID, referral_id: UUID, lot: BIGINT, reason: TEXT,
    actor_kind: SMALLINT, actor_id: UUID,
], "");

/// A transfer, and the merchant's day of it.
#[derive(Debug)]
pub(super) struct TransferRow<'a>(pub &'a Submission, pub &'a Transfer, pub Day);

impl Row for TransferRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, transfer, day) = self;
        let (actor_kind, actor_id) = actor_code(submission.actor);
        values.put(submission.merchant.0)?.put(transfer.member.0)?.put(transfer.seq)?;
        values.put(transfer.kind.code())?.put(transfer.from.code())?.put(transfer.to.code())?;
        values.put(transfer.points)?.put(transfer.balance_after)?.put(transfer.pending_after)?;
        values.put(transfer.occurred_at.0)?.put(day.0)?.put(submission.now.at.0)?;
        values.put(transfer.order.map(|id| id.0))?.put(transfer.refund.map(|id| id.0))?;
        values.put(transfer.voucher.map(|id| id.0))?.put(transfer.referral.map(|id| id.0))?;
        values.put(transfer.lot)?.put(transfer.reason.as_deref())?;
        values.put(actor_kind)?.put(actor_id)?;
        Ok(())
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
pub(super) struct LotRow<'a>(pub i64, pub MemberId, pub &'a Lot);

impl Row for LotRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, lot) = self;
        values.put(*merchant)?.put(member.0)?.put(lot.no)?.put(lot.original)?;
        values.put(lot.remaining)?.put(lot.state.code())?;
        values.put(lot.available_on.map(|day| day.0))?.put(lot.expires_on.map(|day| day.0))?;
        values.put(lot.order.map(|id| id.0))?;
        Ok(())
    }
}

target!(USES, lot_uses, [
    merchant_id: BIGINT, member_id: UUID, lot: BIGINT, seq: BIGINT, points: BIGINT,
], "");

/// A use of a lot.
#[derive(Debug)]
pub(super) struct UseRow<'a>(pub i64, pub &'a LotUse);

impl Row for UseRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, used) = self;
        values.put(*merchant)?.put(used.member.0)?.put(used.lot)?.put(used.seq)?;
        values.put(used.points)?;
        Ok(())
    }
}

target!(MEMBER_DAYS, member_days, [
    merchant_id: BIGINT, member_id: UUID, day: INTEGER, spend: BIGINT, orders: BIGINT,
],
    "ON CONFLICT (merchant_id, member_id, day) DO UPDATE SET \
    spend = member_days.spend + excluded.spend, orders = member_days.orders + excluded.orders");

/// What to add to a member's day: spend and orders.
#[derive(Debug)]
pub(super) struct MemberDayRow(pub i64, pub MemberId, pub Day, pub (i64, i64));

impl Row for MemberDayRow {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, day, (spend, orders)) = self;
        values.put(*merchant)?.put(member.0)?.put(day.0)?.put(*spend)?.put(*orders)?;
        Ok(())
    }
}

target!(MERCHANT_DAYS, merchant_days, [
    merchant_id: BIGINT, day: INTEGER, lane: SMALLINT, orders: BIGINT, sales: BIGINT,
    refunds: BIGINT, new_members: BIGINT, points_issued: BIGINT, points_redeemed: BIGINT,
    points_expired: BIGINT, points_reversed: BIGINT, points_adjusted: BIGINT,
], "ON CONFLICT (merchant_id, day, lane) DO UPDATE SET \
    orders = merchant_days.orders + excluded.orders, \
    sales = merchant_days.sales + excluded.sales, \
    refunds = merchant_days.refunds + excluded.refunds, \
    new_members = merchant_days.new_members + excluded.new_members, \
    points_issued = merchant_days.points_issued + excluded.points_issued, \
    points_redeemed = merchant_days.points_redeemed + excluded.points_redeemed, \
    points_expired = merchant_days.points_expired + excluded.points_expired, \
    points_reversed = merchant_days.points_reversed + excluded.points_reversed, \
    points_adjusted = merchant_days.points_adjusted + excluded.points_adjusted");

/// What to add to a merchant's day, in a lane.
#[derive(Debug)]
pub(super) struct MerchantDayRow<'a>(pub i64, pub Day, pub i16, pub &'a Totals);

impl Row for MerchantDayRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, day, lane, sums) = self;
        values.put(*merchant)?.put(day.0)?.put(*lane)?.put(sums.orders)?.put(sums.sales)?;
        values.put(sums.refunds)?.put(sums.new_members)?.put(sums.issued)?.put(sums.redeemed)?;
        values.put(sums.expired)?.put(sums.reversed)?.put(sums.adjusted)?;
        Ok(())
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
pub(super) struct RefundRow<'a>(pub &'a Submission, pub &'a NewRefund, pub Day);

impl Row for RefundRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, refund, day) = self;
        let (actor_kind, actor_id) = actor_code(submission.actor);
        values.put(submission.merchant.0)?.put(refund.id.0)?.put(refund.order.0)?;
        values.put(refund.member.0)?.put(refund.amount.0)?.put(refund.points_due)?;
        values.put(refund.points_taken)?.put(refund.closes)?.put(refund.undo)?;
        values.put(refund.reason.as_str())?.put(refund.occurred_at.0)?.put(day.0)?;
        values.put(submission.now.at.0)?.put(actor_kind)?.put(actor_id)?;
        Ok(())
    }
}

target!(VOUCHERS, vouchers, [
    merchant_id: BIGINT, id: UUID, member_id: UUID, code: TEXT, reward: TEXT, points: BIGINT,
    expires_on: INTEGER, state: SMALLINT, paid_seq: BIGINT, used_by: UUID, created_at: BIGINT,
    moved_at: BIGINT,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET state = excluded.state, \
    used_by = excluded.used_by, moved_at = excluded.moved_at");

/// A voucher as it is now, and when it became so.
#[derive(Debug)]
pub(super) struct VoucherRow<'a>(pub i64, pub &'a Voucher, pub Micros);

impl Row for VoucherRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, voucher, at) = self;
        values.put(*merchant)?.put(voucher.id.0)?.put(voucher.member.0)?;
        values.put(voucher.code.as_str())?.put(serde_json::to_string(&voucher.reward)?)?;
        values.put(voucher.reward.points)?.put(voucher.expires_on.0)?;
        values.put(voucher.state.code())?.put(voucher.paid_seq)?;
        values.put(voucher.used_by.map(|id| id.0))?.put(at.0)?.put(at.0)?;
        Ok(())
    }
}

target!(REFERRALS, referrals, [
    merchant_id: BIGINT, id: UUID, advocate_id: UUID, friend_id: UUID, invited_mail: TEXT,
    stage: SMALLINT, order_id: UUID, order_total: BIGINT, due_on: INTEGER,
    advocate_points: BIGINT, friend_points: BIGINT, reason: TEXT, created_at: BIGINT,
    moved_at: BIGINT,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET friend_id = excluded.friend_id, \
    stage = excluded.stage, order_id = excluded.order_id, order_total = excluded.order_total, \
    due_on = excluded.due_on, advocate_points = excluded.advocate_points, \
    friend_points = excluded.friend_points, reason = excluded.reason, \
    moved_at = excluded.moved_at");

/// A referral as it is now, whom it invited if it is new, and when it became so.
#[derive(Debug)]
pub(super) struct ReferralRow<'a>(
    pub i64,
    pub &'a Referral,
    pub Option<&'a MailAddress>,
    pub Micros,
);

impl Row for ReferralRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, referral, invited, at) = self;
        values.put(*merchant)?.put(referral.id.0)?.put(referral.advocate.0)?;
        values.put(referral.friend.map(|id| id.0))?.put(invited.map(MailAddress::as_str))?;
        values.put(referral.stage.code())?.put(referral.order.map(|id| id.0))?;
        values.put(referral.order_total.0)?.put(referral.due_on.map(|day| day.0))?;
        values.put(referral.advocate_points)?.put(referral.friend_points)?;
        values.put(referral.reason.as_deref())?.put(at.0)?.put(at.0)?;
        Ok(())
    }
}

target!(COMMANDS, commands, [
    merchant_id: BIGINT, idem_key: TEXT, fingerprint: BYTEA, answer: TEXT, recorded_at: BIGINT,
], "");

/// A key, what it stood for, and the answer.
#[derive(Debug)]
pub(super) struct CommandRow<'a>(pub &'a Submission, pub &'a str);

impl Row for CommandRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, answer) = self;
        values.put(submission.merchant.0)?.put(submission.key.as_str())?;
        values.put(&submission.fingerprint[..])?.put(*answer)?.put(submission.now.at.0)?;
        Ok(())
    }
}

target!(OUTBOX, outbox, [
    lane: SMALLINT, position: BIGINT, merchant_id: BIGINT, member_id: UUID, event: TEXT,
    recorded_at: BIGINT,
], "");

/// An event at its place in a lane.
#[derive(Debug)]
pub(super) struct OutboxRow<'a>(
    pub (i16, i64),
    pub &'a Submission,
    pub MemberId,
    pub String,
);

impl Row for OutboxRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self((lane, position), submission, member, event) = self;
        values.put(*lane)?.put(*position)?.put(submission.merchant.0)?.put(member.0)?;
        values.put(event.as_str())?.put(submission.now.at.0)?;
        Ok(())
    }
}
