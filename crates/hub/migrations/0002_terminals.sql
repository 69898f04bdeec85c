-- Several terminals of one office: joining, the journal that they share, the history for a new one, the recovery sheet.
--
-- Everything sealed here is sealed to keys that the hub does not have.

-- A waiting device may do nothing but join. `journal_read` is how far it has read the journal: what every device of an
-- office has read may be erased when room is needed.
ALTER TABLE devices ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN removed_at INTEGER;
ALTER TABLE devices ADD COLUMN seen_at INTEGER;
ALTER TABLE devices ADD COLUMN journal_read INTEGER NOT NULL DEFAULT 0;
CREATE INDEX devices_of_office ON devices (office);

CREATE TABLE joinings (
    device     TEXT PRIMARY KEY REFERENCES devices (id),
    commitment TEXT NOT NULL,
    offered_by TEXT REFERENCES devices (id), -- with the nonce that follows
    offer      TEXT,
    nonce      TEXT, -- of the new device, shown after the offer
    approval   BLOB, -- the mailbox key, sealed to the new device
    CHECK ((offered_by IS NULL) = (offer IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    sequence   INTEGER PRIMARY KEY, -- from the one counter
    office     TEXT NOT NULL REFERENCES offices (number),
    id         TEXT NOT NULL, -- chosen by the device
    device     TEXT NOT NULL REFERENCES devices (id),
    stored_at  INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_ids ON journal (office, id);
CREATE INDEX journal_of_office ON journal (office, sequence);

-- Apart from `journal`, so that lists read past no contents.
CREATE TABLE journal_contents (
    sequence INTEGER PRIMARY KEY REFERENCES journal (sequence) ON DELETE CASCADE,
    sealed   BLOB NOT NULL
) STRICT;

-- How much lies in the journal of an office, so that its limits cost no scan.
CREATE TABLE journal_totals (
    office     TEXT PRIMARY KEY REFERENCES offices (number),
    entries    INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE history_pieces (
    device     TEXT NOT NULL REFERENCES devices (id), -- for whom
    number     INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (device, number)
) STRICT;

CREATE TABLE recoveries (
    office  TEXT PRIMARY KEY REFERENCES offices (number),
    sealed  BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
