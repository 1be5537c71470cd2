//! What others should hear of: mail, live pages, other systems.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, OrderId, PurseId, ReferralId, VoucherId},
    mail_address::MailAddress,
    money::Minor,
};

/// Something that happened, for mail, live pages and other systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// A member joined.
    Joined {
        /// Who.
        member: MemberId,
    },
    /// A friend was invited by mail.
    Invited {
        /// The referral.
        referral: ReferralId,
        /// Who invites.
        member: MemberId,
        /// Whom.
        mail: MailAddress,
    },
    /// A member's points, spend or vouchers changed.
    BalanceChanged {
        /// Whose.
        member: MemberId,
        /// Points free to spend.
        available: i64,
        /// Points that wait.
        pending: i64,
    },
    /// An order was rung up.
    OrderRungUp {
        /// Whose.
        member: MemberId,
        /// Which.
        order: OrderId,
        /// What was paid.
        total: Minor,
        /// Points earned.
        points: i64,
    },
    /// An order was refunded.
    OrderRefunded {
        /// Whose.
        member: MemberId,
        /// Which.
        order: OrderId,
        /// How much.
        amount: Minor,
    },
    /// A member took a reward.
    RewardTaken {
        /// Who.
        member: MemberId,
        /// The voucher.
        voucher: VoucherId,
    },
    /// A member reached another tier.
    TierChanged {
        /// Who.
        member: MemberId,
        /// The tier's name.
        tier: String,
    },
    /// A gift card on the member's page, or the member's store credit, changed.
    PurseChanged {
        /// Whose.
        member: MemberId,
        /// Which.
        purse: PurseId,
        /// What is in it now.
        balance: Minor,
    },
    /// A referral moved.
    ReferralMoved {
        /// The referrer, whose list moves.
        member: MemberId,
        /// Which.
        referral: ReferralId,
    },
}

impl Event {
    /// The member whose screens it concerns.
    pub fn member(&self) -> MemberId {
        match self {
            Self::Joined { member }
            | Self::Invited { member, .. }
            | Self::BalanceChanged { member, .. }
            | Self::OrderRungUp { member, .. }
            | Self::OrderRefunded { member, .. }
            | Self::RewardTaken { member, .. }
            | Self::TierChanged { member, .. }
            | Self::PurseChanged { member, .. }
            | Self::ReferralMoved { member, .. } => *member,
        }
    }
}
