//! Past orders with their lines, a page at a time: a member's come together, in the order of time.

use std::collections::HashMap;

use regulars::{
    ids::{LocationId, MemberId, OrderId},
    money::Minor,
    order::{Order, OrderLine, OrderSource},
    rate::Rate,
    replay::PastOrder,
    time::{Day, Micros},
    views::Shop,
};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    db::Reader,
    env::local_time,
    fetch_all,
    many::{Lookup, Texts},
    rows::source_from_code,
    services::ServiceError,
    statements,
};

/// Orders on a page: as many as one list of keys takes.
const PAGE_ORDERS: i64 = 512;

statements! {
    ORDERS = "SELECT o.id, o.member_id, o.location_id, o.occurred_at, o.occurred_on, o.source,
            o.discount, o.tax, o.shipping, o.gift_card, o.total,
            (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM refunds r
                WHERE r.merchant_id = o.merchant_id AND r.order_id = o.id) AS refunded,
            EXISTS (SELECT 1 FROM refunds r WHERE r.merchant_id = o.merchant_id
                AND r.order_id = o.id AND r.closes) AS closed
        FROM orders o
        WHERE o.merchant_id = $1 AND (o.member_id, o.occurred_at, o.id) > ($2, $3, $4)
            AND o.occurred_at < $5
        ORDER BY o.member_id, o.occurred_at, o.id LIMIT $6";
}

static LINES: Lookup = Lookup {
    sql: "SELECT order_id, sku, name, category, quantity, total, unit_cost FROM order_lines \
        WHERE merchant_id = $1 AND order_id {keys} ORDER BY order_id, line",
    singles: 1,
};
static USED: Lookup = Lookup {
    sql: "SELECT order_id, promotion FROM order_promotions \
        WHERE merchant_id = $1 AND order_id {keys} ORDER BY order_id, promotion",
    singles: 1,
};

/// Reads by lists of keys, for the test that prepares every statement.
pub(crate) const LOOKUPS: &[&Lookup] = &[&LINES, &USED];

#[derive(Debug, sqlx::FromRow)]
struct OrderRow {
    id: Uuid,
    member_id: Uuid,
    location_id: Option<Uuid>,
    occurred_at: i64,
    occurred_on: i32,
    source: i16,
    discount: i64,
    tax: i64,
    shipping: i64,
    gift_card: i64,
    total: i64,
    refunded: i64,
    closed: bool,
}

#[derive(Debug, sqlx::FromRow)]
struct LineRow {
    order_id: Uuid,
    sku: Option<String>,
    name: String,
    category: Option<String>,
    quantity: i64,
    total: i64,
    unit_cost: Option<i64>,
}

/// A page of orders, each with its member.
pub type PastOrders = Vec<(MemberId, PastOrder)>;

/// Reads a merchant's past orders from the first to the last.
#[derive(Debug)]
pub struct PastReader {
    shop: Shop,
    before: Micros,
    texts: Texts,
    /// The last order read: its member, instant and id.
    last: (Uuid, i64, Uuid),
}

impl PastReader {
    /// Orders before an instant, from the first.
    pub fn new(shop: &Shop, before: Micros) -> Self {
        Self {
            shop: shop.clone(),
            before,
            texts: Texts::default(),
            last: (Uuid::nil(), i64::MIN, Uuid::nil()),
        }
    }

    /// The next page; empty after the last.
    pub async fn next(&mut self, store: &Store) -> Result<PastOrders, ServiceError> {
        let mut db = store.read().await?;
        let (member, at, id) = self.last;
        let merchant = self.shop.id.0;
        let before = self.before.0;
        let rows = fetch_all!(
            db,
            OrderRow,
            ORDERS,
            merchant,
            member,
            at,
            id,
            before,
            PAGE_ORDERS
        )?;
        if let Some(row) = rows.last() {
            self.last = (row.member_id, row.occurred_at, row.id);
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut lines = self.lines(&mut db, &ids).await?;
        let mut used = self.used(&mut db, &ids).await?;
        drop(db);
        let past = |row: OrderRow| {
            let lines = lines.remove(&row.id).unwrap_or_default();
            let used = used.remove(&row.id).unwrap_or_default();
            let member = MemberId(row.member_id);
            Ok((member, row.past(lines, used, &self.shop.time_zone)?))
        };
        rows.into_iter().map(past).collect()
    }

    async fn lines(
        &mut self,
        db: &mut Reader,
        orders: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<OrderLine>>, StoreError> {
        let merchant = self.shop.id.0;
        let rows: Vec<LineRow> = self
            .texts
            .fetch(&mut db.on(), &LINES, &[merchant], orders)
            .await?;
        let mut lines: HashMap<Uuid, Vec<OrderLine>> = HashMap::with_capacity(orders.len());
        for row in rows {
            lines.entry(row.order_id).or_default().push(OrderLine {
                sku: row.sku,
                name: row.name,
                category: row.category,
                quantity: row.quantity,
                total: Minor(row.total),
                unit_cost: row.unit_cost.map(Minor),
            });
        }
        Ok(lines)
    }

    async fn used(
        &mut self,
        db: &mut Reader,
        orders: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
        let merchant = self.shop.id.0;
        let rows: Vec<(Uuid, String)> = self
            .texts
            .fetch(&mut db.on(), &USED, &[merchant], orders)
            .await?;
        let mut used: HashMap<Uuid, Vec<String>> = HashMap::new();
        for (order, promotion) in rows {
            used.entry(order).or_default().push(promotion);
        }
        Ok(used)
    }
}

impl OrderRow {
    fn past(
        self,
        lines: Vec<OrderLine>,
        used: Vec<String>,
        zone: &str,
    ) -> Result<PastOrder, StoreError> {
        let source = source_from_code(self.source)?;
        let at = Micros(self.occurred_at);
        // Files tell no hour that could be relied on.
        let hour = (source != OrderSource::Import).then(|| local_time(zone, at).hour);
        let share = Rate::new(self.refunded, self.total).unwrap_or(Rate::ZERO);
        Ok(PastOrder {
            id: OrderId(self.id),
            order: Order {
                source,
                lines,
                discount: Minor(self.discount),
                tax: Minor(self.tax),
                shipping: Minor(self.shipping),
                gift_card: Minor(self.gift_card),
                vouchers: Vec::new(),
                codes: Vec::new(),
                reference: None,
            },
            occurred_at: at,
            occurred_on: Day(self.occurred_on),
            hour,
            location: self.location_id.map(LocationId),
            refunded: if self.closed { Rate::ONE } else { share },
            used,
        })
    }
}
