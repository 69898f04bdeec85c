-- Mail that tells of arrivals, notices of the operator, and searches in the hub's directory.

-- How far mail told, and how the last attempt went. One row.
CREATE TABLE mail (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    told      INTEGER NOT NULL,            -- place in `arrival` up to which mail told
    sent_at   INTEGER,                     -- last mail that a server took
    failed_at INTEGER,                     -- last attempt that failed; NULL after success
    code      TEXT,                        -- why
    attempts  INTEGER NOT NULL DEFAULT 0,  -- failed ones in a row
    next_at   INTEGER                      -- not again before this time; NULL after success
) STRICT;

-- Notices as the hub listed them last. What it no longer lists is deleted; a number is never used again.
CREATE TABLE notice (
    number       INTEGER PRIMARY KEY,
    subject      TEXT NOT NULL,
    text         TEXT NOT NULL,
    important    INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    ends_at      INTEGER,
    read_at      INTEGER  -- when somebody of this office said so
) STRICT;

-- When the hub was last asked for notices. One row.
CREATE TABLE notices_asked (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  INTEGER NOT NULL
) STRICT;

-- Searches in the directory: asked by a page, answered by the next contact with the hub.
CREATE TABLE directory_search (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    text        TEXT NOT NULL,
    area        TEXT NOT NULL,
    service     TEXT,
    position    TEXT,     -- the hub's cursor to begin after; opaque
    asked_at    INTEGER NOT NULL,
    answered_at INTEGER,
    code        TEXT,     -- why there is no answer
    next        TEXT      -- the hub's cursor for more; opaque
) STRICT;

CREATE TABLE directory_found (
    search   INTEGER NOT NULL REFERENCES directory_search (number) ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    office   TEXT NOT NULL,
    name     TEXT NOT NULL,
    services TEXT NOT NULL,  -- service kinds, separated by spaces
    PRIMARY KEY (search, place)
) STRICT, WITHOUT ROWID;
