//! What the published rules look at, for the commands of a batch: nothing else is read.

use regulars::{
    limit::Limits,
    plan::Offer,
    programme::{Expiry, Programme},
    promotion::{Promotion, PromotionKind, Trigger, public_code},
    tier::{Basis, TierScheme},
    time::Day,
};

use super::named::Named;
use crate::rows::offer_name;

/// What the rules look at besides heads, lots and rows that commands name.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Offers limited for everybody together, by their stored names, sorted.
    pub offers: Vec<String>,
    /// Whether something is limited for each member.
    pub member_uses: bool,
    /// Whether there are stamp cards.
    pub stamps: bool,
    /// Whether vouchers may be made with an order code.
    pub order_codes: bool,
    /// Whether tiers have welcome gifts.
    pub welcomes: bool,
    /// Whether tiers count something besides spend, in all.
    pub lifetime: bool,
    /// Whether points expire by inactivity.
    pub inactivity: bool,
    /// The first day of what members did that matters.
    pub days_from: Option<Day>,
}

impl Needs {
    pub fn of(programme: &Programme, named: &Named, today: Day) -> Self {
        let promotions = || {
            let offered = programme.promotions.iter();
            offered.filter(|promotion| may_apply(promotion, named))
        };
        let rewards = || {
            let offered = programme.rewards.iter();
            offered.filter(|reward| named.rewards.contains(&reward.key))
        };
        let limited = promotions()
            .filter(|it| for_all(&it.limits))
            .map(|it| Offer::Promotion(it.key.clone()));
        let limited = limited.chain(
            rewards()
                .filter(|it| for_all(&it.limits))
                .map(|it| Offer::Reward(it.key.clone())),
        );
        let mut offers: Vec<String> = limited.map(|offer| offer_name(&offer)).collect();
        offers.sort();
        let member_uses =
            promotions().any(|it| for_each(&it.limits)) || rewards().any(|it| for_each(&it.limits));
        let kinds = || promotions().map(|promotion| &promotion.kind);
        let coded = |kind: &PromotionKind| matches!(kind, PromotionKind::NextOrder { order_code, .. } if *order_code);
        let scheme = programme.tiers.as_ref();
        let gifts = |scheme: &TierScheme| scheme.levels.iter().any(|it| it.welcome.is_some());
        let first = named.first_day.map_or(today, |day| day.min(today));
        let of_tiers = scheme.and_then(|scheme| scheme.days_needed_from(first));
        let of_rules = programme.activity_needed_from(first);
        Self {
            offers,
            member_uses,
            stamps: kinds().any(|kind| matches!(kind, PromotionKind::StampCard(_))),
            order_codes: kinds().any(coded) && !named.coupon_takers.is_empty(),
            welcomes: scheme.is_some_and(gifts) && !named.buyers.is_empty(),
            lifetime: scheme.is_some_and(|scheme| scheme.basis != Basis::Spend),
            inactivity: matches!(programme.expiry, Expiry::Inactivity { .. }),
            days_from: [of_tiers, of_rules].into_iter().flatten().min(),
        }
    }
}

impl Needs {
    /// What the rules of two versions look at together.
    pub fn and(mut self, other: Self) -> Self {
        self.offers.extend(other.offers);
        self.offers.sort();
        self.offers.dedup();
        Self {
            offers: self.offers,
            member_uses: self.member_uses || other.member_uses,
            stamps: self.stamps || other.stamps,
            order_codes: self.order_codes || other.order_codes,
            welcomes: self.welcomes || other.welcomes,
            lifetime: self.lifetime || other.lifetime,
            inactivity: self.inactivity || other.inactivity,
            days_from: [self.days_from, other.days_from]
                .into_iter()
                .flatten()
                .min(),
        }
    }
}

/// Whether an order of the batch may set the promotion off.
fn may_apply(promotion: &Promotion, named: &Named) -> bool {
    match &promotion.trigger {
        _ if named.buyers.is_empty() => false,
        Trigger::Automatic => true,
        Trigger::OneTime => !named.one_time.is_empty(),
        Trigger::Code { code } => {
            named.public_codes.contains(&public_code(code)) || !named.one_time.is_empty()
        }
    }
}

fn for_all(limits: &Limits) -> bool {
    limits.total.is_some() || limits.budget.is_some()
}

fn for_each(limits: &Limits) -> bool {
    limits.per_member.is_some() || limits.per_member_month.is_some()
}
