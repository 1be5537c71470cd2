//! Versions of the programme: the list, one of them, going back, publishing in time and in steps.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::{VersionPage, Versions};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// For whom a version is to hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// Everybody, now.
    #[default]
    Now,
    /// Everybody, from a moment on.
    At,
    /// Members who work here.
    Staff,
    /// Members of a level.
    Tier,
    /// A share of the members.
    Share,
}

/// A page of versions, those below a number.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/versions", input = GetUrl)]
pub async fn load_versions(#[server(default)] below: Option<i64>) -> Result<Versions, AppError> {
    let desk = super::manager().await?;
    Ok(regulars_storage::services::versions::list(desk.store(), &desk.shop, below).await?)
}

/// One version.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "admin/version", input = GetUrl)]
pub async fn load_version(version: i64) -> Result<VersionPage, AppError> {
    let desk = super::manager().await?;
    Ok(regulars_storage::services::versions::one(desk.store(), &desk.shop, version).await?)
}

/// Makes a draft of an earlier version and leads to its page.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Fields`] when its rules would be refused today.
#[server(endpoint = "admin/version/go-back")]
pub async fn go_back(version: i64) -> Result<(), AppError> {
    let desk = super::manager().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    let draft =
        regulars_storage::services::versions::go_back(store, env, &desk.shop, &by, version).await?;
    leptos_axum::redirect(&page_of(draft));
    Ok(())
}

/// Publishes a draft, or a version that waits: at once, at a moment, or to some members first.
///
/// # Errors
/// [`AppError::Fields`] on `release`, `day`, `time`, `tier` or `percent`.
#[server(endpoint = "admin/version/release")]
pub async fn release_version(
    version: i64,
    #[server(default)] to: To,
    #[server(default)] day: String,
    #[server(default)] time: String,
    #[server(default)] tier: String,
    #[server(default)] percent: String,
) -> Result<(), AppError> {
    use regulars_storage::services::releases::{ReleaseTo, release};
    let desk = super::manager().await?;
    let to = match to {
        To::Now => ReleaseTo::Everybody,
        To::At => {
            let day = day.parse();
            let day = day.map_err(|_| AppError::field("day", "Choose a day."))?;
            let time = clock(&time);
            let (hour, minute) =
                time.ok_or_else(|| AppError::field("time", "Write the time as 06:00."))?;
            ReleaseTo::At { day, hour, minute }
        }
        To::Staff => ReleaseTo::Staff,
        To::Tier => ReleaseTo::Tier { key: tier },
        To::Share => ReleaseTo::Share {
            // What is no number is out of range, and told so.
            percent: percent.trim().parse().unwrap_or(0),
        },
    };
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    release(store, env, &desk.shop, &by, version, &to).await?;
    super::answer_form(&page_of(version));
    Ok(())
}

/// Ends the wait of a version: it holds for nobody any more.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/version/take-back")]
pub async fn take_back(version: i64) -> Result<(), AppError> {
    let desk = super::manager().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    regulars_storage::services::releases::take_back(store, env, &desk.shop, &by, version).await?;
    super::answer_form(&page_of(version));
    Ok(())
}

/// `06:30` as hours and minutes.
#[cfg(any(feature = "ssr", test))]
fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// The address of a version's page.
pub fn page_of(version: i64) -> String {
    format!("/admin/programme/versions/{version}")
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_time_is_hours_and_minutes() {
        assert_eq!(clock("06:30"), Some((6, 30)));
        assert_eq!(clock(" 23:59:00 "), Some((23, 59)), "with seconds");
        for text in ["", "6", "24:00", "12:60", "x:10", "12:1", "-1:00"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }
}
