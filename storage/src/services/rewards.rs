//! Taking a reward for points, and giving its voucher back while it is unused.

use regulars::{
    command::{Actor, Command, Redeem, ReturnVoucher},
    ids::{MemberId, VoucherId},
    plan::Receipt,
    reward::VoucherCode,
    views::{Rewards, Shop},
};

use super::{
    ServiceError,
    ask::{Ask, answered, unexpected},
    standing, voucher,
};
use crate::{Store, env::Environment};

/// Taking a reward, as part of its key.
const TAKE: &str = "take";

/// The rewards page of a member.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn load(store: &Store, shop: &Shop, member: MemberId) -> Result<Rewards, ServiceError> {
    let mut db = store.read().await?;
    let standing = standing::load(store, &mut db, shop, member).await?;
    let vouchers = voucher::all_of(&mut db, shop, member).await?;
    Ok(Rewards {
        shop: shop.clone(),
        available: standing.available,
        offers: standing.offers(),
        vouchers,
    })
}

/// Takes a reward: the points go, a voucher comes ([`Receipt::Redeemed`]).
///
/// # Errors
/// [`ServiceError::Rejected`] with the points missing, an unknown reward or an unknown member.
pub async fn take(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    member: MemberId,
    reward_key: &str,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let command = Command::Redeem(Redeem {
        member,
        reward: reward_key.to_owned(),
        voucher: VoucherId(env.new_id()),
        code: VoucherCode::from_random(env.random()),
    });
    let ask = Ask::new(env, shop, actor, TAKE, key);
    Ok(ask
        .submit(store, &(member, reward_key), command)
        .await?
        .receipt)
}

/// The voucher that was taken under a key before.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn taken_before(
    store: &Store,
    shop: &Shop,
    key: &str,
) -> Result<Option<VoucherCode>, ServiceError> {
    match answered(store, shop, TAKE, key).await? {
        None => Ok(None),
        Some(Receipt::Redeemed { code, .. }) => Ok(Some(code)),
        Some(other) => Err(unexpected(&other)),
    }
}

/// Gives an unused voucher back: its points return to the lots they came from
/// ([`Receipt::Returned`]). The voucher itself is the key, so it happens once.
///
/// # Errors
/// [`ServiceError::Rejected`] for a voucher that is somebody else's, used or given back.
pub async fn give_back(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    member: MemberId,
    code: &VoucherCode,
) -> Result<Receipt, ServiceError> {
    // An undone sale makes a voucher usable again, but one given back stays so: one key is enough.
    let ask = Ask::new(env, shop, actor, "give-back", code.as_str());
    let command = Command::ReturnVoucher(ReturnVoucher {
        member,
        code: code.clone(),
    });
    Ok(ask.submit(store, &(member, code), command).await?.receipt)
}
