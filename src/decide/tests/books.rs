//! The books kept a second time, from the plans alone: transfers, uses of lots, orders, referrals.

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{
    ids::{MemberId, OrderId, ReferralId},
    ledger::{Account, Lot, LotState, Transfer, TransferKind},
    money::Minor,
    plan::Plan,
    programme::RefundPolicy,
    referral::Stage,
    state::{MemberState, World},
    time::{Day, Now},
};

pub(super) type Agrees = Result<(), TestCaseError>;

/// What the plans so far add up to.
#[derive(Debug, Default)]
pub(super) struct Books {
    transfers: Vec<Transfer>,
    uses: BTreeMap<(MemberId, i64), i64>,
    orders: BTreeMap<OrderId, Order>,
}

#[derive(Debug, Default)]
struct Order {
    member: Option<MemberId>,
    total: i64,
    earned: i64,
    refunded: i64,
    due: i64,
    taken: i64,
    closed: bool,
}

/// Lots in the order in which they are to be spent.
fn turn(lot: &Lot) -> (Day, i64) {
    (lot.expires_on.unwrap_or(Day::MAX), lot.no)
}

impl Books {
    /// What a plan may do, seen from the world before it and the world after it.
    pub fn allow(before: &World, plan: &Plan, after: &World, now: Now) -> Agrees {
        for transfer in &plan.transfers {
            match transfer.kind {
                TransferKind::Redeem => Self::allow_spending(plan, transfer, after, now)?,
                TransferKind::ReferralAdvocate | TransferKind::ReferralFriend => {
                    Self::allow_payment(before, transfer, now)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Spent in the order of expiry, never what waits, never past the last day.
    fn allow_spending(plan: &Plan, transfer: &Transfer, after: &World, now: Now) -> Agrees {
        let lots = &after.members[&transfer.member].lots;
        let used = |lot: &&Lot| {
            let uses = plan.lot_uses.iter().filter(|it| it.seq == transfer.seq);
            uses.map(|it| it.lot).any(|no| no == lot.no)
        };
        let last_used = lots.iter().filter(used).map(turn).max();
        let open = |lot: &&Lot| lot.state == LotState::Open && lot.remaining > 0;
        let first_left = lots.iter().filter(open).map(turn).min();
        prop_assert!(
            first_left.is_none() || last_used <= first_left,
            "first to expire first"
        );
        for lot in lots.iter().filter(used) {
            prop_assert_eq!(lot.state, LotState::Open);
            prop_assert!(lot.expires_on.is_none_or(|day| day >= now.today));
        }
        Ok(())
    }

    fn allow_payment(before: &World, transfer: &Transfer, now: Now) -> Agrees {
        let referral = transfer.referral.and_then(|id| before.referrals.get(&id));
        let referral = referral.ok_or_else(|| TestCaseError::fail("paid for nothing"))?;
        prop_assert!(matches!(referral.stage, Stage::Held | Stage::Closed));
        prop_assert!(
            referral.due_on.is_some_and(|day| day <= now.today),
            "after the hold"
        );
        prop_assert_ne!(Some(referral.advocate), referral.friend);
        let side = match transfer.kind {
            TransferKind::ReferralAdvocate => Some(referral.advocate),
            _ => referral.friend,
        };
        prop_assert_eq!(side, Some(transfer.member));
        Ok(())
    }

    pub fn enter(&mut self, plan: &Plan) {
        self.transfers.extend(plan.transfers.iter().cloned());
        for used in &plan.lot_uses {
            *self.uses.entry((used.member, used.lot)).or_default() += used.points;
        }
        if let Some(order) = &plan.order {
            let entry = self.orders.entry(order.ring_up.id).or_default();
            entry.member = Some(order.ring_up.member);
            (entry.total, entry.earned) = (order.total.0, order.earned);
        }
        if let Some(refund) = &plan.refund {
            let entry = self.orders.entry(refund.order).or_default();
            entry.refunded += refund.amount.0;
            entry.due += refund.points_due;
            entry.taken += refund.points_taken;
            entry.closed |= refund.closes;
        }
    }

    /// Every law that can be seen in what is written.
    pub fn agree_with(&self, world: &World, policy: RefundPolicy) -> Agrees {
        let accounts = self.transfers.iter();
        let entries = accounts.flat_map(|it| [(it.from, -it.points), (it.to, it.points)]);
        prop_assert_eq!(entries.map(|(_, points)| points).sum::<i64>(), 0);
        let passed = self.transfers.iter().map(|it| match (it.from, it.to) {
            (_, Account::Passed) => it.points,
            (Account::Passed, _) => -it.points,
            _ => 0,
        });
        prop_assert_eq!(passed.sum::<i64>(), 0, "what is passed on arrives");
        for member in world.members.values() {
            self.balances_agree(member, policy)?;
            self.lots_agree(member)?;
            self.spend_agrees(member)?;
        }
        for (id, order) in &self.orders {
            self.order_agrees(world, *id, order, policy)?;
        }
        for (id, referral) in &world.referrals {
            self.referral_agrees(*id, referral.stage)?;
        }
        Ok(())
    }

    fn balances_agree(&self, member: &MemberState, policy: RefundPolicy) -> Agrees {
        let (head, mut seq) = (&member.head, 0);
        let (mut available, mut pending) = (0, 0);
        for transfer in self.transfers.iter().filter(|it| it.member == head.id) {
            seq += 1;
            prop_assert_eq!(transfer.seq, seq, "numbers without a gap");
            prop_assert!(transfer.points > 0 && transfer.from != transfer.to);
            for (account, points) in [
                (transfer.from, -transfer.points),
                (transfer.to, transfer.points),
            ] {
                match account {
                    Account::Available => available += points,
                    Account::Pending => pending += points,
                    _ => {}
                }
            }
            prop_assert_eq!(
                (transfer.balance_after, transfer.pending_after),
                (available, pending)
            );
        }
        prop_assert_eq!(head.last_seq, seq);
        let held = |state| {
            let lots = member.lots.iter().filter(move |lot| lot.state == state);
            lots.map(|lot| lot.remaining).sum::<i64>()
        };
        prop_assert_eq!(
            (head.balances.available, head.balances.pending),
            (available, pending)
        );
        prop_assert_eq!(
            held(LotState::Open),
            available.max(0),
            "open lots, or else a debt"
        );
        prop_assert_eq!(held(LotState::Pending), pending);
        prop_assert!(available >= 0 || policy == RefundPolicy::Owe);
        Ok(())
    }

    fn lots_agree(&self, member: &MemberState) -> Agrees {
        for lot in &member.lots {
            let key = (member.head.id, lot.no);
            let used = self.uses.get(&key).copied().unwrap_or_default();
            prop_assert_eq!(lot.remaining, lot.original - used);
            prop_assert!((0..=lot.original).contains(&lot.remaining));
            let own = self
                .transfers
                .iter()
                .filter(|it| (it.member, it.lot) == (key.0, Some(key.1)));
            let own: Vec<&Transfer> = own.collect();
            let of = |kind| own.iter().filter(move |it| it.kind == kind);
            prop_assert!(of(TransferKind::Expire).count() <= 1, "a lot expires once");
            prop_assert!(of(TransferKind::Post).count() <= 1, "a lot is posted once");
            let left: i64 = own
                .iter()
                .filter(|it| it.from == Account::Pending)
                .map(|it| it.points)
                .sum();
            let waited = own.iter().any(|it| it.to == Account::Pending);
            let resolved = match (waited, lot.state) {
                (false, _) => 0,
                (true, LotState::Pending) => lot.original - lot.remaining,
                (true, _) => lot.original,
            };
            prop_assert_eq!(left, resolved, "posted or voided, each point once");
        }
        Ok(())
    }

    fn spend_agrees(&self, member: &MemberState) -> Agrees {
        let own = || {
            self.orders
                .values()
                .filter(|order| order.member == Some(member.head.id))
        };
        let spent = Minor(own().map(|order| order.total - order.refunded).sum());
        prop_assert_eq!(member.head.lifetime_spend, spent);
        prop_assert_eq!(member.spend.lifetime, spent);
        prop_assert_eq!(member.spend.by_day.values().copied().sum::<Minor>(), spent);
        let count = own().filter(|order| !order.closed).count();
        prop_assert_eq!(member.head.orders, i64::try_from(count).unwrap());
        Ok(())
    }

    fn order_agrees(
        &self,
        world: &World,
        id: OrderId,
        order: &Order,
        policy: RefundPolicy,
    ) -> Agrees {
        let reversed = self
            .transfers
            .iter()
            .filter(|it| it.kind == TransferKind::Reverse);
        let reversed: i64 = reversed
            .filter(|it| it.order == Some(id))
            .map(|it| it.points)
            .sum();
        prop_assert_eq!(reversed, order.taken);
        prop_assert!(order.taken <= order.due && order.due <= order.earned);
        prop_assert!(order.refunded <= order.total);
        let share = match order.closed {
            true => order.earned,
            false => order.earned * order.refunded / order.total.max(1),
        };
        prop_assert_eq!(order.due, share, "pro rata, however often");
        let all_back = order.refunded == order.total;
        prop_assert!(order.total == 0 || order.closed == all_back);
        let state = &world.orders[&id];
        let lots = &world.members[&state.member].lots;
        let own = lots.iter().find(|lot| Some(lot.no) == state.lot);
        let expired = own.is_some_and(|lot| lot.state == LotState::Expired);
        prop_assert!(policy == RefundPolicy::Clamp || expired || order.taken == order.due);
        Ok(())
    }

    fn referral_agrees(&self, id: ReferralId, stage: Stage) -> Agrees {
        let points = |kind| {
            let own = self
                .transfers
                .iter()
                .filter(move |it| it.referral == Some(id));
            own.filter(move |it| it.kind == kind).map(|it| it.points)
        };
        let paid = usize::from(matches!(stage, Stage::Rewarded | Stage::Reversed));
        prop_assert_eq!(
            points(TransferKind::ReferralAdvocate).count(),
            paid,
            "once a side"
        );
        prop_assert_eq!(
            points(TransferKind::ReferralFriend).count(),
            paid,
            "once a side"
        );
        let given: i64 = points(TransferKind::ReferralAdvocate)
            .chain(points(TransferKind::ReferralFriend))
            .sum();
        let taken: i64 = points(TransferKind::ReferralReverse).sum();
        prop_assert!(taken <= given);
        prop_assert!(taken == 0 || stage == Stage::Reversed);
        Ok(())
    }
}
