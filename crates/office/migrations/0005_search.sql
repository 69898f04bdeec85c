-- What lists are searched by, and which bundle is newer than which.
--
-- All of it is taken from the files when a bundle is stored, so that no list reads
-- files. `bundle_to_read` names the bundles of before; they are read while the
-- pages run.

-- Names of clients as the files say them. Actuals name nobody: their clients are
-- found by the numbers that belong to a name.
CREATE TABLE client_name (
    insurer  TEXT NOT NULL,
    insured  TEXT NOT NULL,
    name     TEXT NOT NULL,
    kana     TEXT NOT NULL,
    compared TEXT NOT NULL,          -- both, in the form in which searches compare
    PRIMARY KEY (insured, insurer, name, kana)
) STRICT, WITHOUT ROWID;

CREATE INDEX received_client_by_number ON received_client (number);

-- A name goes with the last bundle that has the client: of a discarded draft
-- nothing stays.
CREATE TRIGGER sent_client_gone AFTER DELETE ON sent_client BEGIN
    DELETE FROM client_name WHERE insured = old.insured AND insurer = old.insurer
        AND NOT EXISTS (SELECT 1 FROM sent_client AS other
                        WHERE other.insured = old.insured AND other.insurer = old.insurer)
        AND NOT EXISTS (SELECT 1 FROM received_client AS other
                        WHERE other.insured = old.insured AND other.insurer = old.insurer);
END;
CREATE TRIGGER received_client_gone AFTER DELETE ON received_client BEGIN
    DELETE FROM client_name WHERE insured = old.insured AND insurer = old.insurer
        AND NOT EXISTS (SELECT 1 FROM sent_client AS other
                        WHERE other.insured = old.insured AND other.insurer = old.insurer)
        AND NOT EXISTS (SELECT 1 FROM received_client AS other
                        WHERE other.insured = old.insured AND other.insurer = old.insurer);
END;

-- What one bundle says about one client: the form, and the month or date that
-- completes the client's key (standard, 2.3). Rows that differ only in stamp and
-- bundle are versions of the same data.
CREATE TABLE received_version (
    insurer TEXT NOT NULL,
    insured TEXT NOT NULL,
    office  TEXT NOT NULL,           -- the sender
    service TEXT NOT NULL,
    form    TEXT NOT NULL,
    period  TEXT NOT NULL,
    stamp   TEXT NOT NULL,
    number  INTEGER NOT NULL REFERENCES received (number) ON DELETE CASCADE,
    deletes INTEGER NOT NULL,
    PRIMARY KEY (insured, insurer, office, service, form, period, stamp, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_version_by_number ON received_version (number);

CREATE TABLE sent_version (
    insurer TEXT NOT NULL,
    insured TEXT NOT NULL,
    office  TEXT NOT NULL,           -- the receiver
    service TEXT NOT NULL,
    form    TEXT NOT NULL,
    period  TEXT NOT NULL,
    stamp   TEXT NOT NULL,
    id      TEXT NOT NULL REFERENCES sent (id) ON DELETE CASCADE,
    deletes INTEGER NOT NULL,
    PRIMARY KEY (insured, insurer, office, service, form, period, stamp, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_version_by_id ON sent_version (id);

-- Names of files and the message, in the form in which searches compare. Narrow, so
-- that a search for words reads these rows and no others.
CREATE TABLE received_text (
    number  INTEGER PRIMARY KEY REFERENCES received (number) ON DELETE CASCADE,
    files   TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
CREATE TABLE sent_text (
    id      TEXT PRIMARY KEY REFERENCES sent (id) ON DELETE CASCADE,
    files   TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a bundle is about, by its set.
ALTER TABLE received ADD COLUMN about TEXT GENERATED ALWAYS AS (CASE
    WHEN set_kind IN ('K1', 'Y2', 'Y3') THEN 'plan'
    WHEN set_kind IN ('K2', 'Y4') THEN 'ticket'
    WHEN set_kind IN ('K5', 'Y8') THEN 'actual'
    WHEN set_kind = 'Y1' THEN 'basics'
    WHEN set_kind IN ('K3', 'K4', 'K6', 'Y5', 'Y6', 'Y7', 'Y9') THEN 'deletion'
    WHEN standard_files > 0 THEN 'other'
    ELSE 'documents' END) VIRTUAL;
ALTER TABLE sent ADD COLUMN about TEXT GENERATED ALWAYS AS (CASE
    WHEN set_kind IN ('K1', 'Y2', 'Y3') THEN 'plan'
    WHEN set_kind IN ('K2', 'Y4') THEN 'ticket'
    WHEN set_kind IN ('K5', 'Y8') THEN 'actual'
    WHEN set_kind = 'Y1' THEN 'basics'
    WHEN set_kind IN ('K3', 'K4', 'K6', 'Y5', 'Y6', 'Y7', 'Y9') THEN 'deletion'
    WHEN standard_files > 0 THEN 'other'
    ELSE 'documents' END) VIRTUAL;

CREATE INDEX received_by_about ON received (about, listed_at DESC, stamp DESC, number DESC);
CREATE INDEX received_with_documents ON received (listed_at DESC, stamp DESC, number DESC)
    WHERE attachments > 0;
CREATE INDEX sent_by_about ON sent (about, listed_at DESC, id DESC) WHERE state <> 'draft';
CREATE INDEX sent_with_documents ON sent (listed_at DESC, id DESC)
    WHERE attachments > 0 AND state <> 'draft';
CREATE INDEX sent_unopened ON sent (listed_at DESC, id DESC)
    WHERE state IN ('accepted', 'fetched', 'imported');
CREATE INDEX sent_stopped ON sent (listed_at DESC, id DESC) WHERE state IN ('blocked', 'refused');

CREATE TABLE bundle_to_read (
    side TEXT NOT NULL,              -- 'sent' or 'received'
    key  TEXT NOT NULL,
    PRIMARY KEY (side, key)
) STRICT, WITHOUT ROWID;
INSERT INTO bundle_to_read SELECT 'sent', id FROM sent;
INSERT INTO bundle_to_read SELECT 'received', number FROM received WHERE received_at IS NOT NULL;
