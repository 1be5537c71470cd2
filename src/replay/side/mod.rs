//! One programme over the orders, a member at a time.

mod handout;
mod time;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use uuid::Uuid;

use super::{
    Figures, Money, Options, SideOutcome,
    figures::Kept,
    offers::{Offers, unlimited},
    spending::Purse,
    value,
};
use crate::{
    command::{Command, Refund, RingUp},
    decide::{self, decide},
    ids::{MemberId, OrderId, RefundId},
    margin::MarginGuard,
    money::Minor,
    plan::Plan,
    programme::{Programme, Published},
    promotion::{PromotionKind, Trigger},
    state::{MemberState, World},
    time::{Day, Now},
};

/// One programme, with the world of the member at hand.
#[derive(Debug)]
pub(super) struct Side {
    programme: Programme,
    options: Options,
    guard: Option<MarginGuard>,
    /// Codes of promotions that ask for one, by key.
    codes: HashMap<String, String>,
    /// The most vouchers that an order may make.
    spares: usize,
    world: World,
    member: Member,
    figures: Figures,
    /// What gifts are worth.
    gifts: Minor,
    offers: Offers,
    tiers: BTreeMap<String, i64>,
    outstanding: i64,
    outstanding_worth: Minor,
}

/// What is kept of the member at hand besides the world.
#[derive(Debug)]
struct Member {
    id: MemberId,
    purse: Purse,
    /// The month of the last order.
    month: Day,
    /// Ids and codes given so far.
    serial: u128,
    /// The sums before the member.
    before: (Figures, Minor),
}

impl Member {
    fn next_id(&mut self) -> Uuid {
        self.serial += 1;
        Uuid::from_u128(self.serial)
    }
}

impl Side {
    pub fn new(programme: &Programme, options: &Options, guard: Option<MarginGuard>) -> Self {
        let codes = programme.promotions.iter().filter_map(|promotion| {
            let Trigger::Code { code } = &promotion.trigger else {
                return None;
            };
            Some((promotion.key.clone(), code.clone()))
        });
        let for_later = programme
            .promotions
            .iter()
            .filter(|promotion| matches!(promotion.kind, PromotionKind::NextOrder { .. }));
        let levels = programme.tiers.iter().flat_map(|scheme| &scheme.levels);
        let welcomes = levels.filter(|level| level.welcome.is_some());
        let published = Published {
            version: 1,
            programme: unlimited(programme),
        };
        Self {
            options: *options,
            guard,
            codes: codes.collect(),
            spares: for_later.count() + welcomes.count(),
            world: World {
                programme: Some(Arc::new(published)),
                ..World::default()
            },
            programme: programme.clone(),
            member: Member {
                id: MemberId(Uuid::nil()),
                purse: Purse::default(),
                month: Day::MIN,
                serial: 0,
                before: Default::default(),
            },
            figures: Figures::default(),
            gifts: Minor::ZERO,
            offers: Offers::default(),
            tiers: BTreeMap::new(),
            outstanding: 0,
            outstanding_worth: Minor::ZERO,
        }
    }

    fn counts(&self, day: Day) -> bool {
        self.options.from.is_none_or(|from| day >= from)
    }

    /// Begins with another member.
    pub fn begin(&mut self, id: MemberId) {
        self.world.members.clear();
        self.world.vouchers.clear();
        self.world.members.insert(id, MemberState::new(id));
        self.member = Member {
            id,
            purse: Purse::default(),
            month: Day::MIN,
            serial: 0,
            before: (self.figures, self.gifts),
        };
    }

    /// Rings an order up, after what fell due and the rewards that the member takes. `used` are
    /// the promotions that it used. Answers what the visit came to.
    pub fn ring_up(
        &mut self,
        ring_up: &mut RingUp,
        used: &[String],
        kept: Kept,
        usual: Minor,
    ) -> Money {
        let now = Now {
            at: ring_up.occurred_at,
            today: ring_up.occurred_on,
        };
        self.turn_month(now.today);
        self.settle(now);
        let mut money = self.take_rewards(now, usual);
        self.equip(ring_up, used, usual);
        let plan = decide::ring_up(&self.world, ring_up, now).or_else(|_| {
            // A code or a voucher that is no good leaves an order that is.
            ring_up.order.vouchers.clear();
            ring_up.order.codes.clear();
            ring_up.pay_points = 0;
            decide::ring_up(&self.world, ring_up, now)
        });
        // It was accepted once: only a balance beyond all bounds is refused.
        if let Ok(plan) = plan {
            if let Some(order) = &plan.order {
                money.add(Money::of_order(order, kept));
            }
            money.rewards = money.rewards.plus(self.give(&plan, now.today, usual));
            let total = plan.order.as_ref().map_or(Minor::ZERO, |it| it.total);
            self.absorb(&plan, now.today);
            self.refund(ring_up.id, kept.refund_of(total), now);
            self.world.orders.clear();
        }
        if self.counts(now.today) {
            self.figures.money.add(money);
        }
        money
    }

    /// Gives an amount of an order back, as was done then.
    fn refund(&mut self, order: OrderId, amount: Minor, now: Now) {
        if amount.0 == 0 {
            return;
        }
        let refund = Command::Refund(Refund {
            id: RefundId(self.member.next_id()),
            order,
            amount: Some(amount),
            undo: false,
            to_credit: false,
            reason: String::new(),
            occurred_at: now.at,
            occurred_on: now.today,
        });
        self.ask(&refund, now);
    }

    /// Does what a command asks, unless the rules refuse it.
    fn ask(&mut self, command: &Command, now: Now) -> bool {
        match decide(&self.world, command, now) {
            Ok(plan) => {
                self.absorb(&plan, now.today);
                true
            }
            Err(_) => false,
        }
    }

    /// Makes a plan so, and counts it. Of vouchers only those for a later order are kept.
    fn absorb(&mut self, plan: &Plan, day: Day) {
        self.world.apply(plan);
        let mut moved = Figures::default();
        moved.move_points(plan);
        self.member.purse.earned += moved.issued;
        self.member.purse.spent += moved.spent;
        if self.counts(day) {
            self.figures.issued += moved.issued;
            self.figures.expired += moved.expired;
            self.figures.spent += moved.spent;
            self.offers.note(&plan.uses);
        }
        let gifts = plan.coupons.iter().rev().take(plan.welcomed.len());
        let gone = plan.new_voucher.iter().chain(&plan.changed_vouchers);
        for voucher in gone.chain(gifts) {
            self.world.vouchers.remove(&voucher.code);
            self.world.voucher_lots.remove(&voucher.code);
        }
    }

    /// Ends the member on the last day. Answers the value that went back to them in the days that
    /// count: what was cheaper, gifts, and what the points that did not expire are worth.
    pub fn end(&mut self, until: Day, usual: Minor) -> Minor {
        let now = Now {
            at: until.utc_start(),
            today: until,
        };
        self.settle(now);
        let worth = value::point_worth(&self.programme, usual);
        if let Some(state) = self.world.members.get(&self.member.id) {
            let scheme = self.programme.tiers.as_ref();
            if let Some(tier) = scheme.and_then(|scheme| state.standing(scheme, until)) {
                *self.tiers.entry(tier.key).or_default() += 1;
            }
            let balances = state.head.balances;
            let held = balances.available + balances.pending;
            self.outstanding += held;
            let worth = Minor(worth.of(held.max(0)));
            self.outstanding_worth = self.outstanding_worth.plus(worth);
        }
        let (before, gifts) = self.member.before;
        let issued = self.figures.issued - before.issued;
        let expired = self.figures.expired - before.expired;
        let points = Minor(worth.of((issued - expired).max(0)));
        let cheaper = self.figures.money.discounts.minus(before.money.discounts);
        cheaper.plus(self.gifts.minus(gifts)).plus(points)
    }

    /// What the programme came to.
    pub fn finish(self) -> SideOutcome {
        let levels = self
            .programme
            .tiers
            .iter()
            .flat_map(|scheme| &scheme.levels);
        let tiers = levels.map(|level| {
            let members = self.tiers.get(&level.key).copied().unwrap_or(0);
            (level.name.clone(), members)
        });
        SideOutcome {
            figures: self.figures,
            outstanding: self.outstanding,
            outstanding_worth: self.outstanding_worth,
            tiers: tiers.collect(),
            over: self.offers.over(&self.programme),
            rewards: self.offers.taken(),
        }
    }
}
