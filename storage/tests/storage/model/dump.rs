//! Every row of the ledger as text, the same on both engines if the rows are the same (law 13).

use regulars_storage::fetch_all;
use uuid::Uuid;

use crate::shop::Shop;

/// Adds a line for each row of a query.
macro_rules! add {
    ($rows:ident, $db:ident, $row:ty, $sql:literal) => {
        for row in fetch_all!($db, $row, $sql).unwrap() {
            $rows.push(format!(
                "{} {row:?}",
                $sql.split_whitespace().last().unwrap_or_default()
            ));
        }
    };
}

/// An optional id.
type Id = Option<Uuid>;

pub async fn rows(shop: &Shop) -> Vec<String> {
    let mut rows = Vec::new();
    let mut db = shop.store.read().await.unwrap();
    add!(
        rows,
        db,
        (
            Uuid,
            i64,
            i64,
            bool,
            i64,
            i64,
            i64,
            i64,
            i64,
            i64,
            Option<String>
        ),
        "SELECT member_id, available, pending, may_be_negative, last_seq, last_lot, \
        carry_numerator, carry_denominator, orders, lifetime_spend, tier FROM accounts \
        ORDER BY accounts.member_id"
    );
    add!(
        rows,
        db,
        (
            Uuid,
            Option<String>,
            Option<String>,
            String,
            String,
            i64,
            i32
        ),
        "SELECT id, mail, reference, own_code, card_code, joined_at, joined_on FROM members \
        ORDER BY members.id"
    );
    add!(
        rows,
        db,
        (Uuid, i64, i16, i16, i16, i64, i64, i64, i64, i32, i64),
        "SELECT member_id, seq, kind, from_account, to_account, points, balance_after, \
        pending_after, occurred_at, occurred_on, recorded_at FROM transfers \
        ORDER BY member_id, transfers.seq"
    );
    add!(
        rows,
        db,
        (
            Uuid,
            i64,
            Id,
            Id,
            Id,
            Id,
            Option<i64>,
            Option<String>,
            i16,
            Id
        ),
        "SELECT member_id, seq, order_id, refund_id, voucher_id, referral_id, lot, reason, \
        actor_kind, actor_id FROM transfers ORDER BY member_id, transfers.seq"
    );
    add!(
        rows,
        db,
        (Uuid, i64, i64, i64, i16, Option<i32>, Option<i32>, Id),
        "SELECT member_id, no, original, remaining, state, available_on, expires_on, order_id \
        FROM lots ORDER BY member_id, lots.no"
    );
    add!(
        rows,
        db,
        (Uuid, i64, i64, i64),
        "SELECT member_id, seq, lot, points FROM lot_uses ORDER BY member_id, seq, lot_uses.lot"
    );
    add!(
        rows,
        db,
        (Uuid, i32, i64, i64, i64, i64),
        "SELECT member_id, day, spend, orders, points, referrals FROM member_days ORDER BY member_id, member_days.day"
    );
    add!(
        rows,
        db,
        (i32, i16, i64, i64, i64, i64, i64, i64, i64, i64, i64),
        "SELECT day, lane, orders, sales, refunds, new_members, points_issued, points_redeemed, \
        points_expired, points_reversed, points_adjusted FROM merchant_days \
        ORDER BY merchant_days.day"
    );
    add!(
        rows,
        db,
        (
            Uuid,
            Uuid,
            i64,
            i32,
            i64,
            i64,
            i64,
            i64,
            i64,
            Option<i64>,
            i64,
            String
        ),
        "SELECT id, member_id, occurred_at, occurred_on, subtotal, promoted, redeemed, total, earned, lot, \
        programme_version, command_key FROM orders ORDER BY orders.id"
    );
    add!(
        rows,
        db,
        (Uuid, i16, String, i64, i64, i64),
        "SELECT order_id, line, name, quantity, total, discount FROM order_lines \
        ORDER BY order_id, order_lines.line"
    );
    add!(
        rows,
        db,
        (Uuid, String, i64),
        "SELECT order_id, code, discount FROM order_vouchers ORDER BY order_id, order_vouchers.code"
    );
    add!(
        rows,
        db,
        (Uuid, String, i64),
        "SELECT order_id, promotion, discount FROM order_promotions \
        ORDER BY order_id, order_promotions.promotion"
    );
    add!(
        rows,
        db,
        (Uuid, String, Uuid, i64),
        "SELECT order_id, card, cause_id, stamps FROM order_stamps \
        ORDER BY order_id, card, order_stamps.cause_id"
    );
    add!(
        rows,
        db,
        (Uuid, String, i64),
        "SELECT member_id, card, stamps FROM member_stamps ORDER BY member_id, member_stamps.card"
    );
    add!(
        rows,
        db,
        (Uuid, String, i32, i64),
        "SELECT member_id, offer, month, times FROM member_uses \
        ORDER BY member_id, offer, member_uses.month"
    );
    // Lane 0 is Postgres's to lock.
    add!(
        rows,
        db,
        (String, i64, i64),
        "SELECT offer, times, amount FROM offer_uses WHERE lane > 0 ORDER BY offer_uses.offer"
    );
    add!(
        rows,
        db,
        (Uuid, Uuid, Uuid, i64, i64, i64, bool, bool, i64, i32),
        "SELECT id, order_id, member_id, amount, points_due, points_taken, closes, undo, \
        occurred_at, occurred_on FROM refunds ORDER BY refunds.id"
    );
    add!(
        rows,
        db,
        (
            Uuid, Uuid, String, String, i64, i32, i32, i16, i64, Id, i64, i64
        ),
        "SELECT id, member_id, code, reward, points, taken_on, expires_on, state, \
        paid_seq, used_by, created_at, moved_at FROM vouchers ORDER BY vouchers.id"
    );
    add!(
        rows,
        db,
        (
            Uuid,
            Uuid,
            Id,
            Option<String>,
            i16,
            Id,
            i64,
            Option<i32>,
            i64,
            i64,
            Option<String>
        ),
        "SELECT id, advocate_id, friend_id, invited_mail, stage, order_id, order_total, due_on, \
        advocate_points, friend_points, reason FROM referrals ORDER BY referrals.id"
    );
    add!(
        rows,
        db,
        (String, Vec<u8>, String, i64),
        "SELECT idem_key, fingerprint, answer, recorded_at FROM commands ORDER BY commands.idem_key"
    );
    add!(
        rows,
        db,
        (i16, i64, Uuid, String, i64),
        "SELECT lane, position, member_id, event, recorded_at FROM outbox \
        ORDER BY lane, outbox.position"
    );
    rows
}
