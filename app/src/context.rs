//! Who asks, and with what: what server functions and rendering find around them.
//!
//! A server function begins with one of [`require_member`] and [`require_staff`]; what it needs
//! after that it takes from [`server`].

use regulars::{
    ids::{MemberId, MerchantId, StaffId},
    views::Role,
};
use serde::{Deserialize, Serialize};

/// Who is signed in. A browser may hold both: the cashier's own card, say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The member whose card this browser holds.
    pub member: Option<MemberViewer>,
    /// The person who works here.
    pub staff: Option<StaffViewer>,
}

/// A member who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberViewer {
    /// Whose programme.
    pub merchant: MerchantId,
    /// Who.
    pub member: MemberId,
}

/// A person who works for a merchant and is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffViewer {
    /// For whom.
    pub merchant: MerchantId,
    /// Who.
    pub staff: StaffId,
    /// What they may do.
    pub role: Role,
    /// The name, for the header and the audit log.
    pub name: String,
}

#[cfg(feature = "ssr")]
pub use server::*;

#[cfg(feature = "ssr")]
mod server;
