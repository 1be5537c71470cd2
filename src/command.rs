//! What can be asked of a programme. Parsed at the edge: past it, types are valid.

mod cards;
mod reserve;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{
        ClaimId, LocationId, MemberId, OrderId, PassId, ReferralId, RefundId, ReservationId,
        StaffId, VoucherId,
    },
    mail_address::MailAddress,
    money::Minor,
    order::Order,
    programme::is_zero,
    purse::PayWith,
    reward::VoucherCode,
    time::{Day, Micros},
};

pub use cards::{CardTerms, GiveCredit, LoadCard, SellCard, VoidCard};
pub use reserve::{Release, Reserve};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Actor {
    /// The member on the own phone.
    Member(MemberId),
    /// Somebody who works for the merchant.
    Staff(StaffId),
    /// The system: jobs, imports.
    System,
}

/// A command. Every id in it is made by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    /// Enrols a member.
    Join(Join),
    /// Rings up an order.
    RingUp(RingUp),
    /// Refunds an order, whole or in part.
    Refund(Refund),
    /// Gives or takes points by hand.
    Adjust(Adjust),
    /// Takes a reward.
    Redeem(Redeem),
    /// Gives an unused voucher back for its points.
    ReturnVoucher(ReturnVoucher),
    /// Settles all that is due for a member: ends holds, expires lots.
    Settle(Settle),
    /// Invites a friend by mail.
    Invite(Invite),
    /// Notes that a friend confirmed the mail address.
    Qualify(Qualify),
    /// Pays a referral that is due.
    PayReferral(PayReferral),
    /// Claims points for an act.
    ClaimAct(ClaimAct),
    /// Pays or refuses a claim that waits.
    JudgeClaim(JudgeClaim),
    /// Sells a gift card.
    SellCard(SellCard),
    /// Puts more on a gift card.
    LoadCard(LoadCard),
    /// Takes the last sale or load of a gift card back while none of it was used.
    VoidCard(VoidCard),
    /// Gives or takes store credit by hand.
    GiveCredit(GiveCredit),
    /// Keeps what an order at a checkout will use for some minutes.
    Reserve(Reserve),
    /// Frees what was kept for an order.
    Release(Release),
    /// Passes points on to another member.
    PassOn(PassOn),
    /// Brings points back that were passed on.
    UndoPass(UndoPass),
}

/// Enrols a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The new row.
    pub member: MemberId,
    /// The mail address, unless imported without one.
    pub mail: Option<MailAddress>,
    /// The name, where known.
    pub name: String,
    /// The member's number in the file or shop system it came from.
    pub reference: Option<String>,
    /// The new member's own referral code.
    pub own_code: String,
    /// The code on the card's QR.
    pub card_code: String,
    /// The code of whoever referred.
    pub referred_by: Option<String>,
    /// The row for the referral, if one comes of it.
    pub referral: ReferralId,
    /// When it happened.
    pub occurred_at: Micros,
    /// The merchant's day of it.
    pub occurred_on: Day,
}

/// Rings up an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RingUp {
    /// The new row.
    pub id: OrderId,
    /// Whose order.
    pub member: MemberId,
    /// The purchase.
    pub order: Order,
    /// When it happened.
    pub occurred_at: Micros,
    /// The merchant's day of it.
    pub occurred_on: Day,
    /// The merchant's hour of it, 0 to 23, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<u8>,
    /// Where it was rung up, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Ids and codes for vouchers that the order may make for later orders. Without them it
    /// makes none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spare: Vec<SpareVoucher>,
    /// The most points to pay with; no more are taken than it takes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pay_points: i64,
    /// Gift cards and store credit to pay with, as far as they go.
    #[serde(default, skip_serializing_if = "PayWith::is_none")]
    pub pay_with: PayWith,
    /// The reservation that it captures; to be reserved: that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<ReservationId>,
}

/// A fresh id and code for a voucher that may be needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpareVoucher {
    /// The new voucher's row.
    pub id: VoucherId,
    /// Its code.
    pub code: VoucherCode,
}

/// Refunds an order, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The new row.
    pub id: RefundId,
    /// The order.
    pub order: OrderId,
    /// How much; `None`: all that is left.
    pub amount: Option<Minor>,
    /// True when the sale never happened (undo at the till): vouchers become usable again.
    pub undo: bool,
    /// Whether the customer has all of it as store credit. Otherwise gift cards get back their
    /// part, and the rest is paid out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_credit: bool,
    /// Why.
    pub reason: String,
    /// When it happened.
    pub occurred_at: Micros,
    /// The merchant's day of it.
    pub occurred_on: Day,
}

/// Gives or takes points by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjust {
    /// Whose.
    pub member: MemberId,
    /// How many; negative takes.
    pub points: i64,
    /// Why, kept with the transfer.
    pub reason: String,
    /// The most that the role may adjust, up or down.
    pub limit: i64,
}

/// Takes a reward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redeem {
    /// Whose points.
    pub member: MemberId,
    /// The reward's key in the published programme.
    pub reward: String,
    /// The new voucher's row.
    pub voucher: VoucherId,
    /// Its code.
    pub code: VoucherCode,
}

/// Gives an unused voucher back for its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnVoucher {
    /// Whose it is.
    pub member: MemberId,
    /// Its code.
    pub code: VoucherCode,
}

/// Settles all that is due for a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// Whose.
    pub member: MemberId,
}

/// Invites a friend by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The new row.
    pub referral: ReferralId,
    /// Who invites.
    pub advocate: MemberId,
    /// Whom.
    pub mail: MailAddress,
}

/// Notes that a friend confirmed the mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualify {
    /// The friend.
    pub member: MemberId,
}

/// Pays a referral that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayReferral {
    /// Which.
    pub referral: ReferralId,
}

/// Claims points for an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimAct {
    /// The new row.
    pub id: ClaimId,
    /// Whose.
    pub member: MemberId,
    /// The key of the act's rule in the published programme.
    pub rule: String,
    /// What shows it: an address, a text. What is too long is cut.
    #[serde(default)]
    pub proof: Option<String>,
}

/// Pays or refuses a claim that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgeClaim {
    /// Which.
    pub claim: ClaimId,
    /// Whether it is paid.
    pub approve: bool,
}

/// Passes points on to another member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassOn {
    /// The new row.
    pub id: PassId,
    /// Whose points.
    pub from: MemberId,
    /// Who gets them.
    pub to: MemberId,
    /// How many.
    pub points: i64,
}

/// Brings points back that were passed on, as far as they were not spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoPass {
    /// Which.
    pub pass: PassId,
}
