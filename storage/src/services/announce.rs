//! Tells people by mail what happened in the ledger, from the outbox: once for each event, also
//! when this stops in the middle or two servers do it side by side.

use regulars::{
    ids::{MemberId, MerchantId},
    mail_address::MailAddress,
    plan::Event,
};
use uuid::Uuid;

use super::{
    ServiceError, card_mails,
    mails::{self, Letter},
    secret,
};
use crate::{Store, env::Environment, fetch_optional, outbox::OutboxEvent, statements};

/// The outbox knows this reader by this name.
const CONSUMER: &str = "mail";
/// Events read at a time.
const EVENTS_MAX: u16 = 200;

statements! {
    ADVOCATE = "SELECT m.name, m.own_code, s.name, s.slug FROM members m \
        JOIN merchants s ON s.id = m.merchant_id \
        WHERE m.merchant_id = $1 AND m.id = $2 AND m.deleted_at IS NULL";
}

/// Puts into the queue what the next events call for; answers how many events it went through.
/// `url` makes an address that can be mailed from a path.
///
/// # Errors
/// The database's; the same events come again with the next call.
pub async fn announce_next(
    store: &Store,
    env: &dyn Environment,
    url: impl Fn(&str) -> String,
) -> Result<usize, ServiceError> {
    let events = store.outbox_next(CONSUMER, EVENTS_MAX).await?;
    let mut done: Vec<(i16, i64)> = Vec::new();
    for event in &events {
        if let Event::Invited { mail, member, .. } = &event.event {
            invite(store, env, event, *member, mail, &url).await?;
        }
        match done.last_mut() {
            Some(last) if last.0 == event.lane => last.1 = event.position,
            _ => done.push((event.lane, event.position)),
        }
    }
    for place in done {
        store.outbox_done(CONSUMER, place).await?;
    }
    Ok(events.len() + card_mails::queue_next(store, env, &url).await?)
}

async fn invite(
    store: &Store,
    env: &dyn Environment,
    event: &OutboxEvent,
    advocate: MemberId,
    mail: &MailAddress,
    url: &impl Fn(&str) -> String,
) -> Result<(), ServiceError> {
    let merchant = event.merchant;
    let mut tx = store.write().await?;
    let row = fetch_optional!(
        tx,
        (String, String, String, String),
        ADVOCATE,
        merchant.0,
        advocate.0
    )?;
    // Somebody who has been forgotten since invites nobody.
    let Some((advocate, code, shop, slug)) = row else {
        return Ok(());
    };
    let letter = invitation(&advocate, shop, mail, url(&format!("/{slug}/r/{code}")));
    mails::add_once(&mut tx, env, merchant, mail_id(event), &letter).await?;
    tx.commit().await?;
    Ok(())
}

/// The event's place as an id: queueing the same event's mail again finds it there.
fn mail_id(event: &OutboxEvent) -> Uuid {
    let MerchantId(merchant) = event.merchant;
    let place = format!("{merchant}:{}:{}", event.lane, event.position);
    let hash = secret::hash(&["outbox", &place]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(bytes)
}

fn invitation(advocate: &str, shop: String, mail: &MailAddress, url: String) -> Letter {
    let given = advocate.split_whitespace().next().unwrap_or("A friend");
    Letter {
        to: mail.to_string(),
        subject: format!("{given} thinks you would like {shop}"),
        paragraphs: vec![
            format!("{given} collects points at {shop} and has invited you to do the same."),
            "Join with this mail address or the link below, and your first order counts for both \
             of you."
                .to_owned(),
        ],
        code: None,
        action: Some(("See what it brings".to_owned(), url)),
        footnote: format!(
            "You get this one mail because {given} typed your address. {shop} keeps \
                           it for the invitation only."
        ),
        shop,
    }
}
