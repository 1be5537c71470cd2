//! A counter to try baskets at: the circumstances of an order, one call to judge it.

use std::collections::HashMap;

use crate::{
    condition::{Moment, Which},
    evaluate::{Case, Evaluation, evaluate},
    explain::{PromotionOut, Step},
    ids::{MemberId, VoucherId},
    limit::Used,
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    programme::Programme,
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward},
    rate::Rate,
    rejection::Rejection,
    reward::{Reward, RewardKind, Voucher, VoucherCode, VoucherState},
    state::{Activity, DayActivity},
    time::Day,
};

/// All that is known about an order besides its lines.
#[derive(Debug, Clone)]
pub(super) struct Counter {
    pub programme: Programme,
    pub moment: Moment<'static>,
    pub vouchers: Vec<Voucher>,
    pub activity: Activity,
    pub used: HashMap<String, Used>,
    pub pay_points: i64,
}

impl Counter {
    /// Promotions and nothing else, on Monday, 2 March 2026.
    pub fn with(promotions: Vec<Promotion>) -> Self {
        Self {
            programme: Programme {
                promotions,
                ..Programme::default()
            },
            moment: Moment::on(day("2026-03-02")),
            vouchers: Vec::new(),
            activity: Activity::default(),
            used: HashMap::new(),
            pay_points: 0,
        }
    }

    pub fn try_judge(&self, order: &Order) -> Result<Evaluation, Rejection> {
        evaluate(&Case {
            programme: &self.programme,
            order,
            moment: self.moment,
            vouchers: &self.vouchers,
            tier: None,
            carry: Rate::ZERO,
            activity: &self.activity,
            used: &self.used,
            pay_points: self.pay_points,
            payers: &[],
            one_time: &[],
        })
    }

    pub fn judge(&self, order: &Order) -> Evaluation {
        self.try_judge(order).unwrap()
    }

    /// What is to pay, in minor units.
    pub fn pays(&self, order: &Order) -> i64 {
        self.judge(order).total.0
    }

    /// Why a promotion took nothing off.
    pub fn why_not(&self, order: &Order, key: &str) -> Option<PromotionOut> {
        let steps = self.judge(order).trace.steps.into_iter();
        let mut reasons = steps.filter_map(|step| match step {
            Step::PromotionLeftOut {
                promotion, because, ..
            } if promotion == key => Some(because),
            _ => None,
        });
        reasons.next()
    }

    /// Hands over a voucher.
    pub fn hand_over(&mut self, kind: RewardKind) {
        let number = self.vouchers.len() as u128 + 1;
        self.vouchers.push(Voucher {
            id: VoucherId(uuid::Uuid::from_u128(number)),
            member: MemberId(uuid::Uuid::from_u128(1)),
            code: VoucherCode::from_random(number),
            reward: Reward {
                key: format!("reward-{number}"),
                name: format!("Reward {number}"),
                points: 100,
                kind,
                valid_days: 30,
                icon: String::new(),
                limits: Default::default(),
                when: Default::default(),
            },
            expires_on: day("2026-03-31"),
            state: VoucherState::Open,
            paid_seq: 1,
            made_by: None,
            order_code: None,
            used_by: None,
        });
    }
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A line: article, category, units, and what they come to.
pub(super) fn line(sku: &str, category: &str, quantity: i64, total: i64) -> OrderLine {
    OrderLine {
        sku: Some(sku.to_owned()),
        category: Some(category.to_owned()),
        quantity,
        ..OrderLine::amount(sku, Minor(total))
    }
}

pub(super) fn basket(lines: &[OrderLine]) -> Order {
    Order {
        lines: lines.to_vec(),
        ..Order::of_amount(OrderSource::Till, Minor::ZERO)
    }
}

/// One order that earned points.
pub(super) fn earned(points: i64) -> DayActivity {
    DayActivity {
        orders: 1,
        points,
        referrals: 0,
    }
}

/// One amount.
pub(super) fn sale(total: i64) -> Order {
    Order::of_amount(OrderSource::Till, Minor(total))
}

pub(super) fn promotion(key: &str, kind: PromotionKind) -> Promotion {
    Promotion::new(key, &format!("Offer {key}"), kind)
}

/// A promotion on one category.
pub(super) fn on(category: &str, key: &str, kind: PromotionKind) -> Promotion {
    Promotion {
        which: Which::category(category),
        ..promotion(key, kind)
    }
}

pub(super) fn percent(percent: u8) -> PromotionKind {
    PromotionKind::PercentOff { percent }
}

pub(super) fn amount(amount: i64) -> PromotionKind {
    PromotionKind::AmountOff {
        amount: Minor(amount),
    }
}

pub(super) fn buy_get(buy: u16, get: u16, percent: u8) -> PromotionKind {
    PromotionKind::BuyGet {
        buy,
        get,
        percent,
        repeats: true,
    }
}

pub(super) fn card(per: StampPer, rewards: &[(u16, u8)]) -> PromotionKind {
    let reward = |&(at, percent)| StampReward::percent(at, percent);
    PromotionKind::StampCard(StampCard {
        per,
        rewards: rewards.iter().map(reward).collect(),
    })
}
