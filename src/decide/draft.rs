//! A plan under construction: moves points between accounts and lots, keeping the totals right.

use crate::{
    ids::{MemberId, OrderId, ReferralId, RefundId, VoucherId},
    ledger::{Account, Lot, LotState, LotUse, Transfer, TransferKind},
    plan::{Event, Plan, Receipt},
    programme::RefundPolicy,
    rejection::Rejection,
    state::{MemberHead, MemberState, World},
    time::{Day, Micros, Now},
};

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

/// Points to give.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grant {
    pub points: i64,
    /// The account they come from.
    pub from: Account,
    /// The first day on which they can be spent, if they have to wait.
    pub available_on: Option<Day>,
    /// The last day on which they can be spent.
    pub expires_on: Option<Day>,
}

/// A plan under construction.
pub(super) struct Draft<'world> {
    pub world: &'world World,
    pub now: Now,
    pub plan: Plan,
}

impl<'world> Draft<'world> {
    pub fn new(world: &'world World, now: Now, receipt: Receipt) -> Self {
        Self {
            world,
            now,
            plan: Plan::nothing(receipt),
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
    pub fn transfer(
        &mut self,
        member: MemberId,
        cause: &Cause,
        (from, to): (Account, Account),
        points: i64,
        lot: Option<i64>,
    ) -> Result<i64, Rejection> {
        let head = self.head(member)?;
        for (account, change) in [(from, -points), (to, points)] {
            match account {
                Account::Available => head.balances.available += change,
                Account::Pending => head.balances.pending += change,
                _ => {}
            }
        }
        let balances = head.balances;
        if points > BALANCE_MAX
            || balances.available.abs() > BALANCE_MAX
            || balances.pending > BALANCE_MAX
        {
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

    /// Gives points in a new lot and returns its number, with the points that went to a debt.
    pub fn grant(
        &mut self,
        member: MemberId,
        cause: &Cause,
        grant: Grant,
    ) -> Result<(i64, i64), Rejection> {
        let waits = grant.available_on.is_some_and(|day| day > self.now.today);
        let debt = if waits {
            0
        } else {
            self.debt(member)?.min(grant.points)
        };
        let head = self.head(member)?;
        head.last_lot += 1;
        let no = head.last_lot;
        let to = if waits {
            Account::Pending
        } else {
            Account::Available
        };
        let seq = self.transfer(member, cause, (grant.from, to), grant.points, Some(no))?;
        if debt > 0 {
            self.use_lot(member, no, seq, debt);
        }
        self.plan.new_lots.push((
            member,
            Lot {
                no,
                original: grant.points,
                remaining: grant.points - debt,
                state: if waits {
                    LotState::Pending
                } else {
                    LotState::Open
                },
                available_on: grant.available_on.filter(|_| waits),
                expires_on: grant.expires_on,
                order: cause.order,
            },
        ));
        Ok((no, debt))
    }

    /// Ends a pending lot's hold.
    pub fn post(&mut self, member: MemberId, mut lot: Lot) -> Result<(), Rejection> {
        let cause = Cause {
            order: lot.order,
            ..Cause::new(TransferKind::Post, self.now.at)
        };
        let debt = self.debt(member)?.min(lot.remaining);
        let accounts = (Account::Pending, Account::Available);
        let seq = self.transfer(member, &cause, accounts, lot.remaining, Some(lot.no))?;
        if debt > 0 {
            self.use_lot(member, lot.no, seq, debt);
        }
        lot.remaining -= debt;
        lot.state = LotState::Open;
        self.change_lot(member, lot);
        Ok(())
    }

    /// Expires what is left of an open lot.
    pub fn expire(&mut self, member: MemberId, mut lot: Lot) -> Result<(), Rejection> {
        let cause = Cause {
            order: lot.order,
            ..Cause::new(TransferKind::Expire, self.now.at)
        };
        let accounts = (Account::Available, Account::Expired);
        let seq = self.transfer(member, &cause, accounts, lot.remaining, Some(lot.no))?;
        self.use_lot(member, lot.no, seq, lot.remaining);
        lot.remaining = 0;
        lot.state = LotState::Expired;
        self.change_lot(member, lot);
        Ok(())
    }

    /// Takes points out of a pending lot, as far as it holds them, and returns how many.
    pub fn void_pending(
        &mut self,
        member: MemberId,
        cause: &Cause,
        mut lot: Lot,
        points: i64,
    ) -> Result<i64, Rejection> {
        let taken = points.min(lot.remaining);
        if taken > 0 {
            let accounts = (Account::Pending, Account::Reversed);
            let seq = self.transfer(member, cause, accounts, taken, Some(lot.no))?;
            self.use_lot(member, lot.no, seq, taken);
            lot.remaining -= taken;
            if lot.remaining == 0 {
                lot.state = LotState::Voided;
            }
            self.change_lot(member, lot);
        }
        Ok(taken)
    }

    /// Takes available points: from `first` if given, then from the lot that expires first.
    /// Returns how many were taken: all of `points`, unless the lots hold fewer and `may_owe`
    /// is off.
    pub fn take(
        &mut self,
        member: MemberId,
        cause: &Cause,
        to: Account,
        points: i64,
        options: Take,
    ) -> Result<i64, Rejection> {
        let mut open: Vec<Lot> = self.lots(member)?;
        open.retain(|lot| lot.state == LotState::Open && lot.remaining > 0);
        open.sort_by_key(|lot| Some(lot.no) != options.first);
        let held: i64 = open.iter().map(|lot| lot.remaining).sum();
        let taken = if options.may_owe {
            points
        } else {
            points.min(held)
        };
        if taken <= 0 {
            return Ok(0);
        }
        let seq = self.transfer(member, cause, (Account::Available, to), taken, None)?;
        let mut left = taken;
        for mut lot in open {
            let part = left.min(lot.remaining);
            if part == 0 {
                break;
            }
            self.use_lot(member, lot.no, seq, part);
            lot.remaining -= part;
            left -= part;
            self.change_lot(member, lot);
        }
        Ok(taken)
    }

    /// Puts points back into the lots they were taken from, as far as these have not run out.
    /// Returns how many came back.
    pub fn reinstate(
        &mut self,
        member: MemberId,
        cause: &Cause,
        from: Account,
        uses: &[(i64, i64)],
    ) -> Result<i64, Rejection> {
        let lots = self.lots(member)?;
        let today = self.now.today;
        let good = |lot: &&Lot| {
            lot.state == LotState::Open && lot.expires_on.is_none_or(|day| day >= today)
        };
        let back: Vec<(Lot, i64)> = uses
            .iter()
            .filter_map(|(no, points)| {
                Some((
                    lots.iter().filter(good).find(|lot| lot.no == *no)?.clone(),
                    *points,
                ))
            })
            .collect();
        let sum: i64 = back.iter().map(|(_, points)| points).sum();
        if sum == 0 {
            return Ok(0);
        }
        let mut debt = self.debt(member)?.min(sum);
        let seq = self.transfer(member, cause, (from, Account::Available), sum, None)?;
        for (mut lot, points) in back {
            let to_debt = debt.min(points);
            debt -= to_debt;
            if points > to_debt {
                self.use_lot(member, lot.no, seq, to_debt - points);
                lot.remaining += points - to_debt;
                self.change_lot(member, lot);
            }
        }
        Ok(sum)
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
        self.plan.receipt = receipt;
        self.plan
    }
}

/// How to take points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Take {
    /// The lot to take from before all others.
    pub first: Option<i64>,
    /// Whether the balance may go below zero.
    pub may_owe: bool,
}

impl Take {
    /// As the refund policy says.
    pub fn by_policy(policy: RefundPolicy, first: Option<i64>) -> Self {
        Self {
            first,
            may_owe: policy == RefundPolicy::Owe,
        }
    }
}
