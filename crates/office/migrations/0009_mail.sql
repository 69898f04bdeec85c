-- Mail that tells of arrivals: how far it told, and how the last attempt went. One row.

CREATE TABLE mail (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    told      INTEGER NOT NULL,            -- place in `arrival` up to which mail told
    sent_at   INTEGER,                     -- last mail that a server took
    failed_at INTEGER,                     -- last attempt that failed; NULL after success
    code      TEXT,                        -- why
    attempts  INTEGER NOT NULL DEFAULT 0,  -- failed ones in a row
    next_at   INTEGER                      -- not again before this time; NULL after success
) STRICT;
