//! The member's pages: one file a page.

mod card;
mod claim;
mod earn;
mod friend;
mod friends;
mod gift_card;
mod history;
mod join;
mod lines;
mod me;
mod pass_on;
mod profile;
mod purses;
mod refer;
mod reward_card;
mod rewards;
mod sign_in;
mod stamp_cards;
mod take;
mod voucher;

pub use card::CardPage;
pub use claim::ClaimPage;
pub use earn::EarnPage;
pub use friend::FriendPage;
pub use gift_card::GiftCardPage;
pub use history::HistoryPage;
pub use join::{JoinForm, OpenCard};
pub use me::MePage;
pub use pass_on::PassOnPage;
pub use refer::ReferPage;
pub use rewards::RewardsPage;
pub use sign_in::SignInPage;
pub use take::TakePage;
pub use voucher::VoucherPage;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A part of the address, by its name in the route; it changes when the page does.
pub(crate) fn address_part(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default())
}
