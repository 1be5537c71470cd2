-- Gift cards and store credit: accounts of money, kept as points are. One-time codes of promotions.
--
-- A purse is a gift card (it has a code, and whoever has the code can pay) or a member's store
-- credit (under the member's own id, without a code). It never goes below zero and has no last day.

CREATE TABLE purses (
    merchant_id INTEGER NOT NULL REFERENCES merchants (id),
    id          BLOB    NOT NULL,
    code        TEXT    CHECK (length(code) = 13),
    member_id   BLOB,
    balance     INTEGER NOT NULL, -- a cache of the movements
    last_seq    INTEGER NOT NULL CHECK (last_seq > 0),
    fresh       INTEGER NOT NULL, -- what the last movement sold, while nothing came after
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id),
    CHECK (code IS NOT NULL OR (member_id IS NOT NULL AND member_id = id)),
    CHECK (balance >= 0),
    CHECK (fresh BETWEEN 0 AND balance)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX purses_code ON purses (merchant_id, code) WHERE code IS NOT NULL;
CREATE INDEX purses_by_member ON purses (merchant_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX purses_by_time ON purses (merchant_id, created_at, id) WHERE code IS NOT NULL;

-- A movement takes an amount from one account to another, so its two entries sum to zero.
CREATE TABLE purse_movements (
    merchant_id   INTEGER NOT NULL,
    purse_id      BLOB    NOT NULL,
    seq           INTEGER NOT NULL CHECK (seq > 0),
    kind          INTEGER NOT NULL,
    from_account  INTEGER NOT NULL,
    to_account    INTEGER NOT NULL,
    amount        INTEGER NOT NULL CHECK (amount > 0),
    balance_after INTEGER NOT NULL CHECK (balance_after >= 0),
    occurred_at   INTEGER NOT NULL,
    occurred_on   INTEGER NOT NULL,
    recorded_at   INTEGER NOT NULL,
    order_id      BLOB,
    refund_id     BLOB,
    reason        TEXT,
    actor_kind    INTEGER NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id      BLOB,
    PRIMARY KEY (merchant_id, purse_id, seq),
    FOREIGN KEY (merchant_id, purse_id) REFERENCES purses (merchant_id, id),
    CHECK (CASE kind
        WHEN 1 THEN from_account = 10 AND to_account = 1 -- sold or loaded
        WHEN 2 THEN from_account = 1 AND to_account = 10 -- the sale was taken back
        WHEN 3 THEN from_account = 1 AND to_account = 11 -- paid a part of an order
        WHEN 4 THEN from_account = 11 AND to_account = 1 -- a refund put it back
        WHEN 5 THEN from_account = 12 AND to_account = 1 -- given by staff
        WHEN 6 THEN from_account = 1 AND to_account = 12 -- taken by staff
        WHEN 7 THEN from_account = 13 AND to_account = 1 -- the rest of a refund
        WHEN 8 THEN from_account = 12 AND to_account = 1 -- a reward made the card
        WHEN 9 THEN from_account = 1 AND to_account = 12 -- the reward was given back
        ELSE FALSE END),
    CHECK ((kind IN (3, 4, 7)) = (order_id IS NOT NULL)),
    CHECK ((kind IN (4, 7)) = (refund_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX purse_movements_by_order ON purse_movements (merchant_id, order_id)
    WHERE order_id IS NOT NULL;

-- Both sides of every movement.
CREATE VIEW purse_entries AS
    SELECT merchant_id, purse_id, seq, from_account AS account, -amount AS amount, occurred_at
        FROM purse_movements
    UNION ALL
    SELECT merchant_id, purse_id, seq, to_account AS account, amount, occurred_at
        FROM purse_movements;

-- Cards that are sent to somebody by mail. Kept until the letter is in the queue.
CREATE TABLE card_deliveries (
    merchant_id INTEGER NOT NULL,
    purse_id    BLOB    NOT NULL,
    mail        TEXT    NOT NULL CHECK (length(mail) BETWEEN 3 AND 254),
    giver       TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    PRIMARY KEY (merchant_id, purse_id),
    FOREIGN KEY (merchant_id, purse_id) REFERENCES purses (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- The least and the most that goes on a gift card at a time, where a shop has said so.
CREATE TABLE card_terms (
    merchant_id INTEGER NOT NULL PRIMARY KEY REFERENCES merchants (id),
    least       INTEGER NOT NULL CHECK (least > 0),
    most        INTEGER NOT NULL,
    CHECK (most >= least)
) STRICT;

-- One-time codes of a promotion, made together.
CREATE TABLE code_batches (
    merchant_id INTEGER NOT NULL REFERENCES merchants (id),
    id          BLOB    NOT NULL,
    promotion   TEXT    NOT NULL, -- its key in the programme
    name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    size        INTEGER NOT NULL CHECK (size BETWEEN 1 AND 100000),
    good_until  INTEGER NOT NULL,
    enabled     INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id)
) STRICT, WITHOUT ROWID;

-- Law 8: a code is used by one order.
CREATE TABLE one_time_codes (
    merchant_id INTEGER NOT NULL,
    code        TEXT    NOT NULL CHECK (length(code) = 13),
    batch_id    BLOB    NOT NULL,
    used_by     BLOB,
    PRIMARY KEY (merchant_id, code),
    FOREIGN KEY (merchant_id, batch_id) REFERENCES code_batches (merchant_id, id),
    FOREIGN KEY (merchant_id, used_by) REFERENCES orders (merchant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_codes_by_batch ON one_time_codes (merchant_id, batch_id);
CREATE INDEX one_time_codes_by_order ON one_time_codes (merchant_id, used_by)
    WHERE used_by IS NOT NULL;

-- What an order at a checkout will use, kept for it for some minutes. A row whose time is up counts
-- for nothing, whether it was cleared away or not.
CREATE TABLE reservations (
    merchant_id INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    member_id   BLOB    NOT NULL,
    until_at    INTEGER NOT NULL,
    open        INTEGER NOT NULL CHECK (open IN (0, 1)), -- neither used nor released
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reservations_by_member ON reservations (merchant_id, member_id, until_at);

-- What each keeps, by what it is: `voucher:CODE`, `code:CODE`, `purse:ID`, `promotion:KEY`,
-- `points:ID`. An instant of 0: it was used or released.
CREATE TABLE reservation_holds (
    merchant_id    INTEGER NOT NULL,
    held           TEXT    NOT NULL,
    reservation_id BLOB    NOT NULL,
    member_id      BLOB    NOT NULL,
    until_at       INTEGER NOT NULL,
    amount         INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (merchant_id, held, reservation_id),
    FOREIGN KEY (merchant_id, reservation_id) REFERENCES reservations (merchant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_holds_by_reservation ON reservation_holds (merchant_id, reservation_id);

-- Up to which instant uses of an offer are kept for orders, by anybody and by this member. Where it
-- is past, nobody has to look at what is kept.
ALTER TABLE offer_uses ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member_uses ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER purse_movements_no_update BEFORE UPDATE ON purse_movements BEGIN
    SELECT RAISE(ABORT, 'rows of purse_movements are never changed or deleted');
END;
CREATE TRIGGER purse_movements_no_delete BEFORE DELETE ON purse_movements BEGIN
    SELECT RAISE(ABORT, 'rows of purse_movements are never changed or deleted');
END;
