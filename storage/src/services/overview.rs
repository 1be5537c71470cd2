//! The numbers of a period, from the rollups by day; and what is worth doing today.

use std::collections::HashMap;

use regulars::{
    ids::ImportId,
    money::Minor,
    programme::Programme,
    time::Day,
    views::{DayFigures, Figures, Overview, Shop, Todo},
};
use uuid::Uuid;

use super::{ServiceError, claims, import::dates::day_start, programme};
use crate::{Store, db::Reader, fetch_all, fetch_one, fetch_optional, statements};

statements! {
    DAYS = "SELECT day, CAST(SUM(orders) AS BIGINT), CAST(SUM(sales - refunds) AS BIGINT),
            CAST(SUM(new_members) AS BIGINT), CAST(SUM(points_issued) AS BIGINT),
            CAST(SUM(points_redeemed) AS BIGINT), CAST(SUM(points_expired) AS BIGINT)
        FROM merchant_days WHERE merchant_id = $1 AND day BETWEEN $2 AND $3
        GROUP BY day ORDER BY day";
    /// Bounded by the whole refunds of the shop.
    CLOSED = "SELECT o.occurred_on, COUNT(*)
        FROM refunds r
        JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id
        WHERE r.merchant_id = $1 AND r.closes AND o.occurred_on BETWEEN $2 AND $3
        GROUP BY o.occurred_on";
    /// Bounded by the orders of the period; their members' days say who has a sale that lasted.
    ACTIVE = "SELECT COUNT(*), CAST(COALESCE(SUM(a.before), 0) AS BIGINT)
        FROM (SELECT p.member_id,
                CASE WHEN EXISTS (SELECT 1 FROM orders e WHERE e.merchant_id = $1
                    AND e.member_id = p.member_id AND e.occurred_at < $2) THEN 1 ELSE 0 END AS before
            FROM (SELECT DISTINCT member_id FROM orders
                WHERE merchant_id = $1 AND occurred_at >= $2 AND occurred_at < $3) p
            WHERE EXISTS (SELECT 1 FROM member_days d WHERE d.merchant_id = $1
                AND d.member_id = p.member_id AND d.day BETWEEN $4 AND $5 AND d.orders > 0)) a";
    REFERRED_SALES = "SELECT CAST(COALESCE(SUM(d.spend), 0) AS BIGINT)
        FROM referrals r
        JOIN member_days d ON d.merchant_id = r.merchant_id AND d.member_id = r.friend_id
        WHERE r.merchant_id = $1 AND r.friend_id IS NOT NULL AND d.day BETWEEN $2 AND $3";
    HELD = "SELECT tier, COUNT(*), CAST(SUM(available + pending) AS BIGINT)
        FROM accounts WHERE merchant_id = $1 GROUP BY tier";
    FUNNEL = "SELECT stage, COUNT(*) FROM referrals
        WHERE merchant_id = $1 AND created_at >= $2 AND created_at < $3 GROUP BY stage";
    EXPIRING = "SELECT CAST(COALESCE(SUM(remaining), 0) AS BIGINT), COUNT(DISTINCT member_id)
        FROM lots WHERE merchant_id = $1 AND state = 2 AND remaining > 0
        AND expires_on IS NOT NULL AND expires_on BETWEEN $2 AND $3";
    REFERRALS_DUE = "SELECT COUNT(*),
            CAST(COALESCE(SUM(advocate_points + friend_points), 0) AS BIGINT)
        FROM referrals WHERE merchant_id = $1 AND stage IN (4, 5) AND due_on <= $2";
    DRAFT_WAITS = "SELECT 1 FROM programmes WHERE merchant_id = $1 AND status = 1";
    CODES_GUESSED = "SELECT COUNT(*) FROM audit
        WHERE merchant_id = $1 AND at >= $2 AND action = 'code.guessed'";
    IMPORT_STOPPED = "SELECT id FROM imports WHERE merchant_id = $1 AND state = 4
        ORDER BY created_at DESC LIMIT 1";
}

/// Most days in a period: longer ones are cut at the beginning.
const DAYS_MAX: i32 = 366 * 3;
/// Points that expire within so many days are worth a word to their owners.
const EXPIRING_DAYS: i32 = 30;
/// Days for which wrong codes are worth a word.
const GUESSES_DAYS: i32 = 3;
/// Referrals that are paid within so many days.
const DUE_DAYS: i32 = 7;

/// The overview of days `from` to `to`, both included.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn load(
    store: &Store,
    shop: &Shop,
    from: Day,
    to: Day,
) -> Result<Overview, ServiceError> {
    let to = to.clamp(Day::MIN, Day::MAX);
    let from = from.clamp(to.plus_days(1 - DAYS_MAX), to);
    let length = to.0 - from.0 + 1;
    let (before_from, before_to) = (from.plus_days(-length), from.plus_days(-1));
    let mut db = store.read().await?;
    let programme = programme::in_force(store, &mut db, shop.id).await?;
    let programme = programme.as_ref().map(|published| &published.programme);
    let (now, days) = figures(&mut db, shop, from, to).await?;
    let (before, _) = figures(&mut db, shop, before_from, before_to).await?;
    let (members, outstanding, tiers) = held(&mut db, shop, programme).await?;
    Ok(Overview {
        shop: shop.clone(),
        from,
        to,
        now,
        before,
        members,
        outstanding,
        outstanding_worth: programme.and_then(|it| it.worth(outstanding)),
        days,
        tiers,
        referrals: funnel(&mut db, shop, from, to).await?,
        todo: todo(&mut db, shop, programme, members).await?,
        is_set_up: programme.is_some(),
    })
}

/// The period's sums, and every day of it. Money given back counts on the day it was given back;
/// an order given back whole does not count on its own day.
async fn figures(
    db: &mut Reader,
    shop: &Shop,
    from: Day,
    to: Day,
) -> Result<(Figures, Vec<DayFigures>), ServiceError> {
    type Rollup = (i32, i64, i64, i64, i64, i64, i64);
    let rollups = fetch_all!(db, Rollup, DAYS, shop.id.0, from.0, to.0)?;
    let closed = fetch_all!(db, (i32, i64), CLOSED, shop.id.0, from.0, to.0)?;
    let closed: HashMap<i32, i64> = closed.into_iter().collect();
    let mut sum = Figures::default();
    let mut by_day = HashMap::new();
    for (day, orders, sales, joined, issued, redeemed, expired) in rollups {
        let orders = orders - closed.get(&day).copied().unwrap_or(0);
        sum.orders += orders;
        sum.sales = sum.sales.plus(Minor(sales));
        sum.new_members += joined;
        sum.issued += issued;
        sum.redeemed += redeemed;
        sum.expired += expired;
        let day = Day(day);
        by_day.insert(
            day,
            DayFigures {
                day,
                orders,
                sales: Minor(sales),
                issued,
                redeemed,
            },
        );
    }
    let days = (from.0..=to.0).map(Day).map(|day| {
        by_day.remove(&day).unwrap_or(DayFigures {
            day,
            ..DayFigures::default()
        })
    });
    let days = days.collect();
    let start = day_start(&shop.time_zone, from).0;
    let end = day_start(&shop.time_zone, to.plus_days(1)).0;
    let (active, returning) =
        fetch_one!(db, (i64, i64), ACTIVE, shop.id.0, start, end, from.0, to.0)?;
    let (referred,) = fetch_one!(db, (i64,), REFERRED_SALES, shop.id.0, from.0, to.0)?;
    sum.active_members = active;
    sum.returning_members = returning;
    sum.referred_sales = Minor(referred);
    Ok((sum, days))
}

/// Members, the points they hold, and members by tier in the order of the programme. A member
/// who never ordered stands in the first tier.
async fn held(
    db: &mut Reader,
    shop: &Shop,
    programme: Option<&Programme>,
) -> Result<(i64, i64, Vec<(String, i64)>), ServiceError> {
    let rows = fetch_all!(db, (Option<String>, i64, i64), HELD, shop.id.0)?;
    let members = rows.iter().map(|(_, members, _)| members).sum();
    let points = rows.iter().map(|(_, _, points)| points).sum();
    let levels = programme
        .and_then(|it| it.tiers.as_ref())
        .map_or(&[][..], |it| &it.levels);
    let mut tiers: Vec<(String, i64)> =
        levels.iter().map(|level| (level.name.clone(), 0)).collect();
    for (key, count, _) in rows {
        let place = levels
            .iter()
            .position(|level| Some(&level.key) == key.as_ref());
        if let Some((_, members)) = tiers.get_mut(place.unwrap_or(0)) {
            *members += count;
        }
    }
    Ok((members, points, tiers))
}

/// Referrals made in the period: invited, joined, with a first order, paid. Each step counts
/// those that went further.
async fn funnel(
    db: &mut Reader,
    shop: &Shop,
    from: Day,
    to: Day,
) -> Result<[i64; 4], ServiceError> {
    let start = day_start(&shop.time_zone, from).0;
    let end = day_start(&shop.time_zone, to.plus_days(1)).0;
    let rows = fetch_all!(db, (i16, i64), FUNNEL, shop.id.0, start, end)?;
    let mut steps = [0; 4];
    for (code, count) in rows {
        // A referral that was refused or taken back had a friend who joined.
        let done = super::decode::stage(code)?
            .steps_done()
            .max(if code > 1 { 2 } else { 1 });
        for step in steps.iter_mut().take(usize::from(done)) {
            *step += count;
        }
    }
    Ok(steps)
}

async fn todo(
    db: &mut Reader,
    shop: &Shop,
    programme: Option<&Programme>,
    members: i64,
) -> Result<Vec<Todo>, ServiceError> {
    let (merchant, today) = (shop.id.0, shop.today);
    let mut todo = Vec::new();
    if members == 0 {
        todo.push(Todo::NobodyYet);
    }
    if let Some((id,)) = fetch_optional!(db, (Uuid,), IMPORT_STOPPED, merchant)? {
        todo.push(Todo::ImportStopped {
            import: ImportId(id),
        });
    }
    let claims = claims::count(db, shop).await?;
    if claims > 0 {
        todo.push(Todo::ClaimsWait { claims });
    }
    let since = day_start(&shop.time_zone, today.plus_days(-GUESSES_DAYS)).0;
    let (times,) = fetch_one!(db, (i64,), CODES_GUESSED, merchant, since)?;
    if times > 0 {
        todo.push(Todo::CodesGuessed { times });
    }
    if fetch_optional!(db, (i32,), DRAFT_WAITS, merchant)?.is_some() {
        todo.push(Todo::DraftWaits);
    }
    let until = today.plus_days(EXPIRING_DAYS).0;
    let (points, owners) = fetch_one!(db, (i64, i64), EXPIRING, merchant, today.0, until)?;
    if points > 0 {
        let worth = programme.and_then(|it| it.worth(points));
        todo.push(Todo::ExpiringPoints {
            points,
            worth,
            members: owners,
        });
    }
    let until = today.plus_days(DUE_DAYS).0;
    let (referrals, points) = fetch_one!(db, (i64, i64), REFERRALS_DUE, merchant, until)?;
    if referrals > 0 {
        todo.push(Todo::ReferralsDue { referrals, points });
    }
    Ok(todo)
}
