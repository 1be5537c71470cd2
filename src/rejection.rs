//! Why a command was refused. A refused command leaves no trace but its reason.

use serde::{Deserialize, Serialize};

use crate::{condition::NotNow, limit::LimitReached, money::format_count};

/// One variant a reason. A refusal is not stored under its idempotency key: it had no effect, so
/// the same key may be tried again once the cause is gone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rejection")]
pub enum Rejection {
    /// The order itself is wrong.
    #[error("This order cannot be rung up: {reason}.")]
    BadOrder {
        /// What is wrong, in words.
        reason: String,
    },
    /// The date lies outside what is accepted.
    #[error("The date of this order is in the future or too far in the past.")]
    BadDate,
    /// No such member with this merchant.
    #[error("There is no such member.")]
    UnknownMember,
    /// The mail address is a member's already.
    #[error("This mail address has a card already. Sign in to see it.")]
    AlreadyMember,
    /// No such order with this merchant.
    #[error("There is no such order.")]
    UnknownOrder,
    /// More refunded than was paid.
    #[error("At most {left_minor} minor units of this order can still be refunded.")]
    RefundTooLarge {
        /// What is left, in minor units.
        left_minor: i64,
    },
    /// The order was refunded whole before.
    #[error("This order has been refunded already.")]
    AlreadyRefunded,
    /// A refund of nothing.
    #[error("A refund must be more than zero.")]
    EmptyRefund,
    /// Unknown, used, expired, returned or somebody else's voucher: one answer for all, so that
    /// a guesser learns nothing.
    #[error("This code is not valid. Check it, or ask for another one.")]
    VoucherNotValid,
    /// The voucher is good, but nothing in the order qualifies.
    #[error("Nothing in this order qualifies for {name}.")]
    VoucherDoesNotApply {
        /// The reward's name.
        name: String,
    },
    /// No such reward in the published programme.
    #[error("This reward is no longer offered.")]
    UnknownReward,
    /// The reward is not offered at this time, or not to this member.
    #[error("This reward cannot be taken now: {}.", because.words())]
    RewardNotNow {
        /// Which condition is not met.
        because: NotNow,
    },
    /// The reward was taken as often as it may be.
    #[error("This reward cannot be taken: {}.", limit.words())]
    RewardLimit {
        /// Which limit is reached.
        limit: LimitReached,
    },
    /// No such act in the published programme.
    #[error("This brings no points any more.")]
    UnknownAct,
    /// The act does not bring points at this time, or not to this member.
    #[error("This brings no points now: {}.", because.words())]
    ActNotNow {
        /// Which condition is not met.
        because: NotNow,
    },
    /// The act brought its points for this period, or a claim to them waits.
    #[error("These points were claimed already.")]
    ActClaimed,
    /// Somebody is to look at it, and there is nothing to look at.
    #[error("Say where we can see it: paste the address, or write a line.")]
    ProofMissing,
    /// The claim was judged before, or never was.
    #[error("This claim was judged already.")]
    ClaimNotWaiting,
    /// Members do not pass points on here.
    #[error("This shop does not let members pass points on.")]
    NoPassingOn,
    /// To whoever gives them.
    #[error("These are your own points already. Say who else is to get them.")]
    PassToOneself,
    /// Fewer points than one passes on.
    #[error("One passes on {} points or more.", format_count(*minimum))]
    PassTooFew {
        /// The fewest.
        minimum: i64,
    },
    /// More points than one passes on in a day.
    #[error("You can pass on {} points more today.", format_count(*left))]
    PassTooMany {
        /// How many are left for today.
        left: i64,
    },
    /// It was undone before, or the points are spent.
    #[error("Nothing is left of these points that could come back.")]
    NothingToUndo,
    /// Points are no means of payment here.
    #[error("This shop does not take points as payment.")]
    NoPayingWithPoints,
    /// Fewer points than one pays with.
    #[error("One pays with {} points or more.", format_count(*minimum))]
    TooFewToPay {
        /// The fewest.
        minimum: i64,
    },
    /// The reservation was used, released, or its time is up.
    #[error("What was kept for this order is free again. Check the order, then repeat it.")]
    ReservationOver,
    /// An amount outside the shop's terms for gift cards.
    #[error("This amount is less or more than goes on a gift card here.")]
    BadCardAmount {
        /// The least, in minor units.
        least_minor: i64,
        /// The most, in minor units.
        most_minor: i64,
    },
    /// A load of a card that was used since, or taken back.
    #[error("Nothing can be taken back: the card was used since, or had this taken back already.")]
    CardUsed,
    /// Store credit of nothing, or beyond the bound of the role.
    #[error("This is more store credit than you may give or take at a time, or nothing.")]
    BadCredit {
        /// The bound of the role, in minor units.
        limit_minor: i64,
    },
    /// More taken than is there.
    #[error("There is not so much store credit.")]
    NotEnoughCredit {
        /// What is there, in minor units.
        left_minor: i64,
    },
    /// Not enough points.
    #[error("This needs {} points more.", format_count(*missing))]
    NotEnoughPoints {
        /// How many are missing.
        missing: i64,
    },
    /// Only an open voucher can be given back, up to its last day.
    #[error("This voucher was used or given back already, or its last day has passed.")]
    VoucherNotOpen,
    /// Giving the voucher back would bring no points.
    #[error(
        "The points that paid for this voucher have expired: giving it back brings nothing. It can still be used."
    )]
    PointsExpired,
    /// An adjustment of nothing, or beyond the bound.
    #[error("An adjustment is between 1 and {} points, up or down.", format_count(*limit))]
    BadAdjustment {
        /// The bound of the role.
        limit: i64,
    },
    /// An adjustment without a reason.
    #[error("Say why: the reason is kept with the adjustment.")]
    ReasonMissing,
    /// A member used the own code.
    #[error("This is your own code. It works for friends who have no card yet.")]
    OwnReferral,
    /// No member has this code.
    #[error("This referral code is not known. Check it, or join without it.")]
    UnknownReferralCode,
    /// The referral is not due, was paid or was rejected.
    #[error("This referral has nothing to pay.")]
    ReferralNotDue,
    /// The merchant has not published a programme.
    #[error("This shop has not published its programme yet.")]
    NoProgramme,
    /// The number does not fit: would pass the bound of the ledger.
    #[error("This would pass the largest balance that the ledger keeps.")]
    BalanceTooLarge,
}
