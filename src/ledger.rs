//! Double entry for points: accounts, transfers and lots.
//!
//! A transfer moves a positive number of points from one account to another, so its two entries
//! sum to zero by construction. Every transfer belongs to one member and carries that member's
//! next sequence number; the programme's own accounts are sums over transfers and no hot row.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, OrderId, ReferralId, RefundId, VoucherId},
    time::{Day, Micros},
};

/// An account. A member has the first two; the rest are the programme's, one each a merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum Account {
    /// The member's points, free to spend.
    Available = 1,
    /// The member's points that wait for the end of a hold.
    Pending = 2,
    /// Where earned points come from.
    Issued = 10,
    /// Where points spent on rewards go.
    Redeemed = 11,
    /// Where expired points go.
    Expired = 12,
    /// The other side of adjustments by staff.
    Adjusted = 13,
    /// Where points clawed back by a refund go.
    Reversed = 14,
    /// Where points go through on their way from a member to another one: nothing stays in it.
    Passed = 15,
}

impl Account {
    /// All accounts, in the order of their codes.
    pub const ALL: [Self; 8] = [
        Self::Available,
        Self::Pending,
        Self::Issued,
        Self::Redeemed,
        Self::Expired,
        Self::Adjusted,
        Self::Reversed,
        Self::Passed,
    ];

    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The account of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|account| account.code() == code)
    }
}

/// Why points moved. The codes are stored; never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum TransferKind {
    /// An order earned points.
    Earn = 1,
    /// A pending lot's hold ended.
    Post = 2,
    /// A refund took points back.
    Reverse = 3,
    /// A reward was taken.
    Redeem = 4,
    /// A reward was given back, or its order undone.
    Reinstate = 5,
    /// A lot expired.
    Expire = 6,
    /// Staff gave or took points.
    Adjust = 7,
    /// The referrer's side of a referral.
    ReferralAdvocate = 8,
    /// The friend's side of a referral.
    ReferralFriend = 9,
    /// A referral's reward was taken back.
    ReferralReverse = 10,
    /// Points paid a part of an order.
    Pay = 11,
    /// An act other than buying brought points.
    Act = 12,
    /// Points were passed on to another member.
    PassOn = 13,
    /// Points came from another member.
    PassIn = 14,
}

impl TransferKind {
    /// All kinds, in the order of their codes.
    pub const ALL: [Self; 14] = [
        Self::Earn,
        Self::Post,
        Self::Reverse,
        Self::Redeem,
        Self::Reinstate,
        Self::Expire,
        Self::Adjust,
        Self::ReferralAdvocate,
        Self::ReferralFriend,
        Self::ReferralReverse,
        Self::Pay,
        Self::Act,
        Self::PassOn,
        Self::PassIn,
    ];

    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The kind of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Points moved from one account to another. Never changed once written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Whose accounts it touches.
    pub member: MemberId,
    /// The member's running number, from 1.
    pub seq: i64,
    /// Why.
    pub kind: TransferKind,
    /// The account that gives.
    pub from: Account,
    /// The account that takes.
    pub to: Account,
    /// How many, at least 1.
    pub points: i64,
    /// The member's available balance after it.
    pub balance_after: i64,
    /// The member's pending points after it.
    pub pending_after: i64,
    /// When it happened for the business.
    pub occurred_at: Micros,
    /// The order it comes from.
    pub order: Option<OrderId>,
    /// The refund it comes from.
    pub refund: Option<RefundId>,
    /// The voucher it paid for or gave back.
    pub voucher: Option<VoucherId>,
    /// The referral it comes from.
    pub referral: Option<ReferralId>,
    /// The lot it opened, posted or expired.
    pub lot: Option<i64>,
    /// The reason that staff gave.
    pub reason: Option<String>,
}

/// Where a lot is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum LotState {
    /// Waits for the end of its hold; cannot be spent.
    Pending = 1,
    /// Can be spent.
    Open = 2,
    /// Its hold ended in nothing: the order was refunded.
    Voided = 3,
    /// Its last day has passed.
    Expired = 4,
}

impl LotState {
    /// The code under which it is stored.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The state of a stored code.
    pub fn from_code(code: i16) -> Option<Self> {
        [Self::Pending, Self::Open, Self::Voided, Self::Expired]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

/// The points that one event earned, with an expiry of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The member's running number of lots, from 1.
    pub no: i64,
    /// Points that opened it.
    pub original: i64,
    /// Points left in it; a cache of original minus uses.
    pub remaining: i64,
    /// Where it is in its life.
    pub state: LotState,
    /// The day its hold ends, for a lot that had one.
    pub available_on: Option<Day>,
    /// The last day on which it can be spent; `None`: it does not expire.
    pub expires_on: Option<Day>,
    /// The order that earned it.
    pub order: Option<OrderId>,
}

/// Points that a transfer took out of a lot (negative: put back). Never changed once written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotUse {
    /// The member.
    pub member: MemberId,
    /// The lot.
    pub lot: i64,
    /// The transfer that used it.
    pub seq: i64,
    /// How many; negative when they came back.
    pub points: i64,
}

/// The running totals of one member, all caches of the rows below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Balances {
    /// Points free to spend; negative only under the refund policy 'owe'.
    pub available: i64,
    /// Points that wait.
    pub pending: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_codes_are_read_back_as_what_they_were() {
        for account in Account::ALL {
            assert_eq!(Account::from_code(account.code()), Some(account));
        }
        for kind in TransferKind::ALL {
            assert_eq!(TransferKind::from_code(kind.code()), Some(kind));
        }
        let states = [1, 2, 3, 4].map(LotState::from_code);
        let expected = [
            LotState::Pending,
            LotState::Open,
            LotState::Voided,
            LotState::Expired,
        ];
        assert_eq!(states, expected.map(Some));
    }

    #[test]
    fn a_code_that_was_never_written_is_nothing() {
        assert_eq!(Account::from_code(3), None);
        assert_eq!(TransferKind::from_code(0), None);
        assert_eq!(LotState::from_code(5), None);
    }
}
