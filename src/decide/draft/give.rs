//! Points that come to a member, and what becomes of them by time: granted, posted, put back,
//! expired.

use super::{Cause, Draft};
use crate::{
    ids::MemberId,
    ledger::{Account, Lot, LotState, TransferKind},
    money::Minor,
    plan::SpendChange,
    referral::Referral,
    rejection::Rejection,
    time::Day,
};

/// Points to give.
#[derive(Debug, Clone, Copy)]
pub(in crate::decide) struct Grant {
    /// At least 1.
    pub points: i64,
    /// The account they come from.
    pub from: Account,
    /// The first day on which they can be spent, if they have to wait.
    pub available_on: Option<Day>,
    /// The last day on which they can be spent.
    pub expires_on: Option<Day>,
}

impl Draft<'_> {
    /// Gives points in a new lot and returns its number, with the points that went to a debt.
    pub fn grant(
        &mut self,
        member: MemberId,
        cause: &Cause,
        grant: Grant,
    ) -> Result<(i64, i64), Rejection> {
        let waits = grant.available_on.is_some_and(|day| day > self.now.today);
        let debt = match waits {
            true => 0,
            false => self.debt(member)?.min(grant.points),
        };
        let head = self.head(member)?;
        head.last_lot += 1;
        let no = head.last_lot;
        let (to, state) = match waits {
            true => (Account::Pending, LotState::Pending),
            false => (Account::Available, LotState::Open),
        };
        let accounts = (grant.from, to);
        let seq = self.transfer(member, cause, accounts, grant.points, Some(no))?;
        if debt > 0 {
            self.use_lot(member, no, seq, debt);
        }
        let lot = Lot {
            no,
            original: grant.points,
            remaining: grant.points - debt,
            state,
            available_on: grant.available_on.filter(|_| waits),
            expires_on: grant.expires_on,
            order: cause.order,
        };
        self.plan.new_lots.push((member, lot));
        Ok((no, debt))
    }

    /// Does what is due by `today`: ends holds, then expires lots whose last day has passed.
    /// Returns the points posted and expired.
    ///
    /// Whatever takes points settles first, so that what it finds does not depend on whether the
    /// daily job came by: points past their last day are never spent.
    pub fn settle(&mut self, member: MemberId) -> Result<(i64, i64), Rejection> {
        let today = self.now.today;
        let (mut posted, mut expired) = (0, 0);
        for lot in self.lots(member)? {
            let due = lot.available_on.is_some_and(|day| day <= today);
            if lot.state == LotState::Pending && due {
                posted += lot.remaining;
                self.post(member, lot)?;
            }
        }
        let inactive = self.last_day_of_inactivity(member)?;
        for lot in self.lots(member)? {
            let last_day = lot.expires_on.or(inactive);
            let over = last_day.is_some_and(|day| day < today);
            if lot.state == LotState::Open && lot.remaining > 0 && over {
                expired += lot.remaining;
                self.expire(member, lot)?;
            }
        }
        Ok((posted, expired))
    }

    /// The last day of points without one of their own, where they expire by inactivity.
    fn last_day_of_inactivity(&self, member: MemberId) -> Result<Option<Day>, Rejection> {
        let activity = &self.member(member)?.activity;
        let published = self.world.for_member(member);
        let programme = published.map(|it| &it.programme);
        Ok(programme.zip(activity.last).and_then(|(programme, last)| {
            programme
                .expiry
                .last_day_of_inactivity(last, activity.noticed)
        }))
    }

    /// Counts a paid referral for the referrer's tier, or one taken back, on the day on which it
    /// was due.
    pub fn count_referral(&mut self, referral: &Referral, times: i64) {
        if let Some(day) = referral.due_on {
            self.plan.spend.push(SpendChange {
                member: referral.advocate,
                day,
                amount: Minor::ZERO,
                orders: 0,
                points: 0,
                referrals: times,
            });
        }
    }

    /// Ends a pending lot's hold.
    fn post(&mut self, member: MemberId, mut lot: Lot) -> Result<(), Rejection> {
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
    fn expire(&mut self, member: MemberId, mut lot: Lot) -> Result<(), Rejection> {
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

    /// Puts points back into the lots they were taken from, as far as these have not run out.
    /// `uses` holds each lot once. Returns how many came back.
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
                let lot = lots.iter().filter(good).find(|lot| lot.no == *no)?;
                Some((lot.clone(), *points))
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
}
