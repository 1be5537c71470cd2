//! Set-up in four questions.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use regulars::{
    programme::template::{Generosity, Gets, Sells},
    views::SetUpPage,
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What to do with the answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// Put the programme into force.
    #[default]
    Publish,
    /// Go on with it in the editor.
    Edit,
}

/// The page: what is in force already, if anything.
///
/// # Errors
/// [`AppError::NotAllowed`] for a cashier.
#[server(endpoint = "admin/set-up/page", input = GetUrl)]
pub async fn load_set_up() -> Result<SetUpPage, AppError> {
    let desk = super::manager().await?;
    Ok(regulars_storage::services::set_up::load(desk.store(), &desk.shop).await?)
}

/// Makes a programme of four answers. Publishing happens once: where one is in force, it stays.
///
/// # Errors
/// [`AppError::Fields`] on `margin`.
#[server(endpoint = "admin/set-up")]
pub async fn set_up(
    sells: Sells,
    margin: String,
    generosity: Generosity,
    gets: Gets,
    #[server(default)] then: Then,
) -> Result<Then, AppError> {
    use regulars::programme::template::Answers;
    use regulars_storage::services::set_up;
    let desk = super::manager().await?;
    let (store, env, by) = (desk.store(), desk.env(), desk.at_work());
    let answers = Answers {
        sells,
        margin: margin
            .parse()
            .map_err(|error| AppError::field("margin", error))?,
        generosity,
        gets,
    };
    match then {
        Then::Publish => {
            set_up::publish(store, env, &desk.shop, &by, answers).await?;
            super::answer_form("/admin/set-up");
        }
        Then::Edit => {
            set_up::draft(store, env, &desk.shop, &by, answers).await?;
            leptos_axum::redirect("/admin/programme");
        }
    }
    Ok(then)
}
