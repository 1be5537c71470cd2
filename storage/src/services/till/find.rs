//! Finding a member at the till.

use regulars::{
    order::Order,
    order_code::OrderCode,
    reward::VoucherCode,
    views::{MemberRow, Shop},
};

use crate::{
    Store,
    db::Reader,
    fetch_all,
    services::{
        ServiceError,
        join::plain_code,
        members::{ListRow, list_of_members},
        page, programme,
    },
    statements,
};

statements! {
    BY_CODE = list_of_members!(
        "AND m.id IN (
            SELECT id FROM members WHERE merchant_id = $1 AND reference = $2
            UNION SELECT id FROM members WHERE merchant_id = $1 AND own_code = $3
            UNION SELECT id FROM members WHERE merchant_id = $1 AND card_code = $4
            UNION SELECT member_id FROM vouchers WHERE merchant_id = $1 AND code = $4
            UNION SELECT member_id FROM vouchers WHERE merchant_id = $1 AND order_code = $5)
        ORDER BY m.name, m.id LIMIT 8"
    );
    BY_BEGINNING = list_of_members!(
        "AND m.id IN (
            SELECT id FROM members WHERE merchant_id = $1 AND lower(name) >= $2 AND lower(name) < $3
            UNION SELECT id FROM members WHERE merchant_id = $1 AND mail >= $2 AND mail < $3)
        ORDER BY m.name, m.id LIMIT 8"
    );
    BY_PART = list_of_members!(
        "AND (lower(m.name) LIKE $2 ESCAPE '\\' OR COALESCE(m.mail, '') LIKE $2 ESCAPE '\\')
        ORDER BY m.name, m.id LIMIT 8"
    );
}

/// Sorts after every text that begins the same way.
const LAST_CHARACTER: char = '\u{10ffff}';

/// Members that a query may mean, at most eight: by number, referral code, card code, voucher or
/// order code, else by how name or address begin, else by any part of them.
///
/// # Errors
/// [`ServiceError::Storage`].
pub async fn find(store: &Store, shop: &Shop, query: &str) -> Result<Vec<MemberRow>, ServiceError> {
    let query = query.trim();
    if query.is_empty() || query.chars().count() > Order::TEXT_MAX {
        return Ok(Vec::new());
    }
    let mut db = store.read().await?;
    let programme = programme::in_force(store, &mut db, shop.id).await?;
    let rows = found(&mut db, shop, query).await?;
    Ok(rows
        .into_iter()
        .map(|row| row.view(programme.as_deref()))
        .collect())
}

async fn found(db: &mut Reader, shop: &Shop, query: &str) -> Result<Vec<ListRow>, ServiceError> {
    let rows = by_code(db, shop, query).await?;
    if rows.is_empty() {
        by_words(db, shop, query).await
    } else {
        Ok(rows)
    }
}

/// Whose number, card, referral, voucher or order code it is.
pub(super) async fn by_code(
    db: &mut Reader,
    shop: &Shop,
    query: &str,
) -> Result<Vec<ListRow>, ServiceError> {
    let scanned = query
        .parse::<VoucherCode>()
        .map_or_else(|_| query.to_owned(), |code| code.as_str().to_owned());
    let own = plain_code(query);
    let order_code = query.parse::<OrderCode>().map(|code| code.to_string());
    Ok(fetch_all!(
        db,
        ListRow,
        BY_CODE,
        shop.id.0,
        query,
        own.as_str(),
        scanned.as_str(),
        order_code.unwrap_or_default(),
    )?)
}

/// Whose name or address begins so, else has it in it.
pub(super) async fn by_words(
    db: &mut Reader,
    shop: &Shop,
    query: &str,
) -> Result<Vec<ListRow>, ServiceError> {
    let merchant = shop.id.0;
    let start = query.to_ascii_lowercase();
    let end = format!("{start}{LAST_CHARACTER}");
    let rows = fetch_all!(
        db,
        ListRow,
        BY_BEGINNING,
        merchant,
        start.as_str(),
        end.as_str()
    )?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    Ok(fetch_all!(
        db,
        ListRow,
        BY_PART,
        merchant,
        page::contains(query).as_str()
    )?)
}
