//! Names of rows. Ids are made by the caller, beside the clock, and are ordered by time.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A merchant's row: small, because every key and index starts with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MerchantId(pub i64);

impl fmt::Display for MerchantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

uuid_id! {
    /// A customer enrolled with a merchant.
    MemberId,
    /// A purchase as it happened.
    OrderId,
    /// One refund, whole or partial, of an order.
    RefundId,
    /// The voucher that a redemption produced.
    VoucherId,
    /// One friend brought by one member.
    ReferralId,
    /// A person who works for the merchant.
    StaffId,
    /// A shop or channel of the merchant.
    LocationId,
    /// A member's claim to the points of an act.
    ClaimId,
    /// A gift card, or a member's store credit.
    PurseId,
    /// What is kept for an order at a checkout.
    ReservationId,
    /// One-time codes made together.
    BatchId,
    /// Points that a member passed on to another one.
    PassId,
    /// One run of an import of a file.
    ImportId,
}
