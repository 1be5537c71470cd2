//! The sample shop: Northside Coffee, with a year and more of orders that end today.
//!
//! Everything in it goes through the ledger as it would in a real shop, at the time it is said to
//! have happened, so that `verify` has nothing to say about it. The same seed on the same day gives
//! the same shop, to the last code.
//!
//! To show one more thing: a person in `cast` with deeds of their own. The crowd in `crowd` lives
//! by itself.

mod cast;
mod clock;
mod crowd;
mod diary;
mod menu;
mod names;
mod offers;
mod random;

pub(crate) use diary::STATEMENTS as DIARY_STATEMENTS;

use regulars::{
    ids::{LocationId, MemberId, StaffId},
    mail_address::MailAddress,
    views::{Role, Shop},
};

use super::{ServiceError, programme, shop, staff};
use crate::{Store, env::Environment, execute, fetch_optional, statements};

statements! {
    ADA_ROW = "SELECT id FROM members WHERE merchant_id = $1 AND mail = $2";
    CONFIRM = "UPDATE members SET confirmed_at = joined_at
        WHERE merchant_id = $1 AND confirmed_at IS NULL AND mail IS NOT NULL";
}

/// What the shop is called in addresses.
pub const SLUG: &str = "northside";
/// The member to look at.
pub const ADA: &str = "ada@example.com";
/// Who signs in to the merchant's pages, with the name and what they may do.
pub const STAFF: [(&str, &str, Role); 3] = [
    ("owner@example.com", "Olive Hart", Role::Owner),
    ("manager@example.com", "Matt Osei", Role::Manager),
    ("cashier@example.com", "Cleo Marsh", Role::Cashier),
];

/// The sample shop, ready to be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleShop {
    /// The shop.
    pub shop: Shop,
    /// The member to look at: [`ADA`].
    pub ada: MemberId,
}

/// Makes the sample shop, with [`STAFF`] who all sign in with `password`; one that is there
/// already is left as it is.
///
/// # Errors
/// [`ServiceError::Storage`], [`ServiceError::Fields`] for a password that is too short.
pub async fn create(
    store: &Store,
    env: &dyn Environment,
    seed: u64,
    password: &str,
) -> Result<SampleShop, ServiceError> {
    let shop = match shop::by_slug(store, env, SLUG).await {
        Ok(shop) => shop,
        Err(ServiceError::NotFound) => fill(store, env, seed, password).await?,
        Err(error) => return Err(error),
    };
    let mut db = store.read().await?;
    let (ada,) = fetch_optional!(db, (uuid::Uuid,), ADA_ROW, shop.id.0, ADA)?
        .ok_or(ServiceError::NotFound)?;
    Ok(SampleShop {
        shop,
        ada: MemberId(ada),
    })
}

async fn fill(
    store: &Store,
    env: &dyn Environment,
    seed: u64,
    password: &str,
) -> Result<Shop, ServiceError> {
    let shop = shop::create(store, env, menu::shop()?).await?;
    let mut people_at_work: Vec<StaffId> = Vec::new();
    for (mail, name, role) in STAFF {
        let mail: MailAddress = mail
            .parse()
            .map_err(|_| ServiceError::field("mail", "is no mail address"))?;
        let added =
            staff::add_with_password(store, env, shop.id, &mail, name, role, password).await?;
        people_at_work.push(added);
    }
    let tills = shop::locations(store, &shop).await?;
    let till: Option<LocationId> = tills.first().map(|till| till.id);
    let rules = programme::published(store, shop.id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let clock = clock::SampleClock::new(seed);
    let mut diary = diary::Diary::new(store, &clock, &shop, &people_at_work, till, env.now());
    diary.write(&rules.programme, seed).await?;
    let mut tx = store.write().await?;
    execute!(tx, CONFIRM, shop.id.0)?;
    tx.commit().await?;
    Ok(shop)
}
