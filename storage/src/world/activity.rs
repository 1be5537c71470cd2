//! The steps that load what members did of late, and how often what is limited was had: each only
//! where the published rules look at it.

use regulars::{
    act::Claim,
    ids::MemberId,
    limit::{Used, UsedByMember},
    money::Minor,
    order_code::initials,
    plan::Offer,
    state::{Activity, DayActivity, Lifetime},
    time::{Day, Now},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    loader::Loader,
    lookups::{
        ACTS, CLAIM_SIDES, CLAIMS, DAYS, LAST, LIFETIMES, MEMBER_USES, NAMES, OFFERS, ORDER_CODES,
        STAMPS, WELCOMES,
    },
};
use crate::{
    error::StoreError,
    rows::{ClaimRow, offer_of_name},
};

#[derive(Debug, FromRow)]
struct DayRow {
    member_id: Uuid,
    day: i32,
    spend: i64,
    orders: i64,
    points: i64,
    referrals: i64,
}

#[derive(Debug, FromRow)]
struct LifetimeRow {
    member_id: Uuid,
    points: i64,
    visits: i64,
    referrals: i64,
}

#[derive(Debug, FromRow)]
struct LastRow {
    member_id: Uuid,
    noticed_on: Option<i32>,
    ordered_on: Option<i32>,
    taken_on: Option<i32>,
}

#[derive(Debug, FromRow)]
struct UseRow {
    member_id: Uuid,
    offer: String,
    month: i32,
    times: i64,
    held_until: i64,
}

impl Loader<'_> {
    /// The members whose claims are judged.
    pub async fn name_claimers(&mut self) -> Result<(), StoreError> {
        let claims = self.named.claims.clone();
        let members: Vec<(Uuid,)> = self.fetch(&CLAIM_SIDES, &claims).await?;
        self.named.members.extend(members.iter().map(|(id,)| *id));
        Ok(())
    }

    /// The initials of the members whose orders may make vouchers with an order code.
    pub async fn initials(&mut self) -> Result<(), StoreError> {
        if self.needs.order_codes {
            let takers: Vec<Uuid> = self.named.coupon_takers.iter().copied().collect();
            let mut names: Vec<(Uuid, String)> = self.fetch(&NAMES, &takers).await?;
            let joining = self.named.joining.iter();
            let joining = joining.filter(|(id, _)| self.named.coupon_takers.contains(id));
            names.extend(joining.cloned());
            self.initials = names
                .into_iter()
                .filter_map(|(id, name)| Some((MemberId(id), initials(&name)?)))
                .collect();
        }
        Ok(())
    }

    /// What members did of late; the heads are there.
    pub async fn activity(&mut self, now: Now) -> Result<(), StoreError> {
        let members: Vec<Uuid> = self.named.members.iter().copied().collect();
        for (member, letters) in std::mem::take(&mut self.initials) {
            if let Some(member) = self.world.members.get_mut(&member) {
                member.initials = Some(letters);
            }
        }
        self.days(&members).await?;
        if self.needs.lifetime {
            let rows: Vec<LifetimeRow> = self.fetch(&LIFETIMES, &members).await?;
            for row in rows {
                if let Some(activity) = self.activity_of(row.member_id) {
                    activity.lifetime = Lifetime {
                        points: row.points,
                        visits: row.visits,
                        referrals: row.referrals,
                        ..Lifetime::default()
                    };
                }
            }
        }
        if self.needs.welcomes {
            let rows: Vec<(Uuid, String)> = self.fetch(&WELCOMES, &members).await?;
            for (member, tier) in rows {
                if let Some(activity) = self.activity_of(member) {
                    activity.lifetime.welcomed.insert(tier);
                }
            }
        }
        if self.needs.stamps {
            let rows: Vec<(Uuid, String, i64)> = self.fetch(&STAMPS, &members).await?;
            for (member, card, stamps) in rows {
                if let Some(activity) = self.activity_of(member) {
                    activity.stamps.insert(card, stamps);
                }
            }
        }
        if self.needs.inactivity {
            self.last().await?;
        }
        if self.needs.member_uses {
            self.member_uses(&members, now).await?;
        }
        Ok(())
    }

    fn activity_of(&mut self, member: Uuid) -> Option<&mut Activity> {
        let member = self.world.members.get_mut(&MemberId(member));
        member.map(|member| &mut member.activity)
    }

    async fn days(&mut self, members: &[Uuid]) -> Result<(), StoreError> {
        let Some(from) = self.needs.days_from else {
            return Ok(());
        };
        let singles = [self.merchant, i64::from(from.0)];
        let days: Vec<DayRow> = self
            .texts
            .fetch(&mut self.db, &DAYS, &singles, members)
            .await?;
        for row in days {
            if let Some(member) = self.world.members.get_mut(&MemberId(row.member_id)) {
                let day = Day(row.day);
                member.spend.by_day.insert(day, Minor(row.spend));
                let activity = DayActivity {
                    orders: row.orders,
                    points: row.points,
                    referrals: row.referrals,
                };
                member.activity.by_day.insert(day, activity);
            }
        }
        Ok(())
    }

    /// Only what takes points settles what expires by inactivity.
    async fn last(&mut self) -> Result<(), StoreError> {
        let takers: Vec<Uuid> = self.named.takers.iter().copied().collect();
        let rows: Vec<LastRow> = self.fetch(&LAST, &takers).await?;
        for row in rows {
            if let Some(activity) = self.activity_of(row.member_id) {
                activity.last = row.ordered_on.max(row.taken_on).map(Day);
                activity.noticed = row.noticed_on.map(Day);
            }
        }
        Ok(())
    }

    async fn member_uses(&mut self, members: &[Uuid], now: Now) -> Result<(), StoreError> {
        let rows: Vec<UseRow> = self.fetch(&MEMBER_USES, members).await?;
        let month = now.today.month_start();
        for row in rows {
            if row.held_until >= now.at.0 {
                self.kept.insert(row.offer.clone());
            }
            let Some(activity) = self.activity_of(row.member_id) else {
                continue;
            };
            let used: &mut UsedByMember = match offer_of_name(&row.offer)? {
                Offer::Promotion(key) => activity.promotions.entry(key).or_default(),
                Offer::Reward(key) => activity.rewards.entry(key).or_default(),
            };
            used.times += row.times;
            if Day(row.month) == month {
                used.this_month += row.times;
            }
        }
        Ok(())
    }

    /// How often what is limited for everybody was had, and the last order codes.
    pub async fn counters(&mut self, now: Now) -> Result<(), StoreError> {
        let offers = std::mem::take(&mut self.needs.offers);
        let rows: Vec<(String, i64, i64, i64)> = self.fetch(&OFFERS, &offers).await?;
        for (offer, times, amount, held_until) in rows {
            if held_until >= now.at.0 {
                self.kept.insert(offer.clone());
            }
            let amount = Minor(amount);
            let used = Used { times, amount };
            match offer_of_name(&offer)? {
                Offer::Promotion(key) => self.world.promotions_used.insert(key, used),
                Offer::Reward(key) => self.world.rewards_used.insert(key, used),
            };
        }
        let initials = self.all_initials();
        let rows: Vec<(String, i64)> = self.fetch(&ORDER_CODES, &initials).await?;
        self.world.order_codes.extend(rows);
        Ok(())
    }

    /// The initials for which there may be a new order code, each once, sorted.
    pub fn all_initials(&self) -> Vec<String> {
        let mut all: Vec<String> = self.initials.values().cloned().collect();
        all.sort();
        all.dedup();
        all
    }

    /// Claims to be judged, and the last ones of those who claim.
    pub async fn claims(&mut self) -> Result<(), StoreError> {
        let claims = self.named.claims.clone();
        let rows: Vec<ClaimRow> = self.fetch(&CLAIMS, &claims).await?;
        for row in rows {
            let claim: Claim = row.try_into()?;
            self.world.claims.insert(claim.id, claim);
        }
        let claimers: Vec<Uuid> = self.named.claimers.iter().copied().collect();
        let rows: Vec<(Uuid, String, i32)> = self.fetch(&ACTS, &claimers).await?;
        for (member, rule, day) in rows {
            if let Some(activity) = self.activity_of(member) {
                activity.acts.insert(rule, Day(day));
            }
        }
        Ok(())
    }
}
