//! What the till shows before anything is typed.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{
    ids::{MemberId, OrderId},
    views::{AtTill, LastSale},
};
use serde::{Deserialize, Serialize};

use super::Sold;
use crate::error::AppError;

/// The till's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TillPage {
    /// The member at the till.
    pub at: Option<AtTill>,
    /// Until when something of the member's is kept for an order elsewhere: `14:30`.
    pub kept_until: Option<String>,
    /// The sale that undo would take back.
    pub last: Option<LastAtTill>,
    /// The idempotency key of the next sale.
    pub key: String,
    /// The idempotency key of the next undo.
    pub undo_key: String,
    /// The sale that a plain form just rang up.
    pub done: Option<Sold>,
}

/// The last sale, with its time as the shop's clock showed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LastAtTill {
    /// The sale.
    pub sale: LastSale,
    /// `at 14:05`.
    pub when: String,
}

/// The till's page, for a member or nobody yet; `done` is the order that was just rung up.
///
/// # Errors
/// [`AppError::NotFound`] for a member or an order of another shop.
#[server(endpoint = "till/page", input = GetUrl)]
pub async fn load_till(
    member: Option<MemberId>,
    done: Option<OrderId>,
) -> Result<TillPage, AppError> {
    use regulars_storage::services::{reservations, till};
    let desk = super::super::cashier().await?;
    let (store, shop) = (desk.store(), &desk.shop);
    let at = match member {
        Some(member) => Some(till::at_till(store, shop, member).await?),
        None => None,
    };
    let kept_until = match member {
        Some(member) => reservations::kept_until(store, desk.env(), shop, member).await?,
        None => None,
    };
    let last = till::last_sale(store, desk.env(), shop, desk.staff.staff).await?;
    let done = match done {
        Some(order) => Some(super::purchase::sold_before(&desk, order).await?),
        None => None,
    };
    let (key, undo_key) = (desk.form_key(), desk.form_key());
    let last = last.map(|sale| LastAtTill {
        when: clock_words(&shop.time_zone, &sale),
        sale,
    });
    Ok(TillPage {
        at,
        kept_until,
        last,
        key,
        undo_key,
        done,
    })
}

#[cfg(feature = "ssr")]
fn clock_words(time_zone: &str, sale: &LastSale) -> String {
    let local = regulars_storage::env::local_time(time_zone, sale.occurred_at);
    format!("at {:02}:{:02}", local.hour, local.minute)
}
