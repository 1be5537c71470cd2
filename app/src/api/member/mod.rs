//! What the member's pages ask the server for: one small file a question, each with a fixed
//! address.
//!
//! A page names its shop in the address; a member's session is good for one shop. What a
//! visitor may ask begins with [`visit`], the rest with [`holder`].

pub mod card;
pub mod gift_card;
pub mod give_back;
pub mod history;
pub mod invite;
pub mod join;
pub mod me;
pub mod pass_on;
pub mod profile;
pub mod programme;
pub mod refer;
pub mod rewards;
pub mod sign_in;
pub mod sign_out;
pub mod take_reward;
pub mod ways;

#[cfg(feature = "ssr")]
mod asking;
#[cfg(feature = "ssr")]
pub(super) use asking::{answer_form, parse_mail};
#[cfg(feature = "ssr")]
use asking::{has_card, holder, visit};
