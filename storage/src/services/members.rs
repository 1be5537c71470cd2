//! Members as the merchant sees them.

use regulars::{
    command::{Adjust, Command},
    ids::MemberId,
    money::Minor,
    plan::Receipt,
    programme::Published,
    time::Day,
    views::{MemberDetail, MemberRow, MemberSort, Page, Shop},
};
use uuid::Uuid;

use super::{
    AtWork, ServiceError,
    ask::Ask,
    decode, history, orders,
    page::{self, PAGE_FETCH, Place},
    passing, programme, purses, refer, standing, voucher,
};
use crate::{Store, db::Reader, env::Environment, fetch_all, fetch_optional, statements};

/// The columns of a [`ListRow`], from members `m` and accounts `a`.
macro_rules! list_of_members {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.name, m.mail, m.reference, m.joined_on, m.joined_at, a.tier,
                a.available, a.pending, a.orders, a.lifetime_spend,
                (SELECT o.occurred_on FROM orders o
                    WHERE o.merchant_id = m.merchant_id AND o.member_id = m.id
                    ORDER BY o.occurred_at DESC LIMIT 1) AS last_order_on
            FROM members m
            JOIN accounts a ON a.merchant_id = m.merchant_id AND a.member_id = m.id
            WHERE m.merchant_id = $1 AND m.deleted_at IS NULL ",
            $rest,
        )
    };
}
pub(super) use list_of_members;

statements! {
    BY_JOINING = list_of_members!(
        "AND (m.joined_at < $2 OR (m.joined_at = $2 AND m.id < $3))
        AND (lower(m.name) LIKE $4 ESCAPE '\\' OR COALESCE(m.mail, '') LIKE $4 ESCAPE '\\'
            OR COALESCE(m.reference, '') = $5)
        ORDER BY m.joined_at DESC, m.id DESC LIMIT $6"
    );
    BY_POINTS = list_of_members!(
        "AND (a.available < $2 OR (a.available = $2 AND m.id < $3))
        AND (lower(m.name) LIKE $4 ESCAPE '\\' OR COALESCE(m.mail, '') LIKE $4 ESCAPE '\\'
            OR COALESCE(m.reference, '') = $5)
        ORDER BY a.available DESC, m.id DESC LIMIT $6"
    );
    BY_SPEND = list_of_members!(
        "AND (a.lifetime_spend < $2 OR (a.lifetime_spend = $2 AND m.id < $3))
        AND (lower(m.name) LIKE $4 ESCAPE '\\' OR COALESCE(m.mail, '') LIKE $4 ESCAPE '\\'
            OR COALESCE(m.reference, '') = $5)
        ORDER BY a.lifetime_spend DESC, m.id DESC LIMIT $6"
    );
    REFERRED_BY = "SELECT m.id, m.name, m.mail, m.reference
        FROM referrals r
        JOIN members m ON m.merchant_id = r.merchant_id AND m.id = r.advocate_id
        WHERE r.merchant_id = $1 AND r.friend_id = $2";
}

/// A member in a list, as it lies in the database.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ListRow {
    id: Uuid,
    name: String,
    mail: Option<String>,
    reference: Option<String>,
    joined_on: i32,
    joined_at: i64,
    tier: Option<String>,
    available: i64,
    pending: i64,
    orders: i64,
    lifetime_spend: i64,
    last_order_on: Option<i32>,
}

impl ListRow {
    /// As people see it; the tier's name is that of the programme in force.
    pub fn view(self, programme: Option<&Published>) -> MemberRow {
        let scheme = programme.and_then(|published| published.programme.tiers.as_ref());
        let level = scheme.and_then(|scheme| {
            let held = scheme
                .levels
                .iter()
                .find(|level| Some(&level.key) == self.tier.as_ref());
            held.or(scheme.levels.first())
        });
        MemberRow {
            id: MemberId(self.id),
            name: decode::display_name(&self.name, self.mail.as_deref(), self.reference.as_deref()),
            mail: self.mail,
            reference: self.reference,
            tier: level.map(|level| level.name.clone()),
            available: self.available,
            pending: self.pending,
            orders: self.orders,
            lifetime_spend: Minor(self.lifetime_spend),
            last_order_on: self.last_order_on.map(Day),
            joined_on: Day(self.joined_on),
        }
    }
}

/// A page of members. `query` is looked for in names and addresses, or is a member's number.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn page(
    store: &Store,
    shop: &Shop,
    query: &str,
    sort: MemberSort,
    cursor: Option<&str>,
) -> Result<Page<MemberRow>, ServiceError> {
    let mut db = store.read().await?;
    let programme = programme::in_force(store, &mut db, shop.id).await?;
    let from = Place::read(cursor);
    let (pattern, number) = (page::contains(query), query.trim());
    let sql = match sort {
        MemberSort::Joined => BY_JOINING,
        MemberSort::Points => BY_POINTS,
        MemberSort::Spend => BY_SPEND,
    };
    let place = |row: &ListRow| Place {
        by: match sort {
            MemberSort::Joined => row.joined_at,
            MemberSort::Points => row.available,
            MemberSort::Spend => row.lifetime_spend,
        },
        id: row.id,
    };
    let rows = fetch_all!(
        db,
        ListRow,
        sql,
        shop.id.0,
        from.by,
        from.id,
        pattern.as_str(),
        number,
        PAGE_FETCH,
    )?;
    Ok(page::cut(rows, place, |row| {
        Ok(row.view(programme.as_deref()))
    })?)
}

/// A member's page.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn detail(
    store: &Store,
    shop: &Shop,
    member: MemberId,
) -> Result<MemberDetail, ServiceError> {
    let mut db = store.read().await?;
    let standing = standing::load(store, &mut db, shop, member).await?;
    let offer = standing
        .programme
        .as_ref()
        .and_then(|it| it.programme.referral.as_ref());
    Ok(MemberDetail {
        row: standing.row(),
        history: history::movements(&mut db, shop, member, None).await?,
        orders: orders::of_member(&mut db, shop, member).await?,
        vouchers: voucher::all_of(&mut db, shop, member).await?,
        passed_on: passing::of_member(&mut db, shop, member).await?,
        friends: refer::friends_of(&mut db, shop, member, offer, 200).await?,
        referred_by: referred_by(&mut db, shop, member).await?,
        own_code: standing.own_code,
        stamp_cards: standing.stamp_cards,
        tier: standing.tier,
        money: purses::of_member(&mut db, shop, member).await?,
    })
}

async fn referred_by(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Option<(MemberId, String)>, ServiceError> {
    type Found = (Uuid, String, Option<String>, Option<String>);
    let found = fetch_optional!(db, Found, REFERRED_BY, shop.id.0, member.0)?;
    Ok(found.map(|(id, name, mail, reference)| {
        (
            MemberId(id),
            decode::display_name(&name, mail.as_deref(), reference.as_deref()),
        )
    }))
}

/// Points to give or take by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Whose.
    pub member: MemberId,
    /// How many; negative takes.
    pub points: i64,
    /// Why.
    pub reason: String,
}

/// Gives or takes points by hand ([`Receipt::Adjusted`]), within the bound of the role.
///
/// # Errors
/// [`ServiceError::Rejected`]: nothing, too many, no reason, or more than the member has.
pub async fn adjust(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    adjustment: &Adjustment,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let Adjustment {
        member,
        points,
        reason,
    } = adjustment;
    let command = Command::Adjust(Adjust {
        member: *member,
        points: *points,
        reason: reason.clone(),
        limit: by.role.adjustment_limit(),
    });
    let ask = Ask {
        location: by.location,
        ..Ask::new(env, shop, by.actor(), "adjust", key)
    };
    Ok(ask
        .submit(store, &(member, points, reason), command)
        .await?
        .receipt)
}
