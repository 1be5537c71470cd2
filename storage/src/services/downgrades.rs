//! Members who are about to lose a level hear of it by mail, while something can be done.

use regulars::{ids::MemberId, tier::AtRisk, views::Shop};
use uuid::Uuid;

use super::{
    ServiceError,
    mails::{self, Letter},
    programme, standing,
};
use crate::{Store, env::Environment, execute, fetch_all, fetch_optional, statements};

statements! {
    HOLDERS = "SELECT m.id, m.mail FROM accounts a
        JOIN members m ON m.merchant_id = a.merchant_id AND m.id = a.member_id
        WHERE a.merchant_id = $1 AND a.member_id > $2 AND a.tier IS NOT NULL AND a.tier <> $3
        AND m.mail IS NOT NULL AND m.deleted_at IS NULL
        ORDER BY m.id LIMIT $4";
    WARNED = "SELECT 1 FROM tier_warnings
        WHERE merchant_id = $1 AND member_id = $2 AND tier = $3 AND lost_on >= $4";
    WARN = "INSERT INTO tier_warnings (merchant_id, member_id, tier, lost_on, warned_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (merchant_id, member_id, tier, lost_on) DO NOTHING";
}

/// Members read at a time.
const AT_ONCE: i64 = 500;

/// Warns everybody who loses a level within [`standing::AT_RISK_DAYS`]; answers how many. Who was
/// warned about a level hears no more of it until the day named has passed, also when a purchase
/// moves that day. `url` makes an address that can be mailed from a path.
///
/// # Errors
/// [`ServiceError::Storage`]; who was warned before stays warned.
pub async fn warn(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    url: &(dyn Fn(&str) -> String + Sync),
) -> Result<u64, ServiceError> {
    let published = programme::published(store, shop.id).await?;
    let scheme = published
        .as_ref()
        .and_then(|it| it.programme.tiers.as_ref());
    let Some(lowest) = scheme.and_then(|scheme| scheme.levels.first()) else {
        return Ok(0);
    };
    let (mut after, mut warned) = (Uuid::nil(), 0);
    loop {
        let mut db = store.read().await?;
        let lowest = lowest.key.as_str();
        let rows = fetch_all!(
            db,
            (Uuid, String),
            HOLDERS,
            shop.id.0,
            after,
            lowest,
            AT_ONCE
        )?;
        let Some((last, _)) = rows.last() else {
            return Ok(warned);
        };
        after = *last;
        let mut at_risk: Vec<(Uuid, String, AtRisk)> = Vec::new();
        for (member, mail) in rows {
            match standing::load(store, &mut db, shop, MemberId(member)).await {
                Ok(standing) => at_risk.extend(standing.at_risk.map(|risk| (member, mail, risk))),
                // Forgotten since.
                Err(ServiceError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        drop(db);
        for (member, mail, risk) in at_risk {
            warned += tell(store, env, shop, (member, mail, risk), url).await?;
        }
    }
}

async fn tell(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    (member, mail, risk): (Uuid, String, AtRisk),
    url: &(dyn Fn(&str) -> String + Sync),
) -> Result<u64, ServiceError> {
    let (merchant, tier, today) = (shop.id.0, risk.key.as_str(), shop.today.0);
    let lost_on = risk.until.plus_days(1).0;
    let mut tx = store.write().await?;
    if fetch_optional!(tx, (i32,), WARNED, merchant, member, tier, today)?.is_some() {
        return Ok(0);
    }
    let noted = execute!(tx, WARN, merchant, member, tier, lost_on, env.now().0)?;
    if noted == 1 {
        mails::add(&mut tx, env, shop.id, &warning(shop, mail, &risk, url)).await?;
    }
    tx.commit().await?;
    Ok(noted)
}

fn warning(
    shop: &Shop,
    mail: String,
    risk: &AtRisk,
    url: &(dyn Fn(&str) -> String + Sync),
) -> Letter {
    let (name, day) = (&risk.name, risk.until.words(shop.today));
    let mut paragraphs = vec![format!(
        "You hold {name} at {} until {day}. After that it is {}.",
        shop.name, risk.then
    )];
    paragraphs.extend(risk.missing.map(|missing| {
        let missing = risk.basis.words(missing, shop.currency);
        format!("{missing} more, and you keep {name}.")
    }));
    Letter {
        to: mail,
        subject: format!("{name} is yours until {day}"),
        paragraphs,
        code: None,
        action: Some((
            "Open my card".to_owned(),
            url(&format!("/{}/card", shop.slug)),
        )),
        footnote: format!(
            "You get this mail because you hold a card of {}, which tells you before a level ends.",
            shop.name
        ),
        shop: shop.name.clone(),
    }
}
