//! Sums by day, answers to commands, and events.

use regulars::{ids::MemberId, time::Day};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
    write_plan::{days::Totals, last::MemberDay},
    writer::Submission,
};

target!(MEMBER_DAYS, member_days, [
    merchant_id: BIGINT, member_id: UUID, day: INTEGER, spend: BIGINT, orders: BIGINT,
    points: BIGINT, referrals: BIGINT,
],
    "ON CONFLICT (merchant_id, member_id, day) DO UPDATE SET \
    spend = member_days.spend + excluded.spend, orders = member_days.orders + excluded.orders, \
    points = member_days.points + excluded.points, \
    referrals = member_days.referrals + excluded.referrals");

/// What to add to a member's day.
#[derive(Debug)]
pub(in crate::write_plan) struct MemberDayRow(pub i64, pub MemberId, pub Day, pub MemberDay);

impl Row for MemberDayRow {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, day, sums) = self;
        put!(values =>
            *merchant, member.0, day.0, sums.spend, sums.orders, sums.points, sums.referrals,
        )
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
pub(in crate::write_plan) struct MerchantDayRow<'a>(pub i64, pub Day, pub i16, pub &'a Totals);

impl Row for MerchantDayRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, day, lane, sums) = self;
        put!(values =>
            *merchant, day.0, *lane, sums.orders, sums.sales, sums.refunds, sums.new_members,
            sums.issued, sums.redeemed, sums.expired, sums.reversed, sums.adjusted,
        )
    }
}

target!(COMMANDS, commands, [
    merchant_id: BIGINT, idem_key: TEXT, fingerprint: BYTEA, answer: TEXT, recorded_at: BIGINT,
], "");

/// A key, what it stood for, and the answer.
#[derive(Debug)]
pub(in crate::write_plan) struct CommandRow<'a>(pub &'a Submission, pub &'a str);

impl Row for CommandRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(submission, answer) = self;
        put!(values =>
            submission.merchant.0, submission.key.as_str(), &submission.fingerprint[..], *answer,
            submission.now.at.0,
        )
    }
}

target!(OUTBOX, outbox, [
    lane: SMALLINT, position: BIGINT, merchant_id: BIGINT, member_id: UUID, event: TEXT,
    recorded_at: BIGINT,
], "");

/// An event at its place in a lane.
#[derive(Debug)]
pub(in crate::write_plan) struct OutboxRow<'a>(
    pub (i16, i64),
    pub &'a Submission,
    pub MemberId,
    pub String,
);

impl Row for OutboxRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self((lane, position), submission, member, event) = self;
        put!(values =>
            *lane, *position, submission.merchant.0, member.0, event.as_str(), submission.now.at.0,
        )
    }
}
