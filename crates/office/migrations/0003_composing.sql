-- What a person is putting together, and what one press of 送信する sends.

-- One press of 送信する: its bundles leave together, and not before `hold_until`.
CREATE TABLE sending (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    queued_at  INTEGER NOT NULL,
    hold_until INTEGER NOT NULL
) STRICT;

CREATE TABLE sending_bundle (
    id      TEXT PRIMARY KEY REFERENCES sent (id) ON DELETE CASCADE,
    sending INTEGER NOT NULL REFERENCES sending (number) ON DELETE CASCADE
) STRICT;
CREATE INDEX sending_bundle_by_sending ON sending_bundle (sending);

-- A pile of files that is not yet (all) drafts: what 新規作成 shows. It stays until all
-- of it became drafts or a person threw it away.
CREATE TABLE pile (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    files_version INTEGER NOT NULL DEFAULT 0,  -- rises when files or their places change
    words_version INTEGER NOT NULL DEFAULT 0,  -- rises when a message changes
    message       TEXT NOT NULL DEFAULT '',
    from_service  TEXT,                        -- for documents without standard files
    send_again    INTEGER NOT NULL DEFAULT 0,  -- also what was sent before
    left_over     INTEGER NOT NULL DEFAULT 0   -- the rest of it became drafts already
) STRICT;
CREATE INDEX pile_by_change ON pile (changed_at DESC, number DESC);

CREATE TABLE pile_file (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    pile       INTEGER NOT NULL REFERENCES pile (number) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    place      TEXT NOT NULL DEFAULT '',       -- of an attachment: '' not chosen, 'all', or an address
    bytes      BLOB NOT NULL
) STRICT;
CREATE INDEX pile_file_by_pile ON pile_file (pile, number);

-- A message for one bundle of the pile; `bundle` is its key in the pile.
CREATE TABLE pile_message (
    pile    INTEGER NOT NULL REFERENCES pile (number) ON DELETE CASCADE,
    bundle  TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (pile, bundle)
) STRICT, WITHOUT ROWID;

-- The draft that the pile was made from and takes the place of. It may be gone.
CREATE TABLE pile_base (
    pile  INTEGER NOT NULL REFERENCES pile (number) ON DELETE CASCADE,
    draft TEXT NOT NULL,
    PRIMARY KEY (pile, draft)
) STRICT, WITHOUT ROWID;
