//! The member's card. Read often: five statements or so on one connection, each along an index.

use regulars::{
    ids::MemberId,
    referral::Stage,
    views::{Card, Shop},
};

use super::{ServiceError, purses, refer, standing, voucher};
use crate::Store;

/// Friends shown on the card.
const FRIENDS_SHOWN: i64 = 3;

/// The card of a member.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn load(store: &Store, shop: &Shop, member: MemberId) -> Result<Card, ServiceError> {
    let mut db = store.read().await?;
    let standing = standing::load(store, &mut db, shop, member).await?;
    let vouchers = voucher::open_of(&mut db, shop, member).await?;
    let offer = standing
        .programme
        .as_ref()
        .and_then(|it| it.programme.referral.as_ref());
    let friends = refer::friends_of(&mut db, shop, member, offer, FRIENDS_SHOWN).await?;
    let friend_points = if friends.len() < FRIENDS_SHOWN as usize {
        // All of them are here.
        let paid = friends
            .iter()
            .filter(|friend| friend.stage == Stage::Rewarded);
        paid.map(|friend| friend.points).sum()
    } else {
        refer::points_of(&mut db, shop, member).await?
    };
    let money = purses::of_member(&mut db, shop, member).await?;
    let mut rewards = standing.offers();
    rewards.sort_by_key(|offer| offer.missing > 0);
    let worth = standing.worth();
    let has_ways = standing
        .programme
        .as_ref()
        .is_some_and(|it| !it.programme.acts.is_empty());
    Ok(Card {
        shop: shop.clone(),
        name: standing.name,
        available: standing.available,
        pending: standing.pending,
        pending_until: standing.pending_until,
        worth,
        tier: standing.tier,
        expiries: standing.expiries,
        card_code: standing.card_code,
        rewards,
        vouchers,
        stamp_cards: standing.stamp_cards,
        money,
        friends,
        friend_points,
        confirmed: standing.confirmed,
        inactive_on: standing.inactive_on,
        at_risk: standing.at_risk,
        has_ways,
    })
}
