//! Pages, in the order of who reads them: members, visitors, the merchant.

pub mod admin;
pub mod inbox;
pub mod member;
pub mod not_found;
pub mod public;
