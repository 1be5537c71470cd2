//! The tables that a plan is written to, and the values of a row of each.

mod money;
mod offers;
mod orders;
mod passes;
mod people;
mod points;
mod reservations;
mod sums;

use crate::many::Target;

pub(super) use money::*;
pub(super) use offers::*;
pub(crate) use offers::{NEW_CODES, OneTimeCodeRow};
pub(super) use orders::*;
pub(super) use passes::*;
pub(super) use people::*;
pub(super) use points::*;
pub(super) use reservations::*;
pub(super) use sums::*;

/// `target!(NAME, table, [column: TYPE, ...], "ON CONFLICT ...")`; the types are those of Postgres.
macro_rules! target {
    ($name:ident, $table:ident, [$($column:ident: $type:ident),+ $(,)?], $on_conflict:literal) => {
        pub(crate) static $name: $crate::many::Target = $crate::many::Target {
            table: stringify!($table),
            columns: &[$((stringify!($column), stringify!($type))),+],
            on_conflict: $on_conflict,
        };
    };
}
use target;

/// `put!(values => first, second, ...)` adds the values of a row, in the order of its columns.
macro_rules! put {
    ($values:ident => $($value:expr),+ $(,)?) => {{
        $($values.put($value)?;)+
        Ok(())
    }};
}
use put;

/// Every target, for the test that prepares every statement.
pub(crate) const TARGETS: &[&Target] = &[
    &MEMBERS,
    &ACCOUNTS,
    &ORDERS,
    &LINES,
    &ORDER_VOUCHERS,
    &ORDER_PROMOTIONS,
    &ORDER_PAYMENTS,
    &ORDER_STAMPS,
    &TRANSFERS,
    &LOTS,
    &CHANGED_LOTS,
    &USES,
    &MEMBER_DAYS,
    &MERCHANT_DAYS,
    &REFUNDS,
    &VOUCHERS,
    &REFERRALS,
    &MEMBER_STAMPS,
    &OFFER_USES,
    &MEMBER_USES,
    &MEMBER_WELCOMES,
    &ORDER_CODES,
    &CLAIMS,
    &ONE_TIME_CODES,
    &NEW_CODES,
    &PURSES,
    &MOVEMENTS,
    &DELIVERIES,
    &RESERVATIONS,
    &HOLDS,
    &OFFER_USES_HELD,
    &MEMBER_USES_HELD,
    &PASSES,
    &COMMANDS,
    &OUTBOX,
];
