-- The ledger: members, orders, points, referrals, and the commands that made them.
--
-- Every key and every index starts with the merchant (law 12), so that a merchant's rows lie
-- together and the tables can later be sharded by merchant. Instants are microseconds since 1970
-- in UTC, days are days since 1970 in the merchant's time zone, amounts are minor units of the
-- merchant's currency. Codes are those of the engine's enums.
-- The other engine's file defines the same tables and columns; a test compares them.

CREATE TABLE merchants (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    slug       TEXT    NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 60),
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    currency   TEXT    NOT NULL CHECK (length(currency) = 3),
    time_zone  TEXT    NOT NULL,
    colour     TEXT    NOT NULL DEFAULT '',
    -- A shop that shows what the product does: it may show an inbox in place of sending mail.
    sample     INTEGER NOT NULL DEFAULT FALSE CHECK (sample IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE locations (
    merchant_id INTEGER NOT NULL REFERENCES merchants (id),
    id          BLOB    NOT NULL,
    name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2), -- 1 till, 2 web shop
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- The rules, one document a version. An order keeps the version that judged it.
CREATE TABLE programmes (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    version      INTEGER NOT NULL CHECK (version > 0),
    status       INTEGER NOT NULL CHECK (status BETWEEN 1 AND 3), -- 1 draft, 2 published, 3 superseded
    document     TEXT    NOT NULL,
    note         TEXT    NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    published_at INTEGER,
    published_by BLOB,
    PRIMARY KEY (merchant_id, version),
    CHECK ((status = 1) = (published_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX programmes_one_draft ON programmes (merchant_id) WHERE status = 1;
CREATE UNIQUE INDEX programmes_one_published ON programmes (merchant_id) WHERE status = 2;

CREATE TABLE members (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    id           BLOB    NOT NULL,
    -- In lower case; gone when the member asked to be forgotten.
    mail         TEXT    CHECK (length(mail) BETWEEN 3 AND 254),
    name         TEXT    NOT NULL,
    -- The number in the file or shop system that the member came from.
    reference    TEXT    CHECK (length(reference) BETWEEN 1 AND 200),
    own_code     TEXT    NOT NULL, -- what friends join with
    card_code    TEXT    NOT NULL, -- what the till scans
    joined_at    INTEGER NOT NULL,
    joined_on    INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,
    confirmed_at INTEGER, -- the mail address was shown to be the member's
    noticed_on   INTEGER, -- was told that the points expire for want of purchases
    deleted_at   INTEGER,
    PRIMARY KEY (merchant_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX members_mail ON members (merchant_id, mail);
CREATE UNIQUE INDEX members_reference ON members (merchant_id, reference);
CREATE UNIQUE INDEX members_own_code ON members (merchant_id, own_code);
CREATE UNIQUE INDEX members_card_code ON members (merchant_id, card_code);
-- The till finds people by the beginning of their name.
CREATE INDEX members_by_name ON members (merchant_id, lower(name));
CREATE INDEX members_by_joining ON members (merchant_id, joined_at, id);

-- The running totals of a member: caches of the rows below, recomputed by `verify`.
-- Only members have such a row. The programme's own accounts are sums, so there is no hot row.
CREATE TABLE accounts (
    merchant_id       INTEGER NOT NULL,
    member_id         BLOB    NOT NULL,
    available         INTEGER NOT NULL,
    pending           INTEGER NOT NULL CHECK (pending >= 0),
    -- Set while the member owes points, which only the refund policy 'owe' brings about.
    may_be_negative   INTEGER NOT NULL CHECK (may_be_negative IN (0, 1)),
    last_seq          INTEGER NOT NULL CHECK (last_seq >= 0),
    last_lot          INTEGER NOT NULL CHECK (last_lot >= 0),
    -- The fraction of a point kept for the next order.
    carry_numerator   INTEGER NOT NULL CHECK (carry_numerator >= 0),
    carry_denominator INTEGER NOT NULL CHECK (carry_denominator > 0),
    orders            INTEGER NOT NULL,
    lifetime_spend    INTEGER NOT NULL,
    tier              TEXT,
    PRIMARY KEY (merchant_id, member_id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id),
    -- Law 2.
    CHECK (available >= 0 OR may_be_negative)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    merchant_id       INTEGER NOT NULL,
    id                BLOB    NOT NULL,
    member_id         BLOB    NOT NULL,
    location_id       BLOB,
    occurred_at       INTEGER NOT NULL, -- business time
    occurred_on       INTEGER NOT NULL,
    recorded_at       INTEGER NOT NULL, -- record time
    source            INTEGER NOT NULL CHECK (source BETWEEN 1 AND 3), -- 1 till, 2 API, 3 import
    reference         TEXT,
    subtotal          INTEGER NOT NULL CHECK (subtotal BETWEEN 0 AND 1000000000000),
    discount          INTEGER NOT NULL CHECK (discount >= 0),
    tax               INTEGER NOT NULL CHECK (tax >= 0),
    shipping          INTEGER NOT NULL CHECK (shipping >= 0),
    gift_card         INTEGER NOT NULL CHECK (gift_card >= 0),
    promoted          INTEGER NOT NULL CHECK (promoted >= 0), -- what promotions took off
    redeemed          INTEGER NOT NULL CHECK (redeemed >= 0), -- what vouchers took off
    total             INTEGER NOT NULL CHECK (total >= 0),
    earned            INTEGER NOT NULL CHECK (earned >= 0),
    lot               INTEGER,
    programme_version INTEGER NOT NULL,
    command_key       TEXT    NOT NULL, -- its answer holds the explanation
    actor_kind        INTEGER NOT NULL CHECK (actor_kind BETWEEN 1 AND 3), -- 1 member, 2 staff, 3 system
    actor_id          BLOB,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_member ON orders (merchant_id, member_id, occurred_at);
CREATE INDEX orders_by_time ON orders (merchant_id, occurred_at);
CREATE INDEX orders_by_reference ON orders (merchant_id, reference) WHERE reference IS NOT NULL;

CREATE TABLE order_lines (
    merchant_id INTEGER NOT NULL,
    order_id    BLOB    NOT NULL,
    line        INTEGER NOT NULL CHECK (line > 0),
    sku         TEXT,
    name        TEXT    NOT NULL,
    category    TEXT,
    quantity    INTEGER NOT NULL CHECK (quantity >= 0),
    total       INTEGER NOT NULL CHECK (total >= 0),
    unit_cost   INTEGER CHECK (unit_cost >= 0),
    discount    INTEGER NOT NULL CHECK (discount BETWEEN 0 AND total), -- of promotions and vouchers
    PRIMARY KEY (merchant_id, order_id, line),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- Law 1: a transfer moves points from one account to another, so its two entries sum to zero.
-- Clustered by member: what one member's page shows lies together.
CREATE TABLE transfers (
    merchant_id   INTEGER NOT NULL,
    member_id     BLOB    NOT NULL,
    seq           INTEGER NOT NULL CHECK (seq > 0),
    kind          INTEGER NOT NULL,
    from_account  INTEGER NOT NULL,
    to_account    INTEGER NOT NULL,
    points        INTEGER NOT NULL CHECK (points > 0),
    balance_after INTEGER NOT NULL,
    pending_after INTEGER NOT NULL CHECK (pending_after >= 0),
    occurred_at   INTEGER NOT NULL,
    occurred_on   INTEGER NOT NULL,
    recorded_at   INTEGER NOT NULL,
    order_id      BLOB,
    refund_id     BLOB,
    voucher_id    BLOB,
    referral_id   BLOB,
    lot           INTEGER, -- the lot it opened, posted, voided or expired
    reason        TEXT,
    actor_kind    INTEGER NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id      BLOB,
    PRIMARY KEY (merchant_id, member_id, seq),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id),
    -- Each kind moves points between its own accounts and no others.
    CHECK (CASE kind
        WHEN 1 THEN from_account = 10 AND to_account IN (1, 2) -- an order earned
        WHEN 2 THEN from_account = 2 AND to_account = 1        -- a hold ended
        WHEN 3 THEN from_account IN (1, 2) AND to_account = 14 -- a refund took back
        WHEN 4 THEN from_account = 1 AND to_account = 11       -- a reward was taken
        WHEN 5 THEN from_account = 11 AND to_account = 1       -- a reward was given back, or what paid
        WHEN 6 THEN from_account = 1 AND to_account = 12       -- a lot expired
        WHEN 7 THEN (from_account = 13 AND to_account = 1) OR (from_account = 1 AND to_account = 13)
        WHEN 8 THEN from_account = 10 AND to_account IN (1, 2) -- a referral, the referrer's side
        WHEN 9 THEN from_account = 10 AND to_account IN (1, 2) -- a referral, the friend's side
        WHEN 10 THEN from_account IN (1, 2) AND to_account = 14 -- a referral was taken back
        WHEN 11 THEN from_account = 1 AND to_account = 11      -- points paid a part of an order
        WHEN 12 THEN from_account = 10 AND to_account IN (1, 2) -- an act brought points
        WHEN 13 THEN from_account = 1 AND to_account = 15      -- points were passed on
        WHEN 14 THEN from_account = 15 AND to_account = 1      -- points came from another member
        ELSE FALSE END)
) STRICT, WITHOUT ROWID;
-- Law 5: a hold ends once. Law 3: a lot expires once. Law 9: a referral pays once a side.
CREATE UNIQUE INDEX transfers_post_once ON transfers (merchant_id, member_id, lot) WHERE kind = 2;
CREATE UNIQUE INDEX transfers_expire_once ON transfers (merchant_id, member_id, lot) WHERE kind = 6;
CREATE UNIQUE INDEX transfers_advocate_once ON transfers (merchant_id, referral_id) WHERE kind = 8;
CREATE UNIQUE INDEX transfers_friend_once ON transfers (merchant_id, referral_id) WHERE kind = 9;

-- Both sides of every transfer.
CREATE VIEW entries AS
    SELECT merchant_id, member_id, seq, from_account AS account, -points AS points, occurred_at FROM transfers
    UNION ALL
    SELECT merchant_id, member_id, seq, to_account AS account, points, occurred_at FROM transfers;

-- The points that one event earned. `remaining` and `state` are caches of the uses and transfers.
CREATE TABLE lots (
    merchant_id  INTEGER NOT NULL,
    member_id    BLOB    NOT NULL,
    no           INTEGER NOT NULL CHECK (no > 0),
    original     INTEGER NOT NULL CHECK (original > 0),
    remaining    INTEGER NOT NULL,
    state        INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- 1 pending, 2 open, 3 voided, 4 expired
    available_on INTEGER,
    expires_on   INTEGER,
    order_id     BLOB,
    PRIMARY KEY (merchant_id, member_id, no),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id),
    -- Law 3.
    CHECK (remaining BETWEEN 0 AND original),
    CHECK (state IN (1, 2) OR remaining = 0),
    CHECK (state <> 1 OR available_on IS NOT NULL)
) STRICT, WITHOUT ROWID;
-- What falls due, and nothing else.
CREATE INDEX lots_pending ON lots (merchant_id, available_on, member_id) WHERE state = 1;
CREATE INDEX lots_expiring ON lots (merchant_id, expires_on, member_id)
    WHERE state = 2 AND remaining > 0 AND expires_on IS NOT NULL;

CREATE TABLE lot_uses (
    merchant_id INTEGER NOT NULL,
    member_id   BLOB    NOT NULL,
    lot         INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    points      INTEGER NOT NULL CHECK (points <> 0), -- negative: they came back
    PRIMARY KEY (merchant_id, member_id, seq, lot),
    FOREIGN KEY (merchant_id, member_id, lot) REFERENCES lots (merchant_id, member_id, no),
    FOREIGN KEY (merchant_id, member_id, seq) REFERENCES transfers (merchant_id, member_id, seq)
) STRICT, WITHOUT ROWID;

-- What a member spent, earned and brought on a day, refunds taken off the day of their order: what
-- tiers and caps count.
CREATE TABLE member_days (
    merchant_id INTEGER NOT NULL,
    member_id   BLOB    NOT NULL,
    day         INTEGER NOT NULL,
    spend       INTEGER NOT NULL,
    orders      INTEGER NOT NULL,
    points      INTEGER NOT NULL,
    referrals   INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, member_id, day),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id)
) STRICT, WITHOUT ROWID;

-- The merchant's numbers by day. One row a server (its lane), so that servers do not wait for
-- each other; a reader sums them.
CREATE TABLE merchant_days (
    merchant_id     INTEGER NOT NULL REFERENCES merchants (id),
    day             INTEGER NOT NULL,
    lane            INTEGER NOT NULL,
    orders          INTEGER NOT NULL,
    sales           INTEGER NOT NULL,
    refunds         INTEGER NOT NULL,
    new_members     INTEGER NOT NULL,
    points_issued   INTEGER NOT NULL, -- by orders, referrals and acts
    points_redeemed INTEGER NOT NULL, -- less what came back
    points_expired  INTEGER NOT NULL,
    points_reversed INTEGER NOT NULL,
    points_adjusted INTEGER NOT NULL, -- given less taken
    PRIMARY KEY (merchant_id, day, lane)
) STRICT, WITHOUT ROWID;

CREATE TABLE refunds (
    merchant_id  INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    order_id     BLOB    NOT NULL,
    member_id    BLOB    NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    points_due   INTEGER NOT NULL CHECK (points_due >= 0),
    points_taken INTEGER NOT NULL CHECK (points_taken >= 0),
    closes       INTEGER NOT NULL CHECK (closes IN (0, 1)), -- nothing is left to refund
    undo         INTEGER NOT NULL CHECK (undo IN (0, 1)), -- the sale never happened
    reason       TEXT    NOT NULL,
    occurred_at  INTEGER NOT NULL,
    occurred_on  INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,
    actor_kind   INTEGER NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id     BLOB,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id),
    -- Law 7, together with `verify`, which sums the refunds of each order.
    CHECK (points_taken <= points_due)
) STRICT, WITHOUT ROWID;
CREATE INDEX refunds_by_order ON refunds (merchant_id, order_id);
CREATE UNIQUE INDEX refunds_close_once ON refunds (merchant_id, order_id) WHERE closes;

CREATE TABLE vouchers (
    merchant_id INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    member_id   BLOB    NOT NULL,
    code        TEXT    NOT NULL CHECK (length(code) = 13),
    reward      TEXT    NOT NULL, -- as it was when taken
    reward_key  TEXT    NOT NULL,
    points      INTEGER NOT NULL CHECK (points >= 0),
    taken_on    INTEGER NOT NULL,
    expires_on  INTEGER NOT NULL,
    state       INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- 1 open, 2 used, 3 returned, 4 revoked
    paid_seq    INTEGER NOT NULL, -- 0: it cost no points
    made_by     BLOB, -- the order that made it, for a later one
    order_code  TEXT, -- initials and a number, such as JWR01
    used_by     BLOB,
    created_at  INTEGER NOT NULL,
    moved_at    INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id),
    FOREIGN KEY (merchant_id, used_by) REFERENCES orders (merchant_id, id),
    FOREIGN KEY (merchant_id, made_by) REFERENCES orders (merchant_id, id),
    CHECK (made_by <> used_by),
    CHECK (state <> 4 OR made_by IS NOT NULL),
    -- Law 8: used by one order, and only then used.
    CHECK ((state = 2) = (used_by IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX vouchers_code ON vouchers (merchant_id, code);
CREATE INDEX vouchers_by_member ON vouchers (merchant_id, member_id);
CREATE INDEX vouchers_made_by ON vouchers (merchant_id, made_by) WHERE made_by IS NOT NULL;
CREATE UNIQUE INDEX vouchers_order_code ON vouchers (merchant_id, order_code)
    WHERE order_code IS NOT NULL;

-- What each voucher took off an order. Stays when the order is undone.
CREATE TABLE order_vouchers (
    merchant_id INTEGER NOT NULL,
    order_id    BLOB    NOT NULL,
    code        TEXT    NOT NULL,
    discount    INTEGER NOT NULL CHECK (discount >= 0),
    PRIMARY KEY (merchant_id, order_id, code),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- What each promotion took off an order. Stays when the order is given back.
CREATE TABLE order_promotions (
    merchant_id INTEGER NOT NULL,
    order_id    BLOB    NOT NULL,
    promotion   TEXT    NOT NULL, -- its key in the programme
    discount    INTEGER NOT NULL CHECK (discount >= 0),
    PRIMARY KEY (merchant_id, order_id, promotion),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- Points that paid a part of an order; the transfer that moved them.
CREATE TABLE order_payments (
    merchant_id INTEGER NOT NULL,
    order_id    BLOB    NOT NULL,
    seq         INTEGER NOT NULL,
    points      INTEGER NOT NULL CHECK (points > 0),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (merchant_id, order_id),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- Stamps that an order gave, and those that its refunds took back. The cause is the order itself
-- or the refund.
CREATE TABLE order_stamps (
    merchant_id INTEGER NOT NULL,
    order_id    BLOB    NOT NULL,
    card        TEXT    NOT NULL, -- the key of the card's promotion
    cause_id    BLOB    NOT NULL,
    stamps      INTEGER NOT NULL CHECK (stamps <> 0), -- negative: taken back
    PRIMARY KEY (merchant_id, order_id, card, cause_id),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id),
    CHECK ((stamps > 0) = (cause_id = order_id))
) STRICT, WITHOUT ROWID;

-- Stamps of a member in all, by card: a cache of the rows above.
CREATE TABLE member_stamps (
    merchant_id INTEGER NOT NULL,
    member_id   BLOB    NOT NULL,
    card        TEXT    NOT NULL,
    stamps      INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, member_id, card),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id)
) STRICT, WITHOUT ROWID;

-- How often promotions and rewards were had, uses taken back not counted: a cache of
-- `order_promotions` and `vouchers`. An offer is `promotion:KEY` or `reward:KEY`.
-- One row a server (its lane), as in `merchant_days`. Where all of them together are limited,
-- the row of lane 0 is what servers lock before they count.
CREATE TABLE offer_uses (
    merchant_id INTEGER NOT NULL REFERENCES merchants (id),
    offer       TEXT    NOT NULL,
    lane        INTEGER NOT NULL,
    times       INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, offer, lane)
) STRICT, WITHOUT ROWID;

-- The same for each member, by the first day of the calendar month.
CREATE TABLE member_uses (
    merchant_id INTEGER NOT NULL,
    member_id   BLOB    NOT NULL,
    offer       TEXT    NOT NULL,
    month       INTEGER NOT NULL,
    times       INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, member_id, offer, month),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id)
) STRICT, WITHOUT ROWID;

-- Welcome gifts: each tier welcomes a member once.
CREATE TABLE member_welcomes (
    merchant_id INTEGER NOT NULL,
    member_id   BLOB    NOT NULL,
    tier        TEXT    NOT NULL,
    given_at    INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, member_id, tier),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id)
) STRICT, WITHOUT ROWID;

-- The last number given to each initials, so that no two order codes are alike.
CREATE TABLE order_codes (
    merchant_id INTEGER NOT NULL REFERENCES merchants (id),
    initials    TEXT    NOT NULL,
    last_number INTEGER NOT NULL CHECK (last_number >= 0),
    PRIMARY KEY (merchant_id, initials)
) STRICT, WITHOUT ROWID;

-- Members' claims to points for acts other than buying.
CREATE TABLE claims (
    merchant_id INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    member_id   BLOB    NOT NULL,
    rule        TEXT    NOT NULL, -- the key of the act's rule
    points      INTEGER NOT NULL CHECK (points > 0),
    claimed_on  INTEGER NOT NULL,
    proof       TEXT,
    state       INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3), -- 1 waiting, 2 paid, 3 refused
    created_at  INTEGER NOT NULL,
    moved_at    INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES accounts (merchant_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_by_member ON claims (merchant_id, member_id, rule);
CREATE INDEX claims_waiting ON claims (merchant_id, created_at) WHERE state = 1;

CREATE TABLE referrals (
    merchant_id     INTEGER NOT NULL,
    id              BLOB    NOT NULL,
    advocate_id     BLOB    NOT NULL,
    friend_id       BLOB,
    invited_mail    TEXT,
    -- 1 invite, 2 lead, 3 qualified, 4 closed, 5 held, 6 rewarded, 7 rejected, 8 reversed
    stage           INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 8),
    order_id        BLOB,
    order_total     INTEGER NOT NULL,
    due_on          INTEGER,
    advocate_points INTEGER NOT NULL CHECK (advocate_points >= 0),
    friend_points   INTEGER NOT NULL CHECK (friend_points >= 0),
    reason          TEXT,
    created_at      INTEGER NOT NULL,
    moved_at        INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, advocate_id) REFERENCES members (merchant_id, id),
    FOREIGN KEY (merchant_id, friend_id) REFERENCES members (merchant_id, id),
    -- Law 9: never oneself.
    CHECK (friend_id IS NULL OR friend_id <> advocate_id),
    CHECK (stage = 1 OR friend_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX referrals_friend ON referrals (merchant_id, friend_id);
CREATE INDEX referrals_by_advocate ON referrals (merchant_id, advocate_id, created_at);
CREATE INDEX referrals_due ON referrals (merchant_id, due_on) WHERE stage IN (4, 5);
CREATE INDEX referrals_invited ON referrals (merchant_id, invited_mail, created_at) WHERE stage = 1;

-- Law 6: a key has one effect, and the answer is repeated byte for byte.
CREATE TABLE commands (
    merchant_id INTEGER NOT NULL,
    idem_key    TEXT    NOT NULL CHECK (length(idem_key) BETWEEN 1 AND 200),
    fingerprint BLOB    NOT NULL CHECK (length(fingerprint) = 32), -- SHA-256 of the content
    answer      TEXT    NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, idem_key)
) STRICT, WITHOUT ROWID;

-- Law 11: one row for each committed event. A server writes to a lane of its own, in the order
-- of its commits, so a reader that keeps one cursor a lane never skips a row that commits late.
CREATE TABLE outbox (
    lane        INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    merchant_id INTEGER NOT NULL,
    member_id   BLOB    NOT NULL,
    event       TEXT    NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (lane, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_cursors (
    consumer TEXT    NOT NULL,
    lane     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (consumer, lane)
) STRICT, WITHOUT ROWID;

-- Law 4: what happened is never changed or removed; a correction is another row with a reason.
CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers BEGIN
    SELECT RAISE(ABORT, 'rows of transfers are never changed or deleted');
END;
CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers BEGIN
    SELECT RAISE(ABORT, 'rows of transfers are never changed or deleted');
END;
CREATE TRIGGER lot_uses_no_update BEFORE UPDATE ON lot_uses BEGIN
    SELECT RAISE(ABORT, 'rows of lot_uses are never changed or deleted');
END;
CREATE TRIGGER lot_uses_no_delete BEFORE DELETE ON lot_uses BEGIN
    SELECT RAISE(ABORT, 'rows of lot_uses are never changed or deleted');
END;
CREATE TRIGGER orders_no_update BEFORE UPDATE ON orders BEGIN
    SELECT RAISE(ABORT, 'rows of orders are never changed or deleted');
END;
CREATE TRIGGER orders_no_delete BEFORE DELETE ON orders BEGIN
    SELECT RAISE(ABORT, 'rows of orders are never changed or deleted');
END;
CREATE TRIGGER order_lines_no_update BEFORE UPDATE ON order_lines BEGIN
    SELECT RAISE(ABORT, 'rows of order_lines are never changed or deleted');
END;
CREATE TRIGGER order_lines_no_delete BEFORE DELETE ON order_lines BEGIN
    SELECT RAISE(ABORT, 'rows of order_lines are never changed or deleted');
END;
CREATE TRIGGER refunds_no_update BEFORE UPDATE ON refunds BEGIN
    SELECT RAISE(ABORT, 'rows of refunds are never changed or deleted');
END;
CREATE TRIGGER refunds_no_delete BEFORE DELETE ON refunds BEGIN
    SELECT RAISE(ABORT, 'rows of refunds are never changed or deleted');
END;
