//! Staff sign in by mail address and password.

use regulars::{
    ids::{MerchantId, StaffId},
    mail_address::MailAddress,
};
use uuid::Uuid;

use crate::{
    Store,
    env::Environment,
    fetch_all,
    services::{passwords, sign_in::SignInError, throttle::Limit},
    statements,
};

/// Wrong passwords that lock an address for the rest of the window.
const WRONG_BY_MAIL: Limit = Limit {
    what: "wrong password for",
    tries: 10,
    window_s: 900,
};
const TRIES_BY_ADDRESS: Limit = Limit {
    what: "password try from",
    tries: 60,
    window_s: 900,
};
/// Merchants that one mail address can work for and sign in to.
const MERCHANTS_MAX: i64 = 5;

statements! {
    BY_MAIL = "SELECT merchant_id, id, password_hash FROM staff WHERE mail = $1 \
        AND disabled_at IS NULL AND password_hash IS NOT NULL ORDER BY merchant_id LIMIT $2";
}

/// The person of this mail address and password. Somebody who works for several merchants
/// reaches the one whose password it is.
///
/// # Errors
/// [`SignInError::WrongPassword`] for an unknown address and a wrong password alike;
/// [`SignInError::TooMany`] when either was tried too often; the database's.
pub async fn with_password(
    store: &Store,
    env: &dyn Environment,
    mail: &MailAddress,
    password: &str,
    from: &str,
) -> Result<(MerchantId, StaffId), SignInError> {
    let now = env.now();
    TRIES_BY_ADDRESS.count(store, now, from).await?;
    WRONG_BY_MAIL.check(store, now, mail.as_str()).await?;
    let candidates = {
        let mut db = store.read().await?;
        fetch_all!(
            db,
            (i64, Uuid, String),
            BY_MAIL,
            mail.as_str(),
            MERCHANTS_MAX
        )?
    };
    if candidates.is_empty() {
        passwords::verify(None, password).await?;
    }
    for (merchant, staff, hash) in candidates {
        if passwords::verify(Some(hash), password).await? {
            return Ok((MerchantId(merchant), StaffId(staff)));
        }
    }
    WRONG_BY_MAIL.count(store, now, mail.as_str()).await?;
    Err(SignInError::WrongPassword)
}
