//! Inviting somebody to work here, by a mailed link that sets the password.

use regulars::{
    command::Actor,
    ids::{MerchantId, StaffId},
    mail_address::MailAddress,
    views::{Role, Shop},
};
use uuid::Uuid;

use super::{check_name, invitation_ends, note, taken};
use crate::{
    Store,
    env::Environment,
    execute, fetch_optional,
    services::{
        ServiceError,
        mails::{self, Letter},
        passwords, secret,
    },
    statements,
};

/// What somebody invited sees before choosing a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Where.
    pub merchant: MerchantId,
    /// Who is invited.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their mail address, which they will sign in with.
    pub mail: String,
    /// What the shop is called.
    pub shop_name: String,
}

statements! {
    // Inviting again renews the link of somebody who has not accepted yet.
    INVITE = "INSERT INTO staff \
        (merchant_id, id, mail, name, role, invite_hash, invite_expires_at, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (merchant_id, mail) DO UPDATE SET \
        name = excluded.name, role = excluded.role, invite_hash = excluded.invite_hash, \
        invite_expires_at = excluded.invite_expires_at WHERE staff.password_hash IS NULL";
    FIND = "SELECT t.id, t.name, t.mail, m.name FROM staff t JOIN merchants m ON m.id = t.merchant_id \
        WHERE t.merchant_id = $1 AND t.invite_hash = $2 AND t.invite_expires_at > $3 \
        AND t.disabled_at IS NULL";
    ACCEPT = "UPDATE staff SET password_hash = $3, invite_hash = NULL, invite_expires_at = NULL \
        WHERE merchant_id = $1 AND invite_hash = $2 AND invite_expires_at > $4 \
        AND disabled_at IS NULL RETURNING id";
}

/// Invites somebody by mail; `link` makes the address of the link from its secret.
///
/// # Errors
/// Field errors, such as when the address works here already; the database's.
#[expect(
    clippy::too_many_arguments,
    reason = "who invites whom, where, as what, and how the link looks"
)]
pub async fn invite(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: Actor,
    mail: &MailAddress,
    name: &str,
    role: Role,
    link: impl Fn(&str) -> String,
) -> Result<(), ServiceError> {
    let name = check_name(name)?;
    let token = secret::token(env);
    let (now, id) = (env.now(), StaffId(env.new_id()));
    let (hash, ends) = (secret::hash(&[&token]), invitation_ends(now).0);
    let mut tx = store.write().await?;
    let invited = execute!(
        tx,
        INVITE,
        shop.id.0,
        id.0,
        mail.as_str(),
        &name,
        role.code(),
        hash,
        ends,
        now.0
    )
    .map_err(taken)?;
    if invited == 0 {
        let text = "Somebody with this mail address works here already.";
        return Err(ServiceError::field("mail", text));
    }
    note(&mut tx, env, shop, by, "staff.invite", id, mail.as_str()).await?;
    let url = link(&format!("{}-{token}", shop.id));
    mails::add(&mut tx, env, shop.id, &letter(shop, mail, &name, url)).await?;
    Ok(tx.commit().await?)
}

fn letter(shop: &Shop, mail: &MailAddress, name: &str, url: String) -> Letter {
    Letter {
        to: mail.to_string(),
        shop: shop.name.clone(),
        subject: format!("Your access to {}", shop.name),
        paragraphs: vec![
            format!("Hello {name},"),
            format!(
                "{} has invited you to its loyalty programme's till and pages.",
                shop.name
            ),
            "Choose a password to begin. The link works for seven days.".to_owned(),
        ],
        code: None,
        action: Some(("Choose a password".to_owned(), url)),
        footnote: "If you do not work there, there is nothing to do.".to_owned(),
    }
}

/// The merchant comes first in the link's secret, because every index starts with it.
fn split(token: &str) -> Option<(i64, Vec<u8>)> {
    let (merchant, rest) = token.split_once('-')?;
    Some((merchant.parse().ok()?, secret::hash(&[rest])))
}

/// The invitation of a link's secret.
///
/// # Errors
/// [`ServiceError::NotFound`] when it is wrong, old or accepted.
pub async fn find(
    store: &Store,
    env: &dyn Environment,
    token: &str,
) -> Result<Invitation, ServiceError> {
    let (merchant, hash) = split(token).ok_or(ServiceError::NotFound)?;
    let mut db = store.read().await?;
    let row = fetch_optional!(
        db,
        (Uuid, String, String, String),
        FIND,
        merchant,
        hash,
        env.now().0
    )?;
    let (staff, name, mail, shop_name) = row.ok_or(ServiceError::NotFound)?;
    let merchant = MerchantId(merchant);
    Ok(Invitation {
        merchant,
        staff: StaffId(staff),
        name,
        mail,
        shop_name,
    })
}

/// Sets the password of somebody invited and uses the link up.
///
/// # Errors
/// [`ServiceError::NotFound`] when the link is wrong, old or used; a field error on `password`.
pub async fn accept(
    store: &Store,
    env: &dyn Environment,
    token: &str,
    password: &str,
) -> Result<(MerchantId, StaffId), ServiceError> {
    find(store, env, token).await?;
    passwords::check_choice(password)?;
    let password = passwords::hash(env, password).await?;
    let (merchant, hash) = split(token).ok_or(ServiceError::NotFound)?;
    let mut tx = store.write().await?;
    let row = fetch_optional!(tx, (Uuid,), ACCEPT, merchant, hash, password, env.now().0)?;
    let (staff,) = row.ok_or(ServiceError::NotFound)?;
    tx.commit().await?;
    Ok((MerchantId(merchant), StaffId(staff)))
}
