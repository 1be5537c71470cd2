//! Letters that bring somebody a gift card: queued once, in the transaction that forgets that they
//! are to be queued.

use regulars::{ids::MerchantId, money::Minor, reward::VoucherCode};
use uuid::Uuid;

use super::{
    ServiceError,
    mails::{self, Letter},
};
use crate::{Corrupt, Store, db::Tx, env::Environment, execute, fetch_all, statements};

/// Letters queued at a time.
const LETTERS_MAX: i64 = 100;

statements! {
    WAITING = "SELECT d.merchant_id, d.purse_id, d.mail, d.giver, d.message, p.code, p.balance,
            s.name, s.slug, s.currency
        FROM card_deliveries d
        JOIN purses p ON p.merchant_id = d.merchant_id AND p.id = d.purse_id
        JOIN merchants s ON s.id = d.merchant_id
        ORDER BY d.merchant_id, d.purse_id LIMIT $1";
    QUEUED = "DELETE FROM card_deliveries WHERE merchant_id = $1 AND purse_id = $2";
}

#[derive(Debug, sqlx::FromRow)]
struct Waiting {
    merchant_id: i64,
    purse_id: Uuid,
    mail: String,
    giver: String,
    message: String,
    code: String,
    balance: i64,
    name: String,
    slug: String,
    currency: String,
}

/// Queues the letters of cards that were sold to be sent; answers how many.
///
/// # Errors
/// The database's; the same cards come again with the next call.
pub(super) async fn queue_next(
    store: &Store,
    env: &dyn Environment,
    url: &impl Fn(&str) -> String,
) -> Result<usize, ServiceError> {
    let mut db = store.read().await?;
    let waiting = fetch_all!(db, Waiting, WAITING, LETTERS_MAX)?;
    drop(db);
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut tx = store.write().await?;
    for card in &waiting {
        queue(&mut tx, env, card, url).await?;
    }
    tx.commit().await?;
    Ok(waiting.len())
}

/// The letter's row has the card's id: two servers that see the same card queue one letter.
async fn queue(
    tx: &mut Tx,
    env: &dyn Environment,
    card: &Waiting,
    url: &impl Fn(&str) -> String,
) -> Result<(), ServiceError> {
    let merchant = MerchantId(card.merchant_id);
    let letter = letter(card, url)?;
    mails::add_once(tx, env, merchant, card.purse_id, &letter).await?;
    execute!(tx, QUEUED, merchant.0, card.purse_id)?;
    Ok(())
}

fn letter(card: &Waiting, url: &impl Fn(&str) -> String) -> Result<Letter, Corrupt> {
    let corrupt = |what: &str| Corrupt {
        table: "purses",
        what: format!("{what} of {}", card.purse_id),
    };
    let code: VoucherCode = card.code.parse().map_err(|_| corrupt("code"))?;
    let currency: regulars::money::Currency =
        card.currency.parse().map_err(|_| corrupt("currency"))?;
    let amount = currency.format(Minor(card.balance));
    let giver = match card.giver.trim() {
        "" => "Somebody",
        giver => giver,
    };
    let mut paragraphs = vec![format!(
        "{giver} has given you {amount} to spend at {}. Show this code at the till: {}",
        card.name,
        code.grouped()
    )];
    if !card.message.is_empty() {
        paragraphs.push(card.message.clone());
    }
    let path = format!("/{}/gift-card?code={}", card.slug, code.as_str());
    Ok(Letter {
        shop: card.name.clone(),
        to: card.mail.clone(),
        subject: format!("{giver} sends you a gift card of {}", card.name),
        paragraphs,
        code: None,
        action: Some(("See the card".to_owned(), url(&path))),
        footnote: format!(
            "Whoever has the code can spend the card, so keep this mail. {} uses your address for \
             it and nothing else.",
            card.name
        ),
    })
}
