//! Stored values as domain types. What cannot be one is a corrupt row, and an error.

use regulars::{
    ledger::{Account, TransferKind},
    referral::Stage,
    reward::VoucherState,
};
use serde::de::DeserializeOwned;

use crate::{Corrupt, StoreError};

fn corrupt(table: &'static str, what: String) -> StoreError {
    Corrupt { table, what }.into()
}

/// A JSON document.
pub fn json<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| corrupt(table, error.to_string()))
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $table:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name(code: i16) -> Result<$type, StoreError> {
            <$type>::from_code(code)
                .ok_or_else(|| corrupt($table, format!("{} {code}", stringify!($name))))
        }
    )+};
}

codes! {
    /// The state of a voucher.
    voucher_state: VoucherState, "vouchers";
    /// The stage of a referral.
    stage: Stage, "referrals";
    /// Why points moved.
    transfer_kind: TransferKind, "transfers";
    /// An account.
    account: Account, "transfers";
}

/// What a member is called: the name, else what stands before the @, else the number.
pub fn display_name(name: &str, mail: Option<&str>, reference: Option<&str>) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let from_mail = mail
        .and_then(|mail| mail.split('@').next())
        .map(str::to_owned);
    from_mail
        .or_else(|| reference.map(|reference| format!("Member {reference}")))
        .unwrap_or_else(|| "Member".to_owned())
}

/// What others may know a member by: the given name.
pub fn given_name(display_name: &str) -> String {
    display_name
        .split_whitespace()
        .next()
        .unwrap_or(display_name)
        .to_owned()
}

/// A mail address for others' eyes: `m…@example.com`.
pub fn shortened_mail(mail: &str) -> String {
    match mail.split_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}\u{2026}@{domain}")
        }
        None => "\u{2026}".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_see_no_more_than_they_need() {
        assert_eq!(shortened_mail("mara@example.com"), "m\u{2026}@example.com");
        assert_eq!(given_name("Mara Lind"), "Mara");
        assert_eq!(display_name("", Some("mara@example.com"), None), "mara");
        assert_eq!(display_name("", None, Some("0004")), "Member 0004");
    }
}
