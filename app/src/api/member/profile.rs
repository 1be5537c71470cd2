//! Keeps what a member tells besides the name.

use leptos::prelude::*;

use crate::error::AppError;

/// Keeps the birthday and the telephone number, or that there is none; answers with the points
/// that telling everything brought.
///
/// # Errors
/// [`AppError::Fields`] on `birthday` or `phone`; [`AppError::NotSignedIn`].
#[server(endpoint = "member/profile")]
pub async fn keep_profile(
    shop: String,
    #[server(default)] birth_day: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_year: String,
    #[server(default)] phone: String,
) -> Result<i64, AppError> {
    let who = super::holder(&shop).await?;
    let parts = [birth_day.trim(), birth_month.trim(), birth_year.trim()];
    let birthday = read_birthday(parts, who.shop.today)?;
    let points = regulars_storage::services::profile::keep(
        &who.server.store,
        &*who.server.env,
        &who.shop,
        who.member,
        (birthday, &phone),
    )
    .await?;
    super::answer_form(&format!("/{}/me?told={points}", who.shop.slug));
    Ok(points)
}

/// Day, month and year as typed; none for three empty fields.
#[cfg(feature = "ssr")]
fn read_birthday(
    [day, month, year]: [&str; 3],
    today: regulars::time::Day,
) -> Result<Option<regulars::birthday::Birthday>, AppError> {
    use regulars::birthday::{Birthday, NotABirthday};
    if [day, month, year].iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let fault = |error| AppError::field("birthday", error);
    let no_day = |_| fault(NotABirthday::NoSuchDay);
    let year = match year {
        "" => None,
        text => Some(text.parse().map_err(|_| fault(NotABirthday::NoSuchYear))?),
    };
    let (month, day) = (month.parse().map_err(no_day)?, day.parse().map_err(no_day)?);
    let birthday = Birthday::new(month, day, year, today);
    Ok(Some(birthday.map_err(fault)?))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_read_whole_or_not_at_all() {
        let today = "2026-11-22".parse().unwrap();
        let read = |parts| read_birthday(parts, today);
        assert_eq!(read(["", "", ""]), Ok(None));
        let told = read(["14", "3", ""]).unwrap().unwrap();
        assert_eq!(told.words(), "14 March");
        for wrong in [
            ["14", "", ""],
            ["", "3", ""],
            ["x", "3", ""],
            ["31", "4", ""],
        ] {
            assert!(
                read(wrong).unwrap_err().of_field("birthday").is_some(),
                "{wrong:?}"
            );
        }
        assert!(read(["14", "3", "90"]).is_err());
    }
}
