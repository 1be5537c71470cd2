//! What a member tells besides name and mail address: the birthday and a telephone number.

use regulars::{
    act::Act,
    birthday::Birthday,
    ids::MemberId,
    time::Day,
    views::{Profile, Shop},
};

use super::{ServiceError, acts, programme};
use crate::{
    Corrupt, Store, StoreError, db::Reader, env::Environment, execute, fetch_optional, statements,
};

statements! {
    PROFILE = "SELECT p.birth_month, p.birth_day, p.birth_year, p.birthday_set_on, p.phone, m.name
        FROM members m
        LEFT JOIN member_profiles p ON p.merchant_id = m.merchant_id AND p.member_id = m.id
        WHERE m.merchant_id = $1 AND m.id = $2 AND m.deleted_at IS NULL";
    KEEP = "INSERT INTO member_profiles
            (merchant_id, member_id, birth_month, birth_day, birth_year, birthday_set_on, phone)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (merchant_id, member_id) DO UPDATE SET birth_month = excluded.birth_month,
            birth_day = excluded.birth_day, birth_year = excluded.birth_year,
            birthday_set_on = excluded.birthday_set_on, phone = excluded.phone";
}

/// Digits of a telephone number, at least and at most.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=20;
/// Longest telephone number as it is typed, in characters.
const PHONE_CHARS_MAX: usize = 40;

#[derive(Debug, sqlx::FromRow)]
struct ProfileRow {
    birth_month: Option<i16>,
    birth_day: Option<i16>,
    birth_year: Option<i16>,
    birthday_set_on: Option<i32>,
    phone: Option<String>,
    name: String,
}

impl ProfileRow {
    fn birthday(&self) -> Result<Option<Birthday>, StoreError> {
        let Some((month, day)) = self.birth_month.zip(self.birth_day) else {
            return Ok(None);
        };
        let corrupt = || Corrupt {
            table: "member_profiles",
            what: format!("birthday {month}-{day}"),
        };
        let stored = Birthday::stored(month, day, self.birth_year);
        Ok(Some(stored.ok_or_else(corrupt)?))
    }

    /// The first day on which another birthday can be told, if that is still to come.
    fn kept_until(&self, today: Day) -> Option<Day> {
        let told_on = self.birthday_set_on.map(Day)?;
        Some(Birthday::kept_until(told_on)).filter(|day| *day > today)
    }
}

/// What the member told, and what it brings.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub(super) async fn load(
    store: &Store,
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Profile, ServiceError> {
    let row = fetch_optional!(db, ProfileRow, PROFILE, shop.id.0, member.0)?
        .ok_or(ServiceError::NotFound)?;
    let in_force = programme::in_force(store, db, shop.id).await?;
    let rules = in_force.as_ref().map(|published| &published.programme);
    let (brings, birthday_brings) = match rules.filter(|rules| !rules.acts.is_empty()) {
        Some(rules) => {
            let made = acts::made(db, shop, member).await?;
            let brings = |act| acts::still_brings(rules, act, &made, shop.today);
            (brings(Act::Profile), brings(Act::Birthday))
        }
        None => (None, None),
    };
    Ok(Profile {
        birthday: row.birthday()?,
        birthday_kept_until: row.kept_until(shop.today),
        phone: row.phone,
        brings,
        birthday_brings,
        may_pass_on: rules.is_some_and(|rules| rules.passing.is_some()),
    })
}

/// Keeps what the member tells: a birthday and a telephone number, or nothing. Whoever told
/// everything, the name too, gets the points that the programme has for it; answers how many.
///
/// # Errors
/// [`ServiceError::Fields`] for another birthday within a year, and for what is no telephone
/// number; [`ServiceError::NotFound`].
pub async fn keep(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    (birthday, phone): (Option<Birthday>, &str),
) -> Result<i64, ServiceError> {
    let phone = phone.trim();
    check_phone(phone)?;
    let phone = Some(phone).filter(|phone| !phone.is_empty());
    let mut tx = store.write().await?;
    let row = fetch_optional!(tx, ProfileRow, PROFILE, shop.id.0, member.0)?
        .ok_or(ServiceError::NotFound)?;
    let same = row.birthday()? == birthday;
    if let Some(until) = row.kept_until(shop.today)
        && birthday.is_some()
        && !same
    {
        let day = until.words(shop.today);
        let words = format!("A birthday can be changed once a year: this one from {day}.");
        return Err(ServiceError::field("birthday", words));
    }
    let told_on = match birthday {
        Some(_) if !same => Some(shop.today.0),
        _ => row.birthday_set_on,
    };
    execute!(
        tx,
        KEEP,
        shop.id.0,
        member.0,
        birthday.map(|it| i16::from(it.month())),
        birthday.map(|it| i16::from(it.day())),
        birthday.and_then(Birthday::year),
        told_on,
        phone,
    )?;
    tx.commit().await?;
    if row.name.is_empty() || birthday.is_none() || phone.is_none() {
        return Ok(0);
    }
    let key = format!("{member}:{}", shop.today);
    acts::seen(store, env, shop, member, Act::Profile, &key).await
}

fn check_phone(phone: &str) -> Result<(), ServiceError> {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let known =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '/' | '.' | ' ');
    let fine = phone.chars().all(known)
        && phone.chars().count() <= PHONE_CHARS_MAX
        && PHONE_DIGITS.contains(&digits);
    if phone.is_empty() || fine {
        return Ok(());
    }
    Err(ServiceError::field(
        "phone",
        "Type a telephone number, such as +44 20 7946 0123, or leave it empty.",
    ))
}

#[cfg(test)]
mod tests {
    use super::check_phone;

    #[test]
    fn a_telephone_number_has_digits_and_what_stands_between_them() {
        for fine in ["", "020 7946 0123", "+49 (30) 123-456", "112/345.67"] {
            assert!(check_phone(fine).is_ok(), "{fine}");
        }
        let long = "1".repeat(21);
        for wrong in ["ring me", "1234", "+", long.as_str(), "<b>12345</b>"] {
            assert!(check_phone(wrong).is_err(), "{wrong}");
        }
    }
}
