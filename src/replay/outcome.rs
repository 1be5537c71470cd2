//! What a replay came to: figures of both programmes on the same orders.

use serde::{Deserialize, Serialize};

use super::{Figures, Moved, figures::Money};
use crate::{limit::Limits, money::Minor, rate::Rate, time::Day};

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The first day that counts; `None`: all before `until` do.
    pub from: Option<Day>,
    /// The last day.
    pub until: Day,
    /// Of a hundred points earned, how many were taken to be spent.
    pub spent_percent: u8,
    /// Orders that count.
    pub orders: i64,
    /// Members with such an order.
    pub members: i64,
    /// Orders left out, because all of them was refunded.
    pub refunded: i64,
    /// What the goods cost the merchant; `None`: neither programme says what goods cost.
    pub goods: Option<Minor>,
    /// Under what is published.
    pub today: SideOutcome,
    /// Under the draft.
    pub draft: SideOutcome,
    /// One for each month with an order, the earliest first.
    pub months: Vec<MonthOutcome>,
    /// Members who get more back.
    pub winners: Moved,
    /// Members who get less back.
    pub losers: Moved,
}

/// What one programme came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideOutcome {
    /// In the days that count.
    pub figures: Figures,
    /// Points that members hold at the end, free and waiting.
    pub outstanding: i64,
    /// What these are worth at most; zero where points buy nothing.
    pub outstanding_worth: Minor,
    /// Members by tier at the end, in the order of the programme; empty without tiers.
    pub tiers: Vec<(String, i64)>,
    /// Rewards taken and gifts given, the most frequent first.
    pub rewards: Vec<RewardTaken>,
    /// What would have been had more often than its limit for everybody together allows.
    pub over: Vec<OverLimit>,
}

/// A reward, and how often it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardTaken {
    /// What it is called.
    pub name: String,
    /// How often.
    pub times: i64,
    /// What it cost the merchant in all.
    pub cost: Minor,
}

/// Something that was had more often than it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverLimit {
    /// What it is called.
    pub name: String,
    /// How often it was had.
    pub times: i64,
    /// What it came to.
    pub amount: Minor,
    /// What it may be.
    pub limits: Limits,
}

/// A month of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthOutcome {
    /// Its first day.
    pub month: Day,
    /// Orders that count.
    pub orders: i64,
    /// Under what is published.
    pub today: Money,
    /// Under the draft.
    pub draft: Money,
}

impl Outcome {
    /// What is left of the sales of a side after goods and rewards, in thousandths of the sales,
    /// rounded down; `None` without costs or without sales.
    pub fn margin(&self, side: &SideOutcome) -> Option<i64> {
        let money = side.figures.money;
        let left = money.sales.minus(self.goods?).minus(money.rewards);
        (money.sales.0 > 0).then(|| thousandths(left, money.sales))
    }

    /// What the draft gives more than today's programme; negative: less.
    pub fn more(&self) -> Minor {
        let cost = |side: &SideOutcome| side.figures.money.cost();
        cost(&self.draft).minus(cost(&self.today))
    }

    /// The same, in thousandths of today's sales, rounded towards zero; `None` without sales.
    pub fn more_of_sales(&self) -> Option<i64> {
        let sales = self.today.figures.money.sales;
        let more = self.more();
        let size = Rate::new(more.0.saturating_abs(), sales.0)?.of(1_000);
        Some(if more.0 < 0 { -size } else { size })
    }
}

/// `part` in thousandths of `whole`, rounded down.
fn thousandths(part: Minor, whole: Minor) -> i64 {
    let exact = (i128::from(part.0) * 1_000).div_euclid(i128::from(whole.0));
    i64::try_from(exact).unwrap_or(0)
}
