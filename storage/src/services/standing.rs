//! A member as of today: points, tier, what expires and when. What several pages share.

mod points;
mod stamps;

use std::sync::Arc;

use regulars::{
    ids::MemberId,
    money::Minor,
    programme::{PayWithPoints, Published},
    release::{Audience, Candidate},
    reward::Reward,
    state::{DayActivity, MemberState},
    tier::{AtRisk, Basis, Progress, TierScheme},
    time::Day,
    views::{Expiring, MemberRow, RewardOffer, Shop, StampCardView},
};
use uuid::Uuid;

use points::{LotSum, Points};

use super::{ServiceError, decode, programme};
use crate::{Store, db::Reader, fetch_all, fetch_one, fetch_optional, statements};

statements! {
    MEMBER = "SELECT m.id, m.name, m.mail, m.reference, m.own_code, m.card_code, m.joined_on,
            CASE WHEN m.confirmed_at IS NULL THEN 0 ELSE 1 END AS confirmed, m.noticed_on,
            a.available, a.pending, a.orders, a.lifetime_spend, a.tier,
            r.version AS released, r.audience,
            CASE WHEN r.audience IS NOT NULL AND EXISTS (SELECT 1 FROM staff s
                WHERE s.merchant_id = m.merchant_id AND s.mail = m.mail
                AND s.disabled_at IS NULL) THEN 1 ELSE 0 END AS is_staff,
            (SELECT p.version FROM programmes p
                WHERE p.merchant_id = m.merchant_id AND p.status = 2) AS version,
            (SELECT o.occurred_on FROM orders o
                WHERE o.merchant_id = m.merchant_id AND o.member_id = m.id
                ORDER BY o.occurred_at DESC LIMIT 1) AS last_order_on,
            (SELECT MAX(v.taken_on) FROM vouchers v WHERE v.merchant_id = m.merchant_id
                AND v.member_id = m.id AND v.made_by IS NULL) AS last_taken_on
        FROM members m
        JOIN accounts a ON a.merchant_id = m.merchant_id AND a.member_id = m.id
        LEFT JOIN releases r ON r.merchant_id = m.merchant_id
        WHERE m.merchant_id = $1 AND m.id = $2 AND m.deleted_at IS NULL";
    LOTS = "SELECT state, available_on, expires_on, CAST(SUM(remaining) AS BIGINT) AS points
        FROM lots WHERE merchant_id = $1 AND member_id = $2 AND state IN (1, 2) AND remaining > 0
        GROUP BY state, available_on, expires_on";
    DAYS = "SELECT day, spend, orders, points, referrals FROM member_days
        WHERE merchant_id = $1 AND member_id = $2 AND day >= $3";
    LIFETIME = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN orders > 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(referrals), 0) AS BIGINT)
        FROM member_days WHERE merchant_id = $1 AND member_id = $2";
    STAMPS = "SELECT card, stamps FROM member_stamps WHERE merchant_id = $1 AND member_id = $2";
}

/// Days before a level is lost from which on its holder is told.
pub const AT_RISK_DAYS: u16 = 30;

#[derive(Debug, sqlx::FromRow)]
struct HeadRow {
    id: Uuid,
    name: String,
    mail: Option<String>,
    reference: Option<String>,
    own_code: String,
    card_code: String,
    joined_on: i32,
    confirmed: i32,
    noticed_on: Option<i32>,
    available: i64,
    pending: i64,
    orders: i64,
    lifetime_spend: i64,
    tier: Option<String>,
    released: Option<i64>,
    audience: Option<String>,
    is_staff: i32,
    version: Option<i64>,
    last_order_on: Option<i32>,
    last_taken_on: Option<i32>,
}

/// A member as of today.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Whose.
    pub member: MemberId,
    /// What the member is called.
    pub name: String,
    /// The mail address.
    pub mail: Option<String>,
    /// The number in the shop system.
    pub reference: Option<String>,
    /// The referral code.
    pub own_code: String,
    /// What the till scans.
    pub card_code: String,
    /// The day of joining.
    pub joined_on: Day,
    /// Whether the mail address is confirmed.
    pub confirmed: bool,
    /// Points free to spend.
    pub available: i64,
    /// Points that wait.
    pub pending: i64,
    /// The first day on which some of these can be spent.
    pub pending_until: Option<Day>,
    /// Coming expiries, soonest first.
    pub expiries: Vec<Expiring>,
    /// Where the member stands.
    pub tier: Option<Progress>,
    /// The level held, when it is lost within [`AT_RISK_DAYS`].
    pub at_risk: Option<AtRisk>,
    /// The last day of points without one of their own, once the member was told of it.
    pub inactive_on: Option<Day>,
    /// Stamp cards.
    pub stamp_cards: Vec<StampCardView>,
    /// Orders.
    pub orders: i64,
    /// Spent in all.
    pub lifetime_spend: Minor,
    /// The day of the last order.
    pub last_order_on: Option<Day>,
    /// The version of the programme that holds for the member.
    pub programme: Option<Arc<Published>>,
}

/// Reads a member: three statements, each on a primary key, and one more each for tiers that do not
/// count spend and for stamp cards.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn load(
    store: &Store,
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Standing, ServiceError> {
    let head =
        fetch_optional!(db, HeadRow, MEMBER, shop.id.0, member.0)?.ok_or(ServiceError::NotFound)?;
    let programme = match head.version()? {
        Some(version) => Some(programme::of_version(store, db, shop.id, version).await?),
        None => None,
    };
    let lots = fetch_all!(db, LotSum, LOTS, shop.id.0, member.0)?;
    let rules = programme.as_ref().map(|published| &published.programme);
    let (tier, at_risk) = match rules.and_then(|rules| rules.tiers.as_ref()) {
        Some(scheme) => tier(db, shop, &head, scheme).await?,
        None => (None, None),
    };
    let stamp_cards = match rules.filter(|rules| stamps::any(rules)) {
        Some(rules) => {
            let rows = fetch_all!(db, (String, i64), STAMPS, shop.id.0, member.0)?;
            stamps::cards(rules, &rows.into_iter().collect())
        }
        None => Vec::new(),
    };
    let standing = Standing::of(head, &lots, shop.today, tier, programme);
    Ok(Standing {
        stamp_cards,
        at_risk,
        ..standing
    })
}

/// Where the member stands by what the scheme counts, and whether the level is lost soon.
async fn tier(
    db: &mut Reader,
    shop: &Shop,
    head: &HeadRow,
    scheme: &TierScheme,
) -> Result<(Option<Progress>, Option<AtRisk>), ServiceError> {
    let mut state = MemberState::new(MemberId(head.id));
    state.spend.lifetime = Minor(head.lifetime_spend);
    if let Some(from) = scheme.days_needed_from(shop.today) {
        let days = fetch_all!(
            db,
            (i32, i64, i64, i64, i64),
            DAYS,
            shop.id.0,
            head.id,
            from.0
        )?;
        for (day, spend, orders, points, referrals) in days {
            let activity = DayActivity {
                orders,
                points,
                referrals,
            };
            state.spend.by_day.insert(Day(day), Minor(spend));
            state.activity.by_day.insert(Day(day), activity);
        }
    }
    if scheme.basis != Basis::Spend {
        let sums = fetch_one!(db, (i64, i64, i64), LIFETIME, shop.id.0, head.id)?;
        let lifetime = &mut state.activity.lifetime;
        (lifetime.points, lifetime.visits, lifetime.referrals) = sums;
    }
    Ok((
        state.standing(scheme, shop.today),
        state.at_risk(scheme, shop.today, AT_RISK_DAYS),
    ))
}

impl HeadRow {
    /// The version that holds for the member: as the ledger chooses it.
    fn version(&self) -> Result<Option<i64>, ServiceError> {
        let Some((released, text)) = self.released.zip(self.audience.as_deref()) else {
            return Ok(self.version);
        };
        let audience: Audience = decode::json("releases", text)?;
        let candidate = Candidate {
            member: MemberId(self.id),
            is_staff: self.is_staff != 0,
            tier: self.tier.as_deref(),
        };
        Ok(match audience.includes(candidate) {
            true => Some(released),
            false => self.version,
        })
    }
}

impl Standing {
    fn of(
        head: HeadRow,
        lots: &[LotSum],
        today: Day,
        tier: Option<Progress>,
        programme: Option<Arc<Published>>,
    ) -> Self {
        let inactive = programme.as_ref().and_then(|published| {
            let last = head.last_order_on.max(head.last_taken_on).map(Day)?;
            let expiry = published.programme.expiry;
            expiry.last_day_of_inactivity(last, head.noticed_on.map(Day))
        });
        let points = Points::of((head.available, head.pending), lots, today, inactive);
        Self {
            member: MemberId(head.id),
            name: decode::display_name(&head.name, head.mail.as_deref(), head.reference.as_deref()),
            mail: head.mail,
            reference: head.reference,
            own_code: head.own_code,
            card_code: head.card_code,
            joined_on: Day(head.joined_on),
            confirmed: head.confirmed != 0,
            available: points.available,
            pending: points.pending,
            pending_until: points.pending_until,
            expiries: points.expiries,
            tier,
            at_risk: None,
            inactive_on: inactive,
            stamp_cards: Vec::new(),
            orders: head.orders,
            lifetime_spend: Minor(head.lifetime_spend),
            last_order_on: head.last_order_on.map(Day),
            programme,
        }
    }

    /// What the available points are worth at best.
    pub fn worth(&self) -> Option<Minor> {
        self.programme.as_ref()?.programme.worth(self.available)
    }

    /// On which terms points pay, where they do.
    pub fn pay_with_points(&self) -> Option<PayWithPoints> {
        self.programme.as_ref()?.programme.pay_with_points
    }

    /// Every reward, cheapest first, with the points missing.
    pub fn offers(&self) -> Vec<RewardOffer> {
        let rewards = self
            .programme
            .as_ref()
            .map_or(&[][..], |it| &it.programme.rewards);
        let mut rewards: Vec<&Reward> = rewards.iter().collect();
        rewards.sort_by_key(|reward| reward.points);
        let available = self.available;
        rewards
            .into_iter()
            .map(|reward| RewardOffer {
                reward: reward.clone(),
                missing: (reward.points - available).max(0),
            })
            .collect()
    }

    /// As a row of a list.
    pub fn row(&self) -> MemberRow {
        MemberRow {
            id: self.member,
            name: self.name.clone(),
            mail: self.mail.clone(),
            reference: self.reference.clone(),
            tier: self.tier.as_ref().map(|tier| tier.name.clone()),
            available: self.available,
            pending: self.pending,
            orders: self.orders,
            lifetime_spend: self.lifetime_spend,
            last_order_on: self.last_order_on,
            joined_on: self.joined_on,
        }
    }
}
