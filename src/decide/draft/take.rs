//! Points that leave a member: spent, taken back, voided.

use super::{Cause, Draft};
use crate::{
    ids::MemberId,
    ledger::{Account, Lot, LotState},
    programme::RefundPolicy,
    rejection::Rejection,
    reservation::Held,
};

/// How to take points.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::decide) struct Take {
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

impl Draft<'_> {
    /// What is available to a member and not kept for another order.
    pub fn free_points(&mut self, member: MemberId) -> Result<i64, Rejection> {
        let kept = Held::Points(member);
        let kept = self.world.holds.amount(&kept, self.asked());
        Ok(self.head(member)?.balances.available - kept)
    }

    /// Takes all of `points` from what is available and not kept for another order, or refuses.
    pub fn spend(
        &mut self,
        member: MemberId,
        cause: &Cause,
        to: Account,
        points: i64,
    ) -> Result<(), Rejection> {
        let free = self.free_points(member)?;
        let taken = match points <= free {
            true => self.take(member, cause, to, points, Take::default())?,
            false => free,
        };
        match points - taken {
            0 => Ok(()),
            missing => Err(Rejection::NotEnoughPoints { missing }),
        }
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
}
