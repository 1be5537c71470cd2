//! What of the member's a sale uses, as text.

use std::str::FromStr;

use regulars::{order::Order, reward::VoucherCode};

/// Something that this sale uses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Use {
    /// A voucher or a gift card that exists. Written `v:7Q4K9XWM2HTBV`.
    Voucher(VoucherCode),
    /// A reward of this key, which the points pay for now. Written `r:five-off`.
    Reward(String),
    /// A code that was quoted: of a promotion, or an order code of the member's. Written `c:BRIE`.
    Code(String),
    /// At most so many points that pay a part. Written `p:250`.
    Points(i64),
    /// The member's store credit, as far as it goes. Written `credit`.
    Credit,
}

/// How [`Use::Credit`] is written.
const CREDIT: &str = "credit";

/// A text that is no [`Use`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This code is not valid. Check it, or ask for another one.")]
pub struct NotAUse;

impl Use {
    /// A voucher's code as it is scanned. Codes without a letter are left to amounts.
    pub fn voucher(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text.chars().any(char::is_alphabetic) && !text.contains(' ');
        let code = text.parse().ok().filter(|_| fits)?;
        Some(Self::Voucher(code))
    }

    /// A code as people type one: a single word of letters, digits and dashes, with a digit in it
    /// or in capitals. Other words are taken for the name of an item.
    pub fn quoted(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = (3..=40).contains(&text.chars().count())
            && text.chars().all(|c| c.is_alphanumeric() || c == '-')
            && text.chars().any(char::is_alphabetic);
        let meant = text.chars().any(char::is_numeric) || !text.chars().any(char::is_lowercase);
        (fits && meant).then(|| Self::Code(text.to_uppercase()))
    }
}

impl FromStr for Use {
    type Err = NotAUse;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == CREDIT => Ok(Self::Credit),
            Some(("v", code)) => code.parse().map(Self::Voucher).map_err(|_| NotAUse),
            Some(("r", key)) if !key.is_empty() => Ok(Self::Reward(key.to_owned())),
            Some(("c", code)) if (1..=Order::TEXT_MAX).contains(&code.chars().count()) => {
                Ok(Self::Code(code.to_owned()))
            }
            Some(("p", points)) => match points.parse() {
                Ok(points) if points > 0 => Ok(Self::Points(points)),
                _ => Err(NotAUse),
            },
            _ => Err(NotAUse),
        }
    }
}

impl std::fmt::Display for Use {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Voucher(code) => write!(f, "v:{}", code.as_str()),
            Self::Reward(key) => write!(f, "r:{key}"),
            Self::Code(code) => write!(f, "c:{code}"),
            Self::Points(points) => write!(f, "p:{points}"),
            Self::Credit => f.write_str(CREDIT),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_written_as_they_are_read() {
        assert_eq!("v:7Q4K".parse::<Use>(), Err(NotAUse));
        assert_eq!("p:0".parse::<Use>(), Err(NotAUse));
        for text in ["v:7Q4K9XWM2HTBV", "r:five-off", "c:BRIE", "p:250", "credit"] {
            assert_eq!(text.parse::<Use>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_code_is_one_word_with_a_digit_or_in_capitals() {
        for text in ["BRIE", "spring10", "jwr01", "TWO-FOR-ONE"] {
            assert_eq!(Use::quoted(text), Some(Use::Code(text.to_uppercase())));
        }
        for text in ["brie", "Espresso", "12.50", "100", "FLAT WHITE", "A1", "??"] {
            assert_eq!(Use::quoted(text), None, "{text}");
        }
    }
}
