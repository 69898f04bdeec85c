-- What the hub keeps: offices and their certificates, bundles and the proofs about them.
--
-- Times are whole seconds since 1970 UTC. Digests are lower-case hexadecimal. Nothing here can be read
-- by the hub except the signed header, whose fields hold no personal data.

-- One counter for every order that a client may page through. It is raised inside the transaction that
-- uses the number, and transactions of the writer follow one another, so numbers appear in order: a
-- reader that has seen n never finds a new row below n.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('change', 0);

CREATE TABLE offices (
    number              TEXT PRIMARY KEY,
    name                TEXT NOT NULL,
    state               TEXT NOT NULL CHECK (state IN ('applied', 'active', 'suspended')),
    applied_at          INTEGER NOT NULL,
    approved_at         INTEGER,
    mailbox_certificate TEXT -- PEM; of the first terminal that enrolled
) STRICT, WITHOUT ROWID;

CREATE TABLE office_services (
    office  TEXT NOT NULL REFERENCES offices (number),
    service TEXT NOT NULL,
    PRIMARY KEY (office, service)
) STRICT, WITHOUT ROWID;

-- One-time codes. Only the hash of the secret is here: who copies this table cannot enrol.
CREATE TABLE enrolments (
    secret_sha256         TEXT PRIMARY KEY,
    office                TEXT NOT NULL REFERENCES offices (number),
    created_at            INTEGER NOT NULL,
    expires_at            INTEGER NOT NULL,
    used_at               INTEGER,
    device                TEXT, -- the three that follow are known once it is used
    device_request_sha256 TEXT,
    mailbox_request_sha256 TEXT,
    CHECK ((used_at IS NULL) = (device IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolments_of_office ON enrolments (office);

CREATE TABLE devices (
    id          TEXT PRIMARY KEY,
    office      TEXT NOT NULL REFERENCES offices (number),
    name        TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Looked up by fingerprint on every request, so a revocation takes effect on the next one.
CREATE TABLE certificates (
    fingerprint TEXT PRIMARY KEY, -- SHA-256 of the DER form
    serial      TEXT NOT NULL UNIQUE,
    device      TEXT NOT NULL REFERENCES devices (id),
    office      TEXT NOT NULL REFERENCES offices (number),
    certificate TEXT NOT NULL, -- PEM
    not_after   INTEGER NOT NULL,
    revoked_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX certificates_of_device ON certificates (device);

CREATE TABLE bundles (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,
    id                TEXT NOT NULL, -- chosen by the sender
    from_office       TEXT NOT NULL,
    from_service      TEXT NOT NULL,
    to_office         TEXT NOT NULL,
    to_service        TEXT NOT NULL,
    header_sha256     TEXT NOT NULL,
    sealed_sha256     TEXT NOT NULL,
    sealed_size_bytes INTEGER NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('accepted', 'fetched', 'imported', 'opened', 'withdrawn')),
    accepted_at       INTEGER NOT NULL,
    changed_at        INTEGER NOT NULL,
    ended_at          INTEGER, -- opened or withdrawn; from then on the contents may be erased
    inbox_sequence    INTEGER NOT NULL UNIQUE,
    outbox_sequence   INTEGER NOT NULL UNIQUE,
    place             TEXT NOT NULL CHECK (place IN ('database', 'file', 'erased')),
    file              TEXT UNIQUE,
    CHECK ((place = 'file') = (file IS NOT NULL))
) STRICT;
-- These two settle every race about ids. The second also keeps an id unambiguous for the receiver.
CREATE UNIQUE INDEX bundles_of_sender ON bundles (from_office, id);
CREATE UNIQUE INDEX bundles_of_receiver ON bundles (to_office, id);
CREATE INDEX bundles_inbox ON bundles (to_office, inbox_sequence);
CREATE INDEX bundles_outbox ON bundles (from_office, outbox_sequence);
CREATE INDEX bundles_ended ON bundles (ended_at) WHERE ended_at IS NOT NULL AND place <> 'erased';

-- Apart from `bundles`, so that a change of state does not write the header again.
CREATE TABLE headers (
    bundle INTEGER PRIMARY KEY REFERENCES bundles (number),
    signed BLOB NOT NULL -- DER, exactly as received
) STRICT;

-- Sealed parts up to the size that pays in a database; larger ones are files.
CREATE TABLE sealed_parts (
    bundle   INTEGER PRIMARY KEY REFERENCES bundles (number),
    contents BLOB NOT NULL
) STRICT;

CREATE TABLE receipts (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    bundle    INTEGER NOT NULL REFERENCES bundles (number),
    kind      TEXT NOT NULL CHECK (kind IN ('accepted', 'fetched', 'imported', 'opened', 'withdrawn')),
    signed    BLOB NOT NULL, -- DER, exactly as made or received
    stored_at INTEGER NOT NULL,
    UNIQUE (bundle, kind)
) STRICT;
