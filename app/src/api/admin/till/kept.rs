//! Sales that a till kept while it had no connection.

use leptos::prelude::*;
use regulars::{
    ids::{MerchantId, OrderId, StaffId},
    time::Micros,
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What became of a kept sale. Words and not numbers: the till's script has neither the currency
/// nor the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum KeptSale {
    /// It is rung up, and the device can forget it.
    RungUp {
        /// The order.
        order: OrderId,
        /// `£12.50 for Ada Lovelace, 12 points`.
        words: String,
        /// Whether an earlier try had rung it up already, and its answer was lost.
        before: bool,
    },
    /// It is not rung up, nothing was written, and it stays so until somebody mends it.
    NeedsYou {
        /// What to mend: `who`, `basket`, `used`, `at`, or nothing of these.
        field: String,
        /// Why.
        reason: String,
    },
    /// It was rung up for another shop: somebody who works there can send it.
    OtherShop,
}

/// Rings up a sale that was kept on a device. `who` is the member's id, or what was typed or
/// scanned; `basket` as for [`super::ring_up`]; `used` too, or codes as they were typed; `at` is
/// when it happened and `by` who rang it up there.
///
/// The key is the sale: whatever was rung up under it before is the answer, whoever sends it and
/// whatever was mended meanwhile. The programme in force now judges it, on the day it happened.
///
/// # Errors
/// [`AppError::NotSignedIn`] and those that a later try may overcome; all others are
/// [`KeptSale::NeedsYou`].
#[server(endpoint = "till/kept")]
pub async fn ring_up_kept(
    shop: MerchantId,
    key: String,
    who: String,
    basket: String,
    #[server(default)] used: Vec<String>,
    at: Micros,
    #[server(default)] by: Option<StaffId>,
) -> Result<KeptSale, AppError> {
    let desk = super::super::cashier().await?;
    if desk.shop.id != shop {
        return Ok(KeptSale::OtherShop);
    }
    let sale = on_server::Kept {
        key,
        who,
        basket,
        used,
        at,
        by,
    };
    match sale.ring_up(&desk).await {
        Err(error) => on_server::to_mend(error),
        done => done,
    }
}

#[cfg(feature = "ssr")]
mod on_server {
    use regulars::{
        ids::StaffId, plan::RungUp, programme::words::points, rejection::Rejection, time::Micros,
    };
    use regulars_storage::services::till::{self, kept};

    use super::{
        super::{super::Desk, purchase::Purchase, uses::Use},
        KeptSale,
    };
    use crate::error::AppError;

    /// A kept sale as the device sends it.
    pub struct Kept {
        pub key: String,
        pub who: String,
        pub basket: String,
        pub used: Vec<String>,
        pub at: Micros,
        pub by: Option<StaffId>,
    }

    impl Kept {
        pub async fn ring_up(self, desk: &Desk) -> Result<KeptSale, AppError> {
            let (store, env, shop) = (desk.store(), desk.env(), &desk.shop);
            let before = till::rung_up_before(store, shop, &self.key).await?;
            if let Some(done) = before {
                return self.answer(desk, done, true).await;
            }
            let at = kept::occurred_at(env, shop, self.at)?;
            let member = kept::whose(store, shop, &self.who).await?;
            let used: Vec<String> = self.used.iter().map(|text| as_used(text)).collect();
            let mut purchase = Purchase::read(desk, &self.basket, &used)?;
            purchase.occurred_at = Some(at);
            let done = purchase.submit(desk, member, &self.key).await?;
            self.answer(desk, done, false).await
        }

        async fn answer(
            self,
            desk: &Desk,
            done: RungUp,
            before: bool,
        ) -> Result<KeptSale, AppError> {
            let (store, env, shop) = (desk.store(), desk.env(), &desk.shop);
            if let Some(staff) = self.by {
                let by = desk.at_work();
                kept::note_who(store, env, shop, &by, staff, done.order, self.at).await?;
            }
            let name = till::name_of(store, shop, done.member).await?;
            let total = shop.currency.format(done.total);
            Ok(KeptSale::RungUp {
                order: done.order,
                words: format!("{total} for {name}, {}", points(done.points)),
                before,
            })
        }
    }

    /// What the till wrote down is read as it is; the rest are codes as people type them.
    fn as_used(text: &str) -> String {
        if text.parse::<Use>().is_ok() {
            return text.to_owned();
        }
        let code = || Use::Code(text.trim().to_uppercase());
        Use::voucher(text).unwrap_or_else(code).to_string()
    }

    /// What somebody must mend, with the field it is in; any other error may be over the next
    /// time.
    pub fn to_mend(error: AppError) -> Result<KeptSale, AppError> {
        let field = match &error {
            AppError::Fields(fields) => fields.first().map_or("", |it| it.field.as_str()),
            AppError::NotFound | AppError::Rejected(Rejection::UnknownMember) => "who",
            AppError::Rejected(Rejection::BadOrder { .. }) => "basket",
            AppError::Rejected(Rejection::BadDate) => "at",
            AppError::Rejected(Rejection::NoProgramme | Rejection::BalanceTooLarge) => "",
            AppError::Rejected(_) => "used",
            _ => return Err(error),
        };
        Ok(KeptSale::NeedsYou {
            field: field.to_owned(),
            reason: error.message(),
        })
    }
}
