//! What of the member's a sale uses, as text.

use std::str::FromStr;

use regulars::reward::VoucherCode;

/// Something of the member's that this sale uses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Use {
    /// A voucher that exists. Written `v:7Q4K9XWM2HTBV`.
    Voucher(VoucherCode),
    /// A reward of this key, which the points pay for now. Written `r:five-off`.
    Reward(String),
}

/// A text that is no [`Use`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This code is not valid. Check it, or ask for another one.")]
pub struct NotAUse;

impl FromStr for Use {
    type Err = NotAUse;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("v", code)) => code.parse().map(Self::Voucher).map_err(|_| NotAUse),
            Some(("r", key)) if !key.is_empty() => Ok(Self::Reward(key.to_owned())),
            _ => Err(NotAUse),
        }
    }
}

impl std::fmt::Display for Use {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Voucher(code) => write!(f, "v:{}", code.as_str()),
            Self::Reward(key) => write!(f, "r:{key}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_vouchers_or_rewards() {
        assert_eq!("r:five-off".parse(), Ok(Use::Reward("five-off".to_owned())));
        assert_eq!("v:7Q4K".parse::<Use>(), Err(NotAUse));
        let voucher: Use = "v:7Q4K9XWM2HTBV".parse().unwrap();
        assert_eq!(voucher.to_string(), "v:7Q4K9XWM2HTBV");
    }
}
