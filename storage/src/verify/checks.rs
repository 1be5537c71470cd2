//! The checks, in the common subset of both engines.

use super::Check;

/// Declares checks of one shape: for each member, a running total against a sum of rows below.
macro_rules! per_member {
    ($law:literal, $claim:literal, $found:literal, $expected:literal) => {
        Check {
            law: $law,
            claim: $claim,
            sql: concat!(
                "SELECT merchant_id, member_id, CAST(NULL AS BIGINT), expected, found FROM (\
                 SELECT a.merchant_id, a.member_id, ",
                $found,
                " AS found, \
                 (SELECT CAST(COALESCE(",
                $expected,
                " AND x.member_id = a.member_id) AS expected FROM accounts a) recomputed \
                 WHERE expected <> found ORDER BY merchant_id, member_id LIMIT 1"
            ),
        }
    };
}

/// Every check.
pub(crate) const CHECKS: &[Check] = &[
    Check {
        law: 1,
        claim: "all entries sum to zero",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(NULL AS BIGINT), CAST(0 AS BIGINT), \
            CAST(SUM(points) AS BIGINT) FROM entries GROUP BY merchant_id \
            HAVING SUM(points) <> 0 LIMIT 1",
    },
    Check {
        law: 1,
        claim: "what was passed on arrived",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(NULL AS BIGINT), CAST(0 AS BIGINT), \
            CAST(SUM(points) AS BIGINT) FROM entries WHERE account = 15 GROUP BY merchant_id \
            HAVING SUM(points) <> 0 LIMIT 1",
    },
    Check {
        law: 1,
        claim: "what was passed on left its giver",
        sql: "SELECT p.merchant_id, p.id, p.from_seq, p.points, \
            CAST(COALESCE(t.points, 0) AS BIGINT) FROM passes p LEFT JOIN transfers t \
            ON t.merchant_id = p.merchant_id AND t.member_id = p.from_member \
            AND t.seq = p.from_seq AND t.kind = 13 WHERE t.points IS NULL OR t.points <> p.points \
            LIMIT 1",
    },
    per_member!(
        2,
        "a balance is the sum of its entries",
        "a.available",
        "SUM(CASE WHEN x.to_account = 1 THEN x.points WHEN x.from_account = 1 THEN -x.points \
        ELSE 0 END), 0) AS BIGINT) FROM transfers x WHERE x.merchant_id = a.merchant_id"
    ),
    per_member!(
        2,
        "pending points are the sum of their entries",
        "a.pending",
        "SUM(CASE WHEN x.to_account = 2 THEN x.points WHEN x.from_account = 2 THEN -x.points \
        ELSE 0 END), 0) AS BIGINT) FROM transfers x WHERE x.merchant_id = a.merchant_id"
    ),
    per_member!(
        2,
        "a balance is the sum of its open lots",
        "CASE WHEN a.available > 0 THEN a.available ELSE 0 END",
        "SUM(x.remaining), 0) AS BIGINT) FROM lots x WHERE x.state = 2 \
        AND x.merchant_id = a.merchant_id"
    ),
    per_member!(
        5,
        "pending points are the sum of the pending lots",
        "a.pending",
        "SUM(x.remaining), 0) AS BIGINT) FROM lots x WHERE x.state = 1 \
        AND x.merchant_id = a.merchant_id"
    ),
    per_member!(
        4,
        "transfers are numbered without a gap",
        "a.last_seq",
        "COUNT(*), 0) AS BIGINT) FROM transfers x WHERE x.merchant_id = a.merchant_id"
    ),
    per_member!(
        4,
        "lots are numbered without a gap",
        "a.last_lot",
        "COUNT(*), 0) AS BIGINT) FROM lots x WHERE x.merchant_id = a.merchant_id"
    ),
    per_member!(
        2,
        "lots hold what opened them",
        "(SELECT CAST(COALESCE(SUM(l.original), 0) AS BIGINT) FROM lots l \
        WHERE l.merchant_id = a.merchant_id AND l.member_id = a.member_id)",
        "SUM(x.points), 0) AS BIGINT) FROM transfers x WHERE x.kind IN (1, 7, 8, 9, 12, 14) \
        AND x.to_account IN (1, 2) AND x.merchant_id = a.merchant_id"
    ),
    per_member!(
        2,
        "a lifetime's spend is the sum of its days",
        "a.lifetime_spend",
        "SUM(x.spend), 0) AS BIGINT) FROM member_days x WHERE x.merchant_id = a.merchant_id"
    ),
    per_member!(
        2,
        "a lifetime's orders are the sum of its days",
        "a.orders",
        "SUM(x.orders), 0) AS BIGINT) FROM member_days x WHERE x.merchant_id = a.merchant_id"
    ),
    Check {
        law: 2,
        claim: "every transfer's balance follows from the one before",
        sql: "SELECT merchant_id, member_id, seq, CAST(before + change AS BIGINT), balance_after \
            FROM (SELECT merchant_id, member_id, seq, balance_after, \
            COALESCE(LAG(balance_after) OVER (PARTITION BY merchant_id, member_id ORDER BY seq), 0) \
                AS before, \
            CASE WHEN to_account = 1 THEN points WHEN from_account = 1 THEN -points ELSE 0 END \
                AS change FROM transfers) chain \
            WHERE balance_after <> before + change LIMIT 1",
    },
    Check {
        law: 5,
        claim: "every transfer's pending points follow from the one before",
        sql: "SELECT merchant_id, member_id, seq, CAST(before + change AS BIGINT), pending_after \
            FROM (SELECT merchant_id, member_id, seq, pending_after, \
            COALESCE(LAG(pending_after) OVER (PARTITION BY merchant_id, member_id ORDER BY seq), 0) \
                AS before, \
            CASE WHEN to_account = 2 THEN points WHEN from_account = 2 THEN -points ELSE 0 END \
                AS change FROM transfers) chain \
            WHERE pending_after <> before + change LIMIT 1",
    },
    Check {
        law: 3,
        claim: "what is left of a lot is what was not used",
        sql: "SELECT l.merchant_id, l.member_id, l.no, \
            CAST(l.original - COALESCE(u.used, 0) AS BIGINT), l.remaining FROM lots l LEFT JOIN \
            (SELECT merchant_id, member_id, lot, SUM(points) AS used FROM lot_uses \
                GROUP BY merchant_id, member_id, lot) u \
            ON u.merchant_id = l.merchant_id AND u.member_id = l.member_id AND u.lot = l.no \
            WHERE l.remaining <> l.original - COALESCE(u.used, 0) LIMIT 1",
    },
    Check {
        law: 5,
        claim: "a lot that waited is posted once, or voided",
        sql: "SELECT merchant_id, member_id, no, expected, found FROM (\
            SELECT l.merchant_id, l.member_id, l.no, \
            CAST(CASE WHEN l.state IN (2, 4) THEN 1 ELSE 0 END AS BIGINT) AS expected, \
            (SELECT COUNT(*) FROM transfers t WHERE t.merchant_id = l.merchant_id \
                AND t.member_id = l.member_id AND t.lot = l.no AND t.kind = 2) AS found \
            FROM lots l WHERE l.available_on IS NOT NULL) posted WHERE expected <> found LIMIT 1",
    },
    Check {
        law: 3,
        claim: "an expired lot expired once",
        sql: "SELECT merchant_id, member_id, no, CAST(1 AS BIGINT), found FROM (\
            SELECT l.merchant_id, l.member_id, l.no, \
            (SELECT COUNT(*) FROM transfers t WHERE t.merchant_id = l.merchant_id \
                AND t.member_id = l.member_id AND t.lot = l.no AND t.kind = 6) AS found \
            FROM lots l WHERE l.state = 4) expired WHERE found <> 1 LIMIT 1",
    },
    Check {
        law: 7,
        claim: "an order earned what its lot holds",
        sql: "SELECT o.merchant_id, o.id, o.lot, o.earned, CAST(COALESCE(l.original, 0) AS BIGINT) \
            FROM orders o LEFT JOIN lots l ON l.merchant_id = o.merchant_id \
            AND l.member_id = o.member_id AND l.no = o.lot AND l.order_id = o.id \
            WHERE o.earned <> COALESCE(l.original, 0) LIMIT 1",
    },
    Check {
        law: 7,
        claim: "refunds call for no more than an order earned",
        sql: "SELECT o.merchant_id, o.id, CAST(NULL AS BIGINT), o.earned, \
            CAST(SUM(r.points_due) AS BIGINT) FROM refunds r JOIN orders o \
            ON o.merchant_id = r.merchant_id AND o.id = r.order_id \
            GROUP BY o.merchant_id, o.id, o.earned HAVING SUM(r.points_due) > o.earned LIMIT 1",
    },
    Check {
        law: 7,
        claim: "refunds give back no more than was paid",
        sql: "SELECT o.merchant_id, o.id, CAST(NULL AS BIGINT), o.total, \
            CAST(SUM(r.amount) AS BIGINT) FROM refunds r JOIN orders o \
            ON o.merchant_id = r.merchant_id AND o.id = r.order_id \
            GROUP BY o.merchant_id, o.id, o.total HAVING SUM(r.amount) > o.total LIMIT 1",
    },
    Check {
        law: 7,
        claim: "a refund took what its transfers moved",
        sql: "SELECT r.merchant_id, r.id, CAST(NULL AS BIGINT), \
            CAST(COALESCE(t.points, 0) AS BIGINT), r.points_taken FROM refunds r LEFT JOIN \
            (SELECT merchant_id, refund_id, SUM(points) AS points FROM transfers WHERE kind = 3 \
                GROUP BY merchant_id, refund_id) t \
            ON t.merchant_id = r.merchant_id AND t.refund_id = r.id \
            WHERE r.points_taken <> COALESCE(t.points, 0) LIMIT 1",
    },
    Check {
        law: 7,
        claim: "an order's lines add up",
        sql: "SELECT merchant_id, id, CAST(NULL AS BIGINT), expected, subtotal FROM (\
            SELECT o.merchant_id, o.id, o.subtotal, \
            (SELECT CAST(COALESCE(SUM(l.total), 0) AS BIGINT) FROM order_lines l \
                WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id) AS expected \
            FROM orders o) summed WHERE expected <> subtotal LIMIT 1",
    },
    Check {
        law: 8,
        claim: "a voucher cost what its transfer took",
        sql: "SELECT v.merchant_id, v.id, v.paid_seq, CAST(COALESCE(t.points, 0) AS BIGINT), \
            v.points FROM vouchers v LEFT JOIN transfers t ON t.merchant_id = v.merchant_id \
            AND t.member_id = v.member_id AND t.seq = v.paid_seq AND t.kind = 4 \
            AND t.voucher_id = v.id WHERE v.points <> COALESCE(t.points, 0) LIMIT 1",
    },
    Check {
        law: 8,
        claim: "a used voucher is on the order that used it",
        sql: "SELECT v.merchant_id, v.id, CAST(NULL AS BIGINT), CAST(1 AS BIGINT), \
            CAST(0 AS BIGINT) FROM vouchers v LEFT JOIN order_vouchers o \
            ON o.merchant_id = v.merchant_id AND o.order_id = v.used_by AND o.code = v.code \
            WHERE v.state = 2 AND o.code IS NULL LIMIT 1",
    },
    Check {
        law: 9,
        claim: "a referral pays each side once, and only when rewarded",
        sql: "SELECT merchant_id, id, CAST(NULL AS BIGINT), expected, found FROM (\
            SELECT r.merchant_id, r.id, \
            CAST(CASE WHEN r.stage IN (6, 8) THEN r.advocate_points + r.friend_points ELSE 0 END \
                AS BIGINT) AS expected, \
            CAST(COALESCE(t.points, 0) AS BIGINT) AS found FROM referrals r LEFT JOIN \
            (SELECT merchant_id, referral_id, SUM(points) AS points FROM transfers \
                WHERE kind IN (8, 9) GROUP BY merchant_id, referral_id) t \
            ON t.merchant_id = r.merchant_id AND t.referral_id = r.id) paid \
            WHERE expected <> found LIMIT 1",
    },
    Check {
        law: 6,
        claim: "an order's command is kept with its answer",
        sql: "SELECT o.merchant_id, o.id, CAST(NULL AS BIGINT), CAST(1 AS BIGINT), \
            CAST(0 AS BIGINT) FROM orders o LEFT JOIN commands c \
            ON c.merchant_id = o.merchant_id AND c.idem_key = o.command_key \
            WHERE c.idem_key IS NULL LIMIT 1",
    },
    Check {
        law: 2,
        claim: "a member's day is its orders less their refunds",
        sql: "SELECT merchant_id, member_id, CAST(day AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, member_id, occurred_on AS day, total AS expected, 0 AS found \
                FROM orders \
            UNION ALL SELECT r.merchant_id, r.member_id, o.occurred_on, -r.amount, 0 FROM refunds r \
                JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id \
            UNION ALL SELECT merchant_id, member_id, day, 0, spend FROM member_days) days \
            GROUP BY merchant_id, member_id, day HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 2,
        claim: "a member's day counts its orders that were not undone",
        sql: "SELECT merchant_id, member_id, CAST(day AS BIGINT), CAST(SUM(expected) AS BIGINT), \
            CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, member_id, occurred_on AS day, 1 AS expected, 0 AS found FROM orders \
            UNION ALL SELECT r.merchant_id, r.member_id, o.occurred_on, -1, 0 FROM refunds r \
                JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id WHERE r.closes \
            UNION ALL SELECT merchant_id, member_id, day, 0, orders FROM member_days) days \
            GROUP BY merchant_id, member_id, day HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 2,
        claim: "a merchant's day counts its sales, refunds and new members",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(day AS BIGINT), \
            CAST(SUM(expected) AS BIGINT), CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, occurred_on AS day, 1 AS measure, 1 AS expected, 0 AS found \
                FROM orders \
            UNION ALL SELECT merchant_id, occurred_on, 2, total, 0 FROM orders \
            UNION ALL SELECT merchant_id, occurred_on, 3, amount, 0 FROM refunds \
            UNION ALL SELECT merchant_id, joined_on, 4, 1, 0 FROM members \
            UNION ALL SELECT merchant_id, day, 1, 0, orders FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 2, 0, sales FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 3, 0, refunds FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 4, 0, new_members FROM merchant_days) days \
            GROUP BY merchant_id, day, measure HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
    Check {
        law: 2,
        claim: "a merchant's day counts its points",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(day AS BIGINT), \
            CAST(SUM(expected) AS BIGINT), CAST(SUM(found) AS BIGINT) FROM (\
            SELECT merchant_id, occurred_on AS day, \
                CASE kind WHEN 1 THEN 1 WHEN 8 THEN 1 WHEN 9 THEN 1 WHEN 12 THEN 1 \
                    WHEN 4 THEN 2 WHEN 5 THEN 2 WHEN 11 THEN 2 WHEN 6 THEN 3 WHEN 3 THEN 4 WHEN 10 THEN 4 ELSE 5 END AS measure, \
                CASE WHEN kind = 5 OR (kind = 7 AND from_account = 1) THEN -points ELSE points END \
                    AS expected, 0 AS found FROM transfers WHERE kind NOT IN (2, 13, 14) \
            UNION ALL SELECT merchant_id, day, 1, 0, points_issued FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 2, 0, points_redeemed FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 3, 0, points_expired FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 4, 0, points_reversed FROM merchant_days \
            UNION ALL SELECT merchant_id, day, 5, 0, points_adjusted FROM merchant_days) days \
            GROUP BY merchant_id, day, measure HAVING SUM(expected) <> SUM(found) LIMIT 1",
    },
];
