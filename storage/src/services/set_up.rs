//! Set-up in four questions: from the answers to a published programme, or to a draft.

use regulars::{
    programme::template::Answers,
    views::{InForce, SetUpPage, Shop},
};

use super::{AtWork, ServiceError, programme};
use crate::{Store, env::Environment, fetch_optional, statements};

statements! {
    DRAFT = "SELECT version FROM programmes WHERE merchant_id = $1 AND status = 1";
}

/// Longest part of a shop's name in that of its programme, in characters.
const NAME_MAX: usize = 60;

/// The page.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn load(store: &Store, shop: &Shop) -> Result<SetUpPage, ServiceError> {
    let mut db = store.read().await?;
    let published = programme::in_force(store, &mut db, shop.id).await?;
    let draft = fetch_optional!(db, (i64,), DRAFT, shop.id.0)?;
    Ok(SetUpPage {
        shop: shop.clone(),
        name: name_of(shop),
        in_force: published.map(|published| InForce {
            version: published.version,
            sentences: published.programme.sentences(shop.currency),
        }),
        has_draft: draft.is_some(),
    })
}

/// Publishes what the answers make and answers with its version. Where a programme is in force
/// already, that one's: whoever presses twice has set up once.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn publish(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    answers: Answers,
) -> Result<i64, ServiceError> {
    if let Some(published) = programme::published(store, shop.id).await? {
        return Ok(published.version);
    }
    draft(store, env, shop, by, answers).await?;
    programme::publish(store, env, shop, by).await
}

/// Keeps what the answers make as the draft, to go on with it in the editor.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn draft(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: &AtWork,
    answers: Answers,
) -> Result<(), ServiceError> {
    let document = answers.programme(&name_of(shop), shop.currency);
    programme::save_draft(store, env, shop, by, &document).await?;
    Ok(())
}

fn name_of(shop: &Shop) -> String {
    let name: String = shop.name.trim().chars().take(NAME_MAX).collect();
    format!("{} regulars", name.trim_end())
}
