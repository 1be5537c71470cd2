//! The answer that a command's caller gets.

use serde::{Deserialize, Serialize};

use crate::{
    act::ClaimState,
    explain::Trace,
    ids::{
        ClaimId, MemberId, OrderId, PassId, PurseId, ReferralId, RefundId, ReservationId, VoucherId,
    },
    money::Minor,
    programme::is_zero,
    purse::Payment,
    reward::VoucherCode,
    time::{Day, Micros},
};

/// The answer to an accepted command: kept under its idempotency key and repeated byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "receipt")]
pub enum Receipt {
    /// A member joined.
    Joined {
        /// The member.
        member: MemberId,
        /// The referral that came of it.
        referral: Option<ReferralId>,
    },
    /// An order was rung up.
    RungUp(RungUp),
    /// An order was refunded.
    Refunded {
        /// The refund.
        refund: RefundId,
        /// Whose order.
        member: MemberId,
        /// How much.
        amount: Minor,
        /// Points taken back.
        points_taken: i64,
        /// Points free to spend afterwards.
        available: i64,
        /// What of it went back to gift cards or to store credit.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        put_back: Vec<Payment>,
    },
    /// Points were adjusted.
    Adjusted {
        /// Points free to spend afterwards.
        available: i64,
    },
    /// A reward was taken.
    Redeemed {
        /// The voucher.
        voucher: VoucherId,
        /// Its code.
        code: VoucherCode,
        /// The last day on which it can be used.
        expires_on: Day,
        /// Points it cost.
        points: i64,
        /// Points free to spend afterwards.
        available: i64,
    },
    /// A voucher was given back.
    Returned {
        /// Points that came back.
        points: i64,
        /// Points free to spend afterwards.
        available: i64,
    },
    /// What was due is settled.
    Settled {
        /// Points whose hold ended.
        posted: i64,
        /// Points that expired.
        expired: i64,
    },
    /// A friend was invited.
    Invited {
        /// The referral.
        referral: ReferralId,
    },
    /// A friend confirmed the mail address.
    Qualified {
        /// Whether a referral moved by it.
        moved: bool,
    },
    /// Points for an act were claimed, or a claim was judged.
    Claimed {
        /// The claim.
        claim: ClaimId,
        /// Where it is in its life.
        state: ClaimState,
        /// Points that it brought now.
        points: i64,
    },
    /// A gift card was sold or loaded, a load was taken back, or store credit was given.
    PurseMoved {
        /// Which.
        purse: PurseId,
        /// A gift card's code.
        code: Option<VoucherCode>,
        /// What went in; negative: what was taken out.
        amount: Minor,
        /// What is in it now.
        balance: Minor,
    },
    /// What an order will use is kept for it.
    Reserved {
        /// The reservation, which the order names when it is rung up.
        reservation: ReservationId,
        /// Up to when.
        until: Micros,
        /// What the order comes to.
        total: Minor,
        /// Points that pay a part.
        points_paid: i64,
        /// What gift cards and store credit pay of it.
        cards: Vec<Payment>,
    },
    /// What was kept is free, if it was not before.
    Released {
        /// Whether it was kept until now.
        released: bool,
    },
    /// Points were passed on, or came back.
    PassedOn {
        /// The pass.
        pass: PassId,
        /// How many went over.
        points: i64,
        /// Points free to spend afterwards, of whoever passed them on.
        available: i64,
    },
    /// A referral was paid.
    ReferralPaid {
        /// Points to the referrer.
        advocate_points: i64,
        /// Points to the friend.
        friend_points: i64,
    },
}

/// The answer to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungUp {
    /// The order.
    pub order: OrderId,
    /// Whose.
    pub member: MemberId,
    /// Sum of the lines.
    pub subtotal: Minor,
    /// What promotions took off.
    #[serde(default, skip_serializing_if = "Minor::is_zero")]
    pub promoted: Minor,
    /// What vouchers took off.
    pub redeemed: Minor,
    /// What promotions and vouchers took off each line; empty: nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line_discounts: Vec<Minor>,
    /// What is to pay.
    pub total: Minor,
    /// Points that paid a part.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub points_paid: i64,
    /// What they paid.
    #[serde(default, skip_serializing_if = "Minor::is_zero")]
    pub paid_with_points: Minor,
    /// What gift cards and store credit pay of `total`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Payment>,
    /// Points earned.
    pub points: i64,
    /// The day they can be spent, if they wait.
    pub available_on: Option<Day>,
    /// Points free to spend afterwards.
    pub available: i64,
    /// Points that wait afterwards.
    pub pending: i64,
    /// Name of the tier reached with this order, if it is another one.
    pub new_tier: Option<String>,
    /// Codes of the vouchers made for later orders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<VoucherCode>,
    /// Why.
    pub trace: Trace,
}

impl RungUp {
    /// What gift cards and store credit pay.
    pub fn paid_with_cards(&self) -> Minor {
        self.cards.iter().map(|payment| payment.amount).sum()
    }

    /// What is left to pay with other money.
    pub fn left_to_pay(&self) -> Minor {
        self.total.minus_down_to_zero(self.paid_with_cards())
    }
}
