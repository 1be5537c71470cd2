//! What a member's pages are told.

use serde::{Deserialize, Serialize};

use super::{MemberMoney, Page, Profile, Shop};
use crate::{
    explain::Trace,
    ids::{OrderId, ReferralId},
    ledger::TransferKind,
    money::Minor,
    order_code::OrderCode,
    programme::ReferralOffer,
    promotion::StampCard,
    referral::Stage,
    reward::{Reward, VoucherCode, VoucherState},
    tier::{AtRisk, Progress},
    time::{Day, Micros},
};

/// The public page of a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammePage {
    /// The merchant.
    pub shop: Shop,
    /// What the programme is called.
    pub name: String,
    /// How it works, one sentence each.
    pub sentences: Vec<String>,
    /// The tiers, with what reaching each takes in words.
    pub tiers: Vec<TierLine>,
    /// What points buy, cheapest first.
    pub rewards: Vec<Reward>,
    /// What friends bring.
    pub referral: Option<ReferralOffer>,
    /// Who referred the visitor (given name only), when the page was reached by a referral link.
    pub referred_by: Option<String>,
}

/// One tier in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierLine {
    /// Its name.
    pub name: String,
    /// `£500 in a calendar year`.
    pub reached: String,
    /// `1.5 times the points`, if it multiplies.
    pub perk: Option<String>,
}

/// The member's card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The merchant.
    pub shop: Shop,
    /// The member's name; the part before the @ while none is known.
    pub name: String,
    /// Points free to spend.
    pub available: i64,
    /// Points that wait.
    pub pending: i64,
    /// The first day on which some of these can be spent.
    pub pending_until: Option<Day>,
    /// What the available points are worth at best.
    pub worth: Option<Minor>,
    /// Where the member stands; `None` without tiers.
    pub tier: Option<Progress>,
    /// Coming expiries, soonest first, at most twelve.
    pub expiries: Vec<Expiring>,
    /// What the QR at the till says, also as text.
    pub card_code: String,
    /// Rewards, those within reach first, then by price.
    pub rewards: Vec<RewardOffer>,
    /// Vouchers that can be used now.
    pub vouchers: Vec<VoucherView>,
    /// Stamp cards of the programme, in its order, also those that are still empty.
    pub stamp_cards: Vec<StampCardView>,
    /// Friends, newest first, at most three.
    pub friends: Vec<Friend>,
    /// Points that friends brought so far.
    pub friend_points: i64,
    /// Whether the mail address is confirmed.
    pub confirmed: bool,
    /// The last day of points that expire unless the member buys or takes something.
    pub inactive_on: Option<Day>,
    /// The level that is lost soon.
    pub at_risk: Option<AtRisk>,
    /// Whether there are points for something besides buying.
    pub has_ways: bool,
    /// Gift cards and store credit.
    pub money: MemberMoney,
}

/// A stamp card as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StampCardView {
    /// The key of its promotion.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its places and rewards.
    pub card: StampCard,
    /// Places filled on the card in use, 0 to its size less one.
    pub filled: i64,
}

/// Points that expire on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiring {
    /// How many.
    pub points: i64,
    /// The last day on which they can be spent.
    pub on: Day,
}

/// A reward as the member sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RewardOffer {
    /// The reward.
    pub reward: Reward,
    /// Points missing; 0: within reach.
    pub missing: i64,
}

/// A voucher as the member sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoucherView {
    /// Its code.
    pub code: VoucherCode,
    /// The reward.
    pub reward: Reward,
    /// The last day on which it can be used.
    pub expires_on: Day,
    /// Where it is in its life.
    pub state: VoucherState,
    /// Whether its last day has passed unused.
    pub expired: bool,
    /// What the member may say in place of the code: initials and a number.
    pub order_code: Option<OrderCode>,
    /// The order that made it: it cost no points and cannot be given back.
    pub made_by: Option<OrderId>,
}

/// The member's rewards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rewards {
    /// The merchant.
    pub shop: Shop,
    /// Points free to spend.
    pub available: i64,
    /// What can be taken, cheapest first.
    pub offers: Vec<RewardOffer>,
    /// Vouchers, open ones first, newest first, at most fifty.
    pub vouchers: Vec<VoucherView>,
}

/// The member's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The merchant.
    pub shop: Shop,
    /// Movements of points, newest first.
    pub page: Page<Movement>,
}

/// One movement of points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// The member's running number of it.
    pub seq: i64,
    /// Why.
    pub kind: TransferKind,
    /// How many; negative when they left.
    pub points: i64,
    /// Whether they went to, or left, the points that wait.
    pub pending: bool,
    /// When it happened.
    pub occurred_at: Micros,
    /// The merchant's day of it.
    pub day: Day,
    /// Balance afterwards.
    pub balance_after: i64,
    /// The order, with its total, that it came from.
    pub order: Option<(OrderId, Minor)>,
    /// The reward's or the friend's name, or the reason that staff gave.
    pub about: Option<String>,
    /// Why it was so many, for movements that an order made.
    pub trace: Option<Trace>,
}

/// The member's referrals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refer {
    /// The merchant.
    pub shop: Shop,
    /// The member's code.
    pub code: String,
    /// What both sides get; `None`: the programme has no referrals now.
    pub offer: Option<ReferralOffer>,
    /// Friends, newest first, at most two hundred.
    pub friends: Vec<Friend>,
    /// Points that they brought so far.
    pub points: i64,
}

/// A friend as the referrer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Friend {
    /// The referral.
    pub id: ReferralId,
    /// The friend's given name, or the invited address shortened (`m…@example.com`).
    pub name: String,
    /// How far it has come.
    pub stage: Stage,
    /// What it brings or brought the referrer, in points.
    pub points: i64,
    /// When it is paid, if a hold runs.
    pub due_on: Option<Day>,
    /// What the first order came to.
    pub order_total: Option<Minor>,
    /// When the stage was reached.
    pub moved_on: Day,
    /// Why it was rejected or reversed.
    pub reason: Option<String>,
}

/// The member's own data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Me {
    /// The merchant.
    pub shop: Shop,
    /// The name.
    pub name: String,
    /// The mail address.
    pub mail: Option<String>,
    /// The day of joining.
    pub joined_on: Day,
    /// What else the member told.
    pub profile: Profile,
}
