//! Claims to points that wait for somebody to look at them.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{ids::ClaimId, views::ClaimRow};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The claims that wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimsPage {
    /// The oldest first.
    pub rows: Vec<ClaimRow>,
    /// How many there are in all.
    pub all: i64,
    /// The idempotency key of the forms.
    pub key: String,
}

/// The claims that wait.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/claims", input = GetUrl)]
pub async fn list_claims() -> Result<ClaimsPage, AppError> {
    let desk = super::manager().await?;
    let (rows, all) = regulars_storage::services::claims::waiting(desk.store(), &desk.shop).await?;
    Ok(ClaimsPage {
        rows,
        all,
        key: desk.form_key(),
    })
}

/// Pays a claim or refuses it; answers with the points that it brought.
///
/// # Errors
/// [`AppError::Rejected`] for one that was judged before.
#[server(endpoint = "admin/claims/judge")]
pub async fn judge_claim(claim: ClaimId, approve: bool, key: String) -> Result<i64, AppError> {
    use regulars::plan::Receipt;
    let desk = super::manager().await?;
    let by = desk.at_work();
    let receipt = regulars_storage::services::claims::judge(
        desk.store(),
        desk.env(),
        &desk.shop,
        &by,
        (claim, approve),
        &key,
    )
    .await?;
    let Receipt::Claimed { points, .. } = receipt else {
        return Err(AppError::internal(format!(
            "judging a claim gave {receipt:?}"
        )));
    };
    super::answer_form(&format!("/admin/claims?paid={points}"));
    Ok(points)
}
