-- A version of the programme that waits: for its day, or for the rest of the members. There is
-- one a merchant. It is not in force, so its row in `programmes` has the status of an earlier one.
CREATE TABLE releases (
    merchant_id     INTEGER NOT NULL PRIMARY KEY REFERENCES merchants (id),
    version         INTEGER NOT NULL,
    takes_effect_at INTEGER, -- for everybody, from then on
    audience        TEXT, -- JSON: for whom it holds already
    released_at     INTEGER NOT NULL,
    FOREIGN KEY (merchant_id, version) REFERENCES programmes (merchant_id, version),
    CHECK ((takes_effect_at IS NULL) <> (audience IS NULL))
) STRICT, WITHOUT ROWID;
