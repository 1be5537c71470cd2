//! The checks of promotions, stamps, codes, paying with points and acts.

use super::Check;

/// Every check.
pub(crate) const OFFER_CHECKS: &[Check] = &[
    Check {
        law: 2,
        claim: "a card's stamps are those of its orders less their refunds",
        sql: "SELECT merchant_id, member_id, CAST(NULL AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT s.merchant_id, o.member_id, s.card, s.stamps AS expected, 0 AS found \
                FROM order_stamps s JOIN orders o \
                ON o.merchant_id = s.merchant_id AND o.id = s.order_id \
            UNION ALL SELECT merchant_id, member_id, card, 0, stamps FROM member_stamps) cards \
            GROUP BY merchant_id, member_id, card HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 7,
        claim: "refunds take back no more stamps than an order gave, and in the end all",
        sql: "SELECT s.merchant_id, s.order_id, CAST(NULL AS BIGINT), CAST(0 AS BIGINT), \
            CAST(SUM(s.stamps) AS BIGINT) FROM order_stamps s LEFT JOIN refunds r \
            ON r.merchant_id = s.merchant_id AND r.order_id = s.order_id AND r.closes \
            GROUP BY s.merchant_id, s.order_id, s.card, r.id \
            HAVING SUM(s.stamps) < 0 OR (r.id IS NOT NULL AND SUM(s.stamps) <> 0) LIMIT 1",
    },
    Check {
        law: 8,
        claim: "an offer's uses are those of orders and vouchers",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(NULL AS BIGINT), \
            CAST(SUM(expected) AS BIGINT), CAST(SUM(found) AS BIGINT) FROM (\
            SELECT p.merchant_id, 'promotion:' || p.promotion AS offer, 1 AS expected, 0 AS found \
                FROM order_promotions p LEFT JOIN refunds r \
                ON r.merchant_id = p.merchant_id AND r.order_id = p.order_id AND r.closes \
                WHERE r.id IS NULL \
            UNION ALL SELECT merchant_id, 'reward:' || reward_key, 1, 0 FROM vouchers \
                WHERE made_by IS NULL AND state <> 3 \
            UNION ALL SELECT merchant_id, offer, 0, times FROM offer_uses) uses \
            GROUP BY merchant_id, offer HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 8,
        claim: "a promotion cost what it took off orders",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(NULL AS BIGINT), \
            CAST(SUM(expected) AS BIGINT), CAST(SUM(found) AS BIGINT) FROM (\
            SELECT p.merchant_id, 'promotion:' || p.promotion AS offer, p.discount AS expected, \
                0 AS found FROM order_promotions p LEFT JOIN refunds r \
                ON r.merchant_id = p.merchant_id AND r.order_id = p.order_id AND r.closes \
                WHERE r.id IS NULL \
            UNION ALL SELECT merchant_id, offer, 0, amount FROM offer_uses \
                WHERE offer LIKE 'promotion:%') uses \
            GROUP BY merchant_id, offer HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 8,
        claim: "a member's uses are those of the member's orders and vouchers",
        sql: "SELECT merchant_id, member_id, CAST(NULL AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT p.merchant_id, o.member_id, 'promotion:' || p.promotion AS offer, \
                1 AS expected, 0 AS found FROM order_promotions p JOIN orders o \
                ON o.merchant_id = p.merchant_id AND o.id = p.order_id LEFT JOIN refunds r \
                ON r.merchant_id = p.merchant_id AND r.order_id = p.order_id AND r.closes \
                WHERE r.id IS NULL \
            UNION ALL SELECT merchant_id, member_id, 'reward:' || reward_key, 1, 0 FROM vouchers \
                WHERE made_by IS NULL AND state <> 3 \
            UNION ALL SELECT merchant_id, member_id, offer, 0, times FROM member_uses) uses \
            GROUP BY merchant_id, member_id, offer HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 7,
        claim: "what promotions took off an order is the sum of what each did",
        sql: "SELECT merchant_id, id, CAST(NULL AS BIGINT), expected, promoted FROM (\
            SELECT o.merchant_id, o.id, o.promoted, \
            (SELECT CAST(COALESCE(SUM(p.discount), 0) AS BIGINT) FROM order_promotions p \
                WHERE p.merchant_id = o.merchant_id AND p.order_id = o.id) AS expected \
            FROM orders o) summed WHERE expected <> promoted LIMIT 1",
    },
    Check {
        law: 7,
        claim: "an order's discounts are those of its lines",
        sql: "SELECT merchant_id, id, CAST(NULL AS BIGINT), expected, found FROM (\
            SELECT o.merchant_id, o.id, o.promoted + o.redeemed AS found, \
            (SELECT CAST(COALESCE(SUM(l.discount), 0) AS BIGINT) FROM order_lines l \
                WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id) AS expected \
            FROM orders o) summed WHERE expected <> found LIMIT 1",
    },
    Check {
        law: 8,
        claim: "a voucher is taken back only with the order that made it",
        sql: "SELECT v.merchant_id, v.id, CAST(NULL AS BIGINT), CAST(1 AS BIGINT), \
            CAST(0 AS BIGINT) FROM vouchers v LEFT JOIN refunds r \
            ON r.merchant_id = v.merchant_id AND r.order_id = v.made_by AND r.closes \
            WHERE v.state = 4 AND r.id IS NULL LIMIT 1",
    },
    Check {
        law: 8,
        claim: "order codes are numbered without a gap",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(NULL AS BIGINT), \
            CAST(SUM(expected) AS BIGINT), CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, RTRIM(order_code, '0123456789') AS initials, 1 AS expected, \
                0 AS found FROM vouchers WHERE order_code IS NOT NULL \
            UNION ALL SELECT merchant_id, initials, 0, last_number FROM order_codes) codes \
            GROUP BY merchant_id, initials HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 2,
        claim: "points that paid a part of an order are those that left",
        sql: "SELECT merchant_id, order_id, seq, expected, points FROM (\
            SELECT p.merchant_id, p.order_id, p.seq, p.points, \
            CAST(COALESCE(t.points, 0) AS BIGINT) AS expected FROM order_payments p \
            JOIN orders o ON o.merchant_id = p.merchant_id AND o.id = p.order_id \
            LEFT JOIN transfers t ON t.merchant_id = p.merchant_id \
                AND t.member_id = o.member_id AND t.seq = p.seq AND t.kind = 11 \
                AND t.order_id = p.order_id) paid WHERE expected <> points LIMIT 1",
    },
    Check {
        law: 2,
        claim: "claims were paid what they are for",
        sql: "SELECT merchant_id, member_id, CAST(NULL AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, member_id, points AS expected, 0 AS found FROM transfers \
                WHERE kind = 12 \
            UNION ALL SELECT merchant_id, member_id, 0, points FROM claims WHERE state = 2) acts \
            GROUP BY merchant_id, member_id HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 2,
        claim: "a member's day counts the points of its orders less those called back",
        sql: "SELECT merchant_id, member_id, CAST(day AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, member_id, occurred_on AS day, earned AS expected, 0 AS found \
                FROM orders \
            UNION ALL SELECT r.merchant_id, r.member_id, o.occurred_on, -r.points_due, 0 \
                FROM refunds r \
                JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id \
            UNION ALL SELECT merchant_id, member_id, day, 0, points FROM member_days) days \
            GROUP BY merchant_id, member_id, day HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 9,
        claim: "a member's day counts the referrals that were paid",
        sql: "SELECT merchant_id, member_id, CAST(day AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, advocate_id AS member_id, due_on AS day, 1 AS expected, \
                0 AS found FROM referrals WHERE stage = 6 AND due_on IS NOT NULL \
            UNION ALL SELECT merchant_id, member_id, day, 0, referrals FROM member_days) days \
            GROUP BY merchant_id, member_id, day HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
];
