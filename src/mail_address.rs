//! Mail addresses, in the one spelling under which a member is known.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A mail address, trimmed and in lower case, so that `Ada@Example.com` joins only once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailAddress(String);

/// A text that is not a mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "That does not look like a mail address. It needs a name, an @ and a domain, such as ada@example.com."
)]
pub struct NotAMailAddress;

impl MailAddress {
    /// Longest address accepted, in bytes (RFC 5321).
    pub const LENGTH_MAX: usize = 254;

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the @: a stand-in while the name is unknown.
    pub fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

impl FromStr for MailAddress {
    type Err = NotAMailAddress;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAMailAddress)?;
        let label_ok = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .chars()
                .all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
        let domain_ok = domain.contains('.') && domain.split('.').all(label_ok);
        if local_ok && domain_ok && text.len() <= Self::LENGTH_MAX {
            Ok(Self(text))
        } else {
            Err(NotAMailAddress)
        }
    }
}

impl TryFrom<String> for MailAddress {
    type Error = NotAMailAddress;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<MailAddress> for String {
    fn from(address: MailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_spaces_make_no_second_member() {
        assert_eq!(
            " Ada@Example.COM ".parse::<MailAddress>().unwrap().as_str(),
            "ada@example.com"
        );
    }

    #[test]
    fn what_cannot_receive_mail_is_refused() {
        for text in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a b@example.com",
            "ada@-x.com",
            "a..b@x.com",
        ] {
            assert_eq!(text.parse::<MailAddress>(), Err(NotAMailAddress), "{text}");
        }
    }
}
