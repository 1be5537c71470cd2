//! A plan under construction: one transfer at a time, keeping the running totals right.

mod give;
mod money;
mod pass;
mod take;

use crate::{
    ids::{MemberId, OrderId, ReferralId, RefundId, ReservationId, VoucherId},
    ledger::{Account, Lot, LotUse, Transfer, TransferKind},
    plan::{Event, Plan, Receipt},
    rejection::Rejection,
    reservation::Asked,
    state::{MemberHead, MemberState, World},
    time::{Day, Micros, Now},
};

pub(super) use give::Grant;
pub(super) use money::Moved;
pub(super) use take::Take;

use super::BALANCE_MAX;

/// What a transfer comes from.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    pub kind: TransferKind,
    pub occurred_at: Micros,
    pub order: Option<OrderId>,
    pub refund: Option<RefundId>,
    pub voucher: Option<VoucherId>,
    pub referral: Option<ReferralId>,
    pub reason: Option<String>,
}

impl Cause {
    pub fn new(kind: TransferKind, occurred_at: Micros) -> Self {
        Self {
            kind,
            occurred_at,
            order: None,
            refund: None,
            voucher: None,
            referral: None,
            reason: None,
        }
    }
}

/// A plan under construction.
pub(super) struct Draft<'world> {
    pub world: &'world World,
    pub now: Now,
    pub plan: Plan,
    /// The reservation that is captured: what it keeps is free here.
    pub own: Option<ReservationId>,
}

impl<'world> Draft<'world> {
    pub fn new(world: &'world World, now: Now) -> Self {
        // Every decision ends in `finish`, which puts its own receipt in this one's place.
        let unanswered = Receipt::Qualified { moved: false };
        Self {
            world,
            now,
            plan: Plan::nothing(unanswered),
            own: None,
        }
    }

    /// How holds are asked for in this draft.
    pub fn asked(&self) -> Asked {
        Asked {
            at: self.now.at,
            own: self.own,
        }
    }

    /// The member as loaded.
    pub fn member(&self, id: MemberId) -> Result<&'world MemberState, Rejection> {
        self.world.members.get(&id).ok_or(Rejection::UnknownMember)
    }

    /// The member's head as it stands in this draft.
    pub fn head(&mut self, id: MemberId) -> Result<&mut MemberHead, Rejection> {
        let place = match self.plan.heads.iter().position(|head| head.id == id) {
            Some(place) => place,
            None => {
                self.plan.heads.push(self.member(id)?.head.clone());
                self.plan.heads.len() - 1
            }
        };
        Ok(&mut self.plan.heads[place])
    }

    /// The member's loaded lots as they stand in this draft, first to expire first.
    pub fn lots(&self, id: MemberId) -> Result<Vec<Lot>, Rejection> {
        let mut lots = self.member(id)?.lots.clone();
        for (owner, changed) in &self.plan.changed_lots {
            if *owner == id
                && let Some(lot) = lots.iter_mut().find(|lot| lot.no == changed.no)
            {
                *lot = changed.clone();
            }
        }
        lots.sort_by_key(|lot| (lot.expires_on.unwrap_or(Day::MAX), lot.no));
        Ok(lots)
    }

    fn change_lot(&mut self, owner: MemberId, lot: Lot) {
        let same = |(id, changed): &&mut (MemberId, Lot)| *id == owner && changed.no == lot.no;
        match self.plan.changed_lots.iter_mut().find(same) {
            Some((_, changed)) => *changed = lot,
            None => self.plan.changed_lots.push((owner, lot)),
        }
    }

    /// Moves points and returns the transfer's number. Lots are the caller's business.
    fn transfer(
        &mut self,
        member: MemberId,
        cause: &Cause,
        (from, to): (Account, Account),
        points: i64,
        lot: Option<i64>,
    ) -> Result<i64, Rejection> {
        if points > BALANCE_MAX {
            return Err(Rejection::BalanceTooLarge);
        }
        let head = self.head(member)?;
        for (account, change) in [(from, -points), (to, points)] {
            match account {
                Account::Available => head.balances.available += change,
                Account::Pending => head.balances.pending += change,
                _ => {}
            }
        }
        let balances = head.balances;
        if balances.available.abs() > BALANCE_MAX || balances.pending > BALANCE_MAX {
            return Err(Rejection::BalanceTooLarge);
        }
        head.last_seq += 1;
        let seq = head.last_seq;
        self.plan.transfers.push(Transfer {
            member,
            seq,
            kind: cause.kind,
            from,
            to,
            points,
            balance_after: balances.available,
            pending_after: balances.pending,
            occurred_at: cause.occurred_at,
            order: cause.order,
            refund: cause.refund,
            voucher: cause.voucher,
            referral: cause.referral,
            lot,
            reason: cause.reason.clone(),
        });
        Ok(seq)
    }

    fn use_lot(&mut self, member: MemberId, lot: i64, seq: i64, points: i64) {
        self.plan.lot_uses.push(LotUse {
            member,
            lot,
            seq,
            points,
        });
    }

    /// What the member owes, to be paid from the next points that become available.
    fn debt(&mut self, member: MemberId) -> Result<i64, Rejection> {
        Ok((-self.head(member)?.balances.available).max(0))
    }

    /// The plan, with the balance event of every member whose points moved.
    pub fn finish(mut self, receipt: Receipt) -> Plan {
        for head in &self.plan.heads {
            self.plan.events.push(Event::BalanceChanged {
                member: head.id,
                available: head.balances.available,
                pending: head.balances.pending,
            });
        }
        self.tell_purses();
        self.plan.receipt = receipt;
        self.plan
    }
}
