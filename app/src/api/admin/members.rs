//! Members: the list, one of them, points by hand.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{
    ids::MemberId,
    views::{MemberDetail, MemberRow, MemberSort, Page},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of members whose name, mail or number has `text`.
///
/// # Errors
/// [`AppError::NotSignedIn`].
#[server(endpoint = "admin/members", input = GetUrl)]
pub async fn list_members(
    text: String,
    sort: MemberSort,
    after: String,
) -> Result<Page<MemberRow>, AppError> {
    let desk = super::cashier().await?;
    let after = Some(after.as_str()).filter(|after| !after.is_empty());
    Ok(
        regulars_storage::services::members::page(desk.store(), &desk.shop, &text, sort, after)
            .await?,
    )
}

/// A member's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberPage {
    /// The member.
    pub member: MemberDetail,
    /// The idempotency key of the next adjustment.
    pub key: String,
}

/// A member, with the page of the history that begins at `after`.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "admin/member", input = GetUrl)]
pub async fn load_member(id: MemberId, after: String) -> Result<MemberPage, AppError> {
    use regulars_storage::services::{history, members};
    let desk = super::cashier().await?;
    let mut member = members::detail(desk.store(), &desk.shop, id).await?;
    if !after.is_empty() {
        member.history = history::page(desk.store(), &desk.shop, id, Some(&after))
            .await?
            .page;
    }
    Ok(MemberPage {
        member,
        key: desk.form_key(),
    })
}

/// Gives or takes points by hand, within the bound of the role; answers with the balance.
///
/// # Errors
/// [`AppError::Fields`] on `points` or `reason`; [`AppError::Rejected`].
#[server(endpoint = "admin/member/adjust")]
pub async fn adjust_points(
    member: MemberId,
    points: String,
    reason: String,
    key: String,
) -> Result<i64, AppError> {
    use regulars::{plan::Receipt, rejection::Rejection};
    use regulars_storage::services::members::{Adjustment, adjust};
    let desk = super::cashier().await?;
    let points = read_points(&points)?;
    let adjustment = Adjustment {
        member,
        points,
        reason,
    };
    let answer = adjust(
        desk.store(),
        desk.env(),
        &desk.shop,
        &desk.at_work(),
        &adjustment,
        &key,
    )
    .await;
    let receipt = answer
        .map_err(AppError::from)
        .map_err(|error| match error {
            AppError::Rejected(Rejection::ReasonMissing) => {
                AppError::field("reason", Rejection::ReasonMissing)
            }
            AppError::Rejected(rejection @ Rejection::BadAdjustment { .. }) => {
                AppError::field("points", rejection)
            }
            other => other,
        })?;
    super::answer_form(&format!("/admin/members/{member}"));
    match receipt {
        Receipt::Adjusted { available } => Ok(available),
        other => Err(AppError::internal(format!(
            "an adjustment answered {other:?}"
        ))),
    }
}

/// `70`, `-70`, `1,200`, with a true minus sign as well.
#[cfg(any(feature = "ssr", test))]
fn read_points(text: &str) -> Result<i64, AppError> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}'))
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    digits.parse().map_err(|_| {
        AppError::field(
            "points",
            "Type a whole number of points, such as 50, or -50 to take some.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole() {
        assert_eq!(read_points(" 1,200 "), Ok(1200));
        assert_eq!(read_points("\u{2212}70"), Ok(-70));
        assert_eq!(read_points("+5"), Ok(5));
        assert!(read_points("1.5").is_err());
        assert!(read_points("").is_err());
    }
}
