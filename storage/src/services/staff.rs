//! People who work for a merchant: inviting, changing and disabling them. Signing in is in
//! [`sign_in`].

pub mod invitation;
pub mod sign_in;

use regulars::{
    command::Actor,
    ids::{MerchantId, StaffId},
    mail_address::MailAddress,
    time::Micros,
    views::{Role, Shop, StaffRow},
};
use uuid::Uuid;

use super::{
    ServiceError, audit, passwords,
    sessions::{self, SessionKind, role_of},
};
use crate::{
    Store, StoreError, db::Tx, env::Environment, execute, fetch_all, fetch_one, fetch_optional,
    statements,
};

/// Most people in a list.
const STAFF_MAX: i64 = 500;
/// Longest name, in characters.
pub const NAME_MAX: usize = 100;

statements! {
    LIST = "SELECT id, name, mail, role, password_hash IS NULL AS invited, \
        disabled_at IS NOT NULL AS disabled FROM staff WHERE merchant_id = $1 \
        ORDER BY role DESC, name, id LIMIT $2";
    ADD_OWNER = "INSERT INTO staff (merchant_id, id, mail, name, role, password_hash, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ROLE_OF = "SELECT role FROM staff WHERE merchant_id = $1 AND id = $2";
    SET_ROLE = "UPDATE staff SET role = $3 WHERE merchant_id = $1 AND id = $2";
    DISABLE = "UPDATE staff SET disabled_at = $3 \
        WHERE merchant_id = $1 AND id = $2 AND disabled_at IS NULL";
    ENABLE = "UPDATE staff SET disabled_at = NULL WHERE merchant_id = $1 AND id = $2";
    OWNERS = "SELECT COUNT(*) FROM staff WHERE merchant_id = $1 AND role = $2 \
        AND disabled_at IS NULL AND password_hash IS NOT NULL AND id <> $3";
}

#[derive(Debug, sqlx::FromRow)]
struct ListRow {
    id: Uuid,
    name: String,
    mail: String,
    role: i16,
    invited: bool,
    disabled: bool,
}

/// Everybody who works or worked here, owners first.
///
/// # Errors
/// The database's.
pub async fn list(store: &Store, merchant: MerchantId) -> Result<Vec<StaffRow>, ServiceError> {
    let mut db = store.read().await?;
    let rows = fetch_all!(db, ListRow, LIST, merchant.0, STAFF_MAX)?;
    rows.into_iter()
        .map(|row| {
            Ok(StaffRow {
                id: StaffId(row.id),
                name: row.name,
                mail: row.mail,
                role: role_of(row.role)?,
                invited: row.invited,
                disabled: row.disabled,
            })
        })
        .collect()
}

/// Adds an owner with a password, as the command line does for the first one.
///
/// # Errors
/// Field errors; the database's.
pub async fn create_owner(
    store: &Store,
    env: &dyn Environment,
    merchant: MerchantId,
    mail: &MailAddress,
    name: &str,
    password: &str,
) -> Result<StaffId, ServiceError> {
    add_with_password(store, env, merchant, mail, name, Role::Owner, password).await
}

/// Adds a person with a password, in any role: the sample shop's staff.
///
/// # Errors
/// Field errors; the database's.
pub async fn add_with_password(
    store: &Store,
    env: &dyn Environment,
    merchant: MerchantId,
    mail: &MailAddress,
    name: &str,
    role: Role,
    password: &str,
) -> Result<StaffId, ServiceError> {
    let name = check_name(name)?;
    passwords::check_choice(password)?;
    let hash = passwords::hash(env, password).await?;
    let id = StaffId(env.new_id());
    let now = env.now().0;
    let mut tx = store.write().await?;
    execute!(
        tx,
        ADD_OWNER,
        merchant.0,
        id.0,
        mail.as_str(),
        name,
        role.code(),
        hash,
        now
    )
    .map_err(taken)?;
    tx.commit().await?;
    Ok(id)
}

/// A mail address works for a merchant once; the constraint knows.
pub(super) fn taken(error: StoreError) -> ServiceError {
    match error {
        StoreError::Constraint { unique: true, .. } => ServiceError::field(
            "mail",
            "Somebody with this mail address works here already.",
        ),
        other => other.into(),
    }
}

pub(super) fn check_name(name: &str) -> Result<String, ServiceError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(ServiceError::field("name", "Type the name.")),
        1..=NAME_MAX => Ok(name.to_owned()),
        _ => Err(ServiceError::field(
            "name",
            format!("A name has at most {NAME_MAX} characters."),
        )),
    }
}

/// Changes what somebody may do.
///
/// # Errors
/// [`ServiceError::NotFound`]; a field error when no owner would be left.
pub async fn set_role(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: Actor,
    staff: StaffId,
    role: Role,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    find(&mut tx, shop.id, staff).await?;
    if role != Role::Owner {
        keep_an_owner(&mut tx, shop.id, staff).await?;
    }
    execute!(tx, SET_ROLE, shop.id.0, staff.0, role.code())?;
    note(
        &mut tx,
        env,
        shop,
        by,
        "staff.role",
        staff,
        &format!("{role:?}").to_lowercase(),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Ends somebody's access at once; what they did stays under their name.
///
/// # Errors
/// [`ServiceError::NotFound`]; a field error when no owner would be left.
pub async fn disable(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: Actor,
    staff: StaffId,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    find(&mut tx, shop.id, staff).await?;
    keep_an_owner(&mut tx, shop.id, staff).await?;
    execute!(tx, DISABLE, shop.id.0, staff.0, env.now().0)?;
    note(&mut tx, env, shop, by, "staff.disable", staff, "").await?;
    tx.commit().await?;
    sessions::end_all(store, SessionKind::Staff, shop.id, staff.0).await
}

/// Gives access back.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn enable(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    by: Actor,
    staff: StaffId,
) -> Result<(), ServiceError> {
    let mut tx = store.write().await?;
    if execute!(tx, ENABLE, shop.id.0, staff.0)? == 0 {
        return Err(ServiceError::NotFound);
    }
    note(&mut tx, env, shop, by, "staff.enable", staff, "").await?;
    Ok(tx.commit().await?)
}

async fn find(tx: &mut Tx, merchant: MerchantId, staff: StaffId) -> Result<(), ServiceError> {
    let row = fetch_optional!(tx, (i16,), ROLE_OF, merchant.0, staff.0)?;
    row.map(|_| ()).ok_or(ServiceError::NotFound)
}

/// A shop without an owner could never invite one again.
async fn keep_an_owner(
    tx: &mut Tx,
    merchant: MerchantId,
    leaving: StaffId,
) -> Result<(), ServiceError> {
    let owner = Role::Owner.code();
    let (others,) = fetch_one!(tx, (i64,), OWNERS, merchant.0, owner, leaving.0)?;
    if others == 0 {
        let text = "This is the last owner. Make somebody else an owner first.";
        return Err(ServiceError::field("role", text));
    }
    Ok(())
}

async fn note(
    tx: &mut Tx,
    env: &dyn Environment,
    shop: &Shop,
    actor: Actor,
    action: &'static str,
    staff: StaffId,
    detail: &str,
) -> Result<(), ServiceError> {
    let subject = staff.to_string();
    let entry = audit::Entry {
        actor,
        action,
        subject,
        detail: detail.to_owned(),
    };
    audit::record_in(tx, env, shop, &entry).await
}

/// When an invitation made now ends.
pub(super) fn invitation_ends(now: Micros) -> Micros {
    now.plus_seconds(7 * 86_400)
}
