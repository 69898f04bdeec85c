-- Notices (お知らせ) of the operator to all offices. A number is never used again, so an office knows what it has read.

CREATE TABLE notices (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    subject      TEXT NOT NULL,
    text         TEXT NOT NULL,
    important    INTEGER NOT NULL CHECK (important IN (0, 1)),
    published_at INTEGER NOT NULL,
    ends_at      INTEGER,
    removed_at   INTEGER
) STRICT;
