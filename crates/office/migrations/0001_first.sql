-- The first form of the office's database.
--
-- Lists (100,000 bundles) read narrow tables by index; contents and proofs are in
-- tables of their own, so that no list reads past them. Times are seconds since
-- 1970 UTC, ids and digests are text in their one canonical spelling.

-- This office, as the hub told it at enrolment and tells again from time to time.
CREATE TABLE office (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    number     TEXT NOT NULL,
    name       TEXT NOT NULL,
    services   TEXT NOT NULL,  -- service kinds, separated by spaces
    hub_name   TEXT NOT NULL,
    device     TEXT NOT NULL
) STRICT;

-- How far the hub's lists were read ('inbox', 'outbox'). Opaque.
CREATE TABLE cursor (
    feed     TEXT PRIMARY KEY,
    position TEXT NOT NULL
) STRICT;

-- What the last contact with the hub gave; one row.
CREATE TABLE contact (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    reached_at   INTEGER,  -- last pass that the hub answered
    failed_at    INTEGER,  -- last pass that failed; NULL after success
    code         TEXT      -- why
) STRICT;

-- Partners from the directory. `certificate` is pinned; what the hub shows instead
-- waits in `offered_certificate` for a decision of this office.
CREATE TABLE partner (
    number              TEXT PRIMARY KEY,
    name                TEXT,
    services            TEXT NOT NULL DEFAULT '',
    certificate         BLOB,
    fingerprint         TEXT,
    pinned_at           INTEGER,
    offered_certificate BLOB,
    offered_fingerprint TEXT,
    offered_at          INTEGER,
    asked_at            INTEGER
) STRICT;

-- Bundles of this office, from draft to the end.
CREATE TABLE sent (
    id              TEXT PRIMARY KEY,
    state           TEXT NOT NULL,
    listed_at       INTEGER NOT NULL,  -- order of the lists: created_at of a draft, then queued_at
    from_service    TEXT NOT NULL,
    to_office       TEXT NOT NULL,
    to_service      TEXT NOT NULL,
    set_kind        TEXT,
    stamp           TEXT,
    months          TEXT NOT NULL,     -- rising, separated by spaces
    standard_files  INTEGER NOT NULL,
    attachments     INTEGER NOT NULL,
    clients         INTEGER,
    size_bytes      INTEGER NOT NULL,
    files_sha256    TEXT NOT NULL,     -- of names and digests of all files: finds what was sent before
    check_program   TEXT NOT NULL,
    check_standard  TEXT NOT NULL,
    warnings        INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    queued_at       INTEGER,
    accepted_at     INTEGER,
    fetched_at      INTEGER,
    imported_at     INTEGER,
    opened_at       INTEGER,
    withdrawn_at    INTEGER,
    withdraw_asked_at INTEGER,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,           -- set while the program has something to do
    code            TEXT,
    message         TEXT NOT NULL
) STRICT;
CREATE INDEX sent_by_time    ON sent (listed_at DESC, id DESC) WHERE state <> 'draft';
CREATE INDEX sent_drafts     ON sent (listed_at DESC, id DESC) WHERE state = 'draft';
CREATE INDEX sent_by_partner ON sent (to_office, listed_at DESC, id DESC);
CREATE INDEX sent_by_state   ON sent (state, listed_at DESC, id DESC);
CREATE INDEX sent_due        ON sent (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX sent_by_files   ON sent (files_sha256);

CREATE TABLE sent_month (
    month TEXT NOT NULL,
    id    TEXT NOT NULL REFERENCES sent (id) ON DELETE CASCADE,
    PRIMARY KEY (month, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_month_by_id ON sent_month (id);

-- Clients named in the standard files: insurer number and insured number together.
CREATE TABLE sent_client (
    insurer TEXT NOT NULL,
    insured TEXT NOT NULL,
    id      TEXT NOT NULL REFERENCES sent (id) ON DELETE CASCADE,
    PRIMARY KEY (insured, insurer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_client_by_id ON sent_client (id);

CREATE TABLE sent_file (
    id         TEXT NOT NULL REFERENCES sent (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    standard   INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    PRIMARY KEY (id, position)
) STRICT;

-- What travels, stored before the first attempt and repeated unchanged.
CREATE TABLE sent_proof (
    id            TEXT PRIMARY KEY REFERENCES sent (id) ON DELETE CASCADE,
    header_sha256 TEXT NOT NULL,
    sealed_sha256 TEXT NOT NULL,
    signed_header BLOB NOT NULL,
    sealed        BLOB NOT NULL
) STRICT;

CREATE TABLE sent_receipt (
    id     TEXT NOT NULL REFERENCES sent (id) ON DELETE CASCADE,
    kind   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    signer TEXT NOT NULL,
    serial TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    signed BLOB NOT NULL,
    PRIMARY KEY (id, sha256)
) STRICT;

-- Bundles of partners. `number` is the order of arrival. `sender` is '' while the
-- header could not be verified.
CREATE TABLE received (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    sender          TEXT NOT NULL,
    id              TEXT NOT NULL,
    state           TEXT NOT NULL,
    listed_at       INTEGER NOT NULL,
    from_service    TEXT,
    to_service      TEXT,
    set_kind        TEXT,
    stamp           TEXT NOT NULL,     -- '' when there are no standard files
    months          TEXT NOT NULL,
    standard_files  INTEGER NOT NULL,
    attachments     INTEGER NOT NULL,
    clients         INTEGER,
    size_bytes      INTEGER NOT NULL,
    first_file      TEXT,
    check_errors    INTEGER NOT NULL DEFAULT 0,
    check_warnings  INTEGER NOT NULL DEFAULT 0,
    sent_at         INTEGER,
    accepted_at     INTEGER,
    received_at     INTEGER,
    exported_at     INTEGER,           -- first laid into a folder by this terminal
    imported_at     INTEGER,
    opened_at       INTEGER,
    withdrawn_at    INTEGER,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,           -- set while its contents have to be fetched
    code            TEXT,
    message         TEXT NOT NULL DEFAULT '',
    UNIQUE (sender, id)
) STRICT;
CREATE INDEX received_by_time    ON received (listed_at DESC, stamp DESC, number DESC);
CREATE INDEX received_by_partner ON received (sender, stamp DESC, number DESC);
CREATE INDEX received_by_state   ON received (state, listed_at DESC, stamp DESC, number DESC);
CREATE INDEX received_by_id      ON received (id);
CREATE INDEX received_unexported ON received (number) WHERE exported_at IS NULL;
CREATE INDEX received_due        ON received (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE received_month (
    month  TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES received (number) ON DELETE CASCADE,
    PRIMARY KEY (month, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE received_client (
    insurer TEXT NOT NULL,
    insured TEXT NOT NULL,
    number  INTEGER NOT NULL REFERENCES received (number) ON DELETE CASCADE,
    PRIMARY KEY (insured, insurer, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE received_file (
    number     INTEGER NOT NULL REFERENCES received (number) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    standard   INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    PRIMARY KEY (number, position)
) STRICT;

CREATE TABLE received_proof (
    number        INTEGER PRIMARY KEY REFERENCES received (number) ON DELETE CASCADE,
    header_sha256 TEXT NOT NULL,
    sealed_sha256 TEXT,
    signed_header BLOB NOT NULL,
    accepted      BLOB NOT NULL,       -- the hub's receipt to the sender
    sealed        BLOB
) STRICT;

-- Receipts that this office owes: written together with what they state, signed
-- before the first attempt, repeated unchanged until the hub has them.
CREATE TABLE owed_receipt (
    number          INTEGER NOT NULL REFERENCES received (number) ON DELETE CASCADE,
    kind            TEXT NOT NULL,
    at              INTEGER NOT NULL,
    serial          TEXT,
    signed          BLOB,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,           -- NULL when delivered or refused for good
    delivered_at    INTEGER,
    code            TEXT,
    PRIMARY KEY (number, kind)
) STRICT;
CREATE INDEX owed_receipt_due ON owed_receipt (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
