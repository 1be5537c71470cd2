-- The last replay of past orders by a draft, one a merchant. Any server shows it and may ask it to
-- stop; the one that runs it writes a beat, so that one which died is not shown as running.

CREATE TABLE replays (
    merchant_id   INTEGER NOT NULL PRIMARY KEY REFERENCES merchants (id),
    run           TEXT    NOT NULL CHECK (length(run) BETWEEN 1 AND 100), -- the key of the form
    state         INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- 1 running, 2 done, 3 stopped, 4 failed
    from_day      INTEGER, -- the first day that counts
    until_day     INTEGER NOT NULL,
    spent_percent INTEGER NOT NULL CHECK (spent_percent BETWEEN 0 AND 100),
    draft_hash    BLOB    NOT NULL CHECK (length(draft_hash) = 32), -- which draft
    version       INTEGER, -- the version that it is compared with
    orders_total  INTEGER NOT NULL,
    orders_done   INTEGER NOT NULL,
    stop          INTEGER NOT NULL CHECK (stop IN (0, 1)), -- somebody asked it to
    outcome       TEXT,
    started_by    BLOB,
    started_at    INTEGER NOT NULL,
    beat_at       INTEGER NOT NULL,
    CHECK ((state = 2) = (outcome IS NOT NULL))
) STRICT;
