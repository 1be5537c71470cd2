//! Sends the queue's mail by SMTP.

use futures::{StreamExt, stream};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use regulars_app::context::ServerContext;
use regulars_storage::services::{
    ServiceError,
    mails::{self, Due},
};

use crate::config::Smtp;

/// Mails taken from the queue at a time.
const BATCH: i64 = 20;
/// Mails on the way at once, each over a connection of its own.
const AT_ONCE: usize = 4;

/// The way to the mail server.
#[derive(Debug, Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
enum Unsent {
    /// The address or the mail itself is wrong: trying again would not help.
    #[error("{0}")]
    Unusable(String),
    /// The mail server said no, or did not answer.
    #[error("{0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl Unsent {
    fn is_for_good(&self) -> bool {
        match self {
            Self::Unusable(_) => true,
            Self::Smtp(error) => error.is_permanent(),
        }
    }
}

impl Post {
    /// The way to the mail server of the settings.
    ///
    /// # Errors
    /// When the address of the mail server cannot be read.
    pub fn new(smtp: &Smtp) -> Result<Self, lettre::transport::smtp::Error> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&smtp.url)?.build();
        Ok(Self {
            transport,
            from: smtp.from.clone(),
        })
    }

    /// Sends what is due; answers how many mails were tried.
    ///
    /// # Errors
    /// The database's. What the mail server refuses is noted with the mail.
    pub async fn send_due(&self, context: &ServerContext) -> Result<usize, ServiceError> {
        let due = mails::take(&context.store, context.env.now(), BATCH).await?;
        let tried = due.len();
        let mut results = stream::iter(due)
            .map(|mail| async move { self.send_one(context, &mail).await })
            .buffer_unordered(AT_ONCE);
        while let Some(result) = results.next().await {
            result?;
        }
        Ok(tried)
    }

    async fn send_one(&self, context: &ServerContext, mail: &Due) -> Result<(), ServiceError> {
        let now = || context.env.now();
        match self.deliver(mail).await {
            Ok(()) => mails::sent(&context.store, now(), mail).await,
            Err(error) => {
                let (reason, for_good) = (error.to_string(), error.is_for_good());
                let again = mails::failed(&context.store, now(), mail, &reason, for_good).await?;
                tracing::warn!(mail = %mail.id, tries = mail.attempts, again, "not sent: {reason}");
                Ok(())
            }
        }
    }

    async fn deliver(&self, mail: &Due) -> Result<(), Unsent> {
        let to = mail
            .recipient
            .parse()
            .map_err(|_| Unsent::Unusable("not an address".into()))?;
        // The same id with every try: a mail that arrived after all is not shown twice.
        let id = format!("<{}@{}>", mail.id, self.from.email.domain());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.clone())
            .message_id(Some(id))
            .multipart(MultiPart::alternative_plain_html(
                mail.text_body.clone(),
                mail.html_body.clone(),
            ))
            .map_err(|error| Unsent::Unusable(error.to_string()))?;
        self.transport.send(message).await?;
        Ok(())
    }
}
