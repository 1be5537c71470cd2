//! Rows as they lie in the database, and what they mean. A row that means nothing is an error.

use std::str::FromStr as _;

use regulars::{
    act::{Claim, ClaimState},
    command::Actor,
    ids::{ClaimId, MemberId, OrderId, ReferralId, StaffId, VoucherId},
    ledger::{Balances, Lot, LotState},
    money::Minor,
    order::OrderSource,
    order_code::OrderCode,
    plan::Offer,
    rate::Rate,
    referral::{Referral, Stage},
    reward::{Voucher, VoucherCode, VoucherState},
    state::{MemberHead, OrderState},
    time::Day,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Corrupt;

/// The error of a value that cannot be.
fn corrupt(table: &'static str, what: impl std::fmt::Display) -> Corrupt {
    Corrupt {
        table,
        what: what.to_string(),
    }
}

/// A row of `accounts`, with the referral that brought the member.
#[derive(Debug, FromRow)]
pub(crate) struct HeadRow {
    pub member_id: Uuid,
    pub available: i64,
    pub pending: i64,
    pub last_seq: i64,
    pub last_lot: i64,
    pub carry_numerator: i64,
    pub carry_denominator: i64,
    pub orders: i64,
    pub lifetime_spend: i64,
    pub tier: Option<String>,
    pub referral_id: Option<Uuid>,
}

impl TryFrom<HeadRow> for MemberHead {
    type Error = Corrupt;
    fn try_from(row: HeadRow) -> Result<Self, Corrupt> {
        let carry = Rate::new(row.carry_numerator, row.carry_denominator)
            .ok_or_else(|| corrupt("accounts", format!("carry of {}", row.member_id)))?;
        Ok(Self {
            id: MemberId(row.member_id),
            balances: Balances {
                available: row.available,
                pending: row.pending,
            },
            last_seq: row.last_seq,
            last_lot: row.last_lot,
            carry,
            orders: row.orders,
            lifetime_spend: Minor(row.lifetime_spend),
            tier: row.tier,
        })
    }
}

/// A row of `lots`.
#[derive(Debug, FromRow)]
pub(crate) struct LotRow {
    pub member_id: Uuid,
    pub no: i64,
    pub original: i64,
    pub remaining: i64,
    pub state: i16,
    pub available_on: Option<i32>,
    pub expires_on: Option<i32>,
    pub order_id: Option<Uuid>,
}

impl TryFrom<LotRow> for (MemberId, Lot) {
    type Error = Corrupt;
    fn try_from(row: LotRow) -> Result<Self, Corrupt> {
        let state = LotState::from_code(row.state)
            .ok_or_else(|| corrupt("lots", format!("state {} of {}", row.state, row.member_id)))?;
        Ok((
            MemberId(row.member_id),
            Lot {
                no: row.no,
                original: row.original,
                remaining: row.remaining,
                state,
                available_on: row.available_on.map(Day),
                expires_on: row.expires_on.map(Day),
                order: row.order_id.map(OrderId),
            },
        ))
    }
}

/// A row of `orders`, with the sums of its refunds.
#[derive(Debug, FromRow)]
pub(crate) struct OrderStateRow {
    pub id: Uuid,
    pub member_id: Uuid,
    pub occurred_on: i32,
    pub total: i64,
    pub earned: i64,
    pub lot: Option<i64>,
    pub refunded: i64,
    pub reversed: i64,
    pub closed: bool,
}

impl From<OrderStateRow> for OrderState {
    fn from(row: OrderStateRow) -> Self {
        Self {
            id: OrderId(row.id),
            member: MemberId(row.member_id),
            occurred_on: Day(row.occurred_on),
            total: Minor(row.total),
            earned: row.earned,
            lot: row.lot,
            refunded: Minor(row.refunded),
            reversed: row.reversed,
            closed: row.closed,
            vouchers: Vec::new(),
            stamps: Vec::new(),
            promotions: Vec::new(),
            made: Vec::new(),
            paid_lots: Vec::new(),
            paid_purses: Vec::new(),
            one_time_codes: Vec::new(),
        }
    }
}

/// A row of `vouchers`.
#[derive(Debug, FromRow)]
pub(crate) struct VoucherRow {
    pub id: Uuid,
    pub member_id: Uuid,
    pub code: String,
    pub reward: String,
    pub expires_on: i32,
    pub state: i16,
    pub paid_seq: i64,
    pub made_by: Option<Uuid>,
    pub order_code: Option<String>,
    pub used_by: Option<Uuid>,
}

impl TryFrom<VoucherRow> for Voucher {
    type Error = Corrupt;
    fn try_from(row: VoucherRow) -> Result<Self, Corrupt> {
        let bad = |what: &str| corrupt("vouchers", format!("{what} of {}", row.id));
        let order_code = row.order_code.as_deref().map(OrderCode::from_str);
        Ok(Self {
            id: VoucherId(row.id),
            member: MemberId(row.member_id),
            code: VoucherCode::from_str(&row.code).map_err(|_| bad("code"))?,
            reward: serde_json::from_str(&row.reward).map_err(|_| bad("reward"))?,
            expires_on: Day(row.expires_on),
            state: VoucherState::from_code(row.state).ok_or_else(|| bad("state"))?,
            paid_seq: row.paid_seq,
            made_by: row.made_by.map(OrderId),
            order_code: order_code.transpose().map_err(|_| bad("order code"))?,
            used_by: row.used_by.map(OrderId),
        })
    }
}

/// A row of `referrals`.
#[derive(Debug, FromRow)]
pub(crate) struct ReferralRow {
    pub id: Uuid,
    pub advocate_id: Uuid,
    pub friend_id: Option<Uuid>,
    pub invited_mail: Option<String>,
    pub stage: i16,
    pub order_id: Option<Uuid>,
    pub order_total: i64,
    pub due_on: Option<i32>,
    pub advocate_points: i64,
    pub friend_points: i64,
    pub reason: Option<String>,
}

impl TryFrom<ReferralRow> for Referral {
    type Error = Corrupt;
    fn try_from(row: ReferralRow) -> Result<Self, Corrupt> {
        Ok(Self {
            id: ReferralId(row.id),
            advocate: MemberId(row.advocate_id),
            friend: row.friend_id.map(MemberId),
            stage: Stage::from_code(row.stage)
                .ok_or_else(|| corrupt("referrals", format!("stage of {}", row.id)))?,
            order: row.order_id.map(OrderId),
            order_total: Minor(row.order_total),
            due_on: row.due_on.map(Day),
            advocate_points: row.advocate_points,
            friend_points: row.friend_points,
            reason: row.reason,
        })
    }
}

/// A row of `claims`.
#[derive(Debug, FromRow)]
pub(crate) struct ClaimRow {
    pub id: Uuid,
    pub member_id: Uuid,
    pub rule: String,
    pub points: i64,
    pub claimed_on: i32,
    pub proof: Option<String>,
    pub state: i16,
}

impl TryFrom<ClaimRow> for Claim {
    type Error = Corrupt;
    fn try_from(row: ClaimRow) -> Result<Self, Corrupt> {
        Ok(Self {
            id: ClaimId(row.id),
            member: MemberId(row.member_id),
            rule: row.rule,
            points: row.points,
            on: Day(row.claimed_on),
            proof: row.proof,
            state: ClaimState::from_code(row.state)
                .ok_or_else(|| corrupt("claims", format!("state of {}", row.id)))?,
        })
    }
}

/// What begins the stored name of a promotion, and of a reward, where their uses are counted.
const OFFERS: (&str, &str) = ("promotion:", "reward:");

/// The stored name of what can be limited.
pub(crate) fn offer_name(offer: &Offer) -> String {
    match offer {
        Offer::Promotion(key) => format!("{}{key}", OFFERS.0),
        Offer::Reward(key) => format!("{}{key}", OFFERS.1),
    }
}

/// What can be limited, by its stored name.
pub(crate) fn offer_of_name(name: &str) -> Result<Offer, Corrupt> {
    let promotion = name.strip_prefix(OFFERS.0);
    let reward = name.strip_prefix(OFFERS.1);
    match (promotion, reward) {
        (Some(key), _) => Ok(Offer::Promotion(key.to_owned())),
        (None, Some(key)) => Ok(Offer::Reward(key.to_owned())),
        (None, None) => Err(corrupt("offer_uses", format!("offer {name:?}"))),
    }
}

/// The stored code of where an order came from.
pub fn source_code(source: OrderSource) -> i16 {
    match source {
        OrderSource::Till => 1,
        OrderSource::Api => 2,
        OrderSource::Import => 3,
    }
}

/// Where an order came from, by its stored code.
pub fn source_from_code(code: i16) -> Result<OrderSource, Corrupt> {
    match code {
        1 => Ok(OrderSource::Till),
        2 => Ok(OrderSource::Api),
        3 => Ok(OrderSource::Import),
        _ => Err(corrupt("orders", format!("source {code}"))),
    }
}

/// The stored code and id of who asked.
pub fn actor_code(actor: Actor) -> (i16, Option<Uuid>) {
    match actor {
        Actor::Member(member) => (1, Some(member.0)),
        Actor::Staff(staff) => (2, Some(staff.0)),
        Actor::System => (3, None),
    }
}

/// Who asked, by stored code and id.
pub fn actor_from_code(code: i16, id: Option<Uuid>) -> Result<Actor, Corrupt> {
    match (code, id) {
        (1, Some(id)) => Ok(Actor::Member(MemberId(id))),
        (2, Some(id)) => Ok(Actor::Staff(StaffId(id))),
        (3, None) => Ok(Actor::System),
        _ => Err(corrupt("actor", format!("code {code}"))),
    }
}
