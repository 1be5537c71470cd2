//! A sale that a till kept while it had no connection: when it happened, whose it is, and who
//! rang it up.
//!
//! Nobody looks on when it is rung up at last, so nothing is guessed: a code, a whole name or a
//! whole mail address of one member is taken, anything less is asked about.

use regulars::{
    ids::{MemberId, OrderId, StaffId},
    order::Order,
    time::Micros,
    views::{MemberRow, Shop},
};

use super::find::{by_code, by_words};
use crate::{
    Store,
    env::{Environment, LocalTime, local_time},
    execute, fetch_optional,
    rows::actor_code,
    services::{AtWork, ServiceError},
    statements,
};

statements! {
    NAME_OF_STAFF = "SELECT name FROM staff WHERE merchant_id = $1 AND id = $2";
    // Under the order's id: sent twice, it is noted once.
    NOTE = "INSERT INTO audit
        (merchant_id, id, at, actor_kind, actor_id, action, subject, detail)
        VALUES ($1, $2, $3, $4, $5, 'till.kept', $6, $7)
        ON CONFLICT (merchant_id, id) DO NOTHING";
}

/// Days after which a kept sale is no longer rung up by itself.
pub const DAYS_MAX: i64 = 14;
/// How far ahead a device's clock may be, in seconds.
const AHEAD_MAX: i64 = 300;

/// When the sale happened: what the device says, but not after now.
///
/// # Errors
/// [`ServiceError::Fields`] on `at` for a time that is still to come, or longer ago than
/// [`DAYS_MAX`].
pub fn occurred_at(env: &dyn Environment, shop: &Shop, at: Micros) -> Result<Micros, ServiceError> {
    let now = env.now();
    let wrong = if at > now.plus_seconds(AHEAD_MAX) {
        "which is still to come. Correct the time here, and the clock of the device.".to_owned()
    } else if at < now.plus_seconds(-DAYS_MAX * 86_400) {
        format!(
            "and sales are kept for {DAYS_MAX} days. Give the points by hand on the member's page, then remove the sale here."
        )
    } else {
        return Ok(at.min(now));
    };
    let words = format!("This sale is of {}, {wrong}", time_words(shop, at));
    Err(ServiceError::field("at", words))
}

/// `21 November at 14:05`, on the shop's clock.
fn time_words(shop: &Shop, at: Micros) -> String {
    let LocalTime { day, hour, minute } = local_time(&shop.time_zone, at);
    format!("{} at {hour:02}:{minute:02}", day.words(shop.today))
}

/// The one member that was meant: by id, or by what was typed or scanned.
///
/// # Errors
/// [`ServiceError::Fields`] on `who` for nobody, for several, and for one who may be meant but
/// was not named in full.
pub async fn whose(store: &Store, shop: &Shop, who: &str) -> Result<MemberId, ServiceError> {
    let who = who.trim();
    if let Ok(chosen) = who.parse() {
        // Whether there is such a member in this shop is asked when it is rung up.
        return Ok(chosen);
    }
    let length = who.chars().count();
    if length == 0 || length > Order::TEXT_MAX {
        return Err(ServiceError::field("who", "Say whose sale it is."));
    }
    let mut db = store.read().await?;
    let coded = by_code(&mut db, shop, who).await?;
    let is_coded = !coded.is_empty();
    let rows = if is_coded {
        coded
    } else {
        by_words(&mut db, shop, who).await?
    };
    drop(db);
    let members: Vec<MemberRow> = rows.into_iter().map(|row| row.view(None)).collect();
    let named: Vec<&MemberRow> = members
        .iter()
        .filter(|member| is_coded || is_named(member, who))
        .collect();
    match (named.as_slice(), members.as_slice()) {
        ([one], _) => Ok(one.id),
        (_, members) => Err(ServiceError::field("who", doubt(who, members))),
    }
}

fn is_named(member: &MemberRow, who: &str) -> bool {
    let same = |text: &str| text.to_lowercase() == who.to_lowercase();
    same(&member.name) || member.mail.as_deref().is_some_and(same)
}

fn doubt(who: &str, members: &[MemberRow]) -> String {
    match members {
        [] => format!("Nobody is found for {who}. Check the spelling, or type another code."),
        [one] => format!(
            "{who} may be {}. Choose the member if that is right.",
            one.name
        ),
        several => format!(
            "{} members may be meant by {who}. Choose the right one.",
            several.len()
        ),
    }
}

/// Notes who rang the order up on the device, if it was somebody else of the shop than `by`, who
/// sent it and in whose name it is in the books. Once, however often it is called.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn note_who(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    rung_up_by: StaffId,
    order: OrderId,
    at: Micros,
) -> Result<(), ServiceError> {
    if rung_up_by == by.staff {
        return Ok(());
    }
    let mut tx = store.write().await?;
    let name = fetch_optional!(tx, (String,), NAME_OF_STAFF, shop.id.0, rung_up_by.0)?;
    let Some((name,)) = name else {
        return Ok(tx.rollback().await?);
    };
    let (kind, id) = actor_code(by.actor());
    let detail = format!(
        "Rung up by {name} on {} without a connection",
        time_words(shop, at)
    );
    execute!(
        tx,
        NOTE,
        shop.id.0,
        order.0,
        env.now().0,
        kind,
        id,
        order.to_string(),
        detail.as_str()
    )?;
    Ok(tx.commit().await?)
}
