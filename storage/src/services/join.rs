//! Enrolling a member: a mail address is enough.

use regulars::{
    act::Act,
    command::{Actor, Command, Join},
    ids::{MemberId, ReferralId},
    mail_address::MailAddress,
    plan::Receipt,
    reward::VoucherCode,
    views::Shop,
};

use super::{
    ServiceError, acts,
    ask::{Ask, unexpected},
};
use crate::{Store, StoreError, env::Environment};

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Letters of the name that begin a referral code.
const CODE_LETTERS_MAX: usize = 8;
/// How often a taken referral code is drawn again.
const DRAWS_MAX: usize = 5;

/// Who wants to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// The mail address.
    pub mail: MailAddress,
    /// The name, where given.
    pub name: Option<String>,
    /// The code of whoever referred.
    pub referred_by: Option<String>,
}

/// Enrols a member.
///
/// # Errors
/// [`ServiceError::Rejected`] for an address that has a card already and for an unknown code;
/// [`ServiceError::Fields`] for a name that is too long.
pub async fn join(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    request: &JoinRequest,
    key: &str,
) -> Result<MemberId, ServiceError> {
    let name = request
        .name
        .as_deref()
        .unwrap_or_default()
        .trim()
        .to_owned();
    check_name(&name)?;
    let referred_by = request
        .referred_by
        .as_deref()
        .map(plain_code)
        .filter(|code| !code.is_empty());
    let ask = Ask::new(env, shop, Actor::System, "join", key);
    let content = (&request.mail, &name, &referred_by);
    let word = if name.is_empty() {
        request.mail.local_part()
    } else {
        &name
    };
    let mut draws = 0;
    loop {
        let join = Join {
            member: MemberId(env.new_id()),
            mail: Some(request.mail.clone()),
            name: name.clone(),
            reference: None,
            own_code: referral_code(word, env.random()),
            card_code: VoucherCode::from_random(env.random()).as_str().to_owned(),
            referred_by: referred_by.clone(),
            referral: ReferralId(env.new_id()),
            occurred_at: ask.now.at,
            occurred_on: ask.now.today,
        };
        draws += 1;
        match ask.submit(store, &content, Command::Join(join)).await {
            Ok(answer) => {
                let Receipt::Joined { member, .. } = answer.receipt else {
                    return Err(unexpected(&answer.receipt));
                };
                welcome(store, env, shop, member).await;
                return Ok(member);
            }
            Err(ServiceError::Storage(error)) if taken(&error) && draws < DRAWS_MAX => {}
            Err(error) => return Err(error),
        }
    }
}

/// Gives what joining brings. The card is there: that must not look as if it were not.
async fn welcome(store: &Store, env: &dyn Environment, shop: &Shop, member: MemberId) {
    let key = member.to_string();
    if let Err(error) = acts::seen(store, env, shop, member, Act::Join, &key).await {
        tracing::error!(%member, "no points were given for joining: {error}");
    }
}

fn taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Constraint { unique: true, .. })
}

/// A name's bounds; an empty one is fine.
pub(super) fn check_name(name: &str) -> Result<(), ServiceError> {
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(ServiceError::field(
            "name",
            "A name has at most 80 characters.",
        ));
    }
    if name.chars().any(char::is_control) {
        return Err(ServiceError::field("name", "Write the name on one line."));
    }
    Ok(())
}

/// A code as it is stored, however it was typed.
pub(super) fn plain_code(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

/// A code that can be said aloud: the beginning of the name and five random characters,
/// `ADA-7Q4K9`. Without a name eight, `7Q4K-9XWM`, as a file may bring a million such members.
pub fn referral_code(name: &str, random: u128) -> String {
    let letters: String = name
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != '.' && *c != '@')
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .take(CODE_LETTERS_MAX)
        .collect();
    let random = VoucherCode::from_random(random);
    let random = random.as_str();
    if letters.len() < 2 {
        format!("{}-{}", &random[..4], &random[4..8])
    } else {
        format!("{letters}-{}", &random[..5])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_code_begins_with_the_given_name() {
        assert_eq!(referral_code("Ada Lovelace", 0), "ADA-00000");
        assert_eq!(referral_code("maximiliane.von", 31), "MAXIMILI-Z0000");
        assert_eq!(referral_code("李", 0), "0000-0000");
    }

    #[test]
    fn names_are_one_line_of_bounded_length() {
        assert!(check_name("").is_ok() && check_name("Ada").is_ok());
        assert!(check_name(&"x".repeat(81)).is_err() && check_name("a\nb").is_err());
    }
}
