//! Claims that wait for somebody to look at them.

use regulars::{
    command::{Command, JudgeClaim},
    ids::{ClaimId, MemberId},
    plan::Receipt,
    time::Day,
    views::{ClaimRow, Shop},
};
use uuid::Uuid;

use super::{AtWork, ServiceError, ask::Ask, audit, decode, programme};
use crate::{
    Store, db::Reader, env::Environment, fetch_all, fetch_one, fetch_optional, statements,
};

statements! {
    WAITING = "SELECT c.id, c.member_id, m.name, m.mail, m.reference, c.rule, c.points,
            c.claimed_on, c.proof
        FROM claims c
        JOIN members m ON m.merchant_id = c.merchant_id AND m.id = c.member_id
        WHERE c.merchant_id = $1 AND c.state = 1
        ORDER BY c.created_at, c.id LIMIT $2";
    COUNT = "SELECT COUNT(*) FROM claims WHERE merchant_id = $1 AND state = 1";
    CLAIM = "SELECT c.rule, c.points, m.id, m.name, m.mail, m.reference
        FROM claims c
        JOIN members m ON m.merchant_id = c.merchant_id AND m.id = c.member_id
        WHERE c.merchant_id = $1 AND c.id = $2";
}

/// Most claims shown; the others follow when these are judged.
const SHOWN_MAX: i64 = 25;

#[derive(Debug, sqlx::FromRow)]
struct WaitingRow {
    id: Uuid,
    member_id: Uuid,
    name: String,
    mail: Option<String>,
    reference: Option<String>,
    rule: String,
    points: i64,
    claimed_on: i32,
    proof: Option<String>,
}

/// The claims that wait, the oldest first, and how many there are in all.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn waiting(store: &Store, shop: &Shop) -> Result<(Vec<ClaimRow>, i64), ServiceError> {
    let mut db = store.read().await?;
    let programme = programme::in_force(store, &mut db, shop.id).await?;
    let acts = programme
        .as_ref()
        .map_or(&[][..], |it| &it.programme.acts[..]);
    let rows = fetch_all!(db, WaitingRow, WAITING, shop.id.0, SHOWN_MAX)?;
    let all = count(&mut db, shop).await?;
    let view = |row: WaitingRow| ClaimRow {
        id: ClaimId(row.id),
        member: MemberId(row.member_id),
        member_name: decode::display_name(&row.name, row.mail.as_deref(), row.reference.as_deref()),
        act: acts
            .iter()
            .find(|act| act.key == row.rule)
            .map_or(row.rule, |act| act.name.clone()),
        points: row.points,
        on: Day(row.claimed_on),
        proof: row.proof,
    };
    Ok((rows.into_iter().map(view).collect(), all))
}

/// How many claims wait.
pub(super) async fn count(db: &mut Reader, shop: &Shop) -> Result<i64, ServiceError> {
    Ok(fetch_one!(db, (i64,), COUNT, shop.id.0)?.0)
}

/// Pays a claim or refuses it ([`Receipt::Claimed`]), and notes who did.
///
/// # Errors
/// [`ServiceError::Rejected`] for one that was judged before or never was.
pub async fn judge(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    (claim, approve): (ClaimId, bool),
    key: &str,
) -> Result<Receipt, ServiceError> {
    type About = (String, i64, Uuid, String, Option<String>, Option<String>);
    let mut db = store.read().await?;
    let about = fetch_optional!(db, About, CLAIM, shop.id.0, claim.0)?;
    drop(db);
    let key = format!("{key}:{claim}:{approve}");
    let ask = Ask {
        location: by.location,
        ..Ask::new(env, shop, by.actor(), "judge-claim", &key)
    };
    let command = Command::JudgeClaim(JudgeClaim { claim, approve });
    let answer = ask.submit(store, &(claim, approve), command).await?;
    if let Some((rule, points, member, name, mail, reference)) = about
        && !answer.replayed
    {
        let name = decode::display_name(&name, mail.as_deref(), reference.as_deref());
        let entry = audit::Entry {
            actor: by.actor(),
            action: if approve { "claim.pay" } else { "claim.refuse" },
            subject: member.to_string(),
            detail: format!("{rule}, {points} points, {name}"),
        };
        audit::record(store, env, shop, &entry).await?;
    }
    Ok(answer.receipt)
}
