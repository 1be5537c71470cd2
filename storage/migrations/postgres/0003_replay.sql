-- The last replay of past orders by a draft, one a merchant. Any server shows it and may ask it to
-- stop; the one that runs it writes a beat, so that one which died is not shown as running.

CREATE TABLE replays (
    merchant_id   BIGINT   NOT NULL PRIMARY KEY REFERENCES merchants (id),
    run           TEXT     NOT NULL CHECK (length(run) BETWEEN 1 AND 100), -- the key of the form
    state         SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 4), -- 1 running, 2 done, 3 stopped, 4 failed
    from_day      INTEGER, -- the first day that counts
    until_day     INTEGER  NOT NULL,
    spent_percent SMALLINT NOT NULL CHECK (spent_percent BETWEEN 0 AND 100),
    draft_hash    BYTEA    NOT NULL CHECK (length(draft_hash) = 32), -- which draft
    version       BIGINT, -- the version that it is compared with
    orders_total  BIGINT   NOT NULL,
    orders_done   BIGINT   NOT NULL,
    stop          BOOLEAN  NOT NULL, -- somebody asked it to
    outcome       TEXT,
    started_by    UUID,
    started_at    BIGINT   NOT NULL,
    beat_at       BIGINT   NOT NULL,
    CHECK ((state = 2) = (outcome IS NOT NULL))
);
