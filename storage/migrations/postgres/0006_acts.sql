-- What members tell about themselves, and what they were warned of.

-- The birthday, for the points it may bring, and the telephone number. Gone when the member asked
-- to be forgotten.
CREATE TABLE member_profiles (
    merchant_id     BIGINT   NOT NULL,
    member_id       UUID     NOT NULL,
    birth_month     SMALLINT CHECK (birth_month BETWEEN 1 AND 12),
    birth_day       SMALLINT CHECK (birth_day BETWEEN 1 AND 31),
    birth_year      SMALLINT,
    birthday_set_on INTEGER, -- when it was told: no other one for a year, also when it was taken out
    phone           TEXT     CHECK (length(phone) BETWEEN 1 AND 40),
    PRIMARY KEY (merchant_id, member_id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id),
    CHECK ((birth_month IS NULL) = (birth_day IS NULL)),
    CHECK (birth_month IS NULL OR birthday_set_on IS NOT NULL)
);
CREATE INDEX member_profiles_birthday ON member_profiles (merchant_id, birth_month, birth_day)
    WHERE birth_month IS NOT NULL;

-- Levels about whose loss a member was warned: once for each level and day.
CREATE TABLE tier_warnings (
    merchant_id BIGINT  NOT NULL,
    member_id   UUID    NOT NULL,
    tier        TEXT    NOT NULL, -- the level's key
    lost_on     INTEGER NOT NULL,
    warned_at   BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, member_id, tier, lost_on),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);

-- Those who were told that their points expire.
CREATE INDEX members_noticed ON members (merchant_id, noticed_on) WHERE noticed_on IS NOT NULL;

-- Points that members passed on to one another: a transfer of the giver's, and one of the other
-- side for each last day that the points had.
CREATE TABLE passes (
    merchant_id BIGINT  NOT NULL,
    id          UUID    NOT NULL,
    from_member UUID    NOT NULL,
    to_member   UUID    NOT NULL,
    points      BIGINT  NOT NULL CHECK (points > 0),
    from_seq    BIGINT  NOT NULL,
    first_lot   BIGINT  NOT NULL, -- of the lots that they opened
    last_lot    BIGINT  NOT NULL,
    passed_on   INTEGER NOT NULL,
    undone      BIGINT  CHECK (undone BETWEEN 1 AND points), -- how many came back
    created_at  BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, from_member) REFERENCES accounts (merchant_id, member_id),
    FOREIGN KEY (merchant_id, to_member) REFERENCES accounts (merchant_id, member_id),
    CHECK (from_member <> to_member),
    CHECK (first_lot <= last_lot)
);
CREATE INDEX passes_given ON passes (merchant_id, from_member, from_seq);
CREATE INDEX passes_received ON passes (merchant_id, to_member, first_lot);
