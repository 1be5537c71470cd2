//! Store credit by hand.

use leptos::prelude::*;
use regulars::ids::MemberId;

use crate::error::AppError;

/// Gives store credit, or takes it with a minus sign, within the bound of the role; answers with
/// what is there, in words.
///
/// # Errors
/// [`AppError::Fields`] on `amount` or `reason`; [`AppError::Rejected`].
#[server(endpoint = "admin/member/credit")]
pub async fn give_credit(
    member: MemberId,
    amount: String,
    reason: String,
    key: String,
) -> Result<String, AppError> {
    use regulars::{money::Minor, plan::Receipt};
    let desk = super::cashier().await?;
    let (sign, digits) = split_sign(&amount);
    let read = desk.shop.currency.parse_positive(digits);
    let read = read.map_err(|error| AppError::field("amount", error))?;
    let given = (member, Minor(sign * read.0), reason.trim());
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    let receipt =
        regulars_storage::services::purses::give_credit(store, env, &desk.shop, &by, given, &key)
            .await?;
    super::answer_form(&format!("/admin/members/{member}"));
    match receipt {
        Receipt::PurseMoved { balance, .. } => Ok(desk.shop.currency.format(balance)),
        other => Err(AppError::internal(format!(
            "store credit answered {other:?}"
        ))),
    }
}

/// `-5` and `−5` take; the rest of the text is the amount.
#[cfg(any(feature = "ssr", test))]
fn split_sign(text: &str) -> (i64, &str) {
    let text = text.trim();
    text.strip_prefix(['-', '\u{2212}'])
        .map_or((1, text), |rest| (-1, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_sign_takes() {
        assert_eq!(split_sign(" 5.00 "), (1, "5.00"));
        assert_eq!(split_sign("-5"), (-1, "5"));
        assert_eq!(split_sign("\u{2212} 5"), (-1, "5"));
    }
}
