//! Orders as the merchant sees them, and their refunds.

mod refund;

pub use refund::{RefundRequest, refund};

use regulars::{
    explain::{Step, Trace},
    ids::{MemberId, OrderId, RefundId},
    money::Minor,
    order::{OrderLine, OrderSource},
    time::{Day, Micros},
    views::{OrderDetail, OrderRow, Page, PromotionUsed, RefundRow, Shop},
};
use uuid::Uuid;

use super::{
    ServiceError, decode, history,
    import::dates::day_start,
    page::{self, PAGE_FETCH, Place},
    voucher,
};
use crate::{
    Store, StoreError,
    db::Reader,
    env::local_time,
    fetch_all, fetch_optional,
    rows::{source_code, source_from_code},
    statements,
};

/// The columns of a [`ListRow`], from orders `o` and members `m`.
macro_rules! list_of_orders {
    ($rest:literal) => {
        concat!(
            "SELECT o.id, o.member_id, m.name, m.mail, m.reference AS member_reference,
                o.occurred_at, o.occurred_on, o.total, o.earned, o.source, o.reference,
                (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM refunds r
                    WHERE r.merchant_id = o.merchant_id AND r.order_id = o.id) AS refunded
            FROM orders o
            JOIN members m ON m.merchant_id = o.merchant_id AND m.id = o.member_id
            WHERE o.merchant_id = $1 ",
            $rest,
        )
    };
}

statements! {
    PAGE = list_of_orders!(
        "AND o.occurred_at >= $2 AND o.occurred_at < $3
        AND (o.occurred_at < $4 OR (o.occurred_at = $4 AND o.id < $5))
        AND (o.reference = $6 OR lower(m.name) LIKE $7 ESCAPE '\\'
            OR COALESCE(m.mail, '') LIKE $7 ESCAPE '\\' OR COALESCE(m.reference, '') = $6)
        AND o.source BETWEEN $8 AND $9
        ORDER BY o.occurred_at DESC, o.id DESC LIMIT $10"
    );
    OF_MEMBER = list_of_orders!(
        "AND o.member_id = $2 AND (o.occurred_at < $3 OR (o.occurred_at = $3 AND o.id < $4))
        ORDER BY o.occurred_at DESC, o.id DESC LIMIT $5"
    );
    ONE = list_of_orders!("AND o.id = $2");
    REST = "SELECT o.promoted, o.redeemed, o.discount, o.programme_version, p.points, p.amount,
            c.answer
        FROM orders o
        LEFT JOIN order_payments p ON p.merchant_id = o.merchant_id AND p.order_id = o.id
        LEFT JOIN commands c ON c.merchant_id = o.merchant_id AND c.idem_key = o.command_key
        WHERE o.merchant_id = $1 AND o.id = $2";
    LINES = "SELECT sku, name, category, quantity, total, unit_cost, discount FROM order_lines
        WHERE merchant_id = $1 AND order_id = $2 ORDER BY line";
    PROMOTIONS = "SELECT promotion, discount FROM order_promotions
        WHERE merchant_id = $1 AND order_id = $2 ORDER BY promotion";
    REFUNDS = "SELECT id, occurred_on, amount, points_taken, undo, reason FROM refunds
        WHERE merchant_id = $1 AND order_id = $2 ORDER BY recorded_at, id";
}

#[derive(Debug, sqlx::FromRow)]
struct ListRow {
    id: Uuid,
    member_id: Uuid,
    name: String,
    mail: Option<String>,
    member_reference: Option<String>,
    occurred_at: i64,
    occurred_on: i32,
    total: i64,
    earned: i64,
    source: i16,
    reference: Option<String>,
    refunded: i64,
}

impl ListRow {
    fn place(&self) -> Place {
        Place {
            by: self.occurred_at,
            id: self.id,
        }
    }

    fn view(self, shop: &Shop) -> Result<OrderRow, StoreError> {
        let local = local_time(&shop.time_zone, Micros(self.occurred_at));
        let reference = self.member_reference.as_deref();
        Ok(OrderRow {
            id: OrderId(self.id),
            member: MemberId(self.member_id),
            member_name: decode::display_name(&self.name, self.mail.as_deref(), reference),
            occurred_at: Micros(self.occurred_at),
            day: Day(self.occurred_on),
            time: format!("{:02}:{:02}", local.hour, local.minute),
            total: Minor(self.total),
            refunded: Minor(self.refunded),
            points: self.earned,
            source: source_from_code(self.source)?,
            reference: self.reference,
        })
    }
}

/// Which orders a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// The order's or the member's number, or part of the member's name or address.
    pub query: String,
    /// Of one member only.
    pub member: Option<MemberId>,
    /// From one source only.
    pub source: Option<OrderSource>,
    /// From this day on.
    pub from: Option<Day>,
    /// To this day, included.
    pub to: Option<Day>,
}

/// A page of orders, newest first. With a member given, only the member counts.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn page(
    store: &Store,
    shop: &Shop,
    filter: &OrderFilter,
    cursor: Option<&str>,
) -> Result<Page<OrderRow>, ServiceError> {
    let place = Place::read(cursor);
    let mut db = store.read().await?;
    let rows = match filter.member {
        Some(member) => fetch_all!(
            db, ListRow, OF_MEMBER, shop.id.0, member.0, place.by, place.id, PAGE_FETCH,
        )?,
        None => {
            let start = |day: Day| day_start(&shop.time_zone, day).0;
            let from = filter.from.map_or(i64::MIN, start);
            let until = filter.to.map_or(i64::MAX, |day| start(day.plus_days(1)));
            let sources = filter
                .source
                .map_or((1, 3), |it| (source_code(it), source_code(it)));
            let pattern = page::contains(&filter.query);
            fetch_all!(
                db,
                ListRow,
                PAGE,
                shop.id.0,
                from,
                until,
                place.by,
                place.id,
                filter.query.trim(),
                pattern.as_str(),
                sources.0,
                sources.1,
                PAGE_FETCH,
            )?
        }
    };
    Ok(page::cut(rows, ListRow::place, |row| row.view(shop))?)
}

/// A member's orders, newest first, at most fifty.
pub(super) async fn of_member(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<OrderRow>, ServiceError> {
    let start = Place::read(None);
    let rows = fetch_all!(
        db, ListRow, OF_MEMBER, shop.id.0, member.0, start.by, start.id, 50_i64
    )?;
    Ok(rows
        .into_iter()
        .map(|row| row.view(shop))
        .collect::<Result<_, _>>()?)
}

/// An order's page.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn detail(
    store: &Store,
    shop: &Shop,
    order: OrderId,
) -> Result<OrderDetail, ServiceError> {
    let mut db = store.read().await?;
    let row = fetch_optional!(db, ListRow, ONE, shop.id.0, order.0)?
        .ok_or(ServiceError::NotFound)?
        .view(shop)?;
    let rest = fetch_optional!(db, RestRow, REST, shop.id.0, order.0)?;
    let rest = rest.ok_or(ServiceError::NotFound)?;
    let (lines, line_discounts) = lines(&mut db, shop, order).await?;
    let trace = rest
        .answer
        .map(|text| history::trace_of(&text))
        .transpose()?
        .flatten()
        .unwrap_or_default();
    Ok(OrderDetail {
        row,
        lines,
        line_discounts,
        promotions: promotions(&mut db, shop, order, &trace).await?,
        promoted: Minor(rest.promoted),
        redeemed: Minor(rest.redeemed),
        points_paid: rest.points.unwrap_or(0),
        paid_with_points: Minor(rest.amount.unwrap_or(0)),
        discount: Minor(rest.discount),
        made: voucher::made_by(&mut db, shop, order).await?,
        version: rest.programme_version,
        trace,
        refunds: refunds(&mut db, shop, order).await?,
    })
}

#[derive(Debug, sqlx::FromRow)]
struct RestRow {
    promoted: i64,
    redeemed: i64,
    discount: i64,
    programme_version: i64,
    points: Option<i64>,
    amount: Option<i64>,
    answer: Option<String>,
}

#[derive(Debug, sqlx::FromRow)]
struct LineRow {
    sku: Option<String>,
    name: String,
    category: Option<String>,
    quantity: i64,
    total: i64,
    unit_cost: Option<i64>,
    discount: i64,
}

/// The lines, and what was taken off each; nothing for an order without discounts.
async fn lines(
    db: &mut Reader,
    shop: &Shop,
    order: OrderId,
) -> Result<(Vec<OrderLine>, Vec<Minor>), ServiceError> {
    let rows = fetch_all!(db, LineRow, LINES, shop.id.0, order.0)?;
    let mut discounts: Vec<Minor> = rows.iter().map(|row| Minor(row.discount)).collect();
    if discounts.iter().all(Minor::is_zero) {
        discounts.clear();
    }
    let line = |row: LineRow| OrderLine {
        sku: row.sku,
        name: row.name,
        category: row.category,
        quantity: row.quantity,
        total: Minor(row.total),
        unit_cost: row.unit_cost.map(Minor),
    };
    Ok((rows.into_iter().map(line).collect(), discounts))
}

/// The promotions that an order used, called what they were called then.
async fn promotions(
    db: &mut Reader,
    shop: &Shop,
    order: OrderId,
    trace: &Trace,
) -> Result<Vec<PromotionUsed>, ServiceError> {
    let rows = fetch_all!(db, (String, i64), PROMOTIONS, shop.id.0, order.0)?;
    let name_of = |key: &str| {
        trace.steps.iter().find_map(|step| match step {
            Step::PromotionUsed {
                promotion, name, ..
            }
            | Step::CouponMade {
                promotion, name, ..
            } if promotion == key => Some(name.clone()),
            _ => None,
        })
    };
    Ok(rows
        .into_iter()
        .map(|(key, discount)| PromotionUsed {
            name: name_of(&key).unwrap_or_else(|| key.clone()),
            discount: Minor(discount),
            key,
        })
        .collect())
}

async fn refunds(
    db: &mut Reader,
    shop: &Shop,
    order: OrderId,
) -> Result<Vec<RefundRow>, ServiceError> {
    let rows = fetch_all!(
        db,
        (Uuid, i32, i64, i64, bool, String),
        REFUNDS,
        shop.id.0,
        order.0
    )?;
    let view = |(id, day, amount, points_taken, undo, reason)| RefundRow {
        id: RefundId(id),
        day: Day(day),
        amount: Minor(amount),
        points_taken,
        undo,
        reason,
    };
    Ok(rows.into_iter().map(view).collect())
}
