-- Several terminals of one office: the journal that they share, marks of what others did, and the terminals themselves.

-- What this terminal has to tell the others, written in the transaction that did it. A draft is told from its own rows,
-- so its body is NULL; `at` is NULL when the telling itself is the time.
CREATE TABLE journal_out (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    at              INTEGER,
    body            TEXT,
    sealed          BLOB,               -- the same bytes in every attempt
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Entries of kinds that this program does not know: kept for one that does.
CREATE TABLE journal_unknown (
    id     TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    kind   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;

-- Drafts that somebody discarded: an entry that comes late, or twice, does not bring them back.
CREATE TABLE draft_gone (
    id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Bundles that a terminal has begun to send. Stronger than `draft_gone`: what was sent cannot be discarded.
CREATE TABLE sent_mark (
    id     TEXT NOT NULL,
    device TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (id, device)
) STRICT, WITHOUT ROWID;

-- The terminal that sends the bundle; NULL: this one.
ALTER TABLE sent ADD COLUMN sender_device TEXT;

-- Bundles of this office whose contents this terminal does not have yet: the hub's line about them, once it was seen.
CREATE TABLE sent_elsewhere (
    id              TEXT PRIMARY KEY,
    line            TEXT,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER                -- NULL when the hub does not have them any more
) STRICT;
CREATE INDEX sent_elsewhere_due ON sent_elsewhere (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- What other terminals did with received bundles that are not here yet.
CREATE TABLE received_mark (
    sender      TEXT NOT NULL,
    id          TEXT NOT NULL,
    fetched     INTEGER NOT NULL DEFAULT 0, -- the hub had a receipt of this office already
    opened      INTEGER NOT NULL DEFAULT 0,
    opened_at   INTEGER,
    imported_at INTEGER,
    PRIMARY KEY (sender, id)
) STRICT, WITHOUT ROWID;

-- Whether the pinned certificate is the one that stands first in the journal.
ALTER TABLE partner ADD COLUMN pin_told INTEGER NOT NULL DEFAULT 0;

-- The terminals of this office, as the hub lists them, and what a person here wants done with them.
CREATE TABLE terminal (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    enrolled_at   INTEGER NOT NULL,
    seen_at       INTEGER,
    certificate   BLOB NOT NULL,           -- DER
    waiting       INTEGER NOT NULL,
    commitment    TEXT,                    -- what a waiting one committed itself to
    checked_at    INTEGER,                 -- a person here asked for the digits …
    nonce         TEXT,                    -- … with this nonce,
    answered      TEXT,                    -- to this commitment
    offered_at    INTEGER,                 -- the hub has the nonce
    digits        TEXT,                    -- six digits, once the new terminal showed its nonce
    problem       TEXT,                    -- why there will be no digits
    approval      BLOB,                    -- sealed mailbox key, to be brought
    approved_at   INTEGER,                 -- the hub has it
    history_row   INTEGER,                 -- how far the history for it was brought; NULL: nothing to bring
    history_piece INTEGER NOT NULL DEFAULT 0,
    new_name      TEXT,                    -- to be told to the hub
    remove_at     INTEGER                  -- to be removed, since then
) STRICT;

-- There is a row while this terminal, which has just joined, takes the history of its office.
CREATE TABLE history_in (
    one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;

-- The one enrolment code that was asked for last.
CREATE TABLE terminal_code (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    asked_at   INTEGER,                    -- NULL once it is here
    code       TEXT,
    expires_at INTEGER,
    problem    TEXT
) STRICT;

-- The recovery sheet that was made last: what the hub has to keep for it, and since when.
CREATE TABLE recovery_sheet (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    sealed   BLOB,                         -- NULL once the hub has it
    made_at  INTEGER NOT NULL,
    kept_at  INTEGER
) STRICT;
