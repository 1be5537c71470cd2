//! The public page of a programme.

use regulars::{
    programme::words,
    views::{ProgrammePage, Shop, TierLine},
};

use super::{ServiceError, decode, join, programme};
use crate::{Store, fetch_optional, statements};

statements! {
    REFERRER = "SELECT name FROM members
        WHERE merchant_id = $1 AND own_code = $2 AND deleted_at IS NULL";
}

/// What a visitor is told, by whose invitation if there was one; an unknown code is no error
/// here, as the page is worth seeing without it.
///
/// # Errors
/// [`ServiceError::NotFound`] when nothing is published yet.
pub async fn load(
    store: &Store,
    shop: &Shop,
    referral_code: Option<&str>,
) -> Result<ProgrammePage, ServiceError> {
    let mut db = store.read().await?;
    let published = programme::in_force(store, &mut db, shop.id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let programme = &published.programme;
    let referred_by = match referral_code.map(join::plain_code) {
        None => None,
        Some(code) => {
            fetch_optional!(db, (String,), REFERRER, shop.id.0, code.as_str())?.map(|(name,)| {
                match decode::given_name(&name) {
                    name if name.is_empty() => "A friend".to_owned(),
                    name => name,
                }
            })
        }
    };
    let levels = programme
        .tiers
        .as_ref()
        .map_or(&[][..], |scheme| &scheme.levels);
    let tiers = levels
        .iter()
        .map(|level| TierLine {
            name: level.name.clone(),
            reached: programme.tier_words(level, shop.currency),
            perk: words::multiplier(level.multiplier),
        })
        .collect();
    let mut rewards = programme.rewards.clone();
    rewards.sort_by_key(|reward| reward.points);
    Ok(ProgrammePage {
        shop: shop.clone(),
        name: programme.name.clone(),
        sentences: programme.sentences(shop.currency),
        tiers,
        rewards,
        referral: programme.referral.clone(),
        referred_by,
    })
}
