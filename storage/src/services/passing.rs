//! Points that members pass on to one another.

use regulars::{
    command::{Actor, Command, PassOn, UndoPass},
    ids::{MemberId, PassId},
    mail_address::MailAddress,
    plan::Receipt,
    rejection::Rejection,
    time::Day,
    views::{PassPage, PassRow, Shop},
};
use uuid::Uuid;

use super::{AtWork, ServiceError, ask::Ask, audit, decode, join, standing};
use crate::{
    Store, db::Reader, env::Environment, fetch_all, fetch_one, fetch_optional, statements,
};

statements! {
    BY_MAIL = "SELECT id FROM members
        WHERE merchant_id = $1 AND mail = $2 AND deleted_at IS NULL";
    BY_CARD = "SELECT id FROM members
        WHERE merchant_id = $1 AND card_code = $2 AND deleted_at IS NULL";
    TODAY = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) FROM passes
        WHERE merchant_id = $1 AND from_member = $2 AND passed_on = $3 AND undone IS NULL";
    GIVEN = "SELECT p.id, p.points, p.passed_on, p.undone, m.id AS other, m.name, m.mail,
            m.reference, p.created_at
        FROM passes p
        JOIN members m ON m.merchant_id = p.merchant_id AND m.id = p.to_member
        WHERE p.merchant_id = $1 AND p.from_member = $2
        ORDER BY p.created_at DESC, p.id DESC LIMIT $3";
    SIDES = "SELECT p.from_member, f.name FROM passes p
        JOIN members f ON f.merchant_id = p.merchant_id AND f.id = p.from_member
        WHERE p.merchant_id = $1 AND p.id = $2";
}

/// Passes shown on a member's page.
const SHOWN_MAX: i64 = 20;

#[derive(Debug, sqlx::FromRow)]
struct PassedRow {
    id: Uuid,
    points: i64,
    passed_on: i32,
    undone: Option<i64>,
    other: Uuid,
    name: String,
    mail: Option<String>,
    reference: Option<String>,
}

/// The page from which a member passes points on.
///
/// # Errors
/// [`ServiceError::NotFound`], also where the programme has no terms for it.
pub async fn page(store: &Store, shop: &Shop, member: MemberId) -> Result<PassPage, ServiceError> {
    let mut db = store.read().await?;
    let standing = standing::load(store, &mut db, shop, member).await?;
    let published = standing.programme.as_ref();
    let terms = published.and_then(|it| it.programme.passing);
    let terms = terms.ok_or(ServiceError::NotFound)?;
    let today = shop.today.0;
    let (passed,) = fetch_one!(db, (i64,), TODAY, shop.id.0, member.0, today)?;
    Ok(PassPage {
        shop: shop.clone(),
        terms,
        available: standing.available,
        left_today: (terms.most_a_day - passed).max(0),
    })
}

/// Passes points on to the member of a mail address or a card's code ([`Receipt::PassedOn`]).
///
/// # Errors
/// [`ServiceError::Fields`] on `whom` when nobody has it; [`ServiceError::Rejected`] by the terms,
/// or for want of points.
pub async fn pass_on(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    (whom, points): (&str, i64),
    key: &str,
) -> Result<Receipt, ServiceError> {
    let mut db = store.read().await?;
    let to = find(&mut db, shop, whom).await?.ok_or_else(|| {
        let words = "Nobody here has this mail address or code. Check it with them.";
        ServiceError::field("whom", words)
    })?;
    drop(db);
    let ask = Ask::new(env, shop, Actor::Member(member), "pass-on", key);
    let command = Command::PassOn(PassOn {
        id: PassId(env.new_id()),
        from: member,
        to,
        points,
    });
    let content = (member, to, points);
    Ok(ask.submit(store, &content, command).await?.receipt)
}

async fn find(db: &mut Reader, shop: &Shop, whom: &str) -> Result<Option<MemberId>, ServiceError> {
    let found = match whom.parse::<MailAddress>() {
        Ok(mail) => fetch_optional!(db, (Uuid,), BY_MAIL, shop.id.0, mail.as_str())?,
        Err(_) => {
            let code = join::plain_code(whom);
            fetch_optional!(db, (Uuid,), BY_CARD, shop.id.0, code.as_str())?
        }
    };
    Ok(found.map(|(id,)| MemberId(id)))
}

/// What a member passed on, newest first.
pub(super) async fn of_member(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<PassRow>, ServiceError> {
    let rows = fetch_all!(db, PassedRow, GIVEN, shop.id.0, member.0, SHOWN_MAX)?;
    let view = |row: PassedRow| PassRow {
        id: PassId(row.id),
        to: MemberId(row.other),
        to_name: decode::display_name(&row.name, row.mail.as_deref(), row.reference.as_deref()),
        points: row.points,
        on: Day(row.passed_on),
        undone: row.undone,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Brings back what is left of points that were passed on ([`Receipt::PassedOn`]), and notes who
/// did.
///
/// # Errors
/// [`ServiceError::Rejected`] when nothing is left or it was undone before.
pub async fn undo(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    pass: PassId,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let mut db = store.read().await?;
    let sides = fetch_optional!(db, (Uuid, String), SIDES, shop.id.0, pass.0)?;
    drop(db);
    let (from, name) = sides.ok_or(Rejection::NothingToUndo)?;
    let key = format!("{key}:{pass}");
    let ask = Ask {
        location: by.location,
        ..Ask::new(env, shop, by.actor(), "undo-pass", &key)
    };
    let command = Command::UndoPass(UndoPass { pass });
    let answer = ask.submit(store, &pass, command).await?;
    if let Receipt::PassedOn { points, .. } = &answer.receipt
        && !answer.replayed
    {
        let entry = audit::Entry {
            actor: by.actor(),
            action: "pass.undo",
            subject: from.to_string(),
            detail: format!("{points} points back to {name}"),
        };
        audit::record(store, env, shop, &entry).await?;
    }
    Ok(answer.receipt)
}
