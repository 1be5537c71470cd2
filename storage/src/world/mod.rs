//! Loads what a batch of commands of one merchant may look at, with a few set-based queries.
//!
//! | step | reads | when |
//! | --- | --- | --- |
//! | 1 merchant | `merchants`, `programmes`, `releases` | always |
//! | 2 who | `orders`, `referrals`, `claims`, `passes` | refunds and payments name rows, not members |
//! | 3 lock | `accounts`; `members`; `offer_uses`, `order_codes`, `one_time_codes`; `purses` | Postgres |
//! | 4 heads | `accounts`, `referrals` | a member is named |
//! |   | `members`, `staff` | a version is released to staff |
//! | 5 activity | `member_days` and what is kept by member | the rules look at it: [`needs`] |
//! | 6 lots | `lots` | a command takes points |
//! | 7 rows | `orders`, `vouchers`, `referrals` by id, code or friend | named |
//! | 8 names | `members`, `referrals` by mail and code | joins and invitations |
//! | 9 money | `purses`, `purse_movements` | a card or store credit is named |
//! | 10 codes | `one_time_codes`, `code_batches` | a code of their form is quoted |
//! | 11 holds | `reservation_holds`, `reservations` | what is named can be kept for an order |
//! | 12 counters | `offer_uses`, `order_codes` | something is limited for everybody together |
//!
//! What decides is read after the lock, so that it cannot change until the commit.

mod activity;
mod loader;
mod lookups;
mod named;
mod needs;
mod one_time;
mod passes;
mod programmes;
mod purses;
mod reservations;

use regulars::{command::Command, ids::MerchantId, state::World, time::Now};
use uuid::Uuid;

use crate::{
    db::Tx,
    error::StoreError,
    hooks::{self, Counters},
    many::Texts,
};
use loader::Loader;
use named::Named;
use programmes::holding;

pub(crate) use lookups::LOOKUPS;
pub(crate) use one_time::ONE_TIME_LOOKUPS;
pub(crate) use programmes::{Programmes, STATEMENTS, put_into_force};
pub(crate) use purses::PURSE_LOOKUPS;
pub(crate) use reservations::{RESERVATION_LOOKUPS, held_name};

/// Loads the world that `commands` of `merchant` may look at; `None`: no such merchant.
/// With `lock`, the accounts it names stay locked until the end of the transaction.
pub(crate) async fn load(
    tx: &mut Tx,
    texts: &mut Texts,
    programmes: &mut Programmes,
    merchant: MerchantId,
    (commands, now): (&[&Command], Now),
    lock: bool,
) -> Result<Option<World>, StoreError> {
    let Some(holding) = holding(tx, programmes, merchant, now.at, lock).await? else {
        return Ok(None);
    };
    let world = World {
        programme: holding.programme,
        release: holding.release,
        ..World::default()
    };
    let named = Named::of(commands.iter().copied());
    let mut loader = Loader::new(tx, texts, merchant.0, named, world);
    loader.name_sides().await?;
    loader.name_claimers().await?;
    loader.passes().await?;
    if lock {
        let members: Vec<Uuid> = loader.named.members.iter().copied().collect();
        hooks::lock_members(&mut loader.db, merchant.0, &members).await?;
    }
    loader.look_up_needs(now.today);
    loader.initials().await?;
    if lock {
        let (offers, initials) = (loader.needs.offers.clone(), loader.all_initials());
        let db = &mut loader.db;
        hooks::lock_counters(db, merchant.0, Counters::Offers, &offers).await?;
        hooks::lock_counters(db, merchant.0, Counters::OrderCodes, &initials).await?;
        let codes: Vec<String> = loader.named.one_time.iter().cloned().collect();
        hooks::lock_codes(&mut loader.db, merchant.0, &codes).await?;
    }
    let purses = loader.name_purses().await?;
    if lock {
        hooks::lock_purses(&mut loader.db, merchant.0, &purses).await?;
    }
    let referred = loader.members().await?;
    loader.staff().await?;
    loader.counters(now).await?;
    loader.activity(now).await?;
    loader.lots().await?;
    loader.purses(&purses).await?;
    loader.orders().await?;
    loader.paid_purses().await?;
    loader.one_time_codes().await?;
    loader.reservations().await?;
    loader.holds(now, &purses).await?;
    loader.vouchers().await?;
    loader.names(referred).await?;
    loader.claims().await?;
    loader.passed_on(now.today).await?;
    Ok(Some(loader.world))
}
