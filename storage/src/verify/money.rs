//! The checks of gift cards, store credit and one-time codes.

use super::Check;

/// Every check.
pub(crate) const MONEY_CHECKS: &[Check] = &[
    Check {
        law: 1,
        claim: "both sides of every movement of money sum to zero",
        sql: "SELECT merchant_id, CAST(NULL AS UUID), CAST(NULL AS BIGINT), CAST(0 AS BIGINT), \
            CAST(SUM(amount) AS BIGINT) FROM purse_entries GROUP BY merchant_id \
            HAVING SUM(amount) <> 0 LIMIT 1",
    },
    Check {
        law: 2,
        claim: "a gift card and store credit hold what went in less what went out",
        sql: "SELECT merchant_id, id, CAST(NULL AS BIGINT), expected, balance FROM (\
            SELECT p.merchant_id, p.id, p.balance, \
            (SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM purse_entries e \
                WHERE e.merchant_id = p.merchant_id AND e.purse_id = p.id AND e.account = 1) \
                AS expected FROM purses p) summed WHERE expected <> balance LIMIT 1",
    },
    Check {
        law: 2,
        claim: "each movement of money says what was there after it",
        sql: "SELECT merchant_id, purse_id, seq, expected, balance_after FROM (\
            SELECT merchant_id, purse_id, seq, balance_after, CAST(SUM(\
                CASE WHEN to_account = 1 THEN amount ELSE -amount END) OVER (\
                PARTITION BY merchant_id, purse_id ORDER BY seq) AS BIGINT) AS expected \
            FROM purse_movements) running WHERE expected <> balance_after LIMIT 1",
    },
    Check {
        law: 4,
        claim: "movements of money are numbered without a gap",
        sql: "SELECT p.merchant_id, p.id, CAST(NULL AS BIGINT), CAST(COUNT(m.seq) AS BIGINT), \
            p.last_seq FROM purses p LEFT JOIN purse_movements m \
            ON m.merchant_id = p.merchant_id AND m.purse_id = p.id \
            GROUP BY p.merchant_id, p.id, p.last_seq \
            HAVING COUNT(m.seq) <> p.last_seq OR COALESCE(MAX(m.seq), 0) <> p.last_seq LIMIT 1",
    },
    Check {
        law: 7,
        claim: "refunds put back no more than gift cards and store credit paid, and in the end all",
        sql: "SELECT m.merchant_id, m.order_id, CAST(NULL AS BIGINT), \
            CAST(SUM(CASE WHEN m.kind = 3 THEN m.amount ELSE 0 END) AS BIGINT), \
            CAST(SUM(CASE WHEN m.kind = 4 THEN m.amount ELSE 0 END) AS BIGINT) \
            FROM purse_movements m LEFT JOIN refunds r \
            ON r.merchant_id = m.merchant_id AND r.order_id = m.order_id AND r.closes \
            WHERE m.kind IN (3, 4) GROUP BY m.merchant_id, m.order_id, r.id \
            HAVING SUM(CASE WHEN m.kind = 4 THEN m.amount ELSE -m.amount END) > 0 \
            OR (r.id IS NOT NULL \
                AND SUM(CASE WHEN m.kind = 4 THEN m.amount ELSE -m.amount END) <> 0) LIMIT 1",
    },
    Check {
        law: 7,
        claim: "a refund puts no more into purses than it gives back",
        sql: "SELECT r.merchant_id, r.id, CAST(NULL AS BIGINT), r.amount, \
            CAST(SUM(m.amount) AS BIGINT) FROM purse_movements m JOIN refunds r \
            ON r.merchant_id = m.merchant_id AND r.id = m.refund_id \
            GROUP BY r.merchant_id, r.id, r.amount HAVING SUM(m.amount) > r.amount LIMIT 1",
    },
    Check {
        law: 7,
        claim: "gift cards and store credit paid no more of an order than it says",
        sql: "SELECT o.merchant_id, o.id, CAST(NULL AS BIGINT), o.gift_card, \
            CAST(SUM(m.amount) AS BIGINT) FROM purse_movements m JOIN orders o \
            ON o.merchant_id = m.merchant_id AND o.id = m.order_id WHERE m.kind = 3 \
            GROUP BY o.merchant_id, o.id, o.gift_card, o.total \
            HAVING SUM(m.amount) > o.gift_card OR o.gift_card > o.total LIMIT 1",
    },
    Check {
        law: 8,
        claim: "a one-time code that was used is on an order that had its promotion",
        sql: "SELECT c.merchant_id, c.used_by, CAST(NULL AS BIGINT), CAST(1 AS BIGINT), \
            CAST(0 AS BIGINT) FROM one_time_codes c JOIN code_batches b \
            ON b.merchant_id = c.merchant_id AND b.id = c.batch_id \
            LEFT JOIN order_promotions p ON p.merchant_id = c.merchant_id \
                AND p.order_id = c.used_by AND p.promotion = b.promotion \
            LEFT JOIN order_stamps s ON s.merchant_id = c.merchant_id \
                AND s.order_id = c.used_by AND s.card = b.promotion \
            WHERE c.used_by IS NOT NULL AND p.order_id IS NULL AND s.order_id IS NULL LIMIT 1",
    },
];
