//! What goes over the counter with an order: rewards, gifts, vouchers, codes.

use super::Side;
use crate::{
    command::{Command, Redeem, RingUp, SpareVoucher},
    ids::VoucherId,
    money::Minor,
    order::Order,
    plan::Plan,
    replay::{
        Money,
        spending::{to_pay, to_take},
        value,
    },
    reward::{Reward, Voucher, VoucherCode},
    time::{Day, Now},
};

impl Side {
    /// Points that the member may spend now.
    fn open(&self) -> i64 {
        let state = self.world.members.get(&self.member.id);
        let available = state.map_or(0, |it| it.head.balances.available);
        let percent = self.options.spent_percent;
        self.member.purse.open(percent, available)
    }

    /// Takes rewards as long as there is one in reach. Answers what they cost.
    pub(super) fn take_rewards(&mut self, now: Now, usual: Minor) -> Money {
        let mut money = Money::default();
        let mut refused = Vec::new();
        if to_pay(&self.programme, self.open(), usual) > 0 {
            return money;
        }
        while let Some(reward) = to_take(&self.programme, self.open(), usual, &refused) {
            let reward = reward.clone();
            let voucher = self.member.next_id();
            let redeem = Command::Redeem(Redeem {
                member: self.member.id,
                reward: reward.key.clone(),
                voucher: VoucherId(voucher),
                code: VoucherCode::from_random(voucher.as_u128()),
            });
            if self.ask(&redeem, now) {
                money.rewards = money.rewards.plus(self.take(&reward, now.today, usual));
            } else {
                refused.push(reward.key);
            }
        }
        money
    }

    /// Counts a reward or a gift that was handed out, and answers what it cost.
    fn take(&mut self, reward: &Reward, day: Day, usual: Minor) -> Minor {
        let cost = value::cost(reward, usual, self.guard.as_ref());
        if self.counts(day) {
            self.figures.rewards += 1;
            self.offers.take(&reward.name, cost);
        }
        cost
    }

    /// Gives an order the codes, vouchers and points that it comes with.
    pub(super) fn equip(&mut self, ring_up: &mut RingUp, used: &[String], usual: Minor) {
        let codes = used.iter().filter_map(|key| self.codes.get(key));
        ring_up.order.codes = codes.take(Order::CODES_MAX).cloned().collect();
        ring_up.order.vouchers = self.vouchers_for(&ring_up.order, ring_up.occurred_on);
        ring_up.pay_points = to_pay(&self.programme, self.open(), usual);
        ring_up.spare.clear();
        for _ in 0..self.spares {
            let id = self.member.next_id();
            ring_up.spare.push(SpareVoucher {
                id: VoucherId(id),
                code: VoucherCode::from_random(id.as_u128()),
            });
        }
    }

    /// Vouchers of earlier orders that are good for this one: of each promotion the first to run
    /// out.
    fn vouchers_for(&self, order: &Order, day: Day) -> Vec<VoucherCode> {
        let fits = |reward: &Reward| {
            let mut lines = order.lines.iter();
            !reward.kind.is_item() || lines.any(|it| reward.kind.is_free_item(&reward.name, it))
        };
        let mut good: Vec<&Voucher> = self
            .world
            .vouchers
            .values()
            .filter(|voucher| voucher.expires_on >= day && fits(&voucher.reward))
            .collect();
        good.sort_by_key(|voucher| (&voucher.reward.key, voucher.expires_on, &voucher.code));
        good.dedup_by_key(|voucher| &voucher.reward.key);
        let codes = good.into_iter().map(|voucher| voucher.code.clone());
        codes.take(Order::VOUCHERS_MAX).collect()
    }

    /// Counts what an order handed out: gifts on reaching a tier, and what vouchers of earlier
    /// orders gave besides a discount. Answers what that cost.
    pub(super) fn give(&mut self, plan: &Plan, day: Day, usual: Minor) -> Minor {
        let gifts = plan.coupons.iter().rev().take(plan.welcomed.len());
        let handed = plan.changed_vouchers.iter();
        let handed = handed.filter(|voucher| voucher.reward.kind.is_handed_over());
        let mut cost = Minor::ZERO;
        for voucher in gifts.chain(handed) {
            cost = cost.plus(self.take(&voucher.reward, day, usual));
            if self.counts(day) {
                let worth = value::worth(&voucher.reward.kind, usual);
                self.gifts = self.gifts.plus(worth);
            }
        }
        cost
    }
}
