//! Points that expire because their owner stayed away: the notice, and the expiry.
//!
//! The notice is a mail, 30 to 60 days before as the programme says. It is put into the queue in
//! the transaction that notes it, so each is sent once. Who has no mail address gets no notice, and
//! so loses nothing.

use regulars::{
    ids::MemberId,
    programme::{Expiry, words::points},
    time::Day,
    views::Shop,
};
use uuid::Uuid;

use super::{
    ServiceError,
    ask::now,
    jobs,
    mails::{self, Letter},
    programme,
};
use crate::{Store, env::Environment, execute, fetch_all, statements};

statements! {
    // The index leads to a member's newest order without reading the others.
    UNTOLD = "SELECT q.id, q.mail, q.points, q.ordered_on, q.taken_on
        FROM (SELECT m.id, m.mail, m.noticed_on,
                (SELECT o.occurred_on FROM orders o
                    WHERE o.merchant_id = m.merchant_id AND o.member_id = m.id
                    ORDER BY o.occurred_at DESC LIMIT 1) AS ordered_on,
                (SELECT MAX(v.taken_on) FROM vouchers v WHERE v.merchant_id = m.merchant_id
                    AND v.member_id = m.id AND v.made_by IS NULL) AS taken_on,
                (SELECT CAST(SUM(l.remaining) AS BIGINT) FROM lots l
                    WHERE l.merchant_id = m.merchant_id AND l.member_id = m.id
                    AND l.state = 2 AND l.expires_on IS NULL) AS points
            FROM accounts a
            JOIN members m ON m.merchant_id = a.merchant_id AND m.id = a.member_id
            WHERE a.merchant_id = $1 AND a.member_id > $2 AND a.available > 0
            AND m.mail IS NOT NULL AND m.deleted_at IS NULL) q
        WHERE q.points > 0 AND (q.ordered_on IS NOT NULL OR q.taken_on IS NOT NULL)
        AND (q.ordered_on IS NULL OR q.ordered_on <= $3)
        AND (q.taken_on IS NULL OR q.taken_on <= $3)
        AND (q.noticed_on IS NULL OR q.noticed_on <= q.ordered_on OR q.noticed_on <= q.taken_on)
        ORDER BY q.id LIMIT $4";
    TOLD = "UPDATE members SET noticed_on = $3
        WHERE merchant_id = $1 AND id = $2 AND mail IS NOT NULL
        AND (noticed_on IS NULL OR noticed_on <= $4)";
    NOTICED = "SELECT m.id, a.last_seq, m.noticed_on,
            (SELECT o.occurred_on FROM orders o
                WHERE o.merchant_id = m.merchant_id AND o.member_id = m.id
                ORDER BY o.occurred_at DESC LIMIT 1) AS ordered_on,
            (SELECT MAX(v.taken_on) FROM vouchers v WHERE v.merchant_id = m.merchant_id
                AND v.member_id = m.id AND v.made_by IS NULL) AS taken_on
        FROM members m
        JOIN accounts a ON a.merchant_id = m.merchant_id AND a.member_id = m.id
        WHERE m.merchant_id = $1 AND m.noticed_on IS NOT NULL AND m.noticed_on < $2
        AND m.id > $3 AND a.available > 0
        ORDER BY m.id LIMIT $4";
}

/// Members read at a time.
const AT_ONCE: i64 = 500;

#[derive(Debug, sqlx::FromRow)]
struct UntoldRow {
    id: Uuid,
    mail: String,
    points: i64,
    ordered_on: Option<i32>,
    taken_on: Option<i32>,
}

#[derive(Debug, sqlx::FromRow)]
struct NoticedRow {
    id: Uuid,
    last_seq: i64,
    noticed_on: i32,
    ordered_on: Option<i32>,
    taken_on: Option<i32>,
}

/// Tells everybody for whom it is time that their points expire; answers how many. `url` makes an
/// address that can be mailed from a path.
///
/// # Errors
/// [`ServiceError::Storage`]; who was told before stays told.
pub async fn notify(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    url: &(dyn Fn(&str) -> String + Sync),
) -> Result<u64, ServiceError> {
    let Some((expiry, until)) = due(store, shop).await? else {
        return Ok(0);
    };
    let (mut after, mut told) = (Uuid::nil(), 0);
    loop {
        let mut db = store.read().await?;
        let rows = fetch_all!(db, UntoldRow, UNTOLD, shop.id.0, after, until.0, AT_ONCE)?;
        drop(db);
        let Some(last) = rows.last() else {
            return Ok(told);
        };
        after = last.id;
        for row in rows {
            told += tell(store, env, shop, (expiry, &row), url).await?;
        }
    }
}

/// How points expire, where they do by inactivity, and the last day of activity for which it is
/// time to say so.
async fn due(store: &Store, shop: &Shop) -> Result<Option<(Expiry, Day)>, ServiceError> {
    let published = programme::published(store, shop.id).await?;
    let expiry = published.map(|it| it.programme.expiry);
    Ok(expiry.and_then(|expiry| Some((expiry, expiry.notice_due_for(shop.today)?))))
}

async fn tell(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    (expiry, row): (Expiry, &UntoldRow),
    url: &(dyn Fn(&str) -> String + Sync),
) -> Result<u64, ServiceError> {
    let Some(active) = row.ordered_on.max(row.taken_on) else {
        return Ok(0);
    };
    let last_day = expiry.last_day_of_inactivity(Day(active), Some(shop.today));
    let Some(last_day) = last_day else {
        return Ok(0);
    };
    let letter = notice(shop, row, (Day(active), last_day), url);
    let mut tx = store.write().await?;
    let noted = execute!(tx, TOLD, shop.id.0, row.id, shop.today.0, active)?;
    if noted == 1 {
        mails::add(&mut tx, env, shop.id, &letter).await?;
    }
    tx.commit().await?;
    Ok(noted)
}

fn notice(
    shop: &Shop,
    row: &UntoldRow,
    (active, last_day): (Day, Day),
    url: &(dyn Fn(&str) -> String + Sync),
) -> Letter {
    let (points, day) = (points(row.points), last_day.words(shop.today));
    let verb = if row.points == 1 { "expires" } else { "expire" };
    Letter {
        to: row.mail.clone(),
        subject: format!("{points} {verb} on {day}"),
        paragraphs: vec![
            format!("You have {points} at {}.", shop.name),
            format!(
                "The last time you were here was on {}. Without a purchase or a reward until {day}, \
                 they expire that day.",
                active.words(shop.today)
            ),
        ],
        code: None,
        action: Some((
            "See what they buy".to_owned(),
            url(&format!("/{}/rewards", shop.slug)),
        )),
        footnote: format!(
            "You get this mail because you hold a card of {}, which tells you before points expire.",
            shop.name
        ),
        shop: shop.name.clone(),
    }
}

/// Expires the points of those who were told and stayed away; answers of how many members.
///
/// # Errors
/// The first [`ServiceError`]; what was settled before stays so.
pub async fn expire(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
) -> Result<u64, ServiceError> {
    let Some((expiry, _)) = due(store, shop).await? else {
        return Ok(0);
    };
    let now = now(env, shop);
    let before = now.today.plus_days(-i32::from(Expiry::NOTICE_DAYS_MIN));
    let (mut after, mut expired) = (Uuid::nil(), 0);
    loop {
        let mut db = store.read().await?;
        let rows = fetch_all!(db, NoticedRow, NOTICED, shop.id.0, before.0, after, AT_ONCE)?;
        drop(db);
        let Some(last) = rows.last() else {
            return Ok(expired);
        };
        after = last.id;
        let over = rows.into_iter().filter(|row| {
            let active = row.ordered_on.max(row.taken_on).map(Day);
            let noticed = Some(Day(row.noticed_on));
            let last_day = active.and_then(|day| expiry.last_day_of_inactivity(day, noticed));
            last_day.is_some_and(|day| day < now.today)
        });
        for row in over {
            expired += jobs::settle(store, shop, now, MemberId(row.id), row.last_seq).await?;
        }
    }
}
