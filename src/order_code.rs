//! Order codes: what a member quotes on a later order, such as `JWR01`.
//!
//! The initials of the name and a number. The number counts up for all members with the same
//! initials together, so two of them never have one code, whoever came first.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A personal code for a later order: initials and a number of at least two digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderCode {
    initials: String,
    number: i64,
}

/// A text that cannot be an order code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("An order code is letters and a number, such as JWR01.")]
pub struct NotAnOrderCode;

/// Most initials in a code.
const INITIALS_MAX: usize = 3;
/// Largest number in a code.
const NUMBER_MAX: i64 = 999_999_999;

/// The initials of a name in capitals, at most three: those of the first names and of the last.
/// `None` for a name without letters.
pub fn initials(name: &str) -> Option<String> {
    let first = |word: &str| word.chars().find(|c| c.is_alphabetic());
    let mut letters: Vec<char> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(first)
        .flat_map(char::to_uppercase)
        .filter(|c| c.is_alphabetic())
        .collect();
    if letters.len() > INITIALS_MAX {
        let last = letters.pop();
        letters.truncate(INITIALS_MAX - 1);
        letters.extend(last);
    }
    (!letters.is_empty()).then(|| letters.into_iter().collect())
}

impl OrderCode {
    /// The code after number `last` of these initials; 0 when there is none yet. `None` beyond
    /// the largest number.
    pub fn after(initials: &str, last: i64) -> Option<Self> {
        let number = last.checked_add(1)?;
        (1..=NUMBER_MAX).contains(&number).then(|| Self {
            initials: initials.to_owned(),
            number,
        })
    }

    /// The letters.
    pub fn initials(&self) -> &str {
        &self.initials
    }

    /// The number, from 1.
    pub fn number(&self) -> i64 {
        self.number
    }
}

impl fmt::Display for OrderCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:02}", self.initials, self.number)
    }
}

impl FromStr for OrderCode {
    type Err = NotAnOrderCode;
    /// Takes lower case, and blanks and dashes between the letters and the number.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .flat_map(char::to_uppercase)
            .collect();
        let digits = text
            .find(|c: char| c.is_ascii_digit())
            .ok_or(NotAnOrderCode)?;
        let (initials, number) = text.split_at(digits);
        let letters = (1..=INITIALS_MAX).contains(&initials.chars().count())
            && initials.chars().all(char::is_alphabetic);
        let number: i64 = number.parse().map_err(|_| NotAnOrderCode)?;
        if letters && (1..=NUMBER_MAX).contains(&number) {
            Ok(Self {
                initials: initials.to_owned(),
                number,
            })
        } else {
            Err(NotAnOrderCode)
        }
    }
}

impl TryFrom<String> for OrderCode {
    type Error = NotAnOrderCode;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OrderCode> for String {
    fn from(code: OrderCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_names_and_the_last() {
        for (name, letters) in [
            ("Jane Wilma Roberts", Some("JWR")),
            ("  john   wesley-reed ", Some("JWR")),
            ("Ada", Some("A")),
            ("Juan Carlos de la Rosa", Some("JCR")),
            ("émile zola", Some("ÉZ")),
            ("O'Neill (Sue)", Some("OS")),
            ("42", None),
            ("", None),
        ] {
            assert_eq!(initials(name).as_deref(), letters, "{name}");
        }
    }

    #[test]
    fn two_people_with_the_same_initials_have_two_codes() {
        let first = OrderCode::after("JWR", 0).unwrap();
        let second = OrderCode::after("JWR", first.number()).unwrap();
        assert_eq!(
            (first.to_string(), second.to_string()),
            ("JWR01".into(), "JWR02".into())
        );
        assert_eq!(OrderCode::after("JWR", 99).unwrap().to_string(), "JWR100");
        assert_eq!(OrderCode::after("JWR", NUMBER_MAX), None);
    }

    #[test]
    fn a_code_is_read_as_it_is_said() {
        let code: OrderCode = "JWR01".parse().unwrap();
        for text in ["jwr01", "JWR 01", " jwr-1 "] {
            assert_eq!(text.parse(), Ok(code.clone()), "{text}");
        }
        for text in ["", "JWR", "01", "JWR00", "JWRX01", "JW1R", "J\u{0660}1"] {
            assert_eq!(text.parse::<OrderCode>(), Err(NotAnOrderCode), "{text}");
        }
        let text = serde_json::to_string(&code).unwrap();
        assert_eq!(text, "\"JWR01\"");
        assert_eq!(serde_json::from_str::<OrderCode>(&text).unwrap(), code);
    }
}
