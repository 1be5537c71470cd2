//! Changes, counts, roles and marks in words.

use regulars::{money::format_count, views::Role};

/// `1 order`, `1,240 orders`.
pub fn plural(number: i64, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", format_count(number))
}

/// What a role is called.
pub fn role_words(role: Role) -> &'static str {
    match role {
        Role::Cashier => "Cashier",
        Role::Manager => "Manager",
        Role::Owner => "Owner",
    }
}

/// The first letters of the first and the last name: `JR`; one letter for one name.
pub fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// How a figure moved in whole per cent, rounded towards zero: `+12 %`; `None` when there was
/// nothing to compare with.
pub fn change_words(now: i64, before: i64) -> Option<String> {
    if before <= 0 {
        return None;
    }
    let change = (i128::from(now) - i128::from(before)) * 100 / i128::from(before);
    let change = i64::try_from(change).ok()?;
    let sign = if change > 0 { "+" } else { "" };
    Some(format!("{sign}{}\u{202f}%", format_count(change)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_initials() {
        assert_eq!(initials("Joan W. Rivers"), "JR");
        assert_eq!(initials("ada"), "A");
        assert_eq!(initials("  "), "");
    }

    #[test]
    fn changes_are_against_something() {
        assert_eq!(change_words(112, 100).as_deref(), Some("+12\u{202f}%"));
        assert_eq!(
            change_words(50, 100).as_deref(),
            Some("\u{2212}50\u{202f}%")
        );
        assert_eq!(change_words(5, 0), None);
    }
}
