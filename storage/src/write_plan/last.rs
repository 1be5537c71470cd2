//! The rows that several commands of a batch may change, each as it is at the end of the batch.

use std::collections::BTreeMap;

use regulars::{
    act::Claim,
    ids::{ClaimId, MemberId, MerchantId, PassId, PurseId, ReferralId, ReservationId, VoucherId},
    ledger::Lot,
    mail_address::MailAddress,
    money::Minor,
    passing::Pass,
    plan::{Plan, UseChange},
    promotion::OneTimeCode,
    purse::Purse,
    referral::Referral,
    reservation::Reservation,
    reward::Voucher,
    state::{MemberHead, MemberState},
    time::{Day, Micros},
};

use super::{
    Decided, MayOwe,
    days::{self, Totals},
    targets::AccountRow,
};
use crate::{rows::offer_name, writer::Submission};

/// What to add to a member's day.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct MemberDay {
    pub spend: i64,
    pub orders: i64,
    pub points: i64,
    pub referrals: i64,
}

/// Rows that the batch changes, each as it is at the end of the batch.
#[derive(Debug, Default)]
pub(super) struct Final<'a> {
    pub joined: BTreeMap<(i64, MemberId), MemberHead>,
    pub heads: BTreeMap<(i64, MemberId), &'a MemberHead>,
    /// With whether it is new.
    pub lots: BTreeMap<(i64, MemberId, i64), (&'a Lot, bool)>,
    pub vouchers: BTreeMap<(i64, VoucherId), (&'a Voucher, Micros)>,
    pub referrals: BTreeMap<(i64, ReferralId), (&'a Referral, Option<&'a MailAddress>, Micros)>,
    pub member_days: BTreeMap<(i64, MemberId, Day), MemberDay>,
    /// By card.
    pub stamps: BTreeMap<(i64, MemberId, &'a str), i64>,
    /// By offer: times, and what they came to.
    pub offer_uses: BTreeMap<(i64, String), (i64, Minor)>,
    /// By offer and the first day of the month.
    pub member_uses: BTreeMap<(i64, MemberId, String, Day), i64>,
    pub welcomes: BTreeMap<(i64, MemberId, &'a str), Micros>,
    pub order_codes: BTreeMap<(i64, &'a str), i64>,
    pub claims: BTreeMap<(i64, ClaimId), (&'a Claim, Micros)>,
    pub one_time_codes: BTreeMap<(i64, &'a str), &'a OneTimeCode>,
    pub reservations: BTreeMap<(i64, ReservationId), &'a Reservation>,
    pub purses: BTreeMap<(i64, PurseId), (&'a Purse, Micros)>,
    pub passes: BTreeMap<(i64, PassId), (&'a Pass, Micros)>,
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
        let made = plan.new_voucher.iter().chain(&plan.coupons);
        for voucher in made.chain(&plan.changed_vouchers) {
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
            day.spend += change.amount.0;
            day.orders += change.orders;
            day.points += change.points;
            day.referrals += change.referrals;
        }
        self.add_offers(merchant, at, plan);
        days::add(
            &mut self.merchant_days,
            merchant,
            plan,
            (&submission.command, submission.now),
        );
    }

    /// Stamps, uses, welcome gifts, order codes and claims.
    fn add_offers(&mut self, merchant: i64, at: Micros, plan: &'a Plan) {
        for change in &plan.stamps {
            let place = (merchant, change.member, change.card.as_str());
            *self.stamps.entry(place).or_default() += change.stamps;
        }
        for change in &plan.uses {
            self.count_use(merchant, change);
        }
        for (member, tier) in &plan.welcomed {
            self.welcomes.insert((merchant, *member, tier), at);
        }
        let codes = plan.coupons.iter().filter_map(|it| it.order_code.as_ref());
        for code in codes {
            let place = (merchant, code.initials());
            let last = self.order_codes.entry(place).or_default();
            *last = (*last).max(code.number());
        }
        for code in &plan.one_time_codes {
            self.one_time_codes
                .insert((merchant, code.code.as_str()), code);
        }
        for kept in &plan.reservations {
            self.reservations.insert((merchant, kept.id), kept);
        }
        for purse in &plan.money.purses {
            self.purses.insert((merchant, purse.id), (purse, at));
        }
        if let Some(claim) = &plan.claim {
            self.claims.insert((merchant, claim.id), (claim, at));
        }
        if let Some(pass) = &plan.pass {
            self.passes.insert((merchant, pass.id), (pass, at));
        }
    }

    fn count_use(&mut self, merchant: i64, change: &UseChange) {
        let offer = offer_name(&change.of);
        let all = self
            .offer_uses
            .entry((merchant, offer.clone()))
            .or_default();
        all.0 += change.times;
        all.1 = all.1.plus(change.amount);
        let month = change.day.month_start();
        let place = (merchant, change.member, offer, month);
        *self.member_uses.entry(place).or_default() += change.times;
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
