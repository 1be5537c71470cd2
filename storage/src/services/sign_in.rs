//! A member signs in with six digits or a link sent by mail.
//!
//! Whoever asks learns nothing about whether an address has a card: an unknown address gets a
//! code of its own in the table, so that it can be tried, refused and locked like any other;
//! only the mail differs.

use regulars::{
    command::{Actor, Command, Qualify},
    ids::MemberId,
    mail_address::MailAddress,
    time::Micros,
    views::Shop,
};
use uuid::Uuid;

use super::{
    ServiceError,
    ask::Ask,
    mails::{self, Letter},
    secret,
    sessions::{self, SessionKind},
    throttle::Limit,
};
use crate::{Store, StoreError, db::Tx, env::Environment, execute, fetch_optional, statements};

/// Seconds that a code and its link are good for.
pub const CODE_VALID_S: i64 = 600;
/// Wrong tries that lock a code.
pub const TRIES_MAX: i16 = 5;

const REQUESTS_BY_MAIL: Limit = Limit {
    what: "code for mail",
    tries: 5,
    window_s: 3_600,
};
const REQUESTS_BY_ADDRESS: Limit = Limit {
    what: "code from",
    tries: 60,
    window_s: 3_600,
};
const TRIES_BY_ADDRESS: Limit = Limit {
    what: "code try from",
    tries: 60,
    window_s: 600,
};

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Wrong, old or used: one answer for all.
    #[error(
        "This code is not valid. Codes work once, for ten minutes. Check it, or ask for a new one."
    )]
    WrongCode,
    /// The link is wrong, old or used.
    #[error("This link is not valid any more. Ask for a new one.")]
    WrongLink,
    /// Wrong address or wrong password: one answer for both.
    #[error("The mail address or the password is not right.")]
    WrongPassword,
    /// Too many tries.
    #[error("Too many tries. Ask for a new code in a while.")]
    TooMany {
        /// Seconds until a try may succeed.
        retry_after_s: u32,
    },
    /// Anything else.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for SignInError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

statements! {
    PUT = "INSERT INTO sign_in_codes \
        (merchant_id, mail, code_hash, link_hash, created_at, expires_at, attempts, used_at) \
        VALUES ($1, $2, $3, $4, $5, $6, 0, NULL) ON CONFLICT (merchant_id, mail) DO UPDATE SET \
        code_hash = excluded.code_hash, link_hash = excluded.link_hash, \
        created_at = excluded.created_at, expires_at = excluded.expires_at, \
        attempts = 0, used_at = NULL";
    MEMBER = "SELECT id FROM members WHERE merchant_id = $1 AND mail = $2 AND deleted_at IS NULL";
    // One statement takes the code: of two that come at once, one finds it used.
    USE_CODE = "UPDATE sign_in_codes SET used_at = $4 WHERE merchant_id = $1 AND mail = $2 \
        AND code_hash = $3 AND used_at IS NULL AND expires_at > $4 AND attempts < $5";
    USE_LINK = "UPDATE sign_in_codes SET used_at = $3 WHERE merchant_id = $1 AND link_hash = $2 \
        AND used_at IS NULL AND expires_at > $3 AND attempts < $4 RETURNING mail";
    COUNT_WRONG = "UPDATE sign_in_codes SET attempts = attempts + 1 WHERE merchant_id = $1 \
        AND mail = $2 AND used_at IS NULL AND expires_at > $3 AND attempts < $4";
    LOCKED_UNTIL = "SELECT expires_at FROM sign_in_codes WHERE merchant_id = $1 AND mail = $2 \
        AND used_at IS NULL AND expires_at > $3 AND attempts >= $4";
    CONFIRM = "UPDATE members SET confirmed_at = $3 \
        WHERE merchant_id = $1 AND id = $2 AND confirmed_at IS NULL";
    PURGE = "DELETE FROM sign_in_codes WHERE expires_at <= $1";
}

/// Sends a code and a link to `mail`, if a member has it. `link` makes the address of the link
/// from its secret; `from` is the network address that asks.
///
/// # Errors
/// [`SignInError::TooMany`], for known and unknown addresses alike; the database's.
pub async fn request(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    mail: &MailAddress,
    from: &str,
    link: impl Fn(&str) -> String,
) -> Result<(), SignInError> {
    let now = env.now();
    REQUESTS_BY_ADDRESS.count(store, now, from).await?;
    REQUESTS_BY_MAIL
        .count(store, now, &format!("{}:{mail}", shop.id))
        .await?;
    let (code, token) = (secret::six_digits(env), secret::token(env));
    let code_hash = hash_code(shop, mail, &code);
    let link_hash = secret::hash(&[&token]);
    let expires_at = now.plus_seconds(CODE_VALID_S).0;
    let mut tx = store.write().await?;
    execute!(
        tx,
        PUT,
        shop.id.0,
        mail.as_str(),
        code_hash,
        link_hash,
        now.0,
        expires_at
    )?;
    if find_member(&mut tx, shop, mail).await?.is_some() {
        mails::add(
            &mut tx,
            env,
            shop.id,
            &letter(shop, mail, code, link(&token)),
        )
        .await?;
    }
    Ok(tx.commit().await?)
}

fn hash_code(shop: &Shop, mail: &MailAddress, code: &str) -> Vec<u8> {
    secret::hash(&[&shop.id.to_string(), mail.as_str(), code])
}

async fn find_member(
    tx: &mut Tx,
    shop: &Shop,
    mail: &MailAddress,
) -> Result<Option<MemberId>, StoreError> {
    let row = fetch_optional!(tx, (Uuid,), MEMBER, shop.id.0, mail.as_str())?;
    Ok(row.map(|(id,)| MemberId(id)))
}

fn letter(shop: &Shop, mail: &MailAddress, code: String, url: String) -> Letter {
    Letter {
        to: mail.to_string(),
        shop: shop.name.clone(),
        subject: format!("{code} is your code for {}", shop.name),
        paragraphs: vec![
            "Type this code to see your card. It works once, for the next ten minutes.".to_owned(),
        ],
        code: Some(code),
        action: Some(("Open my card".to_owned(), url)),
        footnote: "Nobody from the shop will ask for this code. If you did not want to sign in, \
                   there is nothing to do."
            .to_owned(),
    }
}

/// Signs in the member of `mail` who types `code`.
///
/// # Errors
/// [`SignInError::WrongCode`] for a wrong, old or used one; [`SignInError::TooMany`] when the
/// code is locked or the network address tried too often; the database's.
pub async fn with_code(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    mail: &MailAddress,
    code: &str,
    from: &str,
) -> Result<MemberId, SignInError> {
    let now = env.now();
    TRIES_BY_ADDRESS.count(store, now, from).await?;
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    let hash = hash_code(shop, mail, &typed);
    let mut tx = store.write().await?;
    if let Some(locked) = lock_of(&mut tx, shop, mail, now).await? {
        return Err(locked);
    }
    let used = execute!(
        tx,
        USE_CODE,
        shop.id.0,
        mail.as_str(),
        hash,
        now.0,
        TRIES_MAX
    )?;
    if used == 0 {
        execute!(tx, COUNT_WRONG, shop.id.0, mail.as_str(), now.0, TRIES_MAX)?;
        let locked = lock_of(&mut tx, shop, mail, now).await?;
        tx.commit().await?;
        return Err(locked.unwrap_or(SignInError::WrongCode));
    }
    // A guess that hits the code of an unknown address opens nothing.
    let member = find_member(&mut tx, shop, mail)
        .await?
        .ok_or(SignInError::WrongCode)?;
    finish(store, env, tx, shop, member).await
}

async fn lock_of(
    tx: &mut Tx,
    shop: &Shop,
    mail: &MailAddress,
    now: Micros,
) -> Result<Option<SignInError>, StoreError> {
    let row = fetch_optional!(
        tx,
        (i64,),
        LOCKED_UNTIL,
        shop.id.0,
        mail.as_str(),
        now.0,
        TRIES_MAX
    )?;
    Ok(row.map(|(until,)| SignInError::TooMany {
        retry_after_s: u32::try_from((until - now.0) / 1_000_000 + 1).unwrap_or(u32::MAX),
    }))
}

/// Signs in the member whose mailed link holds `token`.
///
/// # Errors
/// [`SignInError::WrongLink`] for a wrong, old or used one; the database's.
pub async fn with_link(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    token: &str,
    from: &str,
) -> Result<MemberId, SignInError> {
    let now = env.now();
    TRIES_BY_ADDRESS.count(store, now, from).await?;
    let mut tx = store.write().await?;
    let hash = secret::hash(&[token]);
    let row = fetch_optional!(tx, (String,), USE_LINK, shop.id.0, hash, now.0, TRIES_MAX)?;
    let mail = row
        .and_then(|(mail,)| mail.parse().ok())
        .ok_or(SignInError::WrongLink)?;
    let member = find_member(&mut tx, shop, &mail)
        .await?
        .ok_or(SignInError::WrongLink)?;
    finish(store, env, tx, shop, member).await
}

/// Whoever read the mail has shown that the address is theirs; the first time, a referral moves.
async fn finish(
    store: &Store,
    env: &dyn Environment,
    mut tx: Tx,
    shop: &Shop,
    member: MemberId,
) -> Result<MemberId, SignInError> {
    let first = execute!(tx, CONFIRM, shop.id.0, member.0, env.now().0)? == 1;
    tx.commit().await?;
    if first {
        // Whoever joined with this address before may not be who reads its mail.
        sessions::end_all(store, SessionKind::Member, shop.id, member.0).await?;
        let key = member.to_string();
        let ask = Ask::new(env, shop, Actor::Member(member), "qualify", &key);
        ask.submit(store, &member, Command::Qualify(Qualify { member }))
            .await?;
    }
    Ok(member)
}

/// Removes codes that are over; answers how many.
///
/// # Errors
/// The database's.
pub async fn purge(store: &Store, now: Micros) -> Result<u64, StoreError> {
    let mut tx = store.write().await?;
    let removed = execute!(tx, PURGE, now.0)?;
    tx.commit().await?;
    Ok(removed)
}
