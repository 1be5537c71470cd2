//! A member as of today: points, tier, what expires and when. What several pages share.

mod points;

use std::{collections::BTreeMap, sync::Arc};

use regulars::{
    ids::MemberId,
    money::Minor,
    programme::Published,
    reward::Reward,
    tier::{Progress, Spend},
    time::Day,
    views::{Expiring, MemberRow, RewardOffer, Shop},
};
use uuid::Uuid;

use points::{LotSum, Points};

use super::{ServiceError, decode, programme};
use crate::{Store, db::Reader, fetch_all, fetch_optional, statements};

statements! {
    MEMBER = "SELECT m.id, m.name, m.mail, m.reference, m.own_code, m.card_code, m.joined_on,
            CASE WHEN m.confirmed_at IS NULL THEN 0 ELSE 1 END AS confirmed,
            a.available, a.pending, a.orders, a.lifetime_spend,
            (SELECT p.version FROM programmes p
                WHERE p.merchant_id = m.merchant_id AND p.status = 2) AS version,
            (SELECT o.occurred_on FROM orders o
                WHERE o.merchant_id = m.merchant_id AND o.member_id = m.id
                ORDER BY o.occurred_at DESC LIMIT 1) AS last_order_on
        FROM members m
        JOIN accounts a ON a.merchant_id = m.merchant_id AND a.member_id = m.id
        WHERE m.merchant_id = $1 AND m.id = $2 AND m.deleted_at IS NULL";
    LOTS = "SELECT state, available_on, expires_on, CAST(SUM(remaining) AS BIGINT) AS points
        FROM lots WHERE merchant_id = $1 AND member_id = $2 AND state IN (1, 2) AND remaining > 0
        GROUP BY state, available_on, expires_on";
    SPEND = "SELECT day, spend FROM member_days
        WHERE merchant_id = $1 AND member_id = $2 AND day >= $3";
}

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
    available: i64,
    pending: i64,
    orders: i64,
    lifetime_spend: i64,
    version: Option<i64>,
    last_order_on: Option<i32>,
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
    /// Orders.
    pub orders: i64,
    /// Spent in all.
    pub lifetime_spend: Minor,
    /// The day of the last order.
    pub last_order_on: Option<Day>,
    /// The programme in force.
    pub programme: Option<Arc<Published>>,
}

/// Reads a member: three statements, each on a primary key.
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
    let programme = match head.version {
        Some(version) => Some(programme::of_version(store, db, shop.id, version).await?),
        None => None,
    };
    let lots = fetch_all!(db, LotSum, LOTS, shop.id.0, member.0)?;
    let scheme = programme
        .as_ref()
        .and_then(|published| published.programme.tiers.as_ref());
    let mut spend = Spend {
        lifetime: Minor(head.lifetime_spend),
        by_day: BTreeMap::new(),
    };
    if let Some(from) = scheme.and_then(|scheme| scheme.days_needed_from(shop.today)) {
        let days = fetch_all!(db, (i32, i64), SPEND, shop.id.0, member.0, from.0)?;
        spend.by_day = days
            .into_iter()
            .map(|(day, amount)| (Day(day), Minor(amount)))
            .collect();
    }
    let tier = scheme.and_then(|scheme| scheme.progress(&spend, shop.today));
    Ok(Standing::of(head, &lots, shop.today, tier, programme))
}

impl Standing {
    fn of(
        head: HeadRow,
        lots: &[LotSum],
        today: Day,
        tier: Option<Progress>,
        programme: Option<Arc<Published>>,
    ) -> Self {
        let points = Points::of((head.available, head.pending), lots, today);
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
