//! Shops: finding one, and opening one.

use std::sync::Arc;

use regulars::{
    ids::{LocationId, MerchantId},
    money::Currency,
    programme::Programme,
    views::{LocationRow, Shop},
};
use uuid::Uuid;

use super::{FieldError, ServiceError};
use crate::{
    Corrupt, Store, StoreError,
    env::{Environment, local_time},
    execute, fetch_all, fetch_one, fetch_optional, statements,
};

statements! {
    SHOP_BY_SLUG = "SELECT id, slug, name, currency, time_zone, colour, sample
        FROM merchants WHERE slug = $1";
    SHOP_BY_ID = "SELECT id, slug, name, currency, time_zone, colour, sample
        FROM merchants WHERE id = $1";
    SHOPS = "SELECT id, slug, name, currency, time_zone, colour, sample
        FROM merchants ORDER BY id LIMIT $1";
    NEXT_ID = "SELECT COALESCE(MAX(id), 0) + 1 FROM merchants";
    NEW_SHOP = "INSERT INTO merchants
        (id, slug, name, currency, time_zone, colour, sample, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    NEW_LOCATION = "INSERT INTO locations (merchant_id, id, name, kind, created_at)
        VALUES ($1, $2, $3, 1, $4)";
    NEW_PROGRAMME = "INSERT INTO programmes
        (merchant_id, version, status, document, created_at, published_at)
        VALUES ($1, 1, 2, $2, $3, $3)";
    LOCATIONS = "SELECT id, name FROM locations WHERE merchant_id = $1 ORDER BY name, id LIMIT 100";
}

/// Most shops in a list.
const SHOPS_MAX: i64 = 1_000;

/// A row of `merchants`.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct ShopRow {
    id: i64,
    slug: String,
    name: String,
    currency: String,
    time_zone: String,
    colour: String,
    sample: bool,
}

impl ShopRow {
    fn view(&self, env: &dyn Environment) -> Result<Shop, StoreError> {
        let currency = self.currency.parse().map_err(|_| Corrupt {
            table: "merchants",
            what: format!("currency {:?}", self.currency),
        })?;
        let local = local_time(&self.time_zone, env.now());
        Ok(Shop {
            id: MerchantId(self.id),
            slug: self.slug.clone(),
            name: self.name.clone(),
            currency,
            time_zone: self.time_zone.clone(),
            colour: Some(self.colour.clone()).filter(|colour| !colour.is_empty()),
            today: local.day,
            hour: local.hour,
            sample: self.sample,
        })
    }
}

/// The shop of an address.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn by_slug(
    store: &Store,
    env: &dyn Environment,
    slug: &str,
) -> Result<Shop, ServiceError> {
    let (key, now) = (slug.to_owned(), env.now());
    if let Some(row) = store.shops().get(&key, now) {
        return Ok(row.view(env)?);
    }
    let mut db = store.read().await?;
    let row = fetch_optional!(db, ShopRow, SHOP_BY_SLUG, slug)?.ok_or(ServiceError::NotFound)?;
    let shop = row.view(env)?;
    store.shops().keep(key, Arc::new(row), now);
    Ok(shop)
}

/// The shop of a row.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn by_id(
    store: &Store,
    env: &dyn Environment,
    id: MerchantId,
) -> Result<Shop, ServiceError> {
    let mut db = store.read().await?;
    let row = fetch_optional!(db, ShopRow, SHOP_BY_ID, id.0)?.ok_or(ServiceError::NotFound)?;
    Ok(row.view(env)?)
}

/// The oldest shop, if there is one: what the front page of a house with one shop shows.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn first(store: &Store, env: &dyn Environment) -> Result<Option<Shop>, ServiceError> {
    let mut db = store.read().await?;
    let row = fetch_optional!(db, ShopRow, SHOPS, 1_i64)?;
    Ok(row.map(|row| row.view(env)).transpose()?)
}

/// All shops, oldest first, at most a thousand.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn list(store: &Store, env: &dyn Environment) -> Result<Vec<Shop>, ServiceError> {
    let mut db = store.read().await?;
    let rows = fetch_all!(db, ShopRow, SHOPS, SHOPS_MAX)?;
    Ok(rows
        .into_iter()
        .map(|row| row.view(env))
        .collect::<Result<_, _>>()?)
}

/// A shop to open.
#[derive(Debug, Clone)]
pub struct NewShop {
    /// What it is called in addresses: small letters, digits and dashes.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its colour as `#rrggbb`.
    pub colour: Option<String>,
    /// Whether it is the sample shop.
    pub sample: bool,
    /// The programme it starts with, published at once; `None`: nothing is published.
    pub programme: Option<Programme>,
}

/// Addresses that are pages of the house itself.
const RESERVED_SLUGS: [&str; 17] = [
    "admin",
    "api",
    "assets",
    "card",
    "events",
    "fonts",
    "health",
    "icons",
    "inbox",
    "join",
    "live",
    "pkg",
    "ready",
    "sign-in",
    "static",
    "till",
    "well-known",
];

impl NewShop {
    /// All that is wrong with it.
    fn faults(&self) -> Vec<FieldError> {
        let slug_ok = (1..=60).contains(&self.slug.len())
            && self
                .slug
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !self.slug.starts_with('-')
            && !RESERVED_SLUGS.contains(&self.slug.as_str());
        let name_ok = (1..=200).contains(&self.name.trim().chars().count());
        let zone_ok = self.time_zone.parse::<chrono_tz::Tz>().is_ok();
        let colour_ok = self.colour.as_ref().is_none_or(|colour| {
            colour.len() == 7
                && colour.starts_with('#')
                && colour[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        [
            (
                slug_ok,
                "slug",
                "Use small letters, digits and dashes, such as northside.",
            ),
            (
                name_ok,
                "name",
                "Give the shop a name of at most 200 characters.",
            ),
            (
                zone_ok,
                "time_zone",
                "Choose a time zone such as Europe/London.",
            ),
            (colour_ok, "colour", "Write the colour as #rrggbb."),
        ]
        .into_iter()
        .filter(|(fine, _, _)| !fine)
        .map(|(_, field, message)| FieldError {
            field: field.to_owned(),
            message: message.to_owned(),
        })
        .collect()
    }
}

/// Opens a shop with one till and, where given, a published programme.
///
/// # Errors
/// [`ServiceError::Fields`], also when the address is taken.
pub async fn create(
    store: &Store,
    env: &dyn Environment,
    new: NewShop,
) -> Result<Shop, ServiceError> {
    let faults = new.faults();
    if !faults.is_empty() {
        return Err(ServiceError::Fields(faults));
    }
    if let Some(programme) = &new.programme {
        programme.validate()?;
    }
    let now = env.now().0;
    let mut tx = store.write().await?;
    if fetch_optional!(tx, ShopRow, SHOP_BY_SLUG, new.slug.as_str())?.is_some() {
        return Err(ServiceError::field(
            "slug",
            "This address is taken. Choose another one.",
        ));
    }
    let (id,) = fetch_one!(tx, (i64,), NEXT_ID)?;
    let colour = new.colour.unwrap_or_default();
    execute!(
        tx,
        NEW_SHOP,
        id,
        new.slug.as_str(),
        new.name.trim(),
        new.currency.code(),
        new.time_zone.as_str(),
        colour.as_str(),
        new.sample,
        now,
    )?;
    execute!(tx, NEW_LOCATION, id, env.new_id(), "Till", now)?;
    if let Some(programme) = &new.programme {
        let document = serde_json::to_string(programme).map_err(StoreError::from)?;
        execute!(tx, NEW_PROGRAMME, id, document.as_str(), now)?;
    }
    tx.commit().await?;
    by_id(store, env, MerchantId(id)).await
}

/// Where orders are rung up, at most a hundred.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn locations(store: &Store, shop: &Shop) -> Result<Vec<LocationRow>, ServiceError> {
    let mut db = store.read().await?;
    let rows = fetch_all!(db, (Uuid, String), LOCATIONS, shop.id.0)?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| LocationRow {
            id: LocationId(id),
            name,
        })
        .collect())
}
