//! The numbers of a period.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::views::Overview;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// How long a period is; it ends today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Seven days.
    Week,
    /// Thirty days.
    #[default]
    Month,
    /// Ninety days.
    Quarter,
    /// 365 days.
    Year,
}

impl Period {
    /// Its length.
    pub fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }
}

/// The numbers of a period and of the one before it.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/overview", input = GetUrl)]
pub async fn load_overview(period: Period) -> Result<Overview, AppError> {
    let desk = super::manager().await?;
    let today = desk.shop.today;
    let from = today.plus_days(1 - period.days());
    Ok(regulars_storage::services::overview::load(desk.store(), &desk.shop, from, today).await?)
}
