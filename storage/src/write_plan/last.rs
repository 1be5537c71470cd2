//! The rows that several commands of a batch may change, each as it is at the end of the batch.

use std::collections::BTreeMap;

use regulars::{
    ids::{MemberId, MerchantId, ReferralId, VoucherId},
    ledger::Lot,
    mail_address::MailAddress,
    plan::Plan,
    referral::Referral,
    reward::Voucher,
    state::{MemberHead, MemberState},
    time::{Day, Micros},
};

use super::{
    Decided, MayOwe,
    days::{self, Totals},
    targets::AccountRow,
};
use crate::writer::Submission;

/// Rows that the batch changes, each as it is at the end of the batch.
#[derive(Debug, Default)]
pub(super) struct Final<'a> {
    pub joined: BTreeMap<(i64, MemberId), MemberHead>,
    pub heads: BTreeMap<(i64, MemberId), &'a MemberHead>,
    /// With whether it is new.
    pub lots: BTreeMap<(i64, MemberId, i64), (&'a Lot, bool)>,
    pub vouchers: BTreeMap<(i64, VoucherId), (&'a Voucher, Micros)>,
    pub referrals: BTreeMap<(i64, ReferralId), (&'a Referral, Option<&'a MailAddress>, Micros)>,
    pub member_days: BTreeMap<(i64, MemberId, Day), (i64, i64)>,
    pub merchant_days: BTreeMap<(i64, Day), Totals>,
}

impl<'a> Final<'a> {
    pub fn of(batch: &'a [Decided<'a>]) -> Self {
        let mut last = Self::default();
        for decided in batch {
            last.add(decided.submission, &decided.plan);
        }
        last
    }

    fn add(&mut self, submission: &'a Submission, plan: &'a Plan) {
        let (merchant, at) = (submission.merchant.0, submission.now.at);
        if let Some(join) = &plan.joined {
            self.joined
                .insert((merchant, join.member), MemberState::new(join.member).head);
        }
        for head in &plan.heads {
            self.heads.insert((merchant, head.id), head);
        }
        for (owner, lot) in &plan.new_lots {
            self.lots.insert((merchant, *owner, lot.no), (lot, true));
        }
        for (owner, lot) in &plan.changed_lots {
            let place = self
                .lots
                .entry((merchant, *owner, lot.no))
                .or_insert((lot, false));
            place.0 = lot;
        }
        for voucher in plan.new_voucher.iter().chain(&plan.changed_vouchers) {
            self.vouchers.insert((merchant, voucher.id), (voucher, at));
        }
        if let Some((referral, invited)) = &plan.new_referral {
            self.referrals
                .insert((merchant, referral.id), (referral, invited.as_ref(), at));
        }
        for referral in &plan.changed_referrals {
            let place = self
                .referrals
                .entry((merchant, referral.id))
                .or_insert((referral, None, at));
            (place.0, place.2) = (referral, at);
        }
        for change in &plan.spend {
            let day = self
                .member_days
                .entry((merchant, change.member, change.day))
                .or_default();
            day.0 += change.amount.0;
            day.1 += change.orders;
        }
        days::add(
            &mut self.merchant_days,
            merchant,
            plan,
            (&submission.command, submission.now),
        );
    }

    pub fn accounts(&'a self, may_owe: &'a MayOwe) -> Vec<AccountRow<'a>> {
        let untouched = self
            .joined
            .iter()
            .filter(|(key, _)| !self.heads.contains_key(key));
        let touched = self.heads.iter().map(|(key, head)| (key, *head));
        let row = |((merchant, member), head): (&(i64, MemberId), &'a MemberHead)| {
            let owes = head.balances.available < 0;
            AccountRow(
                *merchant,
                head,
                owes && may_owe.contains(&(MerchantId(*merchant), *member)),
            )
        };
        untouched.map(row).chain(touched.map(row)).collect()
    }
}
