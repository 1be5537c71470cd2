//! A plan applied to the world that it was made from.

use super::{DayActivity, MemberState, OrderState, World};
use crate::{
    act::{Claim, ClaimState},
    ids::PurseId,
    ledger::TransferKind,
    money::Minor,
    order_code::initials,
    passing::Pass,
    plan::{Offer, Plan, UseChange},
    purse::MovementKind,
    reservation::{Hold, Reservation},
};

impl World {
    /// Makes the world as it is after `plan`, for the next command of the batch.
    pub fn apply(&mut self, plan: &Plan) {
        if let Some(join) = &plan.joined {
            let mut state = MemberState::new(join.member);
            state.initials = initials(&join.name);
            state.referred = plan.new_referral.as_ref().map(|(referral, _)| referral.id);
            self.members.insert(join.member, state);
            self.referral_codes
                .insert(join.own_code.clone(), join.member);
            if let Some(mail) = &join.mail {
                self.mails.insert(mail.clone(), join.member);
                self.invitations.remove(mail);
            }
        }
        for purse in &plan.money.purses {
            self.purses.insert(purse.id, purse.clone());
        }
        for code in &plan.one_time_codes {
            self.one_time_codes.insert(code.code.clone(), code.clone());
        }
        for reservation in &plan.reservations {
            self.apply_reservation(reservation);
        }
        self.apply_members(plan);
        self.apply_rows(plan);
    }

    fn apply_reservation(&mut self, reservation: &Reservation) {
        self.holds.forget(reservation);
        if reservation.open {
            for (held, amount) in &reservation.holds {
                let hold = Hold {
                    reservation: reservation.id,
                    member: reservation.member,
                    until: reservation.until,
                    amount: *amount,
                };
                self.holds.note(held.clone(), hold);
            }
        }
        let known = reservation.clone();
        self.reservations.insert(reservation.id, known);
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
                let more = DayActivity {
                    orders: change.orders,
                    points: change.points,
                    referrals: change.referrals,
                };
                member.activity.add(change.day, more);
            }
        }
        for (id, tier) in &plan.welcomed {
            if let Some(member) = self.members.get_mut(id) {
                member.activity.lifetime.welcomed.insert(tier.clone());
            }
        }
        if let Some(claim) = &plan.claim {
            self.apply_claim(claim);
        }
        if let Some(pass) = &plan.pass {
            self.apply_pass(pass);
        }
        for change in &plan.stamps {
            if let Some(member) = self.members.get_mut(&change.member) {
                member.activity.stamp(&change.card, change.stamps);
            }
        }
        for change in &plan.uses {
            self.count_use(change);
        }
    }

    /// A claim that is refused makes room for another one.
    fn apply_claim(&mut self, claim: &Claim) {
        if let Some(member) = self.members.get_mut(&claim.member) {
            let acts = &mut member.activity.acts;
            match claim.state {
                ClaimState::Refused => acts.remove(&claim.rule),
                ClaimState::Waiting | ClaimState::Paid => acts.insert(claim.rule.clone(), claim.on),
            };
        }
        self.claims.insert(claim.id, claim.clone());
    }

    /// What was undone no longer counts for its day.
    fn apply_pass(&mut self, pass: &Pass) {
        if let Some(giver) = self.members.get_mut(&pass.from) {
            let sum = giver.activity.passed_on.entry(pass.on).or_default();
            *sum += match pass.undone {
                Some(_) => -pass.points,
                None => pass.points,
            };
            *sum = (*sum).max(0);
        }
        self.passes.insert(pass.id, pass.clone());
    }

    fn count_use(&mut self, change: &UseChange) {
        let member = self.members.get_mut(&change.member);
        let (all, own) = match &change.of {
            Offer::Promotion(key) => (
                self.promotions_used.entry(key.clone()).or_default(),
                member.map(|it| it.activity.promotions.entry(key.clone()).or_default()),
            ),
            Offer::Reward(key) => (
                self.rewards_used.entry(key.clone()).or_default(),
                member.map(|it| it.activity.rewards.entry(key.clone()).or_default()),
            ),
        };
        all.times += change.times;
        all.amount = all.amount.plus(change.amount);
        if let Some(own) = own {
            own.times += change.times;
            own.this_month += change.times;
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
                    stamps: order.stamps.clone(),
                    promotions: order.promotions.clone(),
                    made: order.made.clone(),
                    paid_lots: paid_lots(plan),
                    paid_purses: paid_purses(plan),
                    one_time_codes: plan
                        .one_time_codes
                        .iter()
                        .map(|code| code.code.clone())
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
            if let Some(member) = self.members.get_mut(&voucher.member) {
                let last = &mut member.activity.last;
                *last = (*last).max(Some(voucher.taken_on()));
            }
            let paid = plan
                .lot_uses
                .iter()
                .filter(|used| (used.member, used.seq) == (voucher.member, voucher.paid_seq))
                .map(|used| (used.lot, used.points))
                .collect();
            self.voucher_lots.insert(voucher.code.clone(), paid);
            self.vouchers.insert(voucher.code.clone(), voucher.clone());
        }
        for voucher in plan.coupons.iter().chain(&plan.changed_vouchers) {
            self.vouchers.insert(voucher.code.clone(), voucher.clone());
        }
        for code in plan
            .coupons
            .iter()
            .filter_map(|voucher| voucher.order_code.as_ref())
        {
            let last = self
                .order_codes
                .entry(code.initials().to_owned())
                .or_default();
            *last = (*last).max(code.number());
        }
        if let Some((referral, invited)) = &plan.new_referral {
            self.referrals.insert(referral.id, referral.clone());
            if let Some(mail) = invited {
                let invitations = self.invitations.entry(mail.clone()).or_default();
                invitations.push(referral.id);
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

/// The lots that paid a part of a plan's order.
fn paid_lots(plan: &Plan) -> Vec<(i64, i64)> {
    let payments = plan
        .transfers
        .iter()
        .filter(|it| it.kind == TransferKind::Pay);
    let payment = payments.map(|it| (it.member, it.seq)).next();
    plan.lot_uses
        .iter()
        .filter(|used| Some((used.member, used.seq)) == payment)
        .map(|used| (used.lot, used.points))
        .collect()
}

/// The gift cards and store credit that paid a part of a plan's order, by id.
fn paid_purses(plan: &Plan) -> Vec<(PurseId, Minor)> {
    let movements = plan.money.movements.iter();
    let payments = movements.filter(|it| it.kind == MovementKind::Pay);
    let mut paid: Vec<_> = payments.map(|it| (it.purse, it.amount)).collect();
    paid.sort();
    paid
}
