//! What a decision may look at: the state of everything that a batch of commands names.
//!
//! Storage loads a [`World`] a merchant and batch with a few set-based queries; each decision
//! reads it, and its plan is then applied to it, so that the next command of the batch sees it.

mod activity;
mod apply;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    act::Claim,
    ids::{ClaimId, MemberId, OrderId, PassId, PurseId, ReferralId, ReservationId},
    ledger::{Balances, Lot},
    limit::Used,
    mail_address::MailAddress,
    money::Minor,
    passing::Pass,
    plan::SpendChange,
    programme::Published,
    promotion::OneTimeCode,
    purse::Purse,
    rate::Rate,
    referral::Referral,
    release::{Candidate, Release},
    reservation::{Holds, Reservation},
    reward::{Voucher, VoucherCode},
    tier::{AtRisk, Basis, Progress, Spend, TierScheme},
    time::Day,
};

pub use activity::{Activity, DayActivity, Lifetime};

/// The state of one merchant, as far as the commands at hand need it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct World {
    /// The published programme, if any.
    pub programme: Option<Arc<Published>>,
    /// A version that some members have already. Decisions ask [`World::for_member`].
    pub release: Option<Release>,
    /// Which of `members` work for the merchant, as far as the release asks.
    pub staff: HashSet<MemberId>,
    /// Members named by the commands, or by rows that these name.
    pub members: HashMap<MemberId, MemberState>,
    /// Orders to be refunded.
    pub orders: HashMap<OrderId, OrderState>,
    /// Vouchers named by code, or used by an order to be refunded.
    pub vouchers: HashMap<VoucherCode, Voucher>,
    /// For each voucher in `vouchers`, the lots that paid for it.
    pub voucher_lots: HashMap<VoucherCode, Vec<(i64, i64)>>,
    /// Referrals named by commands, and those whose friend is a member in `members`.
    pub referrals: HashMap<ReferralId, Referral>,
    /// Claims to be judged.
    pub claims: HashMap<ClaimId, Claim>,
    /// Points passed on, where they are to come back.
    pub passes: HashMap<PassId, Pass>,
    /// Members by referral code, as far as a command names it.
    pub referral_codes: HashMap<String, MemberId>,
    /// Members by mail address, as far as a command names it.
    pub mails: HashMap<MailAddress, MemberId>,
    /// Open invitations by mail address, as far as a command names it: the oldest first.
    pub invitations: HashMap<MailAddress, Vec<ReferralId>>,
    /// The last number given to each initials, for those of the members in `members`.
    pub order_codes: HashMap<String, i64>,
    /// How often each promotion was used, by key, where it has a limit for everybody together.
    pub promotions_used: HashMap<String, Used>,
    /// How often each reward was taken, by key, where it has a limit for everybody together.
    pub rewards_used: HashMap<String, Used>,
    /// One-time codes quoted, or used by an order to be refunded.
    pub one_time_codes: HashMap<VoucherCode, OneTimeCode>,
    /// What reservations keep, of what commands name.
    pub holds: Holds,
    /// Reservations that commands name.
    pub reservations: HashMap<ReservationId, Reservation>,
    /// Gift cards and store credit that commands name, or that paid an order to be refunded.
    pub purses: HashMap<PurseId, Purse>,
}

impl World {
    /// The version that holds for a member: the one in force, or the one that is released to some
    /// members where this is one of them.
    pub fn for_member(&self, member: MemberId) -> Option<&Arc<Published>> {
        let Some(release) = &self.release else {
            return self.programme.as_ref();
        };
        let head = self.members.get(&member).map(|state| &state.head);
        let candidate = Candidate {
            member,
            is_staff: self.staff.contains(&member),
            tier: head.and_then(|head| head.tier.as_deref()),
        };
        match release.audience.includes(candidate) {
            true => Some(&release.published),
            false => self.programme.as_ref(),
        }
    }

    /// Every version that holds for somebody.
    pub fn versions(&self) -> impl Iterator<Item = &Arc<Published>> {
        let released = self.release.as_ref().map(|release| &release.published);
        self.programme.iter().chain(released)
    }
}

/// The small, always loaded part of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberHead {
    /// The member.
    pub id: MemberId,
    /// Running totals.
    pub balances: Balances,
    /// The last transfer's number.
    pub last_seq: i64,
    /// The last lot's number.
    pub last_lot: i64,
    /// The fraction of a point kept from the last order.
    pub carry: Rate,
    /// Orders rung up and not undone.
    pub orders: i64,
    /// Spent in all, refunds taken off.
    pub lifetime_spend: Minor,
    /// The tier after the last decision, by key; for lists. A reader derives the current one.
    pub tier: Option<String>,
}

/// A member as decisions see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberState {
    /// The small part.
    pub head: MemberHead,
    /// Lots that are pending or open. Loaded only for commands for which
    /// [`needs_lots`](crate::decide::needs_lots) says so.
    pub lots: Vec<Lot>,
    /// Spend by day, as far back as the tier scheme looks.
    pub spend: Spend,
    /// The referral in which this member is the friend, if any.
    pub referred: Option<ReferralId>,
    /// The initials of the member's name, for order codes: see
    /// [`initials`](crate::order_code::initials). `None`: no name, and so no code.
    pub initials: Option<String>,
    /// What the member did of late, as far as the programme's rules look at it.
    pub activity: Activity,
}

impl World {
    /// The gift card with this code, if it is one.
    pub fn gift_card(&self, code: &VoucherCode) -> Option<&Purse> {
        let mut purses = self.purses.values();
        purses.find(|purse| purse.code.as_ref() == Some(code))
    }
}

impl MemberState {
    /// What counts for the tiers of `scheme`.
    pub fn counted_for(&self, scheme: &TierScheme) -> Cow<'_, Spend> {
        match self.activity.counted(scheme.basis) {
            None => Cow::Borrowed(&self.spend),
            Some(counted) => Cow::Owned(counted),
        }
    }

    /// Where the member stands on `day`; `None` without levels.
    pub fn standing(&self, scheme: &TierScheme, day: Day) -> Option<Progress> {
        scheme.progress(&self.counted_for(scheme), day)
    }

    /// The level that the member holds on `day` and loses within `days` days.
    pub fn at_risk(&self, scheme: &TierScheme, day: Day, days: u16) -> Option<AtRisk> {
        scheme.at_risk(&self.counted_for(scheme), day, days)
    }

    /// Where the member would stand on `day` with `change`, an order or a refund of one (its
    /// numbers negative), added to what was done on its day.
    pub fn standing_with(
        &self,
        scheme: &TierScheme,
        change: &SpendChange,
        day: Day,
    ) -> Option<Progress> {
        let before = self
            .activity
            .by_day
            .get(&change.day)
            .map_or(0, |it| it.orders);
        let number = match scheme.basis {
            Basis::Spend => change.amount,
            Basis::Points => Minor(change.points),
            Basis::Visits => {
                let visit = |orders: i64| i64::from(orders > 0);
                Minor(visit(before + change.orders) - visit(before))
            }
            Basis::Referrals => Minor(change.referrals),
        };
        scheme.progress_with(&self.counted_for(scheme), (change.day, number), day)
    }

    /// A member who has just joined.
    pub fn new(id: MemberId) -> Self {
        Self {
            head: MemberHead {
                id,
                balances: Balances::default(),
                last_seq: 0,
                last_lot: 0,
                carry: Rate::ZERO,
                orders: 0,
                lifetime_spend: Minor::ZERO,
                tier: None,
            },
            lots: Vec::new(),
            spend: Spend::default(),
            referred: None,
            initials: None,
            activity: Activity::default(),
        }
    }
}

/// An order as a refund sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderState {
    /// The order.
    pub id: OrderId,
    /// Whose.
    pub member: MemberId,
    /// The merchant's day of it.
    pub occurred_on: Day,
    /// What was paid: the most that can be refunded.
    pub total: Minor,
    /// Points it earned.
    pub earned: i64,
    /// The lot they opened.
    pub lot: Option<i64>,
    /// Refunded so far.
    pub refunded: Minor,
    /// Points that refunds called for so far, taken or forgiven.
    pub reversed: i64,
    /// Whether a refund was whole already.
    pub closed: bool,
    /// Codes of the vouchers it used.
    pub vouchers: Vec<VoucherCode>,
    /// Stamps it gave, by card.
    pub stamps: Vec<(String, i64)>,
    /// Promotions it used, with what each took off.
    pub promotions: Vec<(String, Minor)>,
    /// Codes of the vouchers it made for later orders.
    pub made: Vec<VoucherCode>,
    /// The lots that paid a part of it, with the points out of each, in the order of their use.
    pub paid_lots: Vec<(i64, i64)>,
    /// Gift cards and store credit that paid a part of it, with what each paid, by id.
    pub paid_purses: Vec<(PurseId, Minor)>,
    /// One-time codes it used.
    pub one_time_codes: Vec<VoucherCode>,
}
