//! What a decision wants written down, and the answer that its caller gets.

use serde::{Deserialize, Serialize};

use crate::{
    command::{Join, RingUp},
    explain::Trace,
    ids::{MemberId, OrderId, ReferralId, RefundId, VoucherId},
    ledger::{Lot, LotUse, Transfer},
    mail_address::MailAddress,
    money::Minor,
    referral::Referral,
    reward::{Voucher, VoucherCode},
    state::{MemberHead, OrderState, World},
    time::{Day, Micros},
};

/// Everything one accepted command changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// A member to insert.
    pub joined: Option<Join>,
    /// An order to insert.
    pub order: Option<NewOrder>,
    /// A refund to insert.
    pub refund: Option<NewRefund>,
    /// Transfers to insert, in order.
    pub transfers: Vec<Transfer>,
    /// Lots to insert, with their owner.
    pub new_lots: Vec<(MemberId, Lot)>,
    /// Lots whose remaining points or state changed.
    pub changed_lots: Vec<(MemberId, Lot)>,
    /// Uses of lots to insert.
    pub lot_uses: Vec<LotUse>,
    /// Spend to add, by member and day; negative for refunds.
    pub spend: Vec<SpendChange>,
    /// A voucher to insert.
    pub new_voucher: Option<Voucher>,
    /// Vouchers whose state changed.
    pub changed_vouchers: Vec<Voucher>,
    /// A referral to insert, with the invited address if it is an invitation.
    pub new_referral: Option<(Referral, Option<MailAddress>)>,
    /// Referrals whose stage changed.
    pub changed_referrals: Vec<Referral>,
    /// The heads of all members touched, as they are afterwards.
    pub heads: Vec<MemberHead>,
    /// What others should hear of.
    pub events: Vec<Event>,
    /// The caller's answer.
    pub receipt: Receipt,
}

/// An order as judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// The command.
    pub ring_up: RingUp,
    /// The programme's version that judged it.
    pub version: i64,
    /// What vouchers took off.
    pub redeemed: Minor,
    /// What was paid.
    pub total: Minor,
    /// Points earned.
    pub earned: i64,
    /// The lot they opened.
    pub lot: Option<i64>,
    /// Vouchers it used, with what each took off.
    pub vouchers: Vec<(VoucherCode, Minor)>,
}

/// A refund as judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRefund {
    /// Its row.
    pub id: RefundId,
    /// The order.
    pub order: OrderId,
    /// Whose.
    pub member: MemberId,
    /// How much.
    pub amount: Minor,
    /// Points it called for.
    pub points_due: i64,
    /// Points it took; less when the balance did not hold them and the policy is to clamp.
    pub points_taken: i64,
    /// Whether nothing is left to refund.
    pub closes: bool,
    /// Whether the sale never happened.
    pub undo: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub occurred_at: Micros,
}

/// Spend to add to a member's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpendChange {
    /// Whose.
    pub member: MemberId,
    /// Which day.
    pub day: Day,
    /// How much; negative for refunds.
    pub amount: Minor,
    /// Orders: 1, 0 or -1.
    pub orders: i64,
}

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
            | Self::ReferralMoved { member, .. } => *member,
        }
    }
}

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
    /// What vouchers took off.
    pub redeemed: Minor,
    /// What is to pay.
    pub total: Minor,
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
    /// Why.
    pub trace: Trace,
}

impl Plan {
    /// A plan that changes nothing and answers `receipt`.
    pub fn nothing(receipt: Receipt) -> Self {
        Self {
            joined: None,
            order: None,
            refund: None,
            transfers: Vec::new(),
            new_lots: Vec::new(),
            changed_lots: Vec::new(),
            lot_uses: Vec::new(),
            spend: Vec::new(),
            new_voucher: None,
            changed_vouchers: Vec::new(),
            new_referral: None,
            changed_referrals: Vec::new(),
            heads: Vec::new(),
            events: Vec::new(),
            receipt,
        }
    }
}

impl World {
    /// Makes the world as it is after `plan`, for the next command of the batch.
    pub fn apply(&mut self, plan: &Plan) {
        if let Some(join) = &plan.joined {
            let mut state = crate::state::MemberState::new(join.member);
            state.referred = plan.new_referral.as_ref().map(|(referral, _)| referral.id);
            self.members.insert(join.member, state);
            self.referral_codes
                .insert(join.own_code.clone(), join.member);
            if let Some(mail) = &join.mail {
                self.mails.insert(mail.clone(), join.member);
                self.invitations.remove(mail);
            }
        }
        self.apply_members(plan);
        self.apply_rows(plan);
    }

    fn apply_members(&mut self, plan: &Plan) {
        for head in &plan.heads {
            if let Some(member) = self.members.get_mut(&head.id) {
                member.head = head.clone();
            }
        }
        for (owner, lot) in &plan.new_lots {
            if let Some(member) = self.members.get_mut(owner) {
                member.lots.push(lot.clone());
            }
        }
        for (owner, changed) in &plan.changed_lots {
            if let Some(member) = self.members.get_mut(owner)
                && let Some(lot) = member.lots.iter_mut().find(|lot| lot.no == changed.no)
            {
                *lot = changed.clone();
            }
        }
        for change in &plan.spend {
            if let Some(member) = self.members.get_mut(&change.member) {
                member.spend.add(change.day, change.amount);
            }
        }
    }

    fn apply_rows(&mut self, plan: &Plan) {
        if let Some(order) = &plan.order {
            self.orders.insert(
                order.ring_up.id,
                OrderState {
                    id: order.ring_up.id,
                    member: order.ring_up.member,
                    occurred_on: order.ring_up.occurred_on,
                    total: order.total,
                    earned: order.earned,
                    lot: order.lot,
                    refunded: Minor::ZERO,
                    reversed: 0,
                    closed: false,
                    vouchers: order
                        .vouchers
                        .iter()
                        .map(|(code, _)| code.clone())
                        .collect(),
                },
            );
        }
        if let Some(refund) = &plan.refund
            && let Some(order) = self.orders.get_mut(&refund.order)
        {
            order.refunded = order.refunded.plus(refund.amount);
            order.reversed += refund.points_due;
            order.closed |= refund.closes;
        }
        if let Some(voucher) = &plan.new_voucher {
            let paid = plan
                .lot_uses
                .iter()
                .map(|used| (used.lot, used.points))
                .collect();
            self.voucher_lots.insert(voucher.code.clone(), paid);
            self.vouchers.insert(voucher.code.clone(), voucher.clone());
        }
        for voucher in &plan.changed_vouchers {
            self.vouchers.insert(voucher.code.clone(), voucher.clone());
        }
        if let Some((referral, invited)) = &plan.new_referral {
            self.referrals.insert(referral.id, referral.clone());
            if let Some(mail) = invited {
                self.invitations.entry(mail.clone()).or_insert(referral.id);
            }
        }
        for referral in &plan.changed_referrals {
            self.referrals.insert(referral.id, referral.clone());
            if let Some(friend) = referral.friend.and_then(|id| self.members.get_mut(&id)) {
                friend.referred = Some(referral.id);
            }
        }
    }
}
