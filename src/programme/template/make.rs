//! From the four answers to a programme.
//!
//! What is given away is at most half of the usual margin, shared evenly between the points, the
//! stamp card and the voucher that there are; the other half is the floor. So no programme made
//! here can go below its floor, however its parts meet.

use super::{Answers, Gets, Sells, amounts::Round};
use crate::{
    condition::When,
    limit::Limits,
    margin::MarginGuard,
    money::{Currency, Minor},
    programme::{Base, EarningKind, EarningRule, Programme, ReferralOffer},
    promotion::{Promotion, PromotionKind, StampCard, StampPer, StampReward},
    rate::Rate,
    reward::{Reward, RewardKind},
    tier::{Basis, Downgrade, Level, TierScheme, Window},
};

/// What points give back, in hundredths of a per cent of what is spent: shares for which a round
/// number of points is worth a round amount.
const BACK: [i64; 8] = [800, 500, 400, 250, 200, 150, 100, 50];
/// What a stamp card takes off the unit at its last place, in whole per cent.
const OFF: [u8; 7] = [100, 75, 50, 30, 20, 10, 5];
/// How much of what may be given away is, in whole per cent, from little to much: far enough apart
/// that more generous never gives less, whatever the steps of [`BACK`] and [`OFF`].
const OF_BUDGET: [i64; 3] = [60, 80, 100];
/// Days in which an online order may come back.
const RETURN_DAYS: u16 = 14;
/// How often the first reward's points the second one costs.
const SECOND_REWARD: i64 = 5;

/// What is usual in a trade, money in units of [`Round`].
struct Trade {
    /// What a usual order comes to.
    order: i64,
    /// Points for the first reward, reached within three usual orders.
    first_reward: i64,
    /// What the stamp card is called, what gives a stamp, its places and what is cheaper at the
    /// last one, from little to much.
    card: (&'static str, StampPer, [(u16, u8); 3]),
    /// What the stamp card takes off at most.
    card_at_most: i64,
    /// Where the second and the third level begin; `None`: no levels.
    levels: Option<(i64, i64)>,
}

impl Sells {
    fn trade(self) -> Trade {
        let free = |places: [u16; 3]| places.map(|at| (at, 100));
        match self {
            Self::Cafe => Trade {
                order: 8,
                first_reward: 20,
                card: ("Coffee card", StampPer::Visit, free([12, 10, 8])),
                card_at_most: 5,
                levels: None,
            },
            Self::Lessons => Trade {
                order: 40,
                first_reward: 100,
                card: ("Visit card", StampPer::Visit, free([10, 5, 4])),
                card_at_most: 60,
                levels: None,
            },
            Self::Retail => Trade {
                order: 40,
                first_reward: 100,
                card: (
                    "Stamp card",
                    StampPer::Order,
                    [(10, 30), (10, 50), (10, 100)],
                ),
                card_at_most: 40,
                levels: Some((250, 500)),
            },
            Self::Online => Trade {
                order: 60,
                first_reward: 100,
                card: (
                    "Stamp card",
                    StampPer::Order,
                    [(10, 30), (10, 50), (10, 100)],
                ),
                card_at_most: 60,
                levels: None,
            },
            Self::Contract => Trade {
                order: 500,
                first_reward: 1_000,
                card: (
                    "Every twelfth",
                    StampPer::Order,
                    [(12, 30), (12, 50), (12, 100)],
                ),
                card_at_most: 500,
                levels: Some((2_000, 5_000)),
            },
        }
    }

    /// Per cent off the next order, from little to much; zeros: no voucher.
    fn next_order(self) -> [u8; 3] {
        match self {
            Self::Online => [5, 10, 15],
            Self::Cafe | Self::Lessons | Self::Retail | Self::Contract => [0; 3],
        }
    }
}

impl Answers {
    /// A whole programme called `name`, with amounts that are round in `currency`. It validates,
    /// stays above its floor at worst and gives no warning.
    pub fn programme(&self, name: &str, currency: Currency) -> Programme {
        let (trade, round) = (self.sells.trade(), Round::of(currency));
        let percent = self.margin.percent();
        let mut programme = Programme {
            name: name.to_owned(),
            margin: Some(MarginGuard {
                floor_percent: percent / 2,
                usual_percent: percent,
                usual_order: Some(round.units(trade.order)),
                ..MarginGuard::default()
            }),
            ..Programme::default()
        };
        let vouchers = self.gets.has_points() && self.sells.next_order() != [0; 3];
        let parts = [self.gets.has_points(), self.gets.has_stamps(), vouchers];
        let parts = parts.into_iter().filter(|part| *part).count();
        let budget = i64::from(percent) * 50 / i64::try_from(parts).unwrap_or(3);
        let budget = budget * self.generosity.pick(OF_BUDGET) / 100;
        if self.gets.has_stamps() {
            programme.promotions.push(self.card(&trade, budget, round));
        }
        if vouchers {
            programme.promotions.extend(self.voucher(budget));
        }
        if self.gets.has_points() {
            self.give_points(&mut programme, &trade, budget, (round, currency));
        }
        programme
    }

    fn card(&self, trade: &Trade, budget: i64, round: Round) -> Promotion {
        let (name, per, places) = trade.card;
        let (at, wished) = self.generosity.pick(places);
        let fits = |percent: u8| i64::from(percent) * 100 <= budget * i64::from(at);
        let percent = largest(OFF, |percent| percent <= wished && fits(percent));
        let rewards = vec![StampReward::percent(at, percent)];
        let card = PromotionKind::StampCard(StampCard { per, rewards });
        Promotion {
            at_most: Some(round.units(trade.card_at_most)),
            ..Promotion::new("card", name, card)
        }
    }

    /// Nothing when the margin does not even give away one per cent.
    fn voucher(&self, budget: i64) -> Option<Promotion> {
        let wished = self.generosity.pick(self.sells.next_order());
        let percent = wished.min(u8::try_from(budget / 100).unwrap_or(wished));
        let gives = RewardKind::PercentOff {
            percent,
            at_most: None,
        };
        let kind = PromotionKind::NextOrder {
            gives,
            valid_days: 30,
            order_code: false,
        };
        (percent > 0).then(|| Promotion::new("next-order", "Next time", kind))
    }

    fn give_points(
        &self,
        programme: &mut Programme,
        trade: &Trade,
        budget: i64,
        (round, currency): (Round, Currency),
    ) {
        let tiers = trade.levels.map(|from| levels(from, round));
        let top = if tiers.is_some() { 3 } else { 2 };
        let wished = self.generosity.pick([200, 500, 800]);
        // The highest level earns half as much again.
        let back = largest(BACK, |back| back <= wished && back * top <= budget * 2);
        let spend = EarningKind::Spend {
            points: 1,
            per: round.units(1),
            base: Base::default(),
        };
        programme.earning = vec![EarningRule::new("spend", "Every purchase", spend)];
        programme.carry_fractions = true;
        programme.tiers = tiers;
        let rewards = [
            ("first", trade.first_reward),
            ("second", trade.first_reward * SECOND_REWARD),
        ];
        let reward = |(key, points)| reward(key, points, round.share(points, back), currency);
        programme.rewards = rewards.map(reward).into();
        if self.sells == Sells::Online {
            programme.hold_days = RETURN_DAYS;
        }
        if self.gets == Gets::Friends {
            programme.referral = Some(ReferralOffer {
                advocate_points: trade.first_reward,
                friend_points: trade.first_reward / 2,
                minimum_order: round.units(trade.order),
                hold_days: programme.hold_days + RETURN_DAYS,
            });
        }
        if let Some(guard) = &mut programme.margin {
            guard.value_back_percent = u8::try_from(back / 100).unwrap_or(0);
        }
    }
}

/// The first of a falling list that fits, or its last.
fn largest<T: Copy, const N: usize>(falling: [T; N], fits: impl Fn(T) -> bool) -> T {
    let found = falling.into_iter().find(|each| fits(*each));
    found.unwrap_or(falling[N - 1])
}

fn reward(key: &str, points: i64, amount: Minor, currency: Currency) -> Reward {
    Reward {
        key: key.to_owned(),
        name: format!("{} off", currency.format_short(amount)),
        points,
        kind: RewardKind::AmountOff { amount },
        valid_days: 90,
        icon: "ticket-percent".to_owned(),
        limits: Limits::default(),
        when: When::default(),
    }
}

fn levels((silver, gold): (i64, i64), round: Round) -> TierScheme {
    let level = |key: &str, name: &str, from: i64, multiplier: Option<Rate>| Level {
        key: key.to_owned(),
        name: name.to_owned(),
        from: round.units(from),
        multiplier: multiplier.unwrap_or(Rate::ONE),
        welcome: None,
    };
    TierScheme {
        basis: Basis::Spend,
        window: Window::CalendarYear,
        grace_days: 0,
        downgrade: Downgrade::default(),
        levels: vec![
            level("member", "Member", 0, None),
            level("silver", "Silver", silver, Rate::new(5, 4)),
            level("gold", "Gold", gold, Rate::new(3, 2)),
        ],
    }
}
