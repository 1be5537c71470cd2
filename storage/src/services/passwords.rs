//! Passwords of staff: argon2id, off the threads that serve requests, a few at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use tokio::sync::Semaphore;

use super::ServiceError;
use crate::env::Environment;

/// Shortest password, in characters.
pub const LENGTH_MIN: usize = 10;
/// Longest password, in characters: hashing time must not be the caller's choice.
pub const LENGTH_MAX: usize = 200;
/// Hashes at once. Each takes 19 MiB and a core for some ten milliseconds.
const AT_ONCE_MAX: usize = 2;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE_MAX);

/// The hash of a password that nobody has: checking against it takes as long as against a real
/// one, so that the time of an answer does not tell whether the address is known.
static NOBODYS: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now("nobody's password", &[7; 16]));

fn hash_now(password: &str, salt: &[u8; 16]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    Some(
        Argon2::default()
            .hash_password(password.as_bytes(), &salt)
            .ok()?
            .to_string(),
    )
}

/// Checks a password that somebody chooses.
///
/// # Errors
/// A field error on `password` that says what would do.
pub fn check_choice(password: &str) -> Result<(), ServiceError> {
    let length = password.chars().count();
    if length < LENGTH_MIN {
        return Err(ServiceError::field(
            "password",
            format!("A password has at least {LENGTH_MIN} characters. Four random words do well."),
        ));
    }
    if length > LENGTH_MAX {
        let text = format!("A password has at most {LENGTH_MAX} characters.");
        return Err(ServiceError::field("password", text));
    }
    Ok(())
}

/// The hash to store, in PHC format.
///
/// # Errors
/// [`ServiceError::Busy`] when the process is short of memory or stopping.
pub async fn hash(env: &dyn Environment, password: &str) -> Result<String, ServiceError> {
    let (salt, password) = (env.random().to_ne_bytes(), password.to_owned());
    let hashed = on_a_thread_of_its_own(move || hash_now(&password, &salt)).await?;
    hashed.ok_or(ServiceError::Busy)
}

/// Whether `password` is the one of `hash`; against `None` it takes its time and says no.
///
/// # Errors
/// [`ServiceError::Busy`] when the process is stopping.
pub async fn verify(hash: Option<String>, password: &str) -> Result<bool, ServiceError> {
    if password.chars().count() > LENGTH_MAX {
        return Ok(false);
    }
    let password = password.to_owned();
    on_a_thread_of_its_own(move || {
        let known = hash.is_some();
        let stored = hash.or_else(|| NOBODYS.clone()).unwrap_or_default();
        let matches = PasswordHash::new(&stored).is_ok_and(|stored| {
            Argon2::default()
                .verify_password(password.as_bytes(), &stored)
                .is_ok()
        });
        known && matches
    })
    .await
}

async fn on_a_thread_of_its_own<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ServiceError> {
    let turn = TURNS.acquire().await.map_err(|_| ServiceError::Busy)?;
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ServiceError::Busy);
    drop(turn);
    done
}
