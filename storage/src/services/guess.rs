//! Wrong codes: each one costs, too many make whoever tries them wait, and staff hears of it.
//!
//! All codes (vouchers, gift cards, promotions) are looked up in the same way, found or not, and
//! all that are not good get one answer, so that neither its words nor its time tell them apart.

use std::future::Future;

use regulars::{command::Actor, rejection::Rejection, time::Micros, views::Shop};

use super::{ServiceError, audit, secret, sign_in::SignInError, throttle::Limit};
use crate::{Store, env::Environment};

/// Different wrong codes within ten minutes.
const WRONG: Limit = Limit {
    what: "wrong code",
    tries: 10,
    window_s: 600,
};
/// The same wrong code again is no further try: a preview asks again with every key pressed.
const AGAIN: Limit = Limit {
    what: "same code",
    tries: 1,
    window_s: 600,
};
/// Staff is told once in ten minutes.
const TOLD: Limit = Limit {
    what: "guess told",
    tries: 1,
    window_s: 600,
};

/// Who tries codes.
#[derive(Debug, Clone, Copy)]
pub struct Guesser<'a> {
    /// The shop.
    pub shop: &'a Shop,
    /// As whom, for the note that staff reads.
    pub actor: Actor,
    /// What is counted by: a person at work, or a network address.
    pub whom: &'a str,
}

/// Does `ask`, which uses `codes`, unless too many wrong ones came from the same place.
///
/// # Errors
/// [`SignInError::TooMany`]; else what `ask` answers.
pub async fn guarded<T>(
    store: &Store,
    env: &dyn Environment,
    guesser: Guesser<'_>,
    codes: &[String],
    ask: impl Future<Output = Result<T, ServiceError>>,
) -> Result<T, SignInError> {
    if codes.is_empty() {
        return Ok(ask.await?);
    }
    let now = env.now();
    let place = format!("{}:{}", guesser.shop.id, guesser.whom);
    if let Err(error) = WRONG.check(store, now, &place).await {
        tell(store, env, guesser, now, &place).await?;
        return Err(error);
    }
    let answer = ask.await;
    if let Err(ServiceError::Rejected(Rejection::VoucherNotValid)) = &answer {
        let tried = codes.join(" ").to_uppercase();
        let tried: String = secret::hash(&["wrong code", &place, &tried])[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        match AGAIN.count(store, now, &format!("{place}:{tried}")).await {
            Ok(()) => WRONG.count(store, now, &place).await?,
            Err(SignInError::TooMany { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(answer?)
}

/// A note among what staff did and saw; the overview shows it.
async fn tell(
    store: &Store,
    env: &dyn Environment,
    guesser: Guesser<'_>,
    now: Micros,
    place: &str,
) -> Result<(), SignInError> {
    match TOLD.count(store, now, place).await {
        Ok(()) => {}
        Err(SignInError::TooMany { .. }) => return Ok(()),
        Err(other) => return Err(other),
    }
    let entry = audit::Entry {
        actor: guesser.actor,
        action: "code.guessed",
        subject: guesser.whom.to_owned(),
        detail: "More than 10 wrong codes in 10 minutes".to_owned(),
    };
    Ok(audit::record(store, env, guesser.shop, &entry).await?)
}
