//! Undoes points that a member passed on.

use leptos::prelude::*;
use regulars::ids::{MemberId, PassId};

use crate::error::AppError;

/// Brings back what is left of points that `member` passed on; answers how many.
///
/// # Errors
/// [`AppError::Rejected`] when nothing is left or it was undone before; [`AppError::NotAllowed`]
/// for a cashier.
#[server(endpoint = "admin/passes/undo")]
pub async fn undo_pass(pass: PassId, member: MemberId, key: String) -> Result<i64, AppError> {
    use regulars::plan::Receipt;
    let desk = super::manager().await?;
    let by = desk.at_work();
    let (store, env) = (desk.store(), desk.env());
    let receipt =
        regulars_storage::services::passing::undo(store, env, &desk.shop, &by, pass, &key).await?;
    let Receipt::PassedOn { points, .. } = receipt else {
        return Err(AppError::internal(format!(
            "undoing a pass gave {receipt:?}"
        )));
    };
    super::answer_form(&format!("/admin/members/{member}"));
    Ok(points)
}
