//! The steps that load gift cards and store credit: those that commands name by code or member, and
//! those that paid the orders to be refunded.

use regulars::{
    ids::{MemberId, OrderId, PurseId},
    money::Minor,
    purse::Purse,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::loader::Loader;
use crate::{
    error::{Corrupt, StoreError},
    many::Lookup,
};

/// Reads by lists of keys, for the test that prepares every statement.
pub(crate) const PURSE_LOOKUPS: &[&Lookup] = &[&CODES, &OF_ORDERS, &MADE, &PURSES, &PAID];

static CODES: Lookup = Lookup {
    sql: "SELECT id FROM purses WHERE merchant_id = $1 AND code {keys}",
    singles: 1,
};
static OF_ORDERS: Lookup = Lookup {
    sql: "SELECT DISTINCT purse_id FROM purse_movements WHERE merchant_id = $1 AND order_id {keys}",
    singles: 1,
};
/// A card that a reward made has the id of the reward's voucher.
static MADE: Lookup = Lookup {
    sql: "SELECT id FROM vouchers WHERE merchant_id = $1 AND made_by {keys}",
    singles: 1,
};
static PURSES: Lookup = Lookup {
    sql: "SELECT id, code, member_id, balance, last_seq, fresh FROM purses \
        WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
static PAID: Lookup = Lookup {
    sql: "SELECT order_id, purse_id, amount FROM purse_movements \
        WHERE merchant_id = $1 AND kind = 3 AND order_id {keys} ORDER BY order_id, purse_id",
    singles: 1,
};

/// A row of `purses`.
#[derive(Debug, FromRow)]
pub(crate) struct PurseRow {
    pub id: Uuid,
    pub code: Option<String>,
    pub member_id: Option<Uuid>,
    pub balance: i64,
    pub last_seq: i64,
    pub fresh: i64,
}

impl TryFrom<PurseRow> for Purse {
    type Error = Corrupt;
    fn try_from(row: PurseRow) -> Result<Self, Corrupt> {
        let code = row.code.map(|code| code.parse()).transpose();
        Ok(Self {
            id: PurseId(row.id),
            code: code.map_err(|_| Corrupt {
                table: "purses",
                what: format!("code of {}", row.id),
            })?,
            owner: row.member_id.map(MemberId),
            balance: Minor(row.balance),
            last_seq: row.last_seq,
            fresh: Minor(row.fresh),
        })
    }
}

impl Loader<'_> {
    /// The ids of the purses that the commands name, sorted.
    pub async fn name_purses(&mut self) -> Result<Vec<Uuid>, StoreError> {
        let codes: Vec<String> = self.named.cards.iter().cloned().collect();
        let refunded = self.named.refunded.clone();
        let mut found: Vec<(Uuid,)> = self.fetch(&CODES, &codes).await?;
        found.extend(self.fetch::<(Uuid,), _>(&OF_ORDERS, &refunded).await?);
        found.extend(self.fetch::<(Uuid,), _>(&MADE, &refunded).await?);
        let mut ids = self.named.purses.clone();
        ids.extend(found.into_iter().map(|(id,)| id));
        Ok(ids.into_iter().collect())
    }

    /// The purses themselves; they are locked.
    pub async fn purses(&mut self, ids: &[Uuid]) -> Result<(), StoreError> {
        let rows: Vec<PurseRow> = self.fetch(&PURSES, ids).await?;
        for row in rows {
            let purse: Purse = row.try_into()?;
            self.world.purses.insert(purse.id, purse);
        }
        Ok(())
    }

    /// What purses paid of the orders to be refunded, which are there.
    pub async fn paid_purses(&mut self) -> Result<(), StoreError> {
        let refunded = self.named.refunded.clone();
        let rows: Vec<(Uuid, Uuid, i64)> = self.fetch(&PAID, &refunded).await?;
        for (order, purse, amount) in rows {
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.paid_purses.push((PurseId(purse), Minor(amount)));
            }
        }
        Ok(())
    }
}
