//! Members, their running totals, and referrals.

use regulars::{
    command::Join, mail_address::MailAddress, referral::Referral, state::MemberHead, time::Micros,
};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
};

target!(MEMBERS, members, [
    merchant_id: BIGINT, id: UUID, mail: TEXT, name: TEXT, reference: TEXT, own_code: TEXT,
    card_code: TEXT, joined_at: BIGINT, joined_on: INTEGER, recorded_at: BIGINT,
], "");

/// A new member.
#[derive(Debug)]
pub(in crate::write_plan) struct MemberRow<'a>(pub i64, pub &'a Join, pub Micros);

impl Row for MemberRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, join, recorded_at) = self;
        put!(values =>
            *merchant, join.member.0, join.mail.as_ref().map(MailAddress::as_str),
            join.name.as_str(), join.reference.as_deref(), join.own_code.as_str(),
            join.card_code.as_str(), join.occurred_at.0, join.occurred_on.0, recorded_at.0,
        )
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
pub(in crate::write_plan) struct AccountRow<'a>(pub i64, pub &'a MemberHead, pub bool);

impl Row for AccountRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, head, may_be_negative) = self;
        put!(values =>
            *merchant, head.id.0, head.balances.available, head.balances.pending, *may_be_negative,
            head.last_seq, head.last_lot, head.carry.numerator(), head.carry.denominator(),
            head.orders, head.lifetime_spend.0, head.tier.as_deref(),
        )
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
pub(in crate::write_plan) struct ReferralRow<'a>(
    pub i64,
    pub &'a Referral,
    pub Option<&'a MailAddress>,
    pub Micros,
);

impl Row for ReferralRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, referral, invited, at) = self;
        put!(values =>
            *merchant, referral.id.0, referral.advocate.0, referral.friend.map(|id| id.0),
            invited.map(MailAddress::as_str), referral.stage.code(), referral.order.map(|id| id.0),
            referral.order_total.0, referral.due_on.map(|day| day.0), referral.advocate_points,
            referral.friend_points, referral.reason.as_deref(), at.0, at.0,
        )
    }
}
