//! What a decision wants written down, and the answer that its caller gets.

mod event;
mod money;
mod receipt;

use crate::{
    act::Claim,
    command::{Join, RingUp},
    ids::{MemberId, OrderId, RefundId},
    ledger::{Lot, LotUse, Transfer},
    mail_address::MailAddress,
    money::Minor,
    passing::Pass,
    promotion::OneTimeCode,
    purse::Payment,
    referral::Referral,
    reservation::Reservation,
    reward::{Voucher, VoucherCode},
    state::MemberHead,
    time::{Day, Micros},
};

pub use event::Event;
pub use money::MoneyPlan;
pub use receipt::{Receipt, RungUp};

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
    /// Stamps to add, by member and card.
    pub stamps: Vec<StampChange>,
    /// Tiers, by key, whose welcome gift a member got.
    pub welcomed: Vec<(MemberId, String)>,
    /// A claim to insert or, if its row is there, to change.
    pub claim: Option<Claim>,
    /// Points passed on, to insert or, if the row is there, to change.
    pub pass: Option<Pass>,
    /// Uses of promotions and rewards to count.
    pub uses: Vec<UseChange>,
    /// A voucher to insert.
    pub new_voucher: Option<Voucher>,
    /// Vouchers for later orders to insert.
    pub coupons: Vec<Voucher>,
    /// Vouchers whose state changed.
    pub changed_vouchers: Vec<Voucher>,
    /// A referral to insert, with the invited address if it is an invitation.
    pub new_referral: Option<(Referral, Option<MailAddress>)>,
    /// Referrals whose stage changed.
    pub changed_referrals: Vec<Referral>,
    /// One-time codes used, or free again.
    pub one_time_codes: Vec<OneTimeCode>,
    /// Reservations made, or closed.
    pub reservations: Vec<Reservation>,
    /// What moves in gift cards and store credit.
    pub money: MoneyPlan,
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
    /// What promotions took off.
    pub promoted: Minor,
    /// Points that paid a part.
    pub points_paid: i64,
    /// What they paid; `total` is what is to pay besides.
    pub paid_with_points: Minor,
    /// What gift cards and store credit paid of `total`.
    pub cards: Vec<Payment>,
    /// What promotions and vouchers took off each line.
    pub line_discounts: Vec<Minor>,
    /// Promotions it used, with what each took off.
    pub promotions: Vec<(String, Minor)>,
    /// Stamps it gave, by card.
    pub stamps: Vec<(String, i64)>,
    /// Codes of the vouchers it made for later orders.
    pub made: Vec<VoucherCode>,
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
    /// Points earned; negative for those that refunds call back.
    pub points: i64,
    /// Referrals paid to the member: 1, 0 or -1.
    pub referrals: i64,
}

/// Stamps to add to a member's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampChange {
    /// Whose.
    pub member: MemberId,
    /// The key of the card's promotion.
    pub card: String,
    /// How many; negative for refunds.
    pub stamps: i64,
}

/// Something limited that was used, or whose use is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseChange {
    /// By whom.
    pub member: MemberId,
    /// What.
    pub of: Offer,
    /// The day of the use, also when it is taken back: uses are counted by month.
    pub day: Day,
    /// 1 or -1.
    pub times: i64,
    /// What it came to; negative when it is taken back.
    pub amount: Minor,
}

/// What can be limited, by key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Offer {
    /// A promotion.
    Promotion(String),
    /// A reward.
    Reward(String),
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
            stamps: Vec::new(),
            welcomed: Vec::new(),
            claim: None,
            pass: None,
            uses: Vec::new(),
            new_voucher: None,
            coupons: Vec::new(),
            changed_vouchers: Vec::new(),
            new_referral: None,
            changed_referrals: Vec::new(),
            one_time_codes: Vec::new(),
            reservations: Vec::new(),
            money: MoneyPlan::default(),
            heads: Vec::new(),
            events: Vec::new(),
            receipt,
        }
    }
}
