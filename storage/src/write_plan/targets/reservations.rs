//! What is reserved for orders at a checkout.

use regulars::{
    ids::{MemberId, ReservationId},
    reservation::{Held, Reservation},
    time::{Day, Micros},
};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
    world::held_name,
};

target!(RESERVATIONS, reservations, [
    merchant_id: BIGINT, id: UUID, member_id: UUID, until_at: BIGINT, open: BOOLEAN,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET open = excluded.open");

/// A reservation as it is now.
#[derive(Debug)]
pub(in crate::write_plan) struct ReservationRow<'a>(pub i64, pub &'a Reservation);

impl Row for ReservationRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, reservation) = self;
        put!(values =>
            *merchant, reservation.id.0, reservation.member.0, reservation.until.0,
            reservation.open,
        )
    }
}

target!(HOLDS, reservation_holds, [
    merchant_id: BIGINT, held: TEXT, reservation_id: UUID, member_id: UUID, until_at: BIGINT,
    amount: BIGINT,
], "ON CONFLICT (merchant_id, held, reservation_id) DO UPDATE SET until_at = excluded.until_at");

/// What a reservation keeps, and how much; in the order of the table's key.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::write_plan) struct HoldRow {
    merchant: i64,
    held: String,
    reservation: ReservationId,
    member: MemberId,
    until: Micros,
    amount: i64,
}

impl HoldRow {
    /// What a reservation that is closed kept counts up to no instant.
    pub fn new(merchant: i64, reservation: &Reservation, held: &Held, amount: i64) -> Self {
        Self {
            merchant,
            held: held_name(held),
            reservation: reservation.id,
            member: reservation.member,
            until: match reservation.open {
                true => reservation.until,
                false => Micros::default(),
            },
            amount,
        }
    }
}

impl Row for HoldRow {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        put!(values =>
            self.merchant, self.held.as_str(), self.reservation.0, self.member.0, self.until.0,
            self.amount,
        )
    }
}

target!(OFFER_USES_HELD, offer_uses, [
    merchant_id: BIGINT, offer: TEXT, lane: SMALLINT, times: BIGINT, amount: BIGINT,
    held_until: BIGINT,
], "ON CONFLICT (merchant_id, offer, lane) DO UPDATE SET held_until = \
    CASE WHEN excluded.held_until > offer_uses.held_until \
    THEN excluded.held_until ELSE offer_uses.held_until END");

/// Up to when uses of an offer are kept for anybody; none is counted.
#[derive(Debug)]
pub(in crate::write_plan) struct OfferUseHeldRow<'a>(pub i64, pub &'a str, pub i16, pub Micros);

impl Row for OfferUseHeldRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, offer, lane, until) = self;
        put!(values =>
            *merchant, *offer, *lane, 0_i64, 0_i64, until.0,
        )
    }
}

target!(MEMBER_USES_HELD, member_uses, [
    merchant_id: BIGINT, member_id: UUID, offer: TEXT, month: INTEGER, times: BIGINT,
    held_until: BIGINT,
], "ON CONFLICT (merchant_id, member_id, offer, month) DO UPDATE SET held_until = \
    CASE WHEN excluded.held_until > member_uses.held_until \
    THEN excluded.held_until ELSE member_uses.held_until END");

/// Up to when uses of an offer are kept for a member; none is counted.
#[derive(Debug)]
pub(in crate::write_plan) struct MemberUseHeldRow<'a>(
    pub i64,
    pub MemberId,
    pub &'a str,
    pub Day,
    pub Micros,
);

impl Row for MemberUseHeldRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, member, offer, month, until) = self;
        put!(values =>
            *merchant, member.0, *offer, month.0, 0_i64, until.0,
        )
    }
}
