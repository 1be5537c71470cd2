//! How every server function of the merchant's begins.

use regulars::views::{Role, Shop};
use regulars_storage::{
    Store,
    env::Environment,
    services::{AtWork, shop},
};

use crate::{
    context::{ServerContext, StaffViewer, require_staff, server},
    error::AppError,
};

/// Somebody at work who may do what is asked.
pub struct Desk {
    /// The store and what surrounds it.
    pub server: ServerContext,
    /// Their shop.
    pub shop: Shop,
    /// Who.
    pub staff: StaffViewer,
}

/// Anybody at work.
///
/// # Errors
/// [`AppError::NotSignedIn`].
pub async fn cashier() -> Result<Desk, AppError> {
    desk(Role::Cashier).await
}

/// A manager or an owner.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotAllowed`].
pub async fn manager() -> Result<Desk, AppError> {
    desk(Role::Manager).await
}

/// An owner.
///
/// # Errors
/// [`AppError::NotSignedIn`], [`AppError::NotAllowed`].
pub async fn owner() -> Result<Desk, AppError> {
    desk(Role::Owner).await
}

async fn desk(least: Role) -> Result<Desk, AppError> {
    let staff = require_staff(least)?;
    let server = server()?;
    let shop = shop::by_id(&server.store, &*server.env, staff.merchant).await?;
    Ok(Desk {
        server,
        shop,
        staff,
    })
}

impl Desk {
    /// All data.
    pub fn store(&self) -> &Store {
        &self.server.store
    }

    /// Time and randomness.
    pub fn env(&self) -> &dyn Environment {
        &*self.server.env
    }

    /// The person as services want it.
    pub fn at_work(&self) -> AtWork {
        AtWork {
            staff: self.staff.staff,
            role: self.staff.role,
            location: None,
        }
    }

    /// An idempotency key for a form: one a rendering, so that a double press counts once.
    pub fn form_key(&self) -> String {
        self.env().new_id().simple().to_string()
    }
}
