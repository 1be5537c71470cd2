//! Points passed on.

use regulars::{passing::Pass, time::Micros};

use super::{put, target};
use crate::{
    error::StoreError,
    many::{Row, Values},
};

target!(PASSES, passes, [
    merchant_id: BIGINT, id: UUID, from_member: UUID, to_member: UUID, points: BIGINT,
    from_seq: BIGINT, first_lot: BIGINT, last_lot: BIGINT, passed_on: INTEGER, undone: BIGINT,
    created_at: BIGINT,
], "ON CONFLICT (merchant_id, id) DO UPDATE SET undone = excluded.undone");

/// A pass as it is now, and when it became so.
#[derive(Debug)]
pub(in crate::write_plan) struct PassRow<'a>(pub i64, pub &'a Pass, pub Micros);

impl Row for PassRow<'_> {
    fn put(&self, values: &mut Values) -> Result<(), StoreError> {
        let Self(merchant, pass, at) = self;
        put!(values =>
            *merchant, pass.id.0, pass.from.0, pass.to.0, pass.points, pass.from_seq,
            pass.first_lot, pass.last_lot, pass.on.0, pass.undone, at.0,
        )
    }
}
