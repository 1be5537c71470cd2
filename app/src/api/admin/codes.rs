//! One-time codes: the batches, making one, switching one off and on.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{ids::BatchId, time::Day, views::CodeBatch};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The page of one-time codes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CodesPage {
    /// Batches, newest first.
    pub batches: Vec<CodeBatch>,
    /// Promotions that apply with a code: key and name.
    pub promotions: Vec<(String, String)>,
    /// The last day that the form proposes.
    pub good_until: Day,
    /// The idempotency key of the next batch.
    pub key: String,
}

/// Days that the form proposes for a batch.
#[cfg(feature = "ssr")]
const DAYS_PROPOSED: i32 = 90;

/// The batches, and what a new one can be for.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "codes/page", input = GetUrl)]
pub async fn load_codes() -> Result<CodesPage, AppError> {
    use regulars_storage::services::{codes, programme};
    let desk = super::manager().await?;
    let published = programme::published(desk.store(), desk.shop.id).await?;
    let promotions = published.iter().flat_map(|it| &it.programme.promotions);
    let by_code = promotions.filter(|it| !it.trigger.is_automatic());
    Ok(CodesPage {
        batches: codes::list(desk.store(), &desk.shop).await?,
        promotions: by_code
            .map(|it| (it.key.clone(), it.name.clone()))
            .collect(),
        good_until: desk.shop.today.plus_days(DAYS_PROPOSED),
        key: desk.form_key(),
    })
}

/// Makes a batch of codes. The same key makes it once.
///
/// # Errors
/// [`AppError::Fields`] on `promotion`, `name`, `count` or `good_until`.
#[server(endpoint = "codes/make")]
pub async fn make_codes(
    #[server(default)] promotion: String,
    name: String,
    count: String,
    good_until: String,
    key: String,
) -> Result<(), AppError> {
    use regulars_storage::services::codes::{BatchRequest, make};
    let desk = super::manager().await?;
    let count: String = count.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let request = BatchRequest {
        promotion,
        name,
        count: count
            .parse()
            .map_err(|_| AppError::field("count", "Type how many codes, such as 500."))?,
        good_until: good_until
            .parse()
            .map_err(|_| AppError::field("good_until", "Choose the last day."))?,
    };
    let (store, env, actor) = (desk.store(), desk.env(), desk.staff.actor());
    make(store, env, &desk.shop, actor, &request, &key).await?;
    super::answer_form("/admin/codes");
    Ok(())
}

/// Switches a batch off, or on again.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "codes/enable")]
pub async fn enable_codes(batch: BatchId, enabled: bool) -> Result<(), AppError> {
    use regulars_storage::services::codes::set_enabled;
    let desk = super::manager().await?;
    let (store, env, actor) = (desk.store(), desk.env(), desk.staff.actor());
    set_enabled(store, env, &desk.shop, actor, (batch, enabled)).await?;
    super::answer_form("/admin/codes");
    Ok(())
}
