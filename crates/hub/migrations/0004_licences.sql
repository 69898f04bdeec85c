-- Licences: until when an office may send, period by period. What is here is also the ledger of fees: a period never
-- changes once it is granted, a renewal adds the next one.

CREATE TABLE licence_periods (
    office     TEXT NOT NULL REFERENCES offices (number),
    began_at   INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL CHECK (ends_at > began_at), -- the first second that is not part of it
    fee_yen    INTEGER NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (office, began_at)
) STRICT, WITHOUT ROWID;

ALTER TABLE offices ADD COLUMN licence_renews INTEGER NOT NULL DEFAULT 1 CHECK (licence_renews IN (0, 1));
