//! The step that loads one-time codes: those that are quoted, and those that the orders to be
//! refunded used.

use regulars::{
    ids::{BatchId, OrderId},
    promotion::OneTimeCode,
    time::Day,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::loader::Loader;
use crate::{
    error::{Corrupt, StoreError},
    many::Lookup,
};

/// Reads by lists of keys, for the test that prepares every statement.
pub(crate) const ONE_TIME_LOOKUPS: &[&Lookup] = &[&QUOTED, &USED];

static QUOTED: Lookup = Lookup {
    sql: "SELECT c.code, c.batch_id, c.used_by, b.promotion, b.good_until, b.enabled \
        FROM one_time_codes c JOIN code_batches b \
        ON b.merchant_id = c.merchant_id AND b.id = c.batch_id \
        WHERE c.merchant_id = $1 AND c.code {keys}",
    singles: 1,
};
static USED: Lookup = Lookup {
    sql: "SELECT c.code, c.batch_id, c.used_by, b.promotion, b.good_until, b.enabled \
        FROM one_time_codes c JOIN code_batches b \
        ON b.merchant_id = c.merchant_id AND b.id = c.batch_id \
        WHERE c.merchant_id = $1 AND c.used_by {keys} ORDER BY c.code",
    singles: 1,
};

#[derive(Debug, FromRow)]
struct CodeRow {
    code: String,
    batch_id: Uuid,
    used_by: Option<Uuid>,
    promotion: String,
    good_until: i32,
    enabled: bool,
}

impl TryFrom<CodeRow> for OneTimeCode {
    type Error = Corrupt;
    fn try_from(row: CodeRow) -> Result<Self, Corrupt> {
        Ok(Self {
            code: row.code.parse().map_err(|_| Corrupt {
                table: "one_time_codes",
                what: format!("a code of batch {}", row.batch_id),
            })?,
            batch: BatchId(row.batch_id),
            promotion: row.promotion,
            good_until: Day(row.good_until),
            enabled: row.enabled,
            used_by: row.used_by.map(OrderId),
        })
    }
}

impl Loader<'_> {
    /// The codes; the orders that may have used some are there.
    pub async fn one_time_codes(&mut self) -> Result<(), StoreError> {
        let quoted: Vec<String> = self.named.one_time.iter().cloned().collect();
        let refunded = self.named.refunded.clone();
        let mut rows: Vec<CodeRow> = self.fetch(&QUOTED, &quoted).await?;
        rows.extend(self.fetch::<CodeRow, _>(&USED, &refunded).await?);
        for row in rows {
            let code: OneTimeCode = row.try_into()?;
            let user = code.used_by.and_then(|id| self.world.orders.get_mut(&id));
            if let Some(order) = user {
                order.one_time_codes.push(code.code.clone());
            }
            self.world.one_time_codes.insert(code.code.clone(), code);
        }
        Ok(())
    }
}
