//! Stamps, uses, order codes, welcome gifts and claims.

use regulars::{
    act::Claim,
    ids::MemberId,
    money::Minor,
    promotion::OneTimeCode,
    time::{Day, Micros},
};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
};

target!(MEMBER_STAMPS, member_stamps, [
    merchant_id: BIGINT, member_id: UUID, card: TEXT, stamps: BIGINT,
], "ON CONFLICT (merchant_id, member_id, card) DO UPDATE SET \
    stamps = member_stamps.stamps + excluded.stamps");

/// Stamps to add to a member's card.
#[derive(Debug)]
pub(in crate::write_plan) struct MemberStampRow<'a>(pub i64, pub MemberId, pub &'a str, pub i64);

impl Row for MemberStampRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, card, stamps) = self;
        put!(values =>
            *merchant, member.0, *card, *stamps,
        )
    }
}

target!(OFFER_USES, offer_uses, [
    merchant_id: BIGINT, offer: TEXT, lane: SMALLINT, times: BIGINT, amount: BIGINT,
], "ON CONFLICT (merchant_id, offer, lane) DO UPDATE SET \
    times = offer_uses.times + excluded.times, amount = offer_uses.amount + excluded.amount");

/// Uses of an offer to count, in a lane: times, and what they came to.
#[derive(Debug)]
pub(in crate::write_plan) struct OfferUseRow<'a>(pub i64, pub &'a str, pub i16, pub (i64, Minor));

impl Row for OfferUseRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, offer, lane, (times, amount)) = self;
        put!(values =>
            *merchant, *offer, *lane, *times, amount.0,
        )
    }
}

target!(MEMBER_USES, member_uses, [
    merchant_id: BIGINT, member_id: UUID, offer: TEXT, month: INTEGER, times: BIGINT,
], "ON CONFLICT (merchant_id, member_id, offer, month) DO UPDATE SET \
    times = member_uses.times + excluded.times");

/// A member's uses of an offer to count, in a month.
#[derive(Debug)]
pub(in crate::write_plan) struct MemberUseRow<'a>(
    pub i64,
    pub MemberId,
    pub &'a str,
    pub Day,
    pub i64,
);

impl Row for MemberUseRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, offer, month, times) = self;
        put!(values =>
            *merchant, member.0, *offer, month.0, *times,
        )
    }
}

target!(MEMBER_WELCOMES, member_welcomes, [
    merchant_id: BIGINT, member_id: UUID, tier: TEXT, given_at: BIGINT,
], "");

/// A tier, by key, that welcomed a member.
#[derive(Debug)]
pub(in crate::write_plan) struct MemberWelcomeRow<'a>(
    pub i64,
    pub MemberId,
    pub &'a str,
    pub Micros,
);

impl Row for MemberWelcomeRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, tier, at) = self;
        put!(values =>
            *merchant, member.0, *tier, at.0,
        )
    }
}

target!(ORDER_CODES, order_codes, [
    merchant_id: BIGINT, initials: TEXT, last_number: BIGINT,
], "ON CONFLICT (merchant_id, initials) DO UPDATE SET last_number = excluded.last_number");

/// The last number given to some initials.
#[derive(Debug)]
pub(in crate::write_plan) struct OrderCodeRow<'a>(pub i64, pub &'a str, pub i64);

impl Row for OrderCodeRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, initials, last) = self;
        put!(values =>
            *merchant, *initials, *last,
        )
    }
}

target!(ONE_TIME_CODES, one_time_codes, [
    merchant_id: BIGINT, code: TEXT, batch_id: UUID, used_by: UUID,
], "ON CONFLICT (merchant_id, code) DO UPDATE SET used_by = excluded.used_by");

target!(NEW_CODES, one_time_codes, [
    merchant_id: BIGINT, code: TEXT, batch_id: UUID, used_by: UUID,
], "ON CONFLICT (merchant_id, code) DO NOTHING");

/// A one-time code as it is now.
#[derive(Debug)]
pub(crate) struct OneTimeCodeRow<'a>(pub i64, pub &'a OneTimeCode);

impl Row for OneTimeCodeRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, code) = self;
        put!(values =>
            *merchant, code.code.as_str(), code.batch.0, code.used_by.map(|id| id.0),
        )
    }
}

target!(CLAIMS, claims, [
    merchant_id: BIGINT, id: UUID, member_id: UUID, rule: TEXT, points: BIGINT,
    claimed_on: INTEGER, proof: TEXT, state: SMALLINT, created_at: BIGINT, moved_at: BIGINT,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET state = excluded.state, \
    moved_at = excluded.moved_at");

/// A claim as it is now, and when it became so.
#[derive(Debug)]
pub(in crate::write_plan) struct ClaimRow<'a>(pub i64, pub &'a Claim, pub Micros);

impl Row for ClaimRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, claim, at) = self;
        put!(values =>
            *merchant, claim.id.0, claim.member.0, claim.rule.as_str(), claim.points, claim.on.0,
            claim.proof.as_deref(), claim.state.code(), at.0, at.0,
        )
    }
}
