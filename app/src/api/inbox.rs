//! The sample shop's mail, which goes to a page instead of to people.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A mail on the inbox page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxLetter {
    /// Its row.
    pub id: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The shop's time: `today, 09:41`.
    pub when: String,
}

/// The last mails of the sample shop, newest first.
///
/// # Errors
/// [`AppError::NotFound`] in any other shop.
#[server(endpoint = "inbox", input = GetUrl)]
pub async fn get_inbox() -> Result<Vec<InboxLetter>, AppError> {
    use regulars::time::Micros;
    use regulars_storage::{
        env::local_time,
        services::{mails, shop},
    };

    const LETTERS_MAX: i64 = 30;

    let server = crate::context::server()?;
    if !server.site.sample {
        return Err(AppError::NotFound);
    }
    let shop = shop::first(&server.store, &*server.env)
        .await?
        .ok_or(AppError::NotFound)?;
    let letters = mails::inbox(&server.store, shop.id, LETTERS_MAX).await?;
    let letter = |mail: mails::InboxMail| {
        let local = local_time(&shop.time_zone, Micros(mail.created_at));
        let day = crate::components::words::day(local.day, shop.today);
        InboxLetter {
            id: mail.id.to_string(),
            to: mail.recipient,
            subject: mail.subject,
            text: mail.text_body,
            when: format!("{day}, {:02}:{:02}", local.hour, local.minute),
        }
    };
    Ok(letters.into_iter().map(letter).collect())
}
