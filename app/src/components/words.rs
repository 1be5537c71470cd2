//! Numbers and days as people say them. Money is [`regulars::money::Currency::format`], points
//! in words are [`regulars::programme::words::points`].

use regulars::{
    condition::NotNow,
    explain::{PromotionOut, Step},
    time::Day,
};
pub use regulars::{money::format_count, programme::words::points};

/// `+70`, `−200`, `0`.
pub fn signed(number: i64) -> String {
    if number > 0 {
        format!("+{}", format_count(number))
    } else {
        format_count(number)
    }
}

/// `today`, `yesterday`, `21 November`.
pub fn day(day: Day, today: Day) -> String {
    match today.0 - day.0 {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => day.words(today),
    }
}

/// `today`, `yesterday`, `on 21 November`.
pub fn on_day(when: Day, today: Day) -> String {
    match today.0 - when.0 {
        0 | 1 => day(when, today),
        _ => format!("on {}", when.words(today)),
    }
}

/// Whether nobody expected anything else: a promotion of another season, of other items, or with
/// a code that was not given.
pub fn goes_without_saying(step: &Step) -> bool {
    use PromotionOut::{NoCode, NotNow as Not, NothingCounts};
    let Step::PromotionLeftOut { because, .. } = step else {
        return false;
    };
    let season = [NotNow::TooEarly, NotNow::TooLate];
    match because {
        NoCode | NothingCounts => true,
        Not { because } => season.contains(because),
        _ => false,
    }
}

/// The same with a capital, to begin a line with.
pub fn capital(text: String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}

/// `Good morning`, by the hour of the shop.
pub fn greeting(hour: u8) -> &'static str {
    match hour {
        5..=11 => "Good morning",
        12..=17 => "Good afternoon",
        _ => "Good evening",
    }
}

/// The first letter of a name, for its mark.
pub fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map_or_else(
        || "\u{b7}".to_owned(),
        |first| first.to_uppercase().collect(),
    )
}

/// The part of a name to greet with.
pub fn given_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_relative_only_when_near() {
        let today: Day = "2026-11-21".parse().unwrap();
        assert_eq!(day(today, today), "today");
        assert_eq!(day(today.plus_days(-1), today), "yesterday");
        assert_eq!(on_day(today.plus_days(-2), today), "on 19 November");
        assert_eq!(on_day(today.plus_days(1), today), "on 22 November");
        assert_eq!(day(today.plus_days(60), today), "20 January 2027");
    }

    #[test]
    fn names_have_marks() {
        assert_eq!(initial("  élan"), "É");
        assert_eq!(initial("\u{2014}"), "\u{b7}");
        assert_eq!(given_name("Ada Lovelace"), "Ada");
        assert_eq!(capital("élan".to_owned()), "Élan");
        assert_eq!(signed(70), "+70");
        assert_eq!(signed(-1200), "\u{2212}1,200");
    }
}
