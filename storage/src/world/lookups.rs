//! The queries that load a world, each by a list of keys.

use crate::many::Lookup;

/// Reads by lists of keys, for the test that prepares every statement.
pub(crate) const LOOKUPS: &[&Lookup] = &[
    &ORDER_SIDES,
    &REFERRAL_SIDES,
    &HEADS,
    &DAYS,
    &LOTS,
    &VOUCHER_LOTS,
    &ORDER_LOTS,
    &ORDERS,
    &ORDER_VOUCHERS,
    &VOUCHERS,
    &VOUCHER_USES,
    &REFERRALS,
    &MAILS,
    &CODES,
    &INVITATIONS,
    &CLAIM_SIDES,
    &PASSED_ON,
    &PASSES,
    &NAMES,
    &LIFETIMES,
    &WELCOMES,
    &STAMPS,
    &LAST,
    &MEMBER_USES,
    &OFFERS,
    &ORDER_CODES,
    &CLAIMS,
    &ACTS,
    &ORDER_MADE,
    &ORDER_PROMOTIONS,
    &ORDER_STAMPS,
    &ORDER_PAID,
    &PAID_LOTS,
    &STAFF,
];

pub(super) static ORDER_SIDES: Lookup = Lookup {
    sql: "SELECT o.member_id, o.occurred_on, r.advocate_id FROM orders o LEFT JOIN referrals r \
        ON r.merchant_id = o.merchant_id AND r.friend_id = o.member_id \
        WHERE o.merchant_id = $1 AND o.id {keys}",
    singles: 1,
};
pub(super) static REFERRAL_SIDES: Lookup = Lookup {
    sql: "SELECT advocate_id, friend_id FROM referrals WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
pub(super) static HEADS: Lookup = Lookup {
    sql: "SELECT a.member_id, a.available, a.pending, a.last_seq, a.last_lot, a.carry_numerator, \
        a.carry_denominator, a.orders, a.lifetime_spend, a.tier, r.id AS referral_id \
        FROM accounts a LEFT JOIN referrals r \
        ON r.merchant_id = a.merchant_id AND r.friend_id = a.member_id \
        WHERE a.merchant_id = $1 AND a.member_id {keys}",
    singles: 1,
};
pub(super) static STAFF: Lookup = Lookup {
    sql: "SELECT m.id FROM members m JOIN staff s ON s.merchant_id = m.merchant_id \
        AND s.mail = m.mail AND s.disabled_at IS NULL WHERE m.merchant_id = $1 AND m.id {keys}",
    singles: 1,
};
pub(super) static DAYS: Lookup = Lookup {
    sql: "SELECT member_id, day, spend, orders, points, referrals FROM member_days \
        WHERE merchant_id = $1 AND day >= $2 AND member_id {keys}",
    singles: 2,
};
pub(super) static LOTS: Lookup = Lookup {
    sql: "SELECT member_id, no, original, remaining, state, available_on, expires_on, order_id \
        FROM lots WHERE merchant_id = $1 AND (state = 1 OR (state = 2 AND remaining > 0)) \
        AND member_id {keys}",
    singles: 1,
};
pub(super) static VOUCHER_LOTS: Lookup = Lookup {
    sql: "SELECT l.member_id, l.no, l.original, l.remaining, l.state, l.available_on, \
        l.expires_on, l.order_id FROM vouchers v \
        JOIN lot_uses u ON u.merchant_id = v.merchant_id AND u.member_id = v.member_id \
            AND u.seq = v.paid_seq \
        JOIN lots l ON l.merchant_id = u.merchant_id AND l.member_id = u.member_id AND l.no = u.lot \
        WHERE v.merchant_id = $1 AND v.code {keys}",
    singles: 1,
};
pub(super) static ORDER_LOTS: Lookup = Lookup {
    sql: "SELECT l.member_id, l.no, l.original, l.remaining, l.state, l.available_on, \
        l.expires_on, l.order_id FROM orders o \
        JOIN lots l ON l.merchant_id = o.merchant_id AND l.member_id = o.member_id AND l.no = o.lot \
        WHERE o.merchant_id = $1 AND o.id {keys}",
    singles: 1,
};
pub(super) static ORDERS: Lookup = Lookup {
    sql: "SELECT o.id, o.member_id, o.occurred_on, o.total, o.earned, o.lot, \
        (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM refunds r \
            WHERE r.merchant_id = o.merchant_id AND r.order_id = o.id) AS refunded, \
        (SELECT CAST(COALESCE(SUM(r.points_due), 0) AS BIGINT) FROM refunds r \
            WHERE r.merchant_id = o.merchant_id AND r.order_id = o.id) AS reversed, \
        EXISTS (SELECT 1 FROM refunds r WHERE r.merchant_id = o.merchant_id \
            AND r.order_id = o.id AND r.closes) AS closed \
        FROM orders o WHERE o.merchant_id = $1 AND o.id {keys}",
    singles: 1,
};
pub(super) static ORDER_VOUCHERS: Lookup = Lookup {
    sql: "SELECT order_id, code FROM order_vouchers WHERE merchant_id = $1 AND order_id {keys}",
    singles: 1,
};
pub(super) static VOUCHERS: Lookup = Lookup {
    sql: "SELECT id, member_id, code, reward, expires_on, state, paid_seq, made_by, order_code, \
        used_by FROM vouchers WHERE merchant_id = $1 AND code {keys}",
    singles: 1,
};
pub(super) static VOUCHER_USES: Lookup = Lookup {
    // In the order of use: the same as in a world where the voucher was taken a moment ago.
    sql: "SELECT v.code, u.lot, u.points FROM vouchers v \
        JOIN lot_uses u ON u.merchant_id = v.merchant_id AND u.member_id = v.member_id \
            AND u.seq = v.paid_seq \
        JOIN lots l ON l.merchant_id = u.merchant_id AND l.member_id = u.member_id AND l.no = u.lot \
        WHERE v.merchant_id = $1 AND v.code {keys} \
        ORDER BY v.code, COALESCE(l.expires_on, 2147483647), l.no",
    singles: 1,
};
pub(super) static REFERRALS: Lookup = Lookup {
    sql: "SELECT id, advocate_id, friend_id, invited_mail, stage, order_id, order_total, due_on, \
        advocate_points, friend_points, reason FROM referrals \
        WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
pub(super) static MAILS: Lookup = Lookup {
    sql: "SELECT mail, id FROM members WHERE merchant_id = $1 AND mail {keys}",
    singles: 1,
};
pub(super) static CODES: Lookup = Lookup {
    sql: "SELECT own_code, id FROM members WHERE merchant_id = $1 AND own_code {keys}",
    singles: 1,
};
pub(super) static INVITATIONS: Lookup = Lookup {
    sql: "SELECT id, advocate_id, friend_id, invited_mail, stage, order_id, order_total, due_on, \
        advocate_points, friend_points, reason FROM referrals \
        WHERE merchant_id = $1 AND stage = 1 AND invited_mail {keys} \
        ORDER BY created_at, id",
    singles: 1,
};
pub(super) static CLAIM_SIDES: Lookup = Lookup {
    sql: "SELECT member_id FROM claims WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
pub(super) static NAMES: Lookup = Lookup {
    sql: "SELECT id, name FROM members WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
pub(super) static LIFETIMES: Lookup = Lookup {
    sql: "SELECT member_id, CAST(SUM(points) AS BIGINT) AS points, \
        CAST(SUM(CASE WHEN orders > 0 THEN 1 ELSE 0 END) AS BIGINT) AS visits, \
        CAST(SUM(referrals) AS BIGINT) AS referrals FROM member_days \
        WHERE merchant_id = $1 AND member_id {keys} GROUP BY member_id",
    singles: 1,
};
pub(super) static WELCOMES: Lookup = Lookup {
    sql: "SELECT member_id, tier FROM member_welcomes WHERE merchant_id = $1 AND member_id {keys}",
    singles: 1,
};
pub(super) static STAMPS: Lookup = Lookup {
    sql: "SELECT member_id, card, stamps FROM member_stamps \
        WHERE merchant_id = $1 AND member_id {keys}",
    singles: 1,
};
pub(super) static LAST: Lookup = Lookup {
    sql: "SELECT m.id AS member_id, m.noticed_on, \
        (SELECT MAX(o.occurred_on) FROM orders o \
            WHERE o.merchant_id = m.merchant_id AND o.member_id = m.id) AS ordered_on, \
        (SELECT MAX(v.taken_on) FROM vouchers v \
            WHERE v.merchant_id = m.merchant_id AND v.member_id = m.id AND v.made_by IS NULL) \
            AS taken_on \
        FROM members m WHERE m.merchant_id = $1 AND m.id {keys}",
    singles: 1,
};
pub(super) static MEMBER_USES: Lookup = Lookup {
    sql: "SELECT member_id, offer, month, times, held_until FROM member_uses \
        WHERE merchant_id = $1 AND member_id {keys}",
    singles: 1,
};
pub(super) static OFFERS: Lookup = Lookup {
    sql: "SELECT offer, CAST(SUM(times) AS BIGINT), CAST(SUM(amount) AS BIGINT), \
        MAX(held_until) FROM offer_uses WHERE merchant_id = $1 AND offer {keys} GROUP BY offer",
    singles: 1,
};
pub(super) static ORDER_CODES: Lookup = Lookup {
    sql: "SELECT initials, last_number FROM order_codes WHERE merchant_id = $1 AND initials {keys}",
    singles: 1,
};
pub(super) static CLAIMS: Lookup = Lookup {
    sql: "SELECT id, member_id, rule, points, claimed_on, proof, state FROM claims \
        WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
pub(super) static ACTS: Lookup = Lookup {
    sql: "SELECT member_id, rule, MAX(claimed_on) FROM claims \
        WHERE merchant_id = $1 AND state <> 3 AND member_id {keys} GROUP BY member_id, rule",
    singles: 1,
};
pub(super) static ORDER_MADE: Lookup = Lookup {
    sql: "SELECT made_by, code FROM vouchers WHERE merchant_id = $1 AND made_by {keys} \
        ORDER BY id",
    singles: 1,
};
pub(super) static ORDER_PROMOTIONS: Lookup = Lookup {
    sql: "SELECT order_id, promotion, discount FROM order_promotions \
        WHERE merchant_id = $1 AND order_id {keys} ORDER BY order_id, promotion",
    singles: 1,
};
pub(super) static ORDER_STAMPS: Lookup = Lookup {
    sql: "SELECT order_id, card, stamps FROM order_stamps \
        WHERE merchant_id = $1 AND cause_id = order_id AND order_id {keys} ORDER BY order_id, card",
    singles: 1,
};
pub(super) static ORDER_PAID: Lookup = Lookup {
    // In the order of use: the same as in a world where the order was rung up a moment ago.
    sql: "SELECT p.order_id, u.lot, u.points FROM order_payments p \
        JOIN orders o ON o.merchant_id = p.merchant_id AND o.id = p.order_id \
        JOIN lot_uses u ON u.merchant_id = o.merchant_id AND u.member_id = o.member_id \
            AND u.seq = p.seq \
        JOIN lots l ON l.merchant_id = u.merchant_id AND l.member_id = u.member_id AND l.no = u.lot \
        WHERE p.merchant_id = $1 AND p.order_id {keys} \
        ORDER BY p.order_id, COALESCE(l.expires_on, 2147483647), l.no",
    singles: 1,
};
pub(super) static PAID_LOTS: Lookup = Lookup {
    sql: "SELECT l.member_id, l.no, l.original, l.remaining, l.state, l.available_on, \
        l.expires_on, l.order_id FROM order_payments p \
        JOIN orders o ON o.merchant_id = p.merchant_id AND o.id = p.order_id \
        JOIN lot_uses u ON u.merchant_id = o.merchant_id AND u.member_id = o.member_id \
            AND u.seq = p.seq \
        JOIN lots l ON l.merchant_id = u.merchant_id AND l.member_id = u.member_id AND l.no = u.lot \
        WHERE p.merchant_id = $1 AND p.order_id {keys}",
    singles: 1,
};
pub(super) static PASSES: Lookup = Lookup {
    sql: "SELECT id, from_member, to_member, points, from_seq, first_lot, last_lot, passed_on, \
        undone FROM passes WHERE merchant_id = $1 AND id {keys}",
    singles: 1,
};
pub(super) static PASSED_ON: Lookup = Lookup {
    sql: "SELECT from_member, CAST(SUM(points) AS BIGINT) FROM passes \
        WHERE merchant_id = $1 AND passed_on = $2 AND undone IS NULL \
        AND from_member {keys} GROUP BY from_member",
    singles: 2,
};
