-- What surrounds the ledger: staff, signing in, mail, imports, and the log of who did what.

CREATE TABLE staff (
    merchant_id       BIGINT   NOT NULL REFERENCES merchants (id),
    id                UUID     NOT NULL,
    mail              TEXT     NOT NULL CHECK (length(mail) BETWEEN 3 AND 254),
    name              TEXT     NOT NULL,
    role              SMALLINT NOT NULL CHECK (role BETWEEN 1 AND 3), -- 1 cashier, 2 manager, 3 owner
    password_hash     TEXT, -- argon2id in PHC format; none until the invitation is accepted
    invite_hash       BYTEA, -- SHA-256 of the invitation's secret
    invite_expires_at BIGINT,
    created_at        BIGINT   NOT NULL,
    disabled_at       BIGINT,
    PRIMARY KEY (merchant_id, id)
);
CREATE UNIQUE INDEX staff_mail ON staff (merchant_id, mail);
CREATE UNIQUE INDEX staff_invite ON staff (merchant_id, invite_hash);
-- Signing in names a mail address and no merchant.
CREATE INDEX staff_sign_in ON staff (mail);

-- Signed-in browsers. Only the hash of the cookie's secret is kept.
CREATE TABLE sessions (
    id_hash     BYTEA    NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
    kind        SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 2), -- 1 staff, 2 member
    merchant_id BIGINT   NOT NULL REFERENCES merchants (id),
    subject     UUID     NOT NULL,
    created_at  BIGINT   NOT NULL,
    expires_at  BIGINT   NOT NULL,
    data        TEXT     NOT NULL DEFAULT ''
);
CREATE INDEX sessions_by_subject ON sessions (merchant_id, subject);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- The one code and link that a mail address can sign in with; a new one replaces the old one.
CREATE TABLE sign_in_codes (
    merchant_id BIGINT   NOT NULL REFERENCES merchants (id),
    mail        TEXT     NOT NULL,
    code_hash   BYTEA    NOT NULL CHECK (length(code_hash) = 32),
    link_hash   BYTEA    NOT NULL CHECK (length(link_hash) = 32),
    created_at  BIGINT   NOT NULL,
    expires_at  BIGINT   NOT NULL,
    attempts    SMALLINT NOT NULL DEFAULT 0, -- wrong ones; too many lock the code
    used_at     BIGINT,
    PRIMARY KEY (merchant_id, mail)
);
CREATE UNIQUE INDEX sign_in_codes_link ON sign_in_codes (merchant_id, link_hash);

-- Mail to be sent, and mail that was; the sample shop shows it on a page of its own.
CREATE TABLE mails (
    merchant_id     BIGINT   NOT NULL REFERENCES merchants (id),
    id              UUID     NOT NULL,
    recipient       TEXT     NOT NULL,
    subject         TEXT     NOT NULL,
    text_body       TEXT     NOT NULL,
    html_body       TEXT     NOT NULL,
    state           SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 3), -- 1 waiting, 2 sent, 3 given up
    attempts        SMALLINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT   NOT NULL,
    last_error      TEXT,
    created_at      BIGINT   NOT NULL,
    sent_at         BIGINT,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX mails_waiting ON mails (next_attempt_at) WHERE state = 1;
CREATE INDEX mails_by_time ON mails (merchant_id, created_at);

-- One run over one file. What was read so far is kept, so that a run can go on where it stopped.
CREATE TABLE imports (
    merchant_id  BIGINT   NOT NULL REFERENCES merchants (id),
    id           UUID     NOT NULL,
    kind         SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 2), -- 1 orders, 2 members
    file_name    TEXT     NOT NULL,
    file_path    TEXT     NOT NULL, -- where it waits to be read
    file_hash    BYTEA    NOT NULL, -- the same file again is the same import
    header_hash  BYTEA    NOT NULL,
    mapping      TEXT     NOT NULL,
    location_id  UUID,
    state        SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 4), -- 1 waiting, 2 running, 3 done, 4 failed
    bytes_total  BIGINT   NOT NULL,
    bytes_read   BIGINT   NOT NULL,
    lines_read   BIGINT   NOT NULL,
    lines_bad    BIGINT   NOT NULL,
    orders_new   BIGINT   NOT NULL,
    orders_known BIGINT   NOT NULL,
    members_new  BIGINT   NOT NULL,
    points_new   BIGINT   NOT NULL,
    message      TEXT,
    created_by   UUID,
    created_at   BIGINT   NOT NULL,
    updated_at   BIGINT   NOT NULL,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX imports_by_time ON imports (merchant_id, created_at);
CREATE INDEX imports_by_file ON imports (merchant_id, file_hash);

CREATE TABLE import_errors (
    merchant_id BIGINT NOT NULL,
    import_id   UUID   NOT NULL,
    line        BIGINT NOT NULL,
    reason      TEXT   NOT NULL,
    raw         TEXT   NOT NULL, -- the line as it stood, cut to a bound
    PRIMARY KEY (merchant_id, import_id, line),
    FOREIGN KEY (merchant_id, import_id) REFERENCES imports (merchant_id, id)
);

-- Which column means what, by the columns' names: the next file of the same shape needs no clicks.
CREATE TABLE import_mappings (
    merchant_id BIGINT NOT NULL REFERENCES merchants (id),
    header_hash BYTEA  NOT NULL,
    mapping     TEXT   NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, header_hash)
);

-- Who did what: one row for each thing that staff changed.
CREATE TABLE audit (
    merchant_id BIGINT   NOT NULL REFERENCES merchants (id),
    id          UUID     NOT NULL,
    at          BIGINT   NOT NULL,
    actor_kind  SMALLINT NOT NULL CHECK (actor_kind BETWEEN 1 AND 3), -- 1 member, 2 staff, 3 system
    actor_id    UUID,
    action      TEXT     NOT NULL,
    subject     TEXT     NOT NULL,
    detail      TEXT     NOT NULL,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX audit_by_time ON audit (merchant_id, at);

-- How often something was tried in a window of time, by a key such as a network address.
CREATE TABLE throttles (
    throttle_key TEXT   NOT NULL,
    window_start BIGINT NOT NULL,
    tries        BIGINT NOT NULL,
    PRIMARY KEY (throttle_key, window_start)
);
