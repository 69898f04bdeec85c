-- 予実突合 and 実績入力: what came out for a client and month, what a person decided, and
-- actuals that are being entered.

-- All data of one month, for whichever client.
CREATE INDEX sent_version_by_period ON sent_version (form, period);
CREATE INDEX received_version_by_period ON received_version (form, period);

-- What came out for one client and month. Made anew whenever `inputs` is no longer the
-- digest of the bundles that count; nothing is lost with it but the numbers in addresses
-- of pages, which stand here so that no address holds the number of a client.
CREATE TABLE reconciled (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    month   TEXT NOT NULL,
    insurer TEXT NOT NULL,
    insured TEXT NOT NULL,
    inputs  TEXT NOT NULL,
    outcome TEXT NOT NULL,           -- JSON; no names of people
    UNIQUE (month, insurer, insured)
) STRICT;

-- What a person decided about a client and month. It holds for the data whose digest is
-- `data`: other data, and the client is to be looked at again. Of several terminals the
-- last decision counts, by `at` and then `entry`.
CREATE TABLE client_check (
    month     TEXT NOT NULL,
    insurer   TEXT NOT NULL,
    insured   TEXT NOT NULL,
    data      TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    note      TEXT NOT NULL,
    staff     TEXT NOT NULL,         -- the name at that time; '' while nobody logs in
    at        INTEGER NOT NULL,
    entry     TEXT NOT NULL,         -- of the journal
    PRIMARY KEY (month, insurer, insured)
) STRICT, WITHOUT ROWID;

-- 実績入力: what was given to a client in a month, as far as it is entered on this terminal.
CREATE TABLE actual_sheet (
    month        TEXT NOT NULL,
    insurer      TEXT NOT NULL,
    insured      TEXT NOT NULL,
    plan         TEXT NOT NULL,      -- the received bundle with the plan that it follows
    lines        TEXT NOT NULL,      -- JSON
    ready        INTEGER NOT NULL,   -- a person says that it is complete
    version      INTEGER NOT NULL,   -- rises with each change
    changed_at   INTEGER NOT NULL,
    made_version INTEGER,            -- the version that went into a file last
    made_at      INTEGER,
    PRIMARY KEY (month, insurer, insured)
) STRICT, WITHOUT ROWID;
